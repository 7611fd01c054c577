"""Resumed exports: no row lost, and nothing from another export."""

from pathlib import Path
from typing import Any

import anyio
import pytest

from opentoclose_async.exceptions import PermissionDeniedError, ValidationError
from opentoclose_async.export import Progress, export
from opentoclose_async.sandbox import Fault, Sandbox
from tests.clients import otc_client, rooms_client
from tests.export.files.left_behind import LEFT, PASSES_ONCE, names_in, rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=345, teams=3)


@pytest.mark.parametrize("verify", [True, False])
async def test_a_failed_export_can_be_resumed(
    sandbox: Sandbox, tmp_path: Path, verify: bool
) -> None:
    path = tmp_path / "users.jsonl"
    sandbox.faults = [PASSES_ONCE, Fault(kind="status", status=403)]
    async with rooms_client(sandbox) as rooms:
        with pytest.raises(PermissionDeniedError) as caught:
            await export(rooms.users.iter_users(), path, verify=verify)
        assert caught.value.start == 100
        assert names_in(tmp_path) == (LEFT if verify else [LEFT[0], LEFT[2]])
        sandbox.faults = []
        sandbox.reset_stats()
        reports: list[Progress] = []
        report = await export(
            rooms.users.iter_users(), path, verify=verify, resume=True, progress=reports.append
        )
    assert rows_of(path) == sandbox.rooms_rows("users")
    assert names_in(tmp_path) == ["users.jsonl"]
    assert (report.rows, report.resumed, report.requests) == (345, 100, 3 + verify)
    assert [each.rows for each in reports][-1] == 345
    assert reports[0].pages == 2


async def test_a_failed_export_keeps_the_file_to_be_overwritten(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    path = tmp_path / "users.jsonl"
    path.write_text("mine")
    sandbox.faults = [PASSES_ONCE, Fault(kind="status", status=403)]
    async with rooms_client(sandbox) as rooms:
        with pytest.raises(PermissionDeniedError):
            await export(rooms.users.iter_users(), path, overwrite=True)
        assert path.read_text() == "mine"
        sandbox.faults = []
        with pytest.raises(ValidationError, match="exists already"):
            await export(rooms.users.iter_users(), path, resume=True)
        report = await export(rooms.users.iter_users(), path, resume=True, overwrite=True)
    assert report.resumed == 100
    assert rows_of(path) == sandbox.rooms_rows("users")


async def test_an_error_of_the_callback_keeps_the_rows(sandbox: Sandbox, tmp_path: Path) -> None:
    def fail(_: Progress) -> None:
        raise RuntimeError("not today")

    path = tmp_path / "users.jsonl"
    async with otc_client(sandbox) as otc:
        with pytest.raises(RuntimeError, match="not today"):
            await export(otc.users.iter_users(), path, progress=fail)
        assert names_in(tmp_path) == LEFT
        await export(otc.users.iter_users(), path, resume=True)
    assert rows_of(path) == sandbox.otc_rows("users")


async def test_cancelling_keeps_what_was_read(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    sandbox.faults = [PASSES_ONCE, Fault(kind="hang", seconds=60.0)]
    async with otc_client(sandbox) as otc:
        with anyio.CancelScope() as scope:
            await export(otc.users.iter_users(), path, progress=lambda _: scope.cancel())
        assert scope.cancelled_caught
        assert names_in(tmp_path) == LEFT
        sandbox.faults = []
        assert len(await otc.users.list_users()) == 345
        report = await export(otc.users.iter_users(), path, resume=True)
    assert report.resumed == 100
    assert rows_of(path) == sandbox.otc_rows("users")


async def test_resuming_without_an_earlier_run_starts_from_scratch(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with otc_client(sandbox) as otc:
        report = await export(otc.users.iter_users(), tmp_path / "users.jsonl", resume=True)
    assert (report.rows, report.resumed) == (345, 0)


async def test_resuming_a_complete_file_leaves_it_unchanged(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    path = tmp_path / "users.jsonl"
    async with otc_client(sandbox) as otc:
        first = await export(otc.users.iter_users(), path)
        sandbox.reset_stats()
        again = await export(otc.users.iter_users(), path, resume=True)
    assert sandbox.stats.otc.requests == 0
    assert (again.rows, again.resumed, again.sha256) == (345, 345, first.sha256)


@pytest.mark.parametrize(
    ("arguments", "options", "name"),
    [
        ({"role": "Agent"}, {}, "filters"),
        ({"page_size": 50}, {}, "page size"),
        ({"start": 5}, {}, "start"),
        ({"max_items": 300}, {}, "max_items"),
        ({}, {"verify": False}, "verify"),
        ({}, {"format": "csv"}, "format"),
    ],
)
async def test_files_left_by_another_export_are_not_resumed(
    sandbox: Sandbox,
    tmp_path: Path,
    arguments: dict[str, Any],
    options: dict[str, Any],
    name: str,
) -> None:
    path = tmp_path / "users.jsonl"
    sandbox.faults = [PASSES_ONCE, Fault(kind="status", status=403)]
    async with otc_client(sandbox) as otc:
        with pytest.raises(PermissionDeniedError):
            await export(otc.users.iter_users(), path)
        before = [(tmp_path / each).read_bytes() for each in LEFT]
        sandbox.reset_stats()
        with pytest.raises(ValidationError, match=f"another export: it differs in {name}") as error:
            await export(otc.users.iter_users(**arguments), path, resume=True, **options)
    assert list(error.value.field_errors) == ["resume"]
    assert [(tmp_path / each).read_bytes() for each in LEFT] == before
    assert sandbox.stats.otc.requests == 0


async def test_an_export_of_another_account_is_not_resumed(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    path = tmp_path / "users.jsonl"
    sandbox.faults = [PASSES_ONCE, Fault(kind="status", status=403)]
    async with otc_client(sandbox) as otc, otc_client(sandbox, api_key="other") as other:
        with pytest.raises(PermissionDeniedError):
            await export(otc.users.iter_users(), path)
        with pytest.raises(ValidationError, match="differs in account"):
            await export(other.users.iter_users(), path, resume=True)
    assert sandbox.config.otc_token not in (tmp_path / LEFT[0]).read_text()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("users.jsonl.checkpoint", b"{", "cannot be read"),
        ("users.jsonl.checkpoint", b"[]", "cannot be read"),
        ("users.jsonl.checkpoint", b'{"version": 99}', "another version"),
        ("users.jsonl.part", b"short", "is shorter than its checkpoint says"),
    ],
)
async def test_damaged_files_are_refused(
    sandbox: Sandbox, tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    path = tmp_path / "users.jsonl"
    sandbox.faults = [PASSES_ONCE, Fault(kind="status", status=403)]
    async with otc_client(sandbox) as otc:
        with pytest.raises(PermissionDeniedError):
            await export(otc.users.iter_users(), path)
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ValidationError, match=problem):
            await export(otc.users.iter_users(), path, resume=True)
        sandbox.faults = []
        await export(otc.users.iter_users(), path, overwrite=True)
    assert names_in(tmp_path) == ["users.jsonl"]
    assert rows_of(path) == sandbox.otc_rows("users")


async def test_a_running_export_is_left_alone(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    refusals: list[str] = []
    begun, intruded = False, anyio.Event()

    async def wait_for_intruders(_: object) -> None:
        if begun:
            await intruded.wait()

    client = otc_client(sandbox, on_request=wait_for_intruders)
    async with client as otc, anyio.create_task_group() as group:

        async def intrude() -> None:
            for options in ({"overwrite": True}, {"resume": True}):
                with pytest.raises(ValidationError) as caught:
                    await export(otc.teams.iter_teams(), path, **options)  # type: ignore[arg-type]  # both are booleans
                refusals.append(caught.value.message)
            intruded.set()

        stream = otc.users.iter_users(page_size=10)

        def begin(_: Progress) -> None:
            nonlocal begun
            if not begun:
                begun = True
                group.start_soon(intrude)

        await export(stream, path, progress=begin)
        await intruded.wait()
    assert len(refusals) == 2
    assert rows_of(path) == sandbox.otc_rows("users")
