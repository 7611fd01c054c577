"""Rows as servers may send them: any JSON values, in any spelling that JSON allows."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, cast

from attrs import frozen
from hypothesis import strategies as st

from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.responses.verbatim import VerbatimRow, loads

__all__ = ["SAMPLE_NAMES", "Sample", "json_texts", "lists_of_rows", "read_rows", "row_texts"]


class Colour(StrEnum):
    RED = "Red"


@frozen(kw_only=True)
class Part(Model):
    part_id: int | None = None


@frozen(kw_only=True)
class Sample(Model):
    """One field of each kind."""

    id: int | None = None
    the_number: float | None = None
    is_true: bool | None = None
    text: str | None = None
    colour: Colour | str | None = None
    seen_at: datetime | None = None
    parts: list[Part] | None = None
    any_object: dict[str, Any] | None = None


SAMPLE_NAMES = ("id", "the_number", "is_true", "text", "colour", "seen_at", "parts", "any_object")

NUMBERS = (
    st.integers().map(str)
    | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4).map(str)
    | st.sampled_from(
        [
            "1.10",
            "-0",
            "-0.0",
            "1e400",
            "-1E+400",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "9007199254740993",
            "123456789012345678901234567890",
            "1" + "0" * 400,
        ]
    )
)

# Texts that spreadsheets, CSV readers and line readers often mishandle.
TROUBLE = st.text("=+-@'\",;\t\r\n\\/ \x00\x1c\x85\u2028\ud800\udc00é€😀09aInfinity", max_size=8)
MOMENTS = st.datetimes(timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=-9.5))])).map(
    datetime.isoformat
) | (
    st.sampled_from(
        [
            "2024-02-29T12:00:00Z",
            "2024-02-30T12:00:00Z",
            "2024-01-31T23:59:59.1234567+02:00",
            "2024-01-31T23:59:59.1234560-0930",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "2024-01-31",
        ]
    )
)
STRINGS = st.builds(
    # Any text can be sent in escapes, and any but half of a surrogate pair as it is.
    lambda text, escaped: json.dumps(text, ensure_ascii=escaped or not _is_encodable(text)),
    st.text(st.characters(), max_size=8) | TROUBLE | MOMENTS,
    st.booleans(),
)
SPACES = st.sampled_from(["", "", " ", "\n", "\r\n", "\t\r"])


def json_texts() -> st.SearchStrategy[str]:
    """Return JSON texts of any values."""
    leaves = st.sampled_from(["null", "true", "false", "[]", "{}"]) | NUMBERS | STRINGS
    return st.recursive(
        leaves, lambda inner: _arrays(inner) | _objects(STRINGS, inner), max_leaves=4
    )


def row_texts(names: Sequence[str] = SAMPLE_NAMES) -> st.SearchStrategy[str]:
    """Return JSON texts of objects with some of these fields, and some others."""
    return _objects(st.sampled_from([json.dumps(name) for name in names]) | STRINGS, json_texts())


def lists_of_rows(names: Sequence[str] = SAMPLE_NAMES) -> st.SearchStrategy[list[VerbatimRow]]:
    """Return rows as they are read from a response."""
    return st.lists(row_texts(names), max_size=3).map(lambda texts: read_rows(*texts))


def read_rows(*texts: str) -> list[VerbatimRow]:
    """Read rows from JSON texts as the client does."""
    return cast("list[VerbatimRow]", loads(f"[{','.join(texts)}]".encode()))


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _arrays(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda items, space: f"[{space}{f'{space},'.join(items)}{space}]",
        st.lists(inner, max_size=3),
        SPACES,
    )


def _objects(
    names: st.SearchStrategy[str], inner: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    return st.builds(
        lambda members, space: (
            "{"
            + f",{space}".join(f"{space}{name}{space}:{value}" for name, value in members)
            + space
            + "}"
        ),
        st.lists(st.tuples(names, inner), max_size=6, unique_by=lambda member: member[0]),
        SPACES,
    )
