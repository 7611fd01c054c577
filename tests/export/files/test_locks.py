"""One export at a time per file: the lock is on the file, not its name, and always ends."""

import asyncio
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from opentoclose_async.exceptions import PermissionDeniedError, ValidationError
from opentoclose_async.export import export
from opentoclose_async.sandbox import Fault, Sandbox
from tests.clients import otc_client
from tests.export.files.left_behind import LEFT, names_in, rows_of
from tests.export.formats.batches import BATCHES, TOTAL, job_at, open_files, run, write_batches

if sys.platform != "win32":
    import fcntl

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks are others there")
LOCK = fcntl.LOCK_EX | fcntl.LOCK_NB if sys.platform != "win32" else 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "users.jsonl"


def before_the_lock(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Call a function once, between opening the part file and locking it."""
    flock = fcntl.flock
    todo = [act]

    def lock(descriptor: int, operation: int) -> None:
        if operation == LOCK and todo:
            todo.pop()()
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", lock)


def refuse_to_remove(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make removing files fail, as on a disk that ext4 made read-only after an error."""

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)


def test_a_file_renamed_before_the_lock_stays_complete(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = job_at(path)
    first.open()
    write_batches(first, len(BATCHES))
    before_the_lock(monkeypatch, first.finish)
    second = run(path, resume=True)
    assert second.already_whole
    assert second.count() == TOTAL
    assert len(rows_of(path)) == TOTAL
    first.close()
    assert names_in(path.parent) == ["users.jsonl"]


@pytest.mark.parametrize("options", [{}, {"overwrite": True}])
def test_a_file_created_before_the_lock_is_noticed(
    path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, bool]
) -> None:
    def finish() -> None:
        run(path, resume=True)

    before_the_lock(monkeypatch, finish)
    second = job_at(path, **options)
    if options:
        second.open()
        write_batches(second, len(BATCHES))
        second.finish()
    else:
        with pytest.raises(ValidationError, match="exists already"):
            second.open()
    second.close()
    assert len(rows_of(path)) == TOTAL
    assert names_in(path.parent) == ["users.jsonl"]
    assert open_files() == []


def test_no_other_export_starts_while_files_are_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(path, stop_after=1)
    refusals: list[str] = []

    def intrude() -> None:
        with pytest.raises(ValidationError, match="is being written by another") as caught:
            run(path, resume=True)
        refusals.append(str(caught.value))

    def with_intruders(name: str) -> None:
        change = getattr(Path, name)

        def call(*arguments: object, **options: object) -> object:
            intrude()
            result = change(*arguments, **options)
            intrude()
            return result

        monkeypatch.setattr(Path, name, call)

    job = job_at(path, overwrite=True)
    for name in ("unlink", "replace"):
        with_intruders(name)
    job.open()
    monkeypatch.undo()
    assert len(refusals) >= 4
    write_batches(job, len(BATCHES))
    job.finish()
    job.close()
    assert len(rows_of(path)) == TOTAL
    assert names_in(path.parent) == ["users.jsonl"]


def test_a_file_removed_before_the_lock_is_created_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = job_at(path)
    first.open()
    before_the_lock(monkeypatch, first.close)
    run(path, resume=True)
    assert len(rows_of(path)) == TOTAL
    assert names_in(path.parent) == ["users.jsonl"]


def test_a_file_that_is_repeatedly_removed_is_given_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock = fcntl.flock

    def lock(descriptor: int, operation: int) -> None:
        path.with_name("users.jsonl.part").unlink(missing_ok=True)
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", lock)
    with pytest.raises(ValidationError, match="repeatedly removed by another program"):
        run(path)
    assert open_files() == []


@pytest.mark.parametrize("stopped", [False, True])
def test_an_export_started_after_a_finished_one_keeps_its_files(
    path: Path, monkeypatch: pytest.MonkeyPatch, stopped: bool
) -> None:
    first, second = job_at(path), job_at(path, overwrite=True)
    first.open()
    write_batches(first, len(BATCHES))

    def begin() -> None:
        second.open()
        write_batches(second, 1)
        if stopped:
            second.close()

    # Between its rename and the removal of the files next to it, which takes the lock again.
    before_the_lock(monkeypatch, begin)
    first.finish()
    first.close()
    assert names_in(path.parent) == [
        "users.jsonl",
        "users.jsonl.checkpoint",
        "users.jsonl.delivered",
        "users.jsonl.part",
    ]
    second.close()
    run(path, resume=True, overwrite=True)
    assert len(rows_of(path)) == TOTAL
    assert names_in(path.parent) == ["users.jsonl"]


def test_an_export_whose_file_was_replaced_leaves_the_new_file(path: Path) -> None:
    first = job_at(path)
    first.open()
    path.with_name("users.jsonl.part").unlink()
    run(path, resume=True, stop_after=1)
    first.close()
    assert run(path, resume=True).checkpoint.rows == TOTAL
    assert names_in(path.parent) == ["users.jsonl"]


@pytest.mark.parametrize("options", [{"resume": True}, {"overwrite": True}])
def test_a_second_job_is_refused_until_the_first_is_closed(
    path: Path, options: dict[str, bool]
) -> None:
    first = job_at(path)
    first.open()
    write_batches(first, 1)
    before = path.with_name(LEFT[2]).read_bytes()
    for _ in range(3):
        with pytest.raises(ValidationError, match="is being written by another export"):
            run(path, **options)
    assert path.with_name(LEFT[2]).read_bytes() == before
    first.close()
    run(path, **options)
    assert len(rows_of(path)) == TOTAL


def test_the_lock_ends_if_nothing_can_be_removed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        with monkeypatch.context() as read_only:
            job = job_at(path, resume=True)
            job.open()
            refuse_to_remove(read_only)
            job.close()
        assert open_files() == []
    run(path, resume=True)
    assert names_in(path.parent) == ["users.jsonl"]


def test_files_that_cannot_be_removed_after_completion_are_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_at(path)
    job.open()
    write_batches(job, len(BATCHES))
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "users.jsonl.delivered":
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as read_only:
        read_only.setattr(Path, "unlink", refuse)
        job.finish()
        job.close()
    assert len(rows_of(path)) == TOTAL
    assert open_files() == []
    assert run(path, resume=True).already_whole
    assert names_in(path.parent) == ["users.jsonl"]


def test_the_lock_ends_if_starting_fails(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fail)
        for options in ({}, {"resume": True}, {"overwrite": True}):
            with pytest.raises(
                OSError, match=r"could not be started: No space left .* Nothing was"
            ):
                run(path, **options)
            assert names_in(path.parent) == []
    assert open_files() == []
    run(path)
    assert len(rows_of(path)) == TOTAL


@pytest.mark.anyio
async def test_tidying_up_hides_no_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = Sandbox(users=5)
    sandbox.faults = [Fault(kind="status", status=403)]
    async with otc_client(sandbox) as otc:
        with monkeypatch.context() as read_only:
            refuse_to_remove(read_only)
            with pytest.raises(PermissionDeniedError):
                await export(otc.users.iter_users(), path)
        assert open_files() == []
        sandbox.faults = []
        report = await export(otc.users.iter_users(), path, resume=True)
    assert report.rows == 5
    assert names_in(path.parent) == ["users.jsonl"]


def test_an_export_cancelled_while_opening_releases_its_files(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with otc_client(Sandbox(users=5)) as otc:
            exporting = asyncio.ensure_future(export(otc.users.iter_users(), path))
            # asyncio's cancellation abandons the thread that opens the files.
            before_the_lock(monkeypatch, lambda: loop.call_soon_threadsafe(exporting.cancel))
            with pytest.raises(asyncio.CancelledError):
                await exporting
            assert open_files() == []
            assert names_in(path.parent) == []
            report = await export(otc.users.iter_users(), path)
            assert report.rows == 5

    asyncio.run(main())
