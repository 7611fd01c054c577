"""
Find the Python blocks of the reference documents, and restore their indentation.

The documents are web pages saved as text. Both have lost their code fences, and one its
indentation. Nothing of them is copied here, so rules find the code each time.
"""

import keyword
import re
import textwrap
from collections import deque
from pathlib import Path

import attrs

REFERENCE = Path(__file__).parents[4] / "shared" / "reference"

CODE = re.compile(
    rf"""
      \#\s | @\w | \"\"\"                         # a comment, a decorator, a docstring
    | (?: {"|".join(keyword.kwlist)} ) (?: \s | : | $ )
    | [\w.]+ (?: \[ [^\]]* \] )* \s = \s          # an assignment
    | print\( | client\.
    """,
    re.VERBOSE,
)
"""The start of a line of code, but not of headings such as "list_users()", which would compile."""

BELONGS_TO = {
    "elif": {"if", "elif"},
    "else": {"if", "elif", "for", "while", "except"},
    "except": {"try", "except"},
    "finally": {"try", "except", "else"},
}
"""The suites that a keyword at their indentation may follow."""

LEAVES = {"return", "raise", "continue", "break", "pass"}
"""Statements that end their suite."""


@attrs.frozen
class Document:
    """
    The contents of a document.

    Args:
        blocks: The Python blocks, in order. Two with only a fence between them are one.
        signatures: Functions without a body, which cannot run.
        prose: All other lines.
    """

    blocks: list[str]
    signatures: list[str]
    prose: list[str]


def read_document(name: str) -> Document:
    """Read the document about "users" or "teams"."""
    text = (REFERENCE / f"open-to-close-{name}.txt").read_text("utf-8")
    runs: list[list[str]] = [[]]
    signatures = []
    prose = []
    lines = deque(text.splitlines())
    while lines:
        line = lines.popleft()
        if not line.strip():
            continue
        if not CODE.match(line.lstrip()):
            prose.append(line)
            runs.append([])
            continue
        statement = line
        while lines and _open_brackets(statement) > 0:
            statement += "\n" + lines.popleft()
        if _first_word(statement) == "def" and not _opens_a_suite(statement):
            signatures.append(statement)
            runs.append([])
        else:
            runs[-1].append(statement)
    found = [run for run in runs if run]
    if not any(re.search(r"^\s", statement, re.MULTILINE) for run in found for statement in run):
        found = [indent(run) for run in found]
    return Document(["\n".join(run) + "\n" for run in found], signatures, prose)


def split_without_indentation(block: str) -> list[str]:
    """Return the statements of a block without indentation."""
    statements: list[str] = []
    for line in block.splitlines():
        if statements and _open_brackets(statements[-1]) > 0:
            statements[-1] += "\n" + line.strip()
        else:
            statements.append(line.strip())
    return statements


def indent(statements: list[str]) -> list[str]:
    """
    Restore the indentation of statements.

    Most of it follows from colons, from keywords such as `return` and `except`, and from `self`.
    The rest are conventions of the documents: a comment outside functions, or one that says
    "Usage", is at the top level, and an `if` or a loop that already has a statement does not
    contain the function's `return`.
    """
    suites: list[str] = []
    indented = []
    last = ""
    for statement in statements:
        word = _first_word(statement)
        if statement.startswith("#"):
            if statement == "# Usage" or not {"def", "class"} & set(suites):
                suites, last = [], ""
        elif word in ("class", "def"):
            is_method = suites[:1] == ["class"] and re.match(r"def \w+\(self\b", statement)
            del suites[1 if is_method else 0 :]
        elif word in BELONGS_TO:
            while suites and suites.pop() not in BELONGS_TO[word]:
                pass
        elif _first_word(last) in LEAVES:
            suites.pop()
        elif word == "return" and not _opens_a_suite(last):
            while suites and suites[-1] in ("if", "elif", "else", "for", "while"):
                suites.pop()
        indented.append(textwrap.indent(statement, "    " * len(suites)))
        if not statement.startswith("#"):
            last = statement
            if _opens_a_suite(statement):
                suites.append(word)
    return indented


def _first_word(statement: str) -> str:
    match = re.match(r"\s*(\w*)", statement)
    return match[1] if match else ""


def _opens_a_suite(statement: str) -> bool:
    return _without_texts(statement).endswith(":")


def _open_brackets(statement: str) -> int:
    bare = _without_texts(statement)
    return sum(map(bare.count, "([{")) - sum(map(bare.count, ")]}"))


def _without_texts(statement: str) -> str:
    """Remove strings and comments, whose brackets and colons are not code."""
    bare = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", "", statement)
    return re.sub(r"#.*", "", bare).rstrip()
