"""Values that are not acceptable, by kind of argument."""

from decimal import Decimal
from typing import Any

from tests.bad_input.refusals import SECRET, Bad

__all__ = [
    "ANY_SCALAR",
    "BODIES",
    "EXTRA_HEADERS",
    "EXTRA_QUERIES",
    "FLAGS",
    "IDS",
    "LONG",
    "MAPPINGS",
    "NO_TEXTS",
    "RETRIES",
    "TEXTS",
    "TIMEOUTS",
    "TOTAL_TIMEOUTS",
    "each",
    "numbers",
]

NAN, INFINITE = float("nan"), float("inf")
HUGE = 10**5000
LONG = "x" * 1_000_000


class Unshowable:
    """A value whose ``repr`` fails."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


def each(told: str, *values: Any) -> list[Bad]:
    """Make rows of values that are refused with the same words."""
    return [Bad(value, told) for value in values]


def circle() -> dict[str, Any]:
    body: dict[str, Any] = {}
    body["a"] = body
    return body


def nest(depth: int, key: str = "a", inmost: Any = None) -> dict[str, Any]:
    body: dict[str, Any] = {key: inmost}
    for _ in range(depth):
        body = {key: [body]}
    return body


NO_NUMBERS = ["5", "", LONG, True, 5.0, NAN, INFINITE, Decimal(5), b"5", [5], {}, Unshowable()]


def numbers(told: str, *values: Any) -> list[Bad]:
    """Make rows for a whole number: these values, and what is no whole number at all."""
    return each(told, *values, *NO_NUMBERS, HUGE, -HUGE, 2**63, 2**70)


IDS = numbers("a positive whole number", 0, -1, None, "../1", "5\n")

BODIES = [
    *each("a mapping with at least one field", None, {}, [], [("a", 1)], "x", LONG, b"{}", 5, NAN),
    Bad({5: "a"}, "whose keys are texts", "5"),
    Bad({None: "a"}, "whose keys are texts", "None"),
    Bad({HUGE: "a"}, "whose keys are texts", "cannot be shown"),
    Bad({b"a": 1}, "whose keys are texts", "b'a'"),
    Bad({"a": NAN}, "finite numbers", "['a'] must be"),
    Bad({"a": [{"b": INFINITE}]}, "finite numbers", "['a'][0]['b'] must be"),
    Bad({LONG: NAN}, "finite numbers", "not nan"),
    Bad({"a": {5: NAN}}, "finite numbers", "not nan"),
    Bad({"a": 2**64}, "what JSON can say", "['a'] must be"),
    Bad({"a": HUGE}, "what JSON can say", "cannot be shown"),
    Bad({"a": b"bytes"}, "what JSON can say", "not b'bytes'"),
    Bad({"a": {1}}, "what JSON can say", "not {1}"),
    Bad({"a": [1, {LONG}]}, "what JSON can say", "['a'][1] must be"),
    Bad({"a": Decimal(1)}, "what JSON can say", "not Decimal('1')"),
    Bad({"a": Unshowable()}, "what JSON can say", "cannot be shown"),
    Bad({"a": {5: "b"}}, "what JSON can say", "not {5: 'b'}"),
    Bad({"a": "\ud800"}, "what JSON can say", r"not '\ud800'"),
    Bad({"\ud800": "a"}, "what JSON can say", r"{'\ud800': 'a'}"),
    Bad(circle(), "what JSON can say", "['a']"),
    Bad(nest(10, "k" * 60, NAN), "finite numbers", "['kkk"),
    Bad(nest(10, "k" * 60, {1}), "what JSON can say", "['kkk"),
    Bad(nest(150), "what JSON can say", "['a'][0]"),
]

TOO_LONG = Bad(LONG, "at most 8,000 bytes")
HALF = Bad("a\ud800", "whole characters")

NO_TEXTS = [5, 5.0, NAN, True, b"x", ["x"], {}, object(), Unshowable(), HUGE]
CONTROLS = ["a\n", "a\r\nb", "\0", "a\tb", "\x1b[0m", "\x7f", "\x85"]

TEXTS = [*each("a text, not empty and without control", "", *NO_TEXTS, *CONTROLS), HALF, TOO_LONG]
"""A filter of Rooms."""

ANY_SCALAR = [
    *each("a text without control characters, a finite number or a boolean", *CONTROLS),
    *each("a finite number", NAN, INFINITE, -INFINITE, HUGE, -HUGE, 10**400),
    *each("a text", b"x", ["x"], {}, {1}, object(), Unshowable(), Decimal(1), 1j),
    HALF,
    TOO_LONG,
]
"""A filter of Open To Close, which may be anything that has one obvious text."""

FLAGS = each("True or False", "true", "", 0, 1, 1.0, [], b"x", NAN, HUGE, LONG, Unshowable())

MAPPINGS = [
    *each("a mapping", "status=Active", LONG, 5, 0, False, [], [("a", "b")], {"a"}, b"", NAN),
    Bad({5: "a"}, "whose keys are texts", "not 5"),
    Bad({"": "a"}, "not empty", "not ''"),
    Bad({"a\n": "a"}, "whose keys are texts", r"'a\n'"),
    Bad({"\ud800": "a"}, "whose keys are texts", r"'\ud800'"),
]

EXTRA_QUERIES = [
    *MAPPINGS,
    *(Bad({"a": bad.value}, bad.told, "['a'] must be") for bad in ANY_SCALAR),
    Bad({LONG: "a"}, "at most 16,000 bytes", "xxxx"),
    Bad({f"a{number}": "x" * 1_000 for number in range(20)}, "at most 16,000 bytes", "xxxx"),
    Bad({"api_token": SECRET}, "the client sends its own", ""),
    Bad({"Access_Token": SECRET}, "the client sends its own", ""),
]

NO_HEADER_VALUES: list[Any] = [
    f"{SECRET}\n",
    f"{SECRET}\r\nHost: evil.test",
    *("\0", "\t", " x", "x ", "ü", "€", "\ud800", "\x7f", LONG),
    *(5, None, b"x", [], NAN, HUGE),
]
OUR_HEADERS = [
    "Authorization",
    "authorization",
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "Accept-Encoding",
    "Connection",
    "Proxy-Authorization",
]

EXTRA_HEADERS = [
    *MAPPINGS,
    *(Bad({"X-A": value}, "printable ASCII text", "['X-A']") for value in NO_HEADER_VALUES),
    *(
        Bad({name: "x"}, "letters, digits and dashes", "extra_headers[")
        for name in (" ", "X A", "X:", "ü", "X(", LONG, "X-A ")
    ),
    *(Bad({name: SECRET}, "the client sends its own", name) for name in OUR_HEADERS),
    Bad({"X-A": "1", "x-a": "2"}, "once", "['x-a']"),
]

TIMEOUTS = each(
    "a positive number of seconds, less than a day",
    0, -1, 0.0, NAN, INFINITE, -INFINITE, True, False, "5", None, 86400, HUGE, -HUGE, Decimal(5),
    b"5", [], {}, LONG, Unshowable(),
)  # fmt: skip

TOTAL_TIMEOUTS = [bad for bad in TIMEOUTS if bad.value is not None]

RETRIES = each(
    "a RetryPolicy, or None", 5, 0, True, False, "3", NAN, {}, [], LONG, object, Unshowable()
)
