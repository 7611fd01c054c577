"""Invalid values, by kind of argument."""

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


def each(allowed: str, *values: Any) -> list[Bad]:
    """Return rows for values that are refused with the same text."""
    return [Bad(value, allowed) for value in values]


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


def numbers(allowed: str, *values: Any) -> list[Bad]:
    """Return rows for a whole number: these values, and values that are not whole numbers."""
    return each(allowed, *values, *NO_NUMBERS, HUGE, -HUGE, 2**63, 2**70)


IDS = numbers("a positive whole number", 0, -1, None, "../1", "5\n")

BODIES = [
    *each("a mapping with at least one field", None, {}, [], [("a", 1)], "x", LONG, b"{}", 5, NAN),
    Bad({5: "a"}, "whose keys are strings", "5"),
    Bad({None: "a"}, "whose keys are strings", "None"),
    Bad({HUGE: "a"}, "whose keys are strings", "cannot be shown"),
    Bad({b"a": 1}, "whose keys are strings", "b'a'"),
    Bad({"a": NAN}, "a finite number", "['a'] must be"),
    Bad({"a": [{"b": INFINITE}]}, "a finite number", "['a'][0]['b'] must be"),
    Bad({LONG: NAN}, "a finite number", "not nan"),
    Bad({"a": {5: NAN}}, "a finite number", "not nan"),
    Bad({"a": 2**64}, "representable in JSON", "['a'] must be"),
    Bad({"a": HUGE}, "representable in JSON", "cannot be shown"),
    Bad({"a": b"bytes"}, "representable in JSON", "not b'bytes'"),
    Bad({"a": {1}}, "representable in JSON", "not {1}"),
    Bad({"a": [1, {LONG}]}, "representable in JSON", "['a'][1] must be"),
    Bad({"a": Decimal(1)}, "representable in JSON", "not Decimal('1')"),
    Bad({"a": Unshowable()}, "representable in JSON", "cannot be shown"),
    Bad({"a": {5: "b"}}, "representable in JSON", "not {5: 'b'}"),
    Bad({"a": "\ud800"}, "representable in JSON", r"not '\ud800'"),
    Bad({"\ud800": "a"}, "representable in JSON", r"{'\ud800': 'a'}"),
    Bad(circle(), "representable in JSON", "['a']"),
    Bad(nest(10, "k" * 60, NAN), "a finite number", "['kkk"),
    Bad(nest(10, "k" * 60, {1}), "representable in JSON", "['kkk"),
    Bad(nest(150), "representable in JSON", "['a'][0]"),
]

TOO_LONG = Bad(LONG, "at most 8,000 bytes")
HALF = Bad("a\ud800", "lone surrogates")

NO_TEXTS = [5, 5.0, NAN, True, b"x", ["x"], {}, object(), Unshowable(), HUGE]
CONTROLS = ["a\n", "a\r\nb", "\0", "a\tb", "\x1b[0m", "\x7f", "\x85"]

TEXTS = [*each("a non-empty string without control", "", *NO_TEXTS, *CONTROLS), HALF, TOO_LONG]
"""A filter of Rooms."""

ANY_SCALAR = [
    *each("a string without control characters, a finite number or a boolean", *CONTROLS),
    *each("a finite number", NAN, INFINITE, -INFINITE, HUGE, -HUGE, 10**400),
    *each("a string", b"x", ["x"], {}, {1}, object(), Unshowable(), Decimal(1), 1j),
    HALF,
    TOO_LONG,
]
"""A filter of Open To Close, which may be any value with one obvious text."""

FLAGS = each("True or False", "true", "", 0, 1, 1.0, [], b"x", NAN, HUGE, LONG, Unshowable())

MAPPINGS = [
    *each("a mapping", "status=Active", LONG, 5, 0, False, [], [("a", "b")], {"a"}, b"", NAN),
    Bad({5: "a"}, "whose keys are strings", "not 5"),
    Bad({"": "a"}, "not empty", "not ''"),
    Bad({"a\n": "a"}, "whose keys are strings", r"'a\n'"),
    Bad({"\ud800": "a"}, "whose keys are strings", r"'\ud800'"),
]

EXTRA_QUERIES = [
    *MAPPINGS,
    *(Bad({"a": bad.value}, bad.allowed, "['a'] must be") for bad in ANY_SCALAR),
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
    "a RetryPolicy, a number of retries, or None",
    -1, 2.5, "3", "", NAN, {}, [], LONG, object, 2**63 - 1, HUGE, Unshowable(),
)  # fmt: skip
