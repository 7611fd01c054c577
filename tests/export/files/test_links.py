"""Files that others put next to an export: they are not opened, and link targets stay."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from opentoclose_async.exceptions import ValidationError
from tests.export.files.left_behind import names_in, rows_of
from tests.export.formats.batches import TOTAL, open_files, run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links may need special rights here")

BESIDE = [".part", ".checkpoint", ".checkpoint.new", ".delivered", ".part.converting"]
OPTIONS = [{}, {"resume": True}, {"overwrite": True}, {"resume": True, "overwrite": True}]
PRECIOUS = "precious\n" * 10


def link(path: Path, precious: Path) -> None:
    path.symlink_to(precious)


def link_to_nothing(path: Path, precious: Path) -> None:
    path.symlink_to(precious.with_name("nothing"))


def second_name(path: Path, precious: Path) -> None:
    path.hardlink_to(precious)


def pipe(path: Path, precious: Path) -> None:
    os.mkfifo(path)


def folder(path: Path, precious: Path) -> None:
    path.mkdir()


def listener(path: Path, precious: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        before = Path.cwd()
        os.chdir(path.parent)  # the full path may be too long for a socket
        made.bind(path.name)
        os.chdir(before)


KINDS = [link, link_to_nothing, second_name, pipe, folder, listener]
Make = Callable[[Path, Path], None]


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "precious"
    path.parent.mkdir()
    path.write_text(PRECIOUS)
    return path


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    path = tmp_path / "shared"
    path.mkdir()
    return path


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("suffix", BESIDE)
@pytest.mark.parametrize("make", KINDS)
def test_only_plain_files_are_opened(
    shared: Path, precious: Path, make: Make, suffix: str, options: dict[str, bool]
) -> None:
    path = shared / "users.parquet"
    planted = Path(f"{path}{suffix}")
    make(planted, precious)
    before = planted.lstat()
    with pytest.raises(ValidationError, match="choose another name") as caught:
        run(path, **options)
    assert str(caught.value).startswith(f"{planted} ")
    assert names_in(shared) == [planted.name]
    assert os.path.samestat(planted.lstat(), before)
    assert precious.read_text() == PRECIOUS
    assert names_in(precious.parent) == ["precious"]
    assert open_files() == []


@pytest.mark.parametrize("suffix", BESIDE[1:])
@pytest.mark.parametrize("make", [link, link_to_nothing, second_name, pipe])
def test_files_put_there_during_an_export_are_not_opened(
    shared: Path, precious: Path, make: Make, suffix: str
) -> None:
    path = shared / "users.parquet"
    run(path, stop_after=1)
    planted = Path(f"{path}{suffix}")
    planted.unlink(missing_ok=True)
    make(planted, precious)
    with pytest.raises(ValidationError):
        run(path, resume=True)
    assert precious.read_text() == PRECIOUS
    assert names_in(precious.parent) == ["precious"]
    planted.unlink()
    run(path, overwrite=True)
    assert names_in(shared) == ["users.parquet"]


@pytest.mark.parametrize("suffix", [".checkpoint.new", ".part.converting"])
def test_half_written_files_of_a_killed_export_are_replaced(shared: Path, suffix: str) -> None:
    path = shared / "users.parquet"
    run(path, stop_after=1)
    Path(f"{path}{suffix}").write_bytes(b"hal")
    run(path, resume=True)
    assert names_in(shared) == ["users.parquet"]


@pytest.mark.parametrize("make", [link, link_to_nothing])
@pytest.mark.parametrize("options", OPTIONS)
def test_a_link_with_the_final_name_is_replaced_not_followed(
    shared: Path, precious: Path, make: Make, options: dict[str, bool]
) -> None:
    path = shared / "users.jsonl"
    make(path, precious)
    if options.get("overwrite"):
        run(path, **options)
        assert not path.is_symlink()
        assert len(rows_of(path)) == TOTAL
    elif options.get("resume") and path.exists():
        assert run(path, **options).already_whole
    else:
        with pytest.raises(ValidationError, match="exists already"):
            run(path, **options)
    assert precious.read_text() == PRECIOUS
    assert names_in(precious.parent) == ["precious"]
    assert names_in(shared) == ["users.jsonl"]


@pytest.mark.parametrize("make", [pipe, folder, listener])
@pytest.mark.parametrize("through_a_link", [True, False])
def test_anything_but_a_file_keeps_the_final_name(
    shared: Path, precious: Path, make: Make, through_a_link: bool
) -> None:
    path = shared / "users.jsonl"
    thing = precious.with_name("thing") if through_a_link else path
    make(thing, precious)
    if through_a_link:
        path.symlink_to(thing)
    before = path.lstat()
    for options in OPTIONS:
        with pytest.raises(ValidationError, match="exists and is not a file"):
            run(path, **options)
    assert os.path.samestat(path.lstat(), before)
    assert names_in(shared) == ["users.jsonl"]
