"""Stores for refresh tokens: durable, atomic and private."""

import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async import FileTokenStore, MemoryTokenStore, TokenStore
from opentoclose_async.exceptions import AuthenticationError, ConfigurationError

posix = pytest.mark.skipif(os.name != "posix", reason="file modes need POSIX")


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_memory_store_keeps_the_latest_token() -> None:
    store = MemoryTokenStore()
    assert store.load() is None
    store.save("a")
    store.save("b")
    assert store.load() == "b"
    assert MemoryTokenStore("c").load() == "c"


def test_a_file_store_keeps_the_latest_token_for_the_next_process(tmp_path: Path) -> None:
    path = tmp_path / "token"
    assert FileTokenStore(path).load() is None
    FileTokenStore(path).save("a")
    FileTokenStore(str(path)).save("b")
    assert FileTokenStore(path).load() == "b"
    assert names_in(tmp_path) == ["token"]


def test_both_implement_the_protocol(tmp_path: Path) -> None:
    stores: list[TokenStore] = [MemoryTokenStore("t"), FileTokenStore(tmp_path / "t")]
    assert all(isinstance(store, TokenStore) for store in stores)


@posix
def test_only_the_owner_can_ever_read_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "token"
    modes: list[int] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "os.rename" and str(path) in map(str, arguments):
            modes.append(mode_of(Path(arguments[0])))

    before = os.umask(0)
    try:
        sys.addaudithook(watch)
        FileTokenStore(path).save("a")
        path.chmod(0o644)
        FileTokenStore(path).save("b")
    finally:
        os.umask(before)
    assert modes == [0o600, 0o600]
    assert mode_of(path) == 0o600


@posix
def test_a_failed_save_leaves_the_file_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "token"
    store = FileTokenStore(path)
    store.save("a")
    with pytest.raises(UnicodeEncodeError):
        store.save("ü")
    assert store.load() == "a"
    assert names_in(tmp_path) == ["token"]


def test_a_folder_at_the_path_is_an_error_that_leaves_no_file_behind(tmp_path: Path) -> None:
    path = tmp_path / "token"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="token"):
        FileTokenStore(path).save("a")
    assert names_in(tmp_path) == ["token"]


def test_missing_folders_are_created(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "a" / "b" / "token")
    assert store.load() is None
    store.save("a")
    assert store.load() == "a"


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "kept" / "token", tmp_path / "link"
    target.parent.mkdir()
    link.symlink_to(target)
    FileTokenStore(link).save("a")
    assert link.is_symlink()
    assert FileTokenStore(target).load() == "a"


@pytest.mark.parametrize("content", [b"", b"\n", b"  \n"])
def test_an_empty_file_contains_no_token(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "token"
    path.write_bytes(content)
    assert FileTokenStore(path).load() is None


@pytest.mark.parametrize("content", [b"s3cret\nmore", b"\xffs3cret", b"s3\0cret"])
def test_other_content_is_refused_without_showing_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "token"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match="something other than") as caught:
        FileTokenStore(path).load()
    assert "s3" not in repr(caught.value).replace(str(path), "")


def test_a_repr_shows_no_token(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "token")
    store.save("s3cret")
    assert "s3cret" not in repr(store)
    assert "token" in repr(store)
    assert "s3cret" not in repr(MemoryTokenStore("s3cret"))


def test_an_invalid_token_is_refused_by_the_constructor() -> None:
    with pytest.raises(AuthenticationError, match="empty"):
        MemoryTokenStore(" ")
