"""
The Python blocks of the reference documents, what each prints, and helpers to check its results.

Each block runs by itself over real sockets against a fresh sandbox: it needs nothing of the other
blocks but a `client` and `datetime`.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.legacy.reference.document_blocks import read_document

__all__ = [
    "PRINTS",
    "SIGNATURES",
    "UNKNOWN_ID",
    "UNRESTORED",
    "Names",
    "Run",
    "contains",
    "each_block",
    "migrated",
    "printed",
    "results",
    "row",
]

Names = dict[str, Any]
Run = Callable[[str, int], Names]

PRINTS = {
    ("users", 1): r"",
    ("users", 2): r"Found 200 users\n(User \d+: \S+ .+ \([A-Z][\w ]+\)\n){200}",
    ("users", 3): r"Created \D+: 201\nUsername: jsmith\nCreated Team Lead: Michael Wilson\n",
    ("users", 4): r"User: .+\nEmail: .+\nRole: .+\n=+ .+ =+\nID: 123\n(\w+: .+\n){7}",
    ("users", 5): r"Updated user 123\n",
    ("users", 6): r"Created user: Alex Smith \(ID: 201\)\n",
    ("users", 7): r"",
    ("users", 8): r"",
    ("teams", 1): r"",
    ("teams", 2): r"Created team Luxury Properties Team \D+ 10\n",
    ("teams", 3): r"=+ .+ =+\nID: 123\n([\w ]+: .+\n){6}",
    ("teams", 4): r"",
    ("teams", 5): r"Created team: Commercial Division \(ID: 131\)\n",
    ("teams", 6): r"",
    ("teams", 7): r"",
}
"""What each block prints with 200 users and 130 teams. Every block must be listed."""

UNRESTORED: dict[tuple[str, int], str] = {}
"""Blocks whose indentation the rules cannot restore, and why. There are none."""

SIGNATURES = {
    "users": ["list_users", "create_user", "retrieve_user", "update_user", "delete_user"],
    "teams": [],
}
"""The signatures without a body in each document; they cannot run."""

UNKNOWN_ID = 99999
each_block = pytest.mark.parametrize(("document", "number"), sorted(set(PRINTS) - set(UNRESTORED)))


def migrated(document: str, number: int) -> str:
    """Return a block with its import replaced, which is all that the migration guide asks for."""
    block = read_document(document).blocks[number - 1]
    return re.sub(r"^(from|import) open_to_close\b", r"\1 opentoclose_async", block, flags=re.M)


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was printed, and fail if a block caught an unexpected error and printed it."""
    text = capsys.readouterr().out
    assert not re.search(r"Unexpected error|Error getting", text), text
    return text


def row(server: RunningSandbox, document: str, row_id: int) -> dict[str, Any]:
    rows = server.sandbox.otc_rows("users" if document == "users" else "teams")
    return next(row for row in rows if row["id"] == row_id)


def contains(whole: dict[str, Any], part: dict[str, Any]) -> bool:
    return {**whole, **part} == whole


def results(names: Names) -> list[dict[str, Any]]:
    """Return the rows among the names that a block defines, alone or in lists."""
    values = [value for name, value in names.items() if not name.startswith("__")]
    lists = [value for value in values if isinstance(value, list)]
    everything = [*values, *(item for items in lists for item in items)]
    return [value for value in everything if isinstance(value, dict) and "id" in value]
