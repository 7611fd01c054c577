"""Rows with the server's own text: the standard reader's values, the original bytes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.responses.json_reader import NotJSONError
from opentoclose_async._protocol.responses.verbatim import VerbatimRow, loads

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
FORMS = st.sampled_from(
    [{}, {"indent": 1}, {"ensure_ascii": False}, {"separators": (" , ", " : ")}]
)


@given(VALUES, FORMS)
def test_any_json_is_read_as_the_standard_library_reads_it(value: Any, form: Any) -> None:
    text = json.dumps(value, **form)
    assert loads(f" {text}\n".encode()) == json.loads(text)


@given(st.lists(st.dictionaries(st.text(), VALUES, max_size=4), max_size=5), FORMS)
def test_each_row_keeps_its_text(rows: list[dict[str, Any]], form: Any) -> None:
    around: dict[str, Any] = {"total": 1, "rows": rows, "next": None}
    for value in (rows, around):
        text = json.dumps(value, **form)
        read = loads(text.encode())
        read = read if isinstance(read, list) else read["rows"]
        assert read == rows
        assert [type(row) for row in read] == [VerbatimRow] * len(rows)
        assert [json.loads(row.text) for row in read] == rows
        assert all(row.text in text for row in read)


def test_numbers_and_escapes_keep_their_spelling() -> None:
    text = '{"a": 1.10, "b": 123456789012345678901234567890, "c": "\\u00e9\\/", "d": 1E400}'
    (row,) = loads(f"[{text}]".encode())
    assert row.text == text
    assert row["b"] == 123456789012345678901234567890


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"[",
        b"[1",
        b"[1,]",
        b"[1 2]",
        b"[]]",
        b"{",
        b'{"a"}',
        b'{"a":1,}',
        b'{"a":1 "b":2}',
        b"{a:1}",
        b"{1:1}",
        b"nul",
        b"\xff",
        b'{"a":1}{',
        b"[" + b"9" * 5_000 + b"]",
        b"[" * 100_000,
        b'[{"a":' * 50_000,
    ],
)
def test_invalid_json_is_refused(body: bytes) -> None:
    with pytest.raises(NotJSONError):
        loads(body)
