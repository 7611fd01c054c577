"""JSON as servers may write it, with unusual spellings, and text that is nearly JSON."""

import json
from typing import Any

from hypothesis import strategies as st

__all__ = ["BODIES", "NUMBERS", "STRINGS", "TEXTS"]

DIGITS = st.text("0123456789", min_size=1, max_size=24)
EDGES = st.sampled_from(
    [edge + step for edge in (0, 2**31, 2**53, 2**63, 2**64, 10**18, 10**19) for step in (-1, 0, 1)]
)
WHOLE = EDGES | st.integers() | st.integers(10**17, 10**21) | st.integers(10**300, 10**320)
NUMBERS = st.one_of(
    WHOLE.map(str),
    WHOLE.map(lambda number: f"-{number}"),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.builds("{}.{}".format, WHOLE, DIGITS),
    st.builds("{}{}{}".format, WHOLE, st.sampled_from(["e", "E", "e+", "e-", ".0e"]), DIGITS),
    st.sampled_from(["-0", "-0.0", "0e0", "-0E-5", "1e999", "-1e999", "NaN", "Infinity"]),
    st.sampled_from(["-Infinity", "9" * 4300, "9" * 4301, "0." + "3" * 5000, "-NaN", "01", ".5"]),
)
ESCAPES = st.sampled_from(
    ["\\ud800", "\\udc00", "\\ud83d\\ude00", "\\u0000", "\\n", "\\/", "\\u00E9", "\ud800", "\udfff"]
)
STRINGS = st.one_of(
    st.text(max_size=8).map(json.dumps),
    st.text(max_size=8).map(lambda text: json.dumps(text, ensure_ascii=False)),
    st.lists(ESCAPES | DIGITS | st.sampled_from("aé€😀\ufeff"), max_size=4).map(
        lambda parts: f'"{"".join(parts)}"'
    ),
)
SPACE = st.text(" \t\r\n", max_size=2)


def _array(parts: Any) -> Any:
    listed = st.lists(parts, max_size=4)
    return st.builds(lambda inner, space: f"[{space}{f'{space},'.join(inner)}]", listed, SPACE)


def _object(parts: Any) -> Any:
    members = st.lists(st.builds("{0}{2}:{2}{1}".format, STRINGS, parts, SPACE), max_size=4)
    twice = members.map(lambda inner: inner + inner[:1])  # a duplicate name
    return st.builds(
        lambda inner, space: f"{{{space}{','.join(inner)}{space}}}", members | twice, SPACE
    )


TEXTS = st.recursive(
    NUMBERS | STRINGS | st.sampled_from(["null", "true", "false", "[]", "{}"]),
    lambda parts: _array(parts) | _object(parts),
    max_leaves=12,
)
ENCODINGS = st.sampled_from(
    ["utf-8"] * 6 + ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)


def _damaged(body: bytes, at: int, put: bytes) -> bytes:
    at %= len(body) + 1
    return body[:at] + put + body[at + 1 :]


ENCODED = st.builds(
    lambda before, text, encoding: (before + text + before).encode(encoding, "surrogatepass"),
    SPACE,
    TEXTS,
    ENCODINGS,
)
BODIES = st.one_of(
    ENCODED,
    ENCODED,
    st.builds(_damaged, ENCODED, st.integers(0, 200), st.binary(max_size=2)),
    st.builds(lambda body, at: body[: at % (len(body) + 1)], ENCODED, st.integers(0, 200)),
)
"""Bytes of JSON in any encoding, some of them damaged."""
