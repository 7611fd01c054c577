"""Base64 contents that are taken out of JSON as it arrives, judged by ``json`` and ``base64``."""

import base64
import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.responses.base64_member import Base64Member, ContentsError
from tests.protocol.responses.json_texts import SPACE, TEXTS
from tests.thoroughness import repeatable

NAME = "base64Contents"
CANONICAL = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


def taken(body: bytes, sizes: Iterable[int] = ()) -> tuple[bytes, bytes, bool]:
    """Return the contents, the text without them, and whether there were any."""
    member = Base64Member(NAME)
    contents = b""
    for size in sizes:
        contents += member.feed(body[:size])
        body = body[size:]
    contents += member.feed(body)
    last, rest = member.end()
    return contents + last, rest, member.found


def expected(body: bytes) -> tuple[bytes, Any, bool] | None:
    """Return what ``taken`` has to, the text read; None if the text or its contents are invalid."""
    texts: list[str] = []

    def pairs(members: list[tuple[str, Any]]) -> list[Any]:
        texts.extend(each for name, each in members if name == NAME and isinstance(each, str))
        return [
            (name, "" if name == NAME and isinstance(each, str) else each) for name, each in members
        ]

    try:
        value = json.loads(body, object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        return None
    text = re.sub(r"[ \t\r\n]", "", "".join(texts))
    if len(texts) > 1 or CANONICAL.fullmatch(text) is None:
        return None
    return base64.b64decode(text, validate=True), value, bool(texts)


def check(body: bytes, sizes: Iterable[int]) -> None:
    right = expected(body)
    try:
        contents, rest, found = taken(body, sizes)
    except ContentsError:
        assert right is None
        return
    if right is None:
        with pytest.raises((ValueError, RecursionError)):
            json.loads(rest)
        return
    assert (contents, found) == (right[0], right[2])
    assert repr(json.loads(rest, object_pairs_hook=list)) == repr(right[1])


def escaped(characters: str) -> st.SearchStrategy[str]:
    """Spell a string as JSON may."""
    spellings = [
        st.sampled_from(
            [each] * 8
            + [f"\\u{ord(each):04x}", f"\\u{ord(each):04X}"]
            + ["\\/"] * (each == "/")
            + [json.dumps(each)[1:-1]]
        )
        for each in characters
    ]
    return st.tuples(*spellings).map("".join)


def broken(text: str, every: int, line: str) -> str:
    return line.join(text[at : at + every] for at in range(0, len(text), every))


BASE64 = st.one_of(
    st.binary(max_size=40).map(base64.b64encode).map(bytes.decode),
    st.builds(
        broken,
        st.binary(max_size=60).map(base64.b64encode).map(bytes.decode),
        st.integers(1, 20),
        st.sampled_from(["\r\n", "\n", " ", "\t"]),
    ),
    st.binary(max_size=12).map(base64.urlsafe_b64encode).map(bytes.decode),
    st.text('QUJD=+/ \\"-_é', max_size=9),
)
CONTENTS = BASE64.flatmap(escaped).map(lambda text: text.join('""'))
NAMES = st.sampled_from([NAME] * 4 + ["base64contents", NAME + "s", f'"{NAME}', f"{NAME}\\"])
MEMBER = st.builds(
    "{0}{2}:{2}{1}".format,
    NAMES.flatmap(lambda name: escaped(name).map(lambda text: text.join('""'))),
    CONTENTS | TEXTS,
    SPACE,
)
MEMBERS = st.lists(
    MEMBER
    | st.builds('"x{}":{}'.format, st.sampled_from(["", NAME, f'\\"{NAME}\\":\\"QQ==']), TEXTS),
    min_size=1,
    max_size=3,
)
WRAPPED = st.sampled_from(["{}", '{{"data":{}}}', '[1,{{"base64Contents" : {}}}]', "{}x"])
BODIES = st.builds(
    lambda members, wrapped, encoding: wrapped.format(f"{{{','.join(members)}}}").encode(
        encoding, "surrogatepass"
    ),
    MEMBERS,
    WRAPPED,
    st.sampled_from(["utf-8"] * 8 + ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"]),
)
SIZES = st.lists(st.integers(0, 9), max_size=40) | st.integers(1, 3).map(lambda size: [size] * 600)


@repeatable(100)
@given(BODIES, SIZES)
def test_contents_are_what_json_and_base64_read(body: bytes, sizes: list[int]) -> None:
    check(body, sizes)


@repeatable(75)
@given(BODIES, SIZES, st.integers(0, 300), st.binary(max_size=2), st.booleans())
def test_damaged_texts_are_refused_or_read_alike(
    body: bytes, sizes: list[int], at: int, put: bytes, ends: bool
) -> None:
    at %= len(body)
    check(body[:at] + put + (b"" if ends else body[at + 1 :]), sizes)


@pytest.mark.parametrize(
    ("spelled", "contents"),
    [
        ("QUI=", b"AB"),
        ("", b""),
        (" \\r\\n", b""),
        ("+\\u002B\\u002b\\/\\u002f/++", base64.b64decode("+++///++")),
        ("QU\\r\\nI=\\n", b"AB"),
        ("QUI\\t=  ", b"AB"),
        ("\\u0051\\u0055\\u0049\\u003D", b"AB"),
    ],
)
def test_spellings(spelled: str, contents: bytes) -> None:
    body = f'{{"documentId": 5, "base64Contents": "{spelled}", "name": "x"}}'.encode()
    for size in (1, 5, 100):
        got, rest, found = taken(body, [size] * 100)
        assert (got, found) == (contents, True)
        assert json.loads(rest) == {"documentId": 5, "base64Contents": "", "name": "x"}


@pytest.mark.parametrize("value", ["null", "0", "[]", "{}"])
def test_no_contents(value: str) -> None:
    body = f'{{"base64Contents":{value},"name":"base64Contents"}}'.encode()
    assert taken(body) == (b"", body, False)
    assert taken(b'{"name":"x"}') == (b"", b'{"name":"x"}', False)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            '{"base64Contents":"QU-="}',
            "Contents is not valid base64: it has the character '-'",
        ),
        ('{"base64Contents":"QU_D"}', "it has the character '_'"),
        ('{"base64Contents":"QUé="}', "it has the character"),
        ('{"base64Contents":"QU\n=="}', r"it has the character '\\n'"),
        ('{"base64Contents":"\\/QU\n=="}', r"it has the character '\\n'"),
        ('{"base64Contents":"QU\\\\="}', r"it has the character '\\\\'"),
        ('{"base64Contents":"QU\\"="}', "it has the character"),
        ('{"base64Contents":"QU\\x49="}', "it has the character"),
        ('{"base64Contents":"QU\\u00"}', "it has the character"),
        ('{"base64Contents":"QUI"}', "it is cut short, or its padding is wrong"),
        ('{"base64Contents":"QUJDQ"}', "it is cut short"),
        ('{"base64Contents":"QUI=="}', "it continues after its padding"),
        ('{"base64Contents":"QUJD===="}', "its padding is wrong"),
        ('{"base64Contents":"QQ==QQ=="}', "it continues after its padding"),
        ('{"base64Contents":"QUJD', "the response ends within base64Contents"),
        ('{"base64Contents":"", "x": {"base64Contents": ""}}', "the response has .* twice"),
    ],
)
def test_invalid_contents(body: str, problem: str) -> None:
    data = body.encode()
    for size in (1, 7, 100):
        with pytest.raises(ContentsError, match=problem) as error:
            taken(data, [size] * 60)
        assert "QU" not in str(error.value)


def test_only_what_is_not_contents_is_kept() -> None:
    """Feed 40 MB; each chunk is returned decoded before the next one comes."""
    chunk = base64.b64encode(bytes(range(256)) * 192)
    member = Base64Member(NAME)
    assert member.feed(b'{"base64Contents":"') == b""
    for _ in range(600):
        assert len(member.feed(chunk)) == 3 * len(chunk) // 4
    assert member.feed(b'"') == b""
    assert member.feed(b', "size":5}') == b""
    assert member.end() == (b"", b'{"base64Contents":"", "size":5}')
