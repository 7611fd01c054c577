"""Rows with the server's own text: the standard reader's values, the original bytes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.responses.json_reader import NotJSONError
from opentoclose_async._protocol.responses.verbatim import VerbatimRow, loads
from tests.protocol.responses.json_rows import row_texts
from tests.thoroughness import repeatable

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
    [
        {},
        {"indent": 1},
        {"ensure_ascii": False},
        {"separators": (",", ":")},
        {"separators": (" , ", " : ")},
    ]
)
AROUND = [
    *("%s", " %s\n", '{"total":1,"rows":%s}', '{"rows":%s,"next":null}', '{"a":[],"rows":%s}'),
    *('{"rows":%s,"more":%s}', '{"rows":0,"rows":%s}', '{"rows":%s,"rows":0}', '{"rows":[%s]}'),
    *('{"a":[1,{"b":2}],"rows":%s}', '{"rows":%s,"a":[{"b":2}]}', '{"\\u0061":%s,"a":1}'),
    *('{"in":{"rows":%s}}', '{"n":1,"in":{"rows":%s},"m":0}', "[%s]", "[1,%s]", "[%s,{}]"),
    *('{"n":1,"rows":%s,"m":0}', '{"a":"[{","rows":%s}', '{"rows":%s,"a":"}]"}'),
    # Invalid:
    *('{"rows":-%s}', '{"rows":%se0}', '{"rows":1%s}', '{"rows":%s1}', "{%s:1}", "{%s}", "[%s"),
    *("%s]", "%s,", "%s1", "1%s", "%s%s", "%s{}", '{"rows":%s', '{"rows":%s}}', '{"rows":%s,}'),
]
"""What may be around an array of rows."""
SEPARATORS = [",", ", ", "\n,\n  ", ",,"]
ROWS = st.lists(row_texts(), min_size=1, max_size=3)


def parts(value: Any) -> Any:
    """Return a value with the type of each list and object in it, and the text of each row."""
    if isinstance(value, dict):
        members = [(name, parts(member)) for name, member in value.items()]
        return (type(value), members, getattr(value, "text", None))
    return list(map(parts, value)) if isinstance(value, list) else repr(value)


def parts_in(body: bytes) -> Any:
    try:
        return parts(loads(body))
    except NotJSONError:
        return None


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


def check_page(around: str, rows: list[str], separator: str) -> None:
    page = around.replace("%s", f"[{separator.join(rows)}]")
    # Only UTF-8 is split into rows.
    assert parts_in(page.encode()) == parts_in(page.encode("utf-16")), page


@pytest.mark.parametrize("around", AROUND)
def test_a_page_is_read_alike_in_every_encoding(around: str) -> None:
    nested, long = '{"a":[{"b":1},{"c":"},{"}]}', '{"a":123456789012345678901}'
    for rows in ([], ["{}"], ["{}", '{"é":2}'], [nested, nested], [nested, long], ["1", nested]):
        for separator in SEPARATORS:
            check_page(around, rows, separator)
            check_page(around, [f" {row}\n" for row in rows], separator)


@repeatable(30)
@given(st.sampled_from(AROUND), ROWS, st.sampled_from(SEPARATORS))
def test_any_page_is_read_alike_in_every_encoding(
    around: str, rows: list[str], separator: str
) -> None:
    check_page(around, rows, separator)


@pytest.mark.parametrize(
    "texts",
    [
        ['{"a":"}"}', '{"b":"{"}', '{"c":"},{"}'],
        ['{"a":[{"b":1},{"c":[{"d":2},{"e":3}]}]}', '{"f":4}'],
        ['{"a":"{"}', '{"b":[{"c":1},{"d":2}]}'],
        ["{}", "{}", '{"a":{}}'],
    ],
)
def test_marks_in_rows_do_not_divide_them(texts: list[str]) -> None:
    rows = loads(f'{{"rows":[{",".join(texts)}],"n":{len(texts)}}}'.encode())["rows"]
    assert [row.text for row in rows] == texts
    assert rows == list(map(json.loads, texts))


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
