"""Exports, async and blocking, refuse invalid arguments before using the disk or the network."""

import inspect
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import frozen

from opentoclose_async import export as awaited
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export import blocking
from tests.bad_input.refusals import Bad, NeverCalled, attempt, complaints
from tests.bad_input.surface import async_client, blocking_client
from tests.bad_input.tables import TABLE_ARGUMENTS
from tests.bad_input.values import FLAGS, HUGE, LONG, NAN, Unshowable, each
from tests.export.files.left_behind import names_in

pytestmark = pytest.mark.anyio


async def progress_to_await(*_: object) -> None: ...


PATHS = [
    *each("the name of a file", "", "a\0b", None, 5, True, NAN, b"users.jsonl", ["a"], {}, HUGE),
    *each("the name of a file", Unshowable(), object(), "\ud800.jsonl", f"{LONG}.jsonl"),
]
NO_PAGERS = each("a Pager of", None, 5, "users", [], [{"id": 1}], {}, Unshowable())
SHARED = {
    "format": each("one of: jsonl", "xml", "", "JSONL", ".csv", LONG, 5, True, NAN, [], {}, b"csv"),
    "columns": [
        *each("a list of column names", 5, "id", "id,email", True, NAN, [], (), {}, {"id": 1}),
        *each("a list of column names", {"id"}, b"id", LONG, Unshowable(), iter(["id"])),
        Bad(["id", 5], "a list of column names, each of them a string", "5"),
        Bad([None], "a list of column names, each of them a string", "None"),
        Bad(["id", "id"], "is named twice", "'id'"),
        Bad(["emial"], "did you mean 'email'?", "'emial'"),
        Bad([LONG], "is not a column of this list", LONG[:20]),
        Bad(["zzz"], "known columns are id, ", "'zzz'"),
    ],
    "excel": [*FLAGS, Bad(True, "not for jsonl", "")],
    "resume": FLAGS,
    "verify": FLAGS,
    "overwrite": FLAGS,
    **TABLE_ARGUMENTS,
    "fields": [*TABLE_ARGUMENTS["fields"], Bad("all", "is for the list of properties only", "")],
    "nested": [*TABLE_ARGUMENTS["nested"], Bad("struct", "is for parquet only, not for jsonl", "")],
    "progress": [
        *each("a plain function, or None", 5, "print", True, False, [], {}, LONG, Unshowable()),
        Bad(progress_to_await, "a plain function, or None"),
    ],
}


@frozen
class Export:
    """
    A function that exports.

    Attributes:
        function: The function.
        client: Return a client of the kind that it accepts.
        other_client: Return a client of the other kind.
    """

    function: Callable[..., Any]
    client: Callable[..., Any]
    other_client: Callable[..., Any]

    @property
    def is_many(self) -> bool:
        return self.function.__name__ == "export_many"

    def __str__(self) -> str:
        return f"{self.function.__module__}.{self.function.__name__}"

    def good(self, pager: object, folder: Path) -> dict[str, Any]:
        path = folder / "users.jsonl"
        return {"exports": {path: pager}} if self.is_many else {"pager": pager, "path": path}

    def table(self, pager: object, other: object, folder: Path) -> dict[str, list[Bad]]:
        wrong_pagers = [*NO_PAGERS, Bad(other, "a Pager of")]
        if not self.is_many:
            return {"pager": wrong_pagers, "path": PATHS, **SHARED}
        twice = {folder / "a.jsonl": pager, str(folder / "a.jsonl"): pager}
        hashable = [bad for bad in PATHS if not isinstance(bad.value, (list, dict))]
        exports = [
            *each("a mapping of paths to Pagers", None, 5, "a", LONG, [], [("a", pager)]),
            *(Bad({bad.value: pager}, bad.allowed, bad.shown) for bad in hashable),
            *(Bad({"a.jsonl": bad.value}, bad.allowed, bad.shown) for bad in wrong_pagers),
            Bad({LONG[:3000]: None}, "a Pager of", "not None"),
            Bad(twice, "different paths", "a.jsonl"),
        ]
        return {"exports": exports, **SHARED}


EXPORTS = [
    Export(function, *clients)
    for module, clients in (
        (awaited, (async_client, blocking_client)),
        (blocking, (blocking_client, async_client)),
    )
    for function in (module.export, module.export_many)
]


@pytest.mark.parametrize("export", EXPORTS, ids=str)
async def test_an_invalid_argument_is_refused_before_anything_is_sent_or_written(
    export: Export, tmp_path: Path
) -> None:
    transport = NeverCalled()
    client = export.client("otc", transport)
    pager = client.users.iter_users()
    other = export.other_client("otc", transport).users.iter_users()
    table = export.table(pager, other, tmp_path)
    found = []
    with anyio.fail_after(30):
        for argument, rows in table.items():
            for bad in rows:
                given = {**export.good(pager, tmp_path), argument: bad.value}
                error = await attempt(partial(export.function, **given))
                found += complaints(error, argument, bad)
    assert found == []
    assert list(table) == list(inspect.signature(export.function).parameters)
    assert transport.requests == []
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("export", EXPORTS, ids=str)
async def test_a_file_name_without_a_known_format_is_refused_before_anything_is_sent(
    export: Export, tmp_path: Path
) -> None:
    transport = NeverCalled()
    pager = export.client("otc", transport).users.iter_users()
    path = tmp_path / f"{'x' * 200}.xml"
    given = {"exports": {path: pager}} if export.is_many else {"pager": pager, "path": path}
    with anyio.fail_after(30):
        error = await attempt(lambda: export.function(**given))
    if isinstance(error, awaited.ExportsFailed):
        (error,) = error.failures.values()
    assert isinstance(error, ValidationError)
    assert "format cannot be inferred from 'xxx" in str(error)
    assert "end the name in .jsonl, .jsonl.gz, .json, .json.gz, .csv, .csv.gz, .parq" in str(error)
    assert len(str(error)) < 300
    assert transport.requests == []
    assert names_in(tmp_path) == []
