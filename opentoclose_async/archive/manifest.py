"""
What an archive holds: an entry for each file, and for each thing that is missing.

Entries are lines of JSON. While an archive grows, lines are only appended, and the last one about a
thing counts; a finished archive has one line for each, in order.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Final

import attrs
from attrs import frozen

__all__ = ["MISSING", "Entry", "Key", "Manifest", "is_inside"]

Key = tuple[str, int | str, int | str | None]
"""What a thing is, its id, and the id of what it belongs to."""

SAVED: Final = "saved"
REFUSED: Final = "refused"
FAILED: Final = "failed"
SKIPPED: Final = "skipped"
MISSING: Final = frozenset({REFUSED, FAILED})
"""Statuses of things that the latest run did not get."""
_STATUSES = frozenset({SAVED, REFUSED, FAILED, SKIPPED})
_DEVICE = ":"


@frozen(kw_only=True)
class Entry:
    """
    One line of the manifest.

    Attributes:
        what: What it is, such as "document".
        id: Its id; the name of a list.
        of: The id of the room or property it belongs to, if any.
        name: Its name in the account, if it has one.
        path: Its file, relative to the archive's folder, with slashes; None if there is none.
        size: The file's size in bytes.
        sha256: The file's SHA-256, in hexadecimal digits.
        rows: The number of rows, for lists.
        when: When it was read, in UTC: ``2026-11-26T05:00:00Z``.
        request: The request that returned it.
        status: "saved"; "refused" or "failed" if the latest run did not get it (a file of an
            earlier run stays); "skipped" for a link that was not followed.
        why: Why it is missing, or what is odd about it.
        listed: What the list said of it, to see whether it has changed since.
        run: The number of the run that read it last, until a run is complete; then 0.
    """

    what: str
    id: int | str
    of: int | str | None = None
    name: str | None = None
    path: str | None = None
    size: int | None = None
    sha256: str | None = None
    rows: int | None = None
    when: str = ""
    request: str = ""
    status: str = SAVED
    why: str | None = None
    listed: str | None = None
    run: int = 0

    @property
    def key(self) -> Key:
        """What tells it apart from all others."""
        return self.what, self.id, self.of

    @property
    def is_missing(self) -> bool:
        """Whether the latest run did not get it."""
        return self.status in MISSING

    def line(self) -> bytes:
        """Return its line, with the line end."""
        values = attrs.asdict(self)
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace") + b"\n"

    @classmethod
    def read(cls, line: bytes) -> "Entry | None":
        """Read a line; None if it is not an entry, as the torn end of one is not."""
        try:
            values = json.loads(line)
            entry = cls(**{name: values[name] for name in _NAMES if name in values})
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        return entry if entry._is_valid() else None

    def _is_valid(self) -> bool:
        texts: tuple[Any, ...] = (self.what, self.when, self.request)
        owner: Any = self.of
        return (
            all(isinstance(text, str) for text in texts)
            and type(self.id) in (int, str)
            and (owner is None or type(owner) in (int, str))
            and self.status in _STATUSES
            and (self.path is None or is_inside(self.path))
            and type(self.run) is int
        )


_NAMES = frozenset(attribute.name for attribute in attrs.fields(Entry))


def is_inside(path: object) -> bool:
    """Return whether a relative path stays in its folder, on every system."""
    if not isinstance(path, str) or not path or "\\" in path or _DEVICE in path or "\0" in path:
        return False
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts


class Manifest:
    """
    The entries of an archive, by what they are about.

    Args:
        entries: Entries in the order of their lines.

    Attributes:
        missing_count: How many things the latest run did not get.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.missing_count = 0
        self._entries: dict[Key, Entry] = {}
        self._paths: dict[str, Key] = {}
        for entry in entries:
            self.put(entry)

    def get(self, key: Key) -> Entry | None:
        """Return the entry about a thing."""
        return self._entries.get(key)

    def put(self, entry: Entry) -> None:
        """Replace the entry about a thing."""
        before = self._entries.get(entry.key)
        self.missing_count += entry.is_missing - (before is not None and before.is_missing)
        self._entries[entry.key] = entry
        if entry.path is not None:
            self._paths.setdefault(entry.path.casefold(), entry.key)

    def remove(self, key: Key) -> None:
        """Forget a thing, because its file is gone."""
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        self.missing_count -= entry.is_missing
        if entry.path is not None:
            self._paths.pop(entry.path.casefold(), None)

    def is_free(self, path: str, key: Key) -> bool:
        """Return whether no other thing has a path, whatever the case of its letters."""
        return self._paths.get(path.casefold(), key) == key

    def claim(self, path: str, key: Key) -> None:
        """Reserve a path for a thing."""
        self._paths.setdefault(path.casefold(), key)

    def set_run(self, run: int) -> None:
        """
        Say of all entries which run read them.

        Args:
            run: The run, if it had read everything when it was killed; 0 once it is complete, so
                that a finished archive does not depend on how it came.
        """
        for key, entry in self._entries.items():
            self._entries[key] = attrs.evolve(entry, run=run)

    def missing(self) -> list[Entry]:
        """Return the entries of what the latest run did not get, in order."""
        return [entry for entry in self if entry.is_missing]

    def of_kind(self, what: str) -> Iterator[Entry]:
        """Iterate over the entries of a kind, in no order."""
        return (entry for entry in self._entries.values() if entry.what == what)

    def of_kind_in_order(self, what: str) -> list[Entry]:
        """Return the entries of a kind, in order."""
        return sorted(self.of_kind(what), key=_place)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """Iterate over all entries, in the order of a finished manifest."""
        return iter(sorted(self._entries.values(), key=_place))


def _place(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.what,
        isinstance(entry.of, str),
        entry.of or 0,
        isinstance(entry.id, str),
        entry.id,
    )
