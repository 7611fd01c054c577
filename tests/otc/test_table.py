"""Every resource in the table of ``tools/otc`` has all its parts."""

import importlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs
import pytest

import opentoclose_async
from opentoclose_async import AsyncOpenToClose, OpenToClose, OpenToCloseAPI, Pager
from opentoclose_async._accounts.lists import LISTS
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async.legacy import engine
from opentoclose_async.otc import models
from opentoclose_async.sandbox import Sandbox
from tests.clients import otc_client
from tests.generated import ROOT
from tools.otc.files import type_checks
from tools.otc.table import Resource, read_table

RESOURCES = read_table()
PLAIN = [each for each in RESOURCES if "sandbox" not in each.by_hand]
TYPE_CHECKS = {path.name: source for path, source in type_checks().items()}
by_group = pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.group)


@cache
def sandbox() -> Sandbox:
    return Sandbox(properties=3)


def missing_of(resource: Resource) -> Iterator[str]:
    """Yield the parts that a resource lacks."""
    group = resource.group
    model = getattr(models, resource.model, None)
    if not (attrs.has(model or object) and issubclass(model or object, Model)):
        yield f"model {resource.model} in otc/models.py"
    elif resource.model not in models.__all__:
        yield f"{resource.model} in __all__ of otc/models.py"
    try:
        module: object = importlib.import_module(resource.full_module)
    except ModuleNotFoundError:
        yield f"module {resource.full_module}"
        module = None
    for name in (resource.class_name, f"Blocking{resource.class_name}"):
        kind = getattr(module, name, None)
        for method in resource.method_names:
            if not callable(getattr(kind, method, None)):
                yield f"method {name}.{method}"
    for client, name in (
        (AsyncOpenToClose("key"), resource.class_name),
        (OpenToClose("key"), f"Blocking{resource.class_name}"),
    ):
        if type(getattr(client, group, None)).__name__ != name:
            yield f"attribute {type(client).__name__}.{group}"
    if resource.drop_in:
        yield from missing_of_drop_in(resource)
    if "list" in resource.methods and group.replace("_", "-") not in LISTS[Api.OTC]:
        yield f"list {group.replace('_', '-')} of the command `opentoclose export`"
    collection: Any = group
    try:
        if not sandbox().otc_rows(collection):
            yield "rows in the sandbox"
    except KeyError:
        yield "a collection in the sandbox"
    page = ROOT / "docs" / "reference" / "otc" / f"{resource.module}.md"
    described = f"::: {resource.full_module}.{resource.class_name}\n"
    if not page.is_file() or described not in page.read_text("utf-8"):
        yield f"page {page.relative_to(ROOT)}"
    if f": reference/otc/{resource.module}.md\n" not in (ROOT / "mkdocs.yml").read_text("utf-8"):
        yield f"{resource.module}.md in the navigation in mkdocs.yml"
    yield from missing_type_checks(resource)


def missing_of_drop_in(resource: Resource) -> Iterator[str]:
    name = f"{resource.class_name}API"
    if type(getattr(OpenToCloseAPI("key"), resource.group, None)).__name__ != name:
        yield f"attribute OpenToCloseAPI.{resource.group}"
    if name not in opentoclose_async.__all__:
        yield f"opentoclose_async.{name}"
    module = importlib.import_module(f"opentoclose_async.{resource.group}")
    if not hasattr(module, name):
        yield f"{name} in opentoclose_async/{resource.group}.py"


def missing_type_checks(resource: Resource) -> Iterator[str]:
    if f"(model: {resource.model})" not in TYPE_CHECKS["otc_models.py"]:
        yield f"typing test of {resource.model}"
    if "class" in resource.by_hand:  # then so is tests/typing/otc_properties.py
        return
    for client in ("async", "blocking", *(["legacy"] if resource.drop_in else [])):
        for method in resource.method_names:
            if client == "legacy" and method.startswith("iter_"):
                continue
            if f"otc.{resource.group}.{method}(" not in TYPE_CHECKS[f"otc_{client}.py"]:
                yield f"typing test of {method} of the {client} client"


@by_group
def test_a_resource_has_all_its_parts(resource: Resource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "load_dotenv", lambda: None)
    assert list(missing_of(resource)) == [], f"{resource.group} lacks these parts"


def test_the_client_the_command_and_the_sandbox_have_no_other_resources() -> None:
    groups = {each.group for each in RESOURCES}
    listed = {each.group.replace("_", "-") for each in RESOURCES if "list" in each.methods}
    assert set(LISTS[Api.OTC]) == {ListName(name) for name in listed}
    kinds = vars(importlib.import_module("opentoclose_async.otc.operations.groups"))
    for mixin in ("OpenToCloseGroups", "BlockingOpenToCloseGroups"):
        assert {name for name in vars(kinds[mixin]) if not name.startswith("_")} == groups


@pytest.mark.anyio
async def test_plain_resources_work_in_the_sandbox() -> None:
    """Those whose collections are generated; there may be none."""
    for resource in PLAIN:
        server = Sandbox(properties=3)
        name: Any = resource.group
        owner = (1,) if resource.of_properties else ()
        stored = [row for row in server.otc_rows(name) if row.get("property_id") in (None, *owner)]
        async with otc_client(server, strict=True) as otc:
            group: Any = getattr(otc, resource.group)
            pager: Pager[Any] = getattr(group, f"iter_{resource.group}")(*owner, page_size=2)
            rows = await pager.collect()
            assert [each.raw for each in rows] == stored
            if "create" in resource.methods:
                fields = {key: value for key, value in rows[0].raw.items() if key != "id"}
                created = await getattr(group, f"create_{resource.noun}")(*owner, fields)
                assert created.raw == {"id": created.id, **fields}
            if "retrieve" in resource.methods:
                one = await getattr(group, f"retrieve_{resource.noun}")(*owner, rows[0].id)
                assert one == rows[0]
            if "update" in resource.methods and "update" not in resource.unsupported:
                update = getattr(group, f"update_{resource.noun}")
                changed = await update(*owner, rows[0].id, {"added": 1})
                assert changed.raw == {**rows[0].raw, "added": 1}
            if "delete" in resource.methods and "delete" not in resource.unsupported:
                await getattr(group, f"delete_{resource.noun}")(*owner, rows[0].id)
                assert rows[0].id not in {row["id"] for row in server.otc_rows(name)}
