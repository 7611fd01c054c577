"""Judge an archive on disk by what the issue of it promises, without the package's help."""

import hashlib
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from tests.archive.rooms_account import Account
from tests.archive.rooms_server import TOKEN

__all__ = ["bad_names", "contents", "entries", "folders", "judge", "same", "written"]

_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)")
"""From "Naming Files, Paths, and Namespaces" of Microsoft."""
_BIDI = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_OWN = {"manifest.jsonl", "archive.json", "index.html"}


def contents(directory: Path) -> dict[str, bytes]:
    """Return the bytes of every file in a folder, by path with slashes."""
    files = [path for path in directory.rglob("*") if not path.is_dir()]
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in files}


def folders(directory: Path) -> set[str]:
    """Return the names of the folders of rooms."""
    return {path.name for path in directory.glob("rooms/*/*")}


def entries(directory: Path) -> list[dict[str, Any]]:
    """Return the entries of the manifest."""
    lines = (directory / "manifest.jsonl").read_bytes().splitlines()
    return [json.loads(line) for line in lines]


def same(directory: Path) -> dict[str, Any]:
    """Return all that two archives of the same account have in common."""
    found: dict[str, Any] = dict(contents(directory))
    found["manifest.jsonl"] = [{**entry, "when": None} for entry in entries(directory)]
    state = json.loads(found["archive.json"])
    found["archive.json"] = {
        name: value
        for name, value in state.items()
        if name not in ("server", "started", "finished", "run")
    }
    found["index.html"] = re.sub(
        rb"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", b"", found["index.html"]
    )
    return found


def written(directory: Path, what: str, identity: object) -> bytes | None:
    """Return the file of a thing, by the manifest."""
    for entry in entries(directory):
        if entry["what"] == what and entry["id"] == identity and entry["path"]:
            return (directory / str(entry["path"])).read_bytes()
    return None


def bad_names(paths: list[str]) -> list[str]:
    """Return which paths are not valid, or not distinct, on Windows, macOS and Linux."""
    wrong: list[str] = []
    seen: dict[str, str] = {}
    for path in paths:
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in seen:
            wrong.append(f"{path!r} collides with {seen[folded]!r}")
        seen[folded] = path
        if len(path) > 230:
            wrong.append(f"{path!r} is too long")
        wrong += [f"{name!r} in {path!r}" for name in path.split("/") if _is_bad(name)]
    return wrong


def _is_bad(name: str) -> bool:
    try:
        encoded = [len(unicodedata.normalize(form, name).encode()) for form in ("NFC", "NFD")]
    except UnicodeEncodeError:
        return True
    return bool(
        not name
        or max(encoded) > 255
        or name[-1] in ". "
        or name[0] == " "
        or re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
        or _DEVICES.match(name)
        or set(name) & _BIDI
    )


def judge(
    directory: Path, account: Account | None = None, *, missing: int = 0, unlisted: int = 0
) -> None:
    """Assert what every finished archive has to fulfil, and that it holds an account."""
    files = contents(directory)
    assert not [path for path in directory.parent.rglob("*") if path.is_symlink()]
    told = entries(directory)
    paths = [entry["path"] for entry in told if entry["path"]]
    assert len(paths) == len(set(paths))
    assert sorted(set(paths) - set(files)) == []
    assert len(set(files) - _OWN - set(paths)) == unlisted, set(files) - _OWN - set(paths)
    for entry in told:
        if entry["path"]:
            data = files[entry["path"]]
            digest = hashlib.sha256(data).hexdigest()
            assert (entry["size"], entry["sha256"]) == (len(data), digest), entry
    assert sum(entry["status"] in ("failed", "refused") for entry in told) == missing
    assert bad_names(list(files)) == []
    assert not [path for path, data in files.items() if TOKEN.encode() in data]
    if account is not None:
        _judge_contents(directory, account, files)


def _judge_contents(directory: Path, account: Account, files: dict[str, bytes]) -> None:
    rows = [
        json.loads(line)
        for path, data in files.items()
        if path.endswith(".jsonl") and path != "manifest.jsonl"
        for line in data.splitlines()
    ]
    wanted = [row for listed in account.lists.values() for row in listed]
    wanted += [row for listed in account.forms.values() for row in listed]
    for room in account.rooms.values():
        wanted += [room.row(), *room.users, *room.task_lists]
        wanted += [each.row() for each in room.documents]
        record = written(directory, "room", room.id)
        assert record is not None, room
        assert _holds(json.loads(record), room.record()), (json.loads(record), room.record())
    missing = [row for row in wanted if not any(_holds(found, row) for found in rows)]
    assert missing == []
    for document in account.documents().values():
        if document.contents:
            assert written(directory, "document", document.id) == document.contents, document


def _holds(found: Any, row: dict[str, Any]) -> bool:
    return isinstance(found, dict) and all(
        name in found and found[name] == value for name, value in row.items()
    )
