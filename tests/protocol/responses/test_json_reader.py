"""Both JSON readers accept what Python's json accepts, with the same values."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from opentoclose_async._protocol.responses import verbatim
from opentoclose_async._protocol.responses.json_reader import NotJSONError, read_json
from tests.protocol.responses.json_texts import BODIES
from tests.thoroughness import repeatable

Reader = Callable[[bytes], Any]
WAYS = pytest.mark.parametrize("read", [read_json, verbatim.loads], ids=["plain", "verbatim"])


def outcome(read: Reader, body: bytes) -> str:
    """
    Return the repr of what was read: it distinguishes 1 from 1.0, 0.0 from -0.0, and lone
    surrogates.
    """
    try:
        return repr(read(body))
    except ValueError:  # what both readers raise is one
        return "no JSON"


@WAYS
@repeatable(200)
@given(body=BODIES)
def test_each_reader_reads_what_python_reads(read: Reader, body: bytes) -> None:
    assert outcome(read, body) == outcome(json.loads, body)


@WAYS
@pytest.mark.parametrize(
    "body",
    [
        b"[18446744073709551616]",
        b"[-9223372036854775809]",
        b'{"id": 123456789012345678901234567890}',
        b"[" + b"9" * 4300 + b"]",
        b"[12345678901234567890.5, 1234567890123456789012e3]",
        b"[-0, -0.0, 1e999, -1e999, NaN, Infinity, -Infinity]",
        b'["\\ud800", "\\udfff x", "\xed\xa0\x80", "\\ud83d\\ude00"]',
        b'\xef\xbb\xbf[{"a": 1}]',
        b'{"a": 1, "b": 2, "a": 3}',
        '[{"a": "é"}]'.encode("utf-16"),
        '[{"a": "é"}]'.encode("utf-32-be"),
        b"[" * 500 + b"]" * 500,
        b'{"a":' * 500 + b"1" + b"}" * 500,
    ],
)
def test_unusual_json(read: Reader, body: bytes) -> None:
    assert outcome(read, body) == outcome(json.loads, body) != "no JSON"


@WAYS
@pytest.mark.parametrize("place", range(25))
def test_a_long_number_is_exact_at_any_position(read: Reader, place: int) -> None:
    number = 98765432109876543210
    assert read(b" " * place + b"[%d]" % number) == [number]


@WAYS
@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "Expecting value"),
        (b'[1, "s3cret]', "Unterminated string"),
        (b"[" + b"9" * 4301 + b"]", "4300"),
        (b"[" * 100_000, "nested too deeply"),
        (b'[{"a":' * 50_000, "nested too deeply"),
        (b'["s3cret \xff"]', "not valid utf-8 at byte 9"),
        ('["s3cret"]'.encode("utf-16")[:-1], "not valid utf-16"),
    ],
)
def test_the_error_for_invalid_json_explains_but_does_not_quote_it(
    read: Reader, body: bytes, why: str
) -> None:
    with pytest.raises(NotJSONError, match=why) as caught:
        read(body)
    error = caught.value
    assert error.__cause__ is error.__context__ is None
    assert "s3cret" not in f"{error!r} {vars(error)}"


def test_an_unescaped_lone_surrogate_is_escaped_in_the_rows_text() -> None:
    (row,) = verbatim.loads(b'[{"a": "\xed\xa0\x80", "b": "\\ud800", "c": "\xc3\xa9"}]')
    assert row == {"a": "\ud800", "b": "\ud800", "c": "é"}
    assert row.text == '{"a": "\\ud800", "b": "\\ud800", "c": "é"}'


@repeatable(150)
@given(body=BODIES)
def test_any_rows_text_can_be_written_and_read_back(body: bytes) -> None:
    try:
        rows = verbatim.loads(b"[" + body + b"]")
    except NotJSONError:
        return
    for row in rows:
        if isinstance(row, verbatim.VerbatimRow):
            # In escapes, two halves of a pair look as the character that they are in UTF-8.
            assert json.dumps(json.loads(row.text.encode())) == json.dumps(row)
