"""The files of an export: rows, their record, and who may read them."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async.exceptions import ValidationError
from tests.export.files.left_behind import names_in
from tests.export.formats.batches import (
    BATCHES,
    LENGTHS,
    TOTAL,
    job_at,
    open_files,
    record_of,
    run,
    write_batches,
)
from tests.export.formats.file_formats import content_of

FORMATS = ["jsonl", "jsonl.gz", "csv", "parquet"]
LEFT_WITH_A_RECORD = ["users.jsonl.checkpoint", "users.jsonl.delivered", "users.jsonl.part"]


@pytest.fixture(params=[0o022, 0o027, 0o077, 0o002])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("batches", [1, 2])
def test_the_record_is_read_back(tmp_path: Path, batches: int) -> None:
    path = tmp_path / "users.jsonl"
    run(path, stop_after=batches)
    assert names_in(tmp_path) == LEFT_WITH_A_RECORD
    job = job_at(path, resume=True)
    job.open()
    assert job.record == record_of(LENGTHS[batches])
    assert (job.checkpoint.rows, job.checkpoint.total) == (LENGTHS[batches], TOTAL)
    job.close()
    run(path, resume=True)
    assert names_in(tmp_path) == ["users.jsonl"]
    assert open_files() == []


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv.gz", "parquet"])
def test_rows_added_in_turn_are_one_batch(tmp_path: Path, suffix: str) -> None:
    job = job_at(tmp_path / f"turns.{suffix}")
    job.open()
    for rows in ([], *BATCHES, []):
        job.add(rows)
    assert job.checkpoint.rows == 0
    job.write(position=TOTAL, pages=5, seams=0, complete=True)
    assert (job.checkpoint.rows, job.checkpoint.pages) == (TOTAL, 5)
    job.finish()
    assert job.sha256() == hashlib.sha256(job.target.read_bytes()).hexdigest()
    job.close()
    assert content_of(job.target) == content_of(run(tmp_path / f"batches.{suffix}").target)


def test_an_export_without_a_record_has_no_such_file(tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    for resume in (False, True):
        job = job_at(path, resume=resume)
        job.open()
        assert job.record == b""
        job.add(BATCHES[0])
        job.write(position=2, pages=1, seams=0)
        job.close()
        assert names_in(tmp_path) == ["users.jsonl.checkpoint", "users.jsonl.part"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_bytes_after_the_checkpoint_are_truncated(tmp_path: Path, suffix: str) -> None:
    whole, path = tmp_path / f"whole.{suffix}", tmp_path / f"users.{suffix}"
    run(whole)
    run(path, stop_after=1)
    for name in ("part", "delivered"):
        with Path(f"{path}.{name}").open("ab") as file:
            file.write(b"half a ro" * 100)
    run(path, resume=True)
    assert path.read_bytes() == whole.read_bytes()


def test_a_record_of_rows_that_never_counted_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    job = job_at(path)
    job.open()
    job.add(BATCHES[0])
    job.write(position=2, pages=1, seams=0)
    job.close()
    (tmp_path / "users.jsonl.delivered").write_bytes(b"row 1\nrow 2\nrow 3\n")
    job = job_at(path, resume=True)
    job.open()
    assert job.record == b""
    job.add(BATCHES[1])
    job.write(position=3, pages=1, seams=0, record=b"row 3\n")
    job.close()
    assert (tmp_path / "users.jsonl.delivered").read_bytes() == b"row 3\n"


def test_starting_over_drops_what_was_left(tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    run(path, stop_after=2)
    job = run(path, overwrite=True, stop_after=1)
    assert job.checkpoint.rows == LENGTHS[1]
    assert (tmp_path / "users.jsonl.delivered").read_bytes() == record_of(LENGTHS[1])
    run(path, resume=True)
    assert names_in(tmp_path) == ["users.jsonl"]


def test_without_a_row_nothing_is_left(tmp_path: Path) -> None:
    for options in ({}, {"resume": True}, {"overwrite": True}):
        job = job_at(tmp_path / "users.csv", **options)
        job.open()
        assert names_in(tmp_path) == ["users.csv.checkpoint", "users.csv.part"]
        job.close()
        assert names_in(tmp_path) == []


def test_an_unknown_part_file_is_not_truncated(tmp_path: Path) -> None:
    path, part = tmp_path / "users.jsonl", tmp_path / "users.jsonl.part"
    part.write_text("a download of the browser's")
    with pytest.raises(ValidationError, match="without a checkpoint, so its content is unknown"):
        run(path, resume=True)
    assert part.read_text() == "a download of the browser's"
    run(path, overwrite=True)
    assert names_in(tmp_path) == ["users.jsonl"]


def test_an_empty_part_file_is_started_over(tmp_path: Path) -> None:
    (tmp_path / "users.jsonl.part").touch()
    run(tmp_path / "users.jsonl", resume=True)
    assert names_in(tmp_path) == ["users.jsonl"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_interrupted_rename_is_repeated(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"users.{suffix}"
    run(path, finish=False)
    left = {each: each.read_bytes() for each in tmp_path.iterdir()}
    run(path, resume=True)
    finished = path.read_bytes()
    for with_part in (True, False):  # a killed process may leave either
        for each, content in left.items():
            if with_part or each.suffix != ".part":
                each.write_bytes(content)
        if not with_part:
            job = run(path, resume=True)
            assert job.already_whole
            assert job.checkpoint.rows == TOTAL
        else:
            run(path, resume=True)
        assert path.read_bytes() == finished
        assert names_in(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", FORMATS)
def test_another_file_with_that_name_is_not_treated_as_the_export(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"users.{suffix}"
    run(path, finish=False)
    path.write_text("somebody's\n" * TOTAL)
    with pytest.raises(ValidationError, match="exists already"):
        run(path, resume=True)
    assert path.read_text() == "somebody's\n" * TOTAL
    run(path, resume=True, overwrite=True)
    assert names_in(tmp_path) == [path.name]


def test_anothers_part_file_next_to_a_finished_export_stays(tmp_path: Path) -> None:
    path, part = tmp_path / "users.jsonl", tmp_path / "users.jsonl.part"
    run(path, finish=False)
    checkpoint = (tmp_path / "users.jsonl.checkpoint").read_bytes()
    run(path, resume=True)
    (tmp_path / "users.jsonl.checkpoint").write_bytes(checkpoint)
    part.write_text("somebody's" * 100)
    with pytest.raises(ValidationError, match="is not as it was when its checkpoint was written"):
        run(path, resume=True)
    assert part.read_text() == "somebody's" * 100


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="files are not named here")
def test_rows_are_on_the_disk_before_the_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def note_sync(descriptor: int) -> None:
        steps.append(f"{Path(f'/proc/self/fd/{descriptor}').readlink().name} is on the disk")
        sync(descriptor)

    def note_replace(path: Path, target: Path) -> Path:
        steps.append(f"{path.name} becomes {target.name}")
        return replace(path, target)

    job = job_at(tmp_path / "users.jsonl")
    job.open()
    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)
    write_batches(job, 1)
    assert steps == [
        "users.jsonl.part is on the disk",
        "users.jsonl.delivered is on the disk",
        "users.jsonl.checkpoint.new is on the disk",
        "users.jsonl.checkpoint.new becomes users.jsonl.checkpoint",
        f"{tmp_path.name} is on the disk",
    ]
    job.close()


def test_nothing_is_written_after_half_a_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "users.jsonl"

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    job = job_at(path)
    job.open()
    job.add(BATCHES[0])
    job.write(position=2, pages=1, seams=0, record=record_of(2), total=6)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fail)
        job.add(BATCHES[1])
        with pytest.raises(OSError, match="2 rows are safe in it; free some space"):
            job.write(position=3, pages=1, seams=0)
    job.add(BATCHES[1])
    with pytest.raises(OSError, match="could not be written before; continue with resume=True"):
        job.write(position=3, pages=1, seams=0)
    with pytest.raises(OSError, match="could not be written before; continue with resume=True"):
        job.finish()
    job.close()
    whole = tmp_path / "whole.jsonl"
    run(whole)
    run(path, resume=True)
    assert path.read_bytes() == whole.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="files have no modes here")
@pytest.mark.parametrize("suffix", FORMATS)
def test_files_are_private_until_complete(tmp_path: Path, umask: int, suffix: str) -> None:
    path = tmp_path / f"users.{suffix}"
    stopped: list[dict[str, Any]] = [{"stop_after": 1}, {"resume": True, "finish": False}]
    for options in stopped:
        run(path, **options)
        assert {mode_of(each) for each in tmp_path.iterdir()} == {0o600}
        assert len(names_in(tmp_path)) == 3
    run(path, resume=True)
    plain = tmp_path / "plain"
    plain.touch()
    assert mode_of(path) == mode_of(plain) == 0o666 & ~umask


@pytest.mark.skipif(os.name != "posix", reason="files have no modes here")
def test_starting_over_writes_to_no_file_that_others_have_open(tmp_path: Path) -> None:
    path, part = tmp_path / "users.jsonl", tmp_path / "users.jsonl.part"
    cases: list[tuple[str, dict[str, Any]]] = [("", {"resume": True}), ("x", {"overwrite": True})]
    for content, options in cases:
        part.write_text(content)
        part.chmod(0o666)
        with part.open() as others:
            run(path, **options, stop_after=1)
            assert others.read() == content
        assert mode_of(part) == 0o600


def test_a_closed_job_cannot_be_opened(tmp_path: Path) -> None:
    job = job_at(tmp_path / "users.jsonl")
    job.close()
    with pytest.raises(ValueError, match="was closed"):
        job.open()
    assert names_in(tmp_path) == []
