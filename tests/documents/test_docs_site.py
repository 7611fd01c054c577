"""The documentation site builds and covers everything public."""

import re
from importlib import import_module
from typing import Any

import pytest

import opentoclose_async
from opentoclose_async import AsyncOpenToClose, AsyncRooms, exceptions
from opentoclose_async.sandbox import Sandbox
from tests.clients import groups_of, otc_client, rooms_client
from tests.generated import ROOT
from tools.reference import NAVIGATION, files, with_navigation

REFERENCE = ROOT / "docs" / "reference"


def shown() -> set[str]:
    """Return the full names of all objects that the reference shows."""
    names = set()
    for page in REFERENCE.rglob("*.md"):
        for name in re.findall(r"^::: (\S+)$", page.read_text("utf-8"), re.M):
            inside = import_module(name).__all__ if is_module(name) else None
            names |= {name} if inside is None else {f"{name}.{each}" for each in inside}
    return names


def is_module(name: str) -> bool:
    """Return whether a full name is a module's rather than that of an object in one."""
    path = ROOT / name.replace(".", "/")
    return path.is_dir() or path.with_name(f"{path.name}.py").is_file()


@pytest.mark.anyio
async def test_every_group_of_methods_is_on_a_page() -> None:
    sandbox = Sandbox()
    async with otc_client(sandbox) as otc, rooms_client(sandbox) as rooms:
        clients: tuple[AsyncOpenToClose | AsyncRooms, ...] = (otc, rooms)
        groups = [type(group) for client in clients for group in groups_of(client).values()]
    assert len(groups) > 40
    assert {f"{group.__module__}.{group.__name__}" for group in groups} <= shown()


def test_every_model_of_rooms_is_on_a_page() -> None:
    models = import_module("opentoclose_async.rooms.models")
    classes = [getattr(models, name) for name in dir(models) if name[0].isupper()]
    assert len(classes) > 150
    assert {f"{each.__module__}.{each.__name__}" for each in classes} <= shown()


@pytest.mark.parametrize("name", opentoclose_async.__all__)
def test_every_public_name_is_on_a_page(name: str) -> None:
    value: Any = getattr(opentoclose_async, name)
    homes = {f"opentoclose_async.{name}", f"{value.__module__}.{name}"}
    assert homes & shown()


def test_every_error_is_on_a_page() -> None:
    assert {f"{exceptions.__name__}.{name}" for name in exceptions.__all__} <= shown()


def test_the_generated_pages_are_up_to_date() -> None:
    written = files()
    advice = "run python -m tools.reference"
    for path, text in written.items():
        assert (ROOT / path).read_text("utf-8") == text, advice
    of_groups = {path for api in ("otc", "rooms") for path in (REFERENCE / api).glob("*.md")}
    assert {ROOT / path for path in written} - {REFERENCE / "commands.md"} == of_groups, advice
    navigation = (ROOT / NAVIGATION).read_text("utf-8")
    assert with_navigation(navigation, written) == navigation, advice
