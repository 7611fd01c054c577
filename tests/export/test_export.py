"""Exports on both event loops: complete files or none."""

import hashlib
import os
from pathlib import Path

import anyio
import httpx
import pytest

from opentoclose_async import AsyncRooms
from opentoclose_async.exceptions import DataFormatError, PermissionDeniedError, ValidationError
from opentoclose_async.export import ExportReport, Progress, export
from opentoclose_async.sandbox import Fault, Sandbox
from tests.clients import otc_client, rooms_client
from tests.export.files.left_behind import LEFT, names_in, rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=345, teams=3)


@pytest.fixture
def read_only(tmp_path: Path) -> Path:
    tmp_path.chmod(0o500)
    return tmp_path


async def test_open_to_close(
    sandbox: Sandbox, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "users.jsonl"
    reports: list[Progress] = []
    async with otc_client(sandbox) as otc:
        await otc.users.retrieve_user(1)
        report = await export(otc.users.iter_users(), path, progress=reports.append)
    assert rows_of(path) == sandbox.otc_rows("users")
    assert names_in(tmp_path) == ["users.jsonl"]
    assert report == ExportReport(
        path=path,
        rows=345,
        pages=4,
        requests=sandbox.stats.otc.requests - 1,
        retries=0,
        seams=0,
        resumed=0,
        seconds=report.seconds,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )
    assert reports == [
        Progress(rows=100, pages=1, total=None),
        Progress(rows=199, pages=2, total=None),
        Progress(rows=298, pages=3, total=None),
        Progress(rows=345, pages=4, total=None),
    ]
    assert capfd.readouterr() == ("", "")


async def test_rooms(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "USERS.JSONL"
    reports: list[Progress] = []
    async with rooms_client(sandbox) as rooms:
        report = await export(rooms.users.iter_users(), str(path), progress=reports.append)
    assert rows_of(path) == sandbox.rooms_rows("users")
    assert (report.path, report.rows, report.pages) == (path, 345, 4)
    assert (report.requests, report.retries) == (4 + 1, 0)  # the position after the last row
    assert report.total == 345
    assert [progress.total for progress in reports] == [345] * 4


async def test_retries_are_counted(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.faults = [Fault(kind="status", status=503, headers={"Retry-After": "0"}, times=1)]
    async with rooms_client(sandbox) as rooms:
        report = await export(rooms.users.iter_users(), tmp_path / "users.jsonl")
    assert (report.rows, report.requests, report.retries) == (345, 6, 1)


async def test_a_part_of_a_list(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    async with otc_client(sandbox) as otc:
        report = await export(otc.users.iter_users(offset=10, limit=150), path)
    assert report.rows == 150
    assert [row["id"] for row in rows_of(path)] == list(range(11, 161))


async def test_an_empty_list_is_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    reports: list[Progress] = []
    async with rooms_client(Sandbox(users=0)) as rooms:
        report = await export(rooms.users.iter_users(), path, progress=reports.append)
    assert (report.rows, report.pages, reports) == (0, 0, [])
    assert path.read_bytes() == b""


async def test_a_format_by_name(sandbox: Sandbox, tmp_path: Path) -> None:
    async with otc_client(sandbox) as otc:
        await export(otc.teams.iter_teams(), tmp_path / "teams", format="jsonl")
    assert len(rows_of(tmp_path / "teams")) == 3


@pytest.mark.parametrize(
    ("name", "format_name"),
    [("users.xlsx", None), ("users", None), ("users.jsonl", "xlsx"), ("users.jsonl", "")],
)
async def test_an_unknown_format_lists_the_known_ones(
    sandbox: Sandbox, tmp_path: Path, name: str, format_name: str | None
) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="jsonl") as caught:
            await export(otc.users.iter_users(), tmp_path / name, format=format_name)
    assert list(caught.value.field_errors) == ["format"]
    assert names_in(tmp_path) == []
    assert sandbox.stats.otc.requests == 0


async def test_the_file_gets_its_name_once_complete(sandbox: Sandbox, tmp_path: Path) -> None:
    seen: list[list[str]] = []
    async with otc_client(sandbox) as otc:
        await export(
            otc.users.iter_users(),
            tmp_path / "users.jsonl",
            progress=lambda _: seen.append(names_in(tmp_path)),
        )
    assert len(seen) == 4
    assert all("users.jsonl.part" in names and "users.jsonl" not in names for names in seen)
    assert names_in(tmp_path) == ["users.jsonl"]


async def test_an_existing_file_stays_unless_overwritten(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    path.write_text("mine")
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="exists already") as caught:
            await export(otc.users.iter_users(), path)
        assert list(caught.value.field_errors) == ["path"]
        assert "or replace it with overwrite=True." in str(caught.value)
        assert path.read_text() == "mine"
        assert names_in(tmp_path) == ["users.jsonl"]
        assert sandbox.stats.otc.requests == 0

        await export(otc.users.iter_users(), path, overwrite=True)
    assert len(rows_of(path)) == 345


async def test_an_existing_part_file_stays_unless_overwritten(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    path, part = tmp_path / "users.jsonl", tmp_path / "users.jsonl.part"
    part.write_text("another export's")
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="Continue it with resume=True, or start over"):
            await export(otc.users.iter_users(), path)
        assert part.read_text() == "another export's"

        await export(otc.users.iter_users(), path, overwrite=True)
    assert names_in(tmp_path) == ["users.jsonl"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("missing/users.jsonl", "is not a folder"),
        ("a_file/users.jsonl", "is not a folder"),
        ("folder.jsonl", "is not a file"),
        (f"{'x' * 300}.jsonl", "cannot be created|is not a folder"),
    ],
)
async def test_paths_where_no_file_can_be_created(
    sandbox: Sandbox, tmp_path: Path, name: str, problem: str
) -> None:
    (tmp_path / "a_file").touch()
    (tmp_path / "folder.jsonl").mkdir()
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match=problem):
            await export(otc.users.iter_users(), tmp_path / name, overwrite=True)
    assert names_in(tmp_path) == ["a_file", "folder.jsonl"]
    assert sandbox.stats.otc.requests == 0


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="every folder is writable for this user"
)
async def test_a_folder_that_is_not_writable(sandbox: Sandbox, read_only: Path) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="cannot be created"):
            await export(otc.users.iter_users(), read_only / "users.jsonl")


async def test_an_error_before_the_first_row_leaves_nothing(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.faults = [Fault(kind="status", status=403)]
    async with rooms_client(sandbox) as rooms:
        with pytest.raises(PermissionDeniedError):
            await export(rooms.users.iter_users(), tmp_path / "users.jsonl")
    assert names_in(tmp_path) == []


def replace(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.write_text("somebody else's")


@pytest.mark.skipif(os.name != "posix", reason="open files cannot be removed here")
@pytest.mark.parametrize(
    ("name", "error", "overwrite"),
    [
        ("users.jsonl", FileExistsError, False),
        ("users.jsonl.part", OSError, False),
        ("users.jsonl.part", OSError, True),
    ],
)
async def test_a_file_created_meanwhile_by_another_stays(
    sandbox: Sandbox,
    tmp_path: Path,
    name: str,
    error: type[Exception],
    overwrite: bool,
) -> None:
    def make(_: Progress) -> None:
        replace(tmp_path / name)

    async with otc_client(sandbox) as otc:
        with pytest.raises(error):
            await export(
                otc.users.iter_users(),
                tmp_path / "users.jsonl",
                overwrite=overwrite,
                progress=make,
            )
    left = ["users.jsonl.part"] if name.endswith(".part") else ["users.jsonl", *LEFT]
    assert names_in(tmp_path) == left
    assert (tmp_path / name).read_text() == "somebody else's"


async def test_two_lists_at_the_same_time(sandbox: Sandbox, tmp_path: Path) -> None:
    async with (
        otc_client(sandbox) as otc,
        rooms_client(sandbox) as rooms,
        anyio.create_task_group() as group,
    ):
        group.start_soon(export, otc.users.iter_users(), tmp_path / "otc.jsonl")
        group.start_soon(export, rooms.users.iter_users(), tmp_path / "rooms.jsonl")
    assert rows_of(tmp_path / "otc.jsonl") == sandbox.otc_rows("users")
    assert rows_of(tmp_path / "rooms.jsonl") == sandbox.rooms_rows("users")


async def test_a_row_count_that_differs_from_the_servers_fails_the_export(tmp_path: Path) -> None:
    """Two identical rows without an id, pages apart, are treated as one."""
    rows = [{"name": f"User {number}"} for number in range(250)]
    rows[3] = rows[180] = {"name": "pending"}

    def answer(request: httpx.Request) -> httpx.Response:
        start, count = (int(request.url.params[name]) for name in ("startPosition", "count"))
        page = rows[start : start + count]
        return httpx.Response(200, json={"userSummaries": page, "totalRowCount": len(rows)})

    path = tmp_path / "users.jsonl"
    transport = httpx.MockTransport(answer)
    async with AsyncRooms("acc", access_token="t", transport=transport, quota=None) as rooms:
        with pytest.raises(DataFormatError, match="250 to export, but returned 249"):
            await export(rooms.users.iter_users(), path)
        whole = await export(rooms.users.iter_users(), path, verify=False, overwrite=True)
    assert (whole.rows, whole.total) == (250, 250)
