"""Files that exports leave in a folder, and stopping one in the middle."""

from pathlib import Path
from typing import Any

import orjson

from opentoclose_async.sandbox import Fault

__all__ = ["LEFT", "PASSES_ONCE", "names_in", "rows_of"]

PASSES_ONCE = Fault(kind="slow", seconds=0.0, times=1)
"""Faults strike in order: with this one first, the first page arrives."""
LEFT = ["users.jsonl.checkpoint", "users.jsonl.delivered", "users.jsonl.part"]
"""The names that a stopped export of users.jsonl leaves."""


def rows_of(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    assert not data or data.endswith(b"\n")
    return [orjson.loads(line) for line in data.splitlines()]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
