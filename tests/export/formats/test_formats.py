"""Exports in every format: the same rows in each, even after interruptions, and chosen columns."""

import os
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async import Pager
from opentoclose_async.exceptions import PermissionDeniedError, ValidationError
from opentoclose_async.export import export, export_many
from opentoclose_async.export.formats.registry import FORMATS
from opentoclose_async.sandbox import Fault, Sandbox
from tests.clients import otc_client, rooms_client
from tests.export.files.left_behind import PASSES_ONCE, names_in
from tests.export.formats.file_formats import rows_of, text_of

pytestmark = pytest.mark.anyio
REFUSES = Fault(kind="status", status=403)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=345, teams=3)


@pytest.mark.parametrize("name", FORMATS)
async def test_all_rows_whether_interrupted_or_not(
    sandbox: Sandbox, tmp_path: Path, name: str
) -> None:
    whole, stopped = tmp_path / f"whole.{name}", tmp_path / f"stopped.{name}"
    async with rooms_client(sandbox) as rooms:
        await export(rooms.users.iter_users(), whole)
        for page in range(3):
            sandbox.faults = [PASSES_ONCE, REFUSES]
            with pytest.raises(PermissionDeniedError):
                await export(rooms.users.iter_users(), stopped, resume=page > 0)
        sandbox.faults = []
        report = await export(rooms.users.iter_users(), stopped, resume=True)
        assert (report.rows, report.resumed > 0) == (345, True)
        again = await export(rooms.users.iter_users(), stopped, resume=True)
    assert (again.rows, again.requests, again.sha256) == (345, 0, report.sha256)
    assert names_in(tmp_path) == [stopped.name, whole.name]
    ids = [row["userId"] for row in sandbox.rooms_rows("users")]
    assert [int(row["userId"]) for row in rows_of(whole)] == ids
    assert text_of(stopped) == text_of(whole)


@pytest.mark.parametrize("name", ["json", "json.gz"])
async def test_an_array_of_the_servers_own_objects(
    sandbox: Sandbox, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"users.{name}"
    async with otc_client(sandbox) as otc:
        await export(otc.users.iter_users(), path)
        await export(otc.users.iter_users(), tmp_path / "users.jsonl")
    assert rows_of(path) == sandbox.otc_rows("users")
    lines = text_of(tmp_path / "users.jsonl").decode().splitlines()
    assert text_of(path).decode() == "[\n" + ",\n".join(lines) + "\n]\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("json", b"[]\n"),
        ("json.gz", b"[]\n"),
        ("jsonl.gz", b""),
        ("csv", b"id,name\n"),
        ("csv.gz", b"id,name\n"),
    ],
)
async def test_an_empty_list(tmp_path: Path, name: str, text: bytes) -> None:
    path = tmp_path / f"teams.{name}"
    async with otc_client(Sandbox(teams=0)) as otc:
        report = await export(otc.teams.iter_teams(), path, columns=["id", "name"])
        assert (report.rows, text_of(path)) == (0, text)
        again = await export(otc.teams.iter_teams(), path, resume=True)
    assert (again.rows, again.requests) == (0, 0)


@pytest.mark.parametrize("name", FORMATS)
async def test_chosen_columns_in_their_order(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"teams.{name}"
    async with otc_client(sandbox) as otc:
        await export(otc.teams.iter_teams(), path, columns=["name", "id"])
    rows = rows_of(path)
    assert [list(row) for row in rows] == [["name", "id"]] * 3
    expected = [(row["name"], str(row["id"])) for row in sandbox.otc_rows("teams")]
    assert [(row["name"], str(row["id"])) for row in rows] == expected


async def test_a_file_for_excel(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "teams.csv"
    async with otc_client(sandbox) as otc:
        await export(otc.teams.iter_teams(), path, columns=["id"], excel=True)
    assert path.read_bytes() == b"\xef\xbb\xbfid\r\n1\r\n2\r\n3\r\n"


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"columns": ["email", "id"]}, "columns"),
        ({"columns": ["id"]}, "columns"),
        ({}, "columns"),
        ({"columns": ["id", "email"], "excel": True}, "excel"),
        ({"columns": ["id", "email"], "format": "csv.gz"}, "format"),
    ],
)
async def test_an_export_of_other_columns_is_not_resumed(
    sandbox: Sandbox, tmp_path: Path, options: dict[str, Any], name: str
) -> None:
    path = tmp_path / "users.csv"
    sandbox.faults = [PASSES_ONCE, REFUSES]
    async with otc_client(sandbox) as otc:
        with pytest.raises(PermissionDeniedError):
            await export(otc.users.iter_users(), path, columns=["id", "email"])
        before = {each: (tmp_path / each).read_bytes() for each in names_in(tmp_path)}
        sandbox.reset_stats()
        with pytest.raises(ValidationError, match=f"another export: it differs in {name}\\."):
            await export(otc.users.iter_users(), path, resume=True, **options)
        assert sandbox.stats.otc.requests == 0
        assert {each: (tmp_path / each).read_bytes() for each in names_in(tmp_path)} == before
        sandbox.faults = []
        await export(otc.users.iter_users(), path, resume=True, columns=["id", "email"])
    assert len(rows_of(path)) == 345


async def test_a_column_missing_from_one_of_several_lists_is_refused_before_reading(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with otc_client(sandbox) as otc, rooms_client(sandbox) as rooms:
        lists: dict[str | os.PathLike[str], Pager[Any]] = {
            tmp_path / "otc.csv": otc.users.iter_users(),
            tmp_path / "rooms.csv": rooms.users.iter_users(),
        }
        with pytest.raises(ValidationError, match="'id' is not a column of this list"):
            await export_many(lists, columns=["id", "email"])
        with pytest.raises(ValidationError, match="excel is for csv"):
            await export_many(lists, excel=True, format="jsonl")
        assert (sandbox.stats.otc.requests, sandbox.stats.rooms.requests) == (0, 0)
        assert names_in(tmp_path) == []
        reports = await export_many(lists, columns=["email"], excel=True)
    assert [report.rows for report in reports.values()] == [345, 345]
    for path in reports:
        assert path.read_bytes().startswith(b"\xef\xbb\xbfemail\r\n")
