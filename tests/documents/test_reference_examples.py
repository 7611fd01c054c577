"""The examples in the reference run against the sandbox; every method has one."""

import ast
import inspect
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.sandbox import Sandbox
from tests.clients import groups_of, otc_client, rooms_client
from tests.documents.examples import ROOT

SOURCE = ROOT / "tools" / "reference" / "examples.toml"
REFUSED = {
    f"opentoclose_async.otc.operations.property_contacts.PropertyContacts.{verb}_property_contact"
    for verb in ("update", "delete")
}
"""Methods that send nothing, because the API has no such operation."""
WIDEST = 78
"""Characters of a line that fit next to the methods' margin."""


def flat(examples: dict[str, Any], prefix: str = "opentoclose_async") -> Iterator[tuple[str, str]]:
    for name, value in examples.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}.{name}")
        else:
            yield f"{prefix}.{name}", value.strip("\n")


ALL_EXAMPLES = dict(flat(tomllib.loads(SOURCE.read_text("utf-8"))))
EXAMPLES = {
    name: code for name, code in ALL_EXAMPLES.items() if name.split(".")[1] in ("otc", "rooms")
}
"""Those of the methods of clients."""


def methods_of(group: object) -> dict[str, str]:
    """Return a group's public methods, with the full names of their definitions."""
    return {
        name: f"{function.__module__}.{function.__qualname__}"
        for name, function in inspect.getmembers(type(group), inspect.isfunction)
        if not name.startswith("_")
    }


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=3, rooms=3, properties=3)


def set_up(sandbox: Sandbox) -> dict[str, Any]:
    """Return a sandbox to its first state, with what the examples use; return their names."""
    sandbox.reset()
    sandbox.insert("rooms", "offices", {"officeId": 998, "name": "Unused", "regionId": None})
    sandbox.insert("rooms", "regions", {"regionId": 998, "name": "Unused"})
    sandbox.insert("rooms", "roles", {"roleId": 998, "name": "Unused", "isExternal": False})
    sandbox.insert("rooms", "user_places", {"userId": 30001, "offices": [203], "regions": [52]})
    for user_id, change in ((30002, {"status": "Pending"}), (30003, {"isLockedOut": True})):
        sandbox.update("rooms", "users", user_id, change)
    for row in sandbox.rooms_rows("room_users"):
        if row["userId"] == 30003:
            sandbox.update("rooms", "room_users", row["roomUserId"], {"isRevoked": True})
    group = sandbox.rooms_rows("form_groups")[0]
    return {
        "form_group_id": group["formGroupId"],
        "form_id": group["forms"][0]["formId"],
        "pending_user_id": 30002,
        "locked_user_id": 30003,
        "revoked_user_id": 30003,
        "unused_office_id": 998,
        "unused_region_id": 998,
        "unused_role_id": 998,
    }


async def run(code: str, names: dict[str, Any]) -> None:
    compiled = compile(code, "example", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    result = eval(compiled, names)
    if inspect.isawaitable(result):
        await result


@pytest.mark.anyio
async def test_the_example_of_each_method_runs(
    sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    problems: list[str] = []
    used: set[str] = set()
    async with otc_client(sandbox) as otc, rooms_client(sandbox) as rooms:
        libraries = await rooms.form_libraries.list_form_libraries()
        clients: dict[str, AsyncOpenToClose | AsyncRooms] = {"otc": otc, "rooms": rooms}
        for api, client in clients.items():
            for attribute, group in groups_of(client).items():
                for name, definition in methods_of(group).items():
                    code = EXAMPLES.get(definition, "")
                    if definition in REFUSED:
                        continue
                    used.add(definition)
                    if f".{name}(" not in code or f"{api}.{attribute}" not in code:
                        problems.append(f"{definition}: no example")
                        continue
                    names = {**set_up(sandbox), "otc": otc, "rooms": rooms}
                    names["form_library_id"] = libraries[0].forms_library_id
                    try:
                        await run(code, names)
                    except Exception as error:  # noqa: BLE001 - reports all that fail
                        problems.append(f"{definition}: {error!r}")
    assert problems == [], "\n".join(problems)
    assert set(EXAMPLES) <= used
    assert "None" not in capsys.readouterr().out.split("\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change to a directory with the files that examples read."""
    monkeypatch.chdir(tmp_path)
    for number, day in enumerate(("monday", "tuesday")):
        (tmp_path / f"{day}.jsonl").write_text(f'{{"id": {number}}}\n', encoding="utf-8")


@pytest.mark.anyio
@pytest.mark.usefixtures("folder")
async def test_all_other_examples_run(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", "not-a-real-token")
    async with otc_client(sandbox) as otc, rooms_client(sandbox) as rooms:
        for definition in set(ALL_EXAMPLES) - set(EXAMPLES):
            code = ALL_EXAMPLES[definition]
            assert f"{definition.rpartition('.')[2]}(" in code, definition
            await run(code, {"otc": otc, "rooms": rooms})


def test_they_fit_the_column() -> None:
    lines = [line for code in ALL_EXAMPLES.values() for line in code.splitlines()]
    assert [line for line in lines if len(line) > WIDEST] == []
