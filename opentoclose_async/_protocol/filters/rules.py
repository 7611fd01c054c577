"""
Rules that say whether a row can match a filter.

A rule gets a row and the filter's value as it was sent. It returns False only if the row shows
another value, however the server compares them, and None if the row shows none: the field is
missing, null or empty.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

__all__ = [
    "Rule",
    "contains",
    "equal",
    "is_comparable",
    "mentions",
    "not_after",
    "not_before",
    "true_if_asked",
    "value_at",
]

Rule = Callable[[Mapping[str, Any], str], bool | None]

TOLERANCE = timedelta(days=1)
"""How far outside of a period a row may be: servers disagree on time zones and on its ends."""

DEEPEST = 6
"""How many levels of objects and lists are searched."""

LONGEST_NUMBER = 400
"""Bits of a number in a row, and digits of one in a filter, that are compared exactly."""

_DAY = re.compile(r"\d{4}[-/]\d\d?[-/]\d\d?")
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?")
_OPERATORS = re.compile(r"[*%<>=!~^\[\]{}]|\.\.")
_NULLS = frozenset({"", "null", "none", "nil", "undefined"})
_TRUE = frozenset({"true", "1", "yes", "y", "on", "t"})
_FALSE = frozenset({"false", "0", "no", "n", "off", "f"})
_NEGATIONS = frozenset({"in", "un", "non", "dis"})
"""What makes a word its opposite: an inactive user is not active."""

LONGEST_NEGATION = max(map(len, _NEGATIONS))

_NAMES_OF_FIELDS = frozenset({"key", "label", "type"})
"""Of a property's field: what it is called, not its value."""


def is_comparable(text: str) -> bool:
    """Return whether a filter's value is one, not a pattern, an operator, or a word for none."""
    return _plain(text) not in _NULLS and not _OPERATORS.search(text)


def equal(*paths: str) -> Rule:
    """
    Return a rule for a field that has the filter's value, or one of several with commas between.

    A text that contains it may match, as many servers search parts; not its opposite. Case and
    accents do not matter. A list or an object matches if a part of it does.

    Args:
        *paths: Where the field may be, such as ``contact.email``.
    """
    return _any_of(paths, _is_in)


def contains(*paths: str) -> Rule:
    """Return a rule for a field that contains the filter's text, for servers that search parts."""
    return _any_of(paths, lambda word, value: word in value)


def true_if_asked(path: str) -> Rule:
    """Return a rule for a field that is true if the filter is."""

    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        value = value_at(row, path)
        return value if isinstance(value, bool) and text == "true" else None

    return matches


def not_before(path: str) -> Rule:
    """Return a rule for a moment that is not before the filter's, with some tolerance."""

    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        moment, limit = _moment(value_at(row, path)), _moment(text)
        return None if moment is None or limit is None else limit - moment <= TOLERANCE

    return matches


def not_after(path: str) -> Rule:
    """Return a rule for a moment that is not after the filter's, with some tolerance."""

    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        moment, limit = _moment(value_at(row, path)), _moment(text)
        if moment is None or limit is None:
            return None
        rest_of_day = timedelta(days=1 if _DAY.fullmatch(text.strip()) else 0)
        return moment - limit <= TOLERANCE + rest_of_day

    return matches


def value_at(row: Mapping[str, Any], path: str) -> Any:
    """Return the value at a path; None if there is none."""
    value: Any = row
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def mentions(row: Mapping[str, Any], text: str) -> bool:
    """Return whether each word of a text is somewhere in a row; short ones as words."""
    whole = " ".join(_texts_in(row))
    words = set(re.findall(r"\w+", whole))
    return all(
        word in words or (len(word) > 2 and not _NUMBER.fullmatch(word) and word in whole)
        for word in _plain(text).split()
    )


_Comparison = Callable[[str, str], bool]
"""Compare a word of the filter with a text of a row."""


def _any_of(paths: tuple[str, ...], is_in: _Comparison) -> Rule:
    def matches(row: Mapping[str, Any], text: str) -> bool | None:
        return _any(_can_match(value_at(row, path), text, is_in) for path in paths)

    return matches


def _any(found: Iterator[bool | None]) -> bool | None:
    results = set(found)
    return True if True in results else False if False in results else None


def _can_match(value: object, text: str, is_in: _Comparison, depth: int = 0) -> bool | None:
    """Compare values of one kind. Others, such as codes, can match, but not parts of a value."""
    if isinstance(value, (Mapping, list)):
        parts = value.values() if isinstance(value, Mapping) else value
        return _any(_can_match(each, text, is_in, depth + 1) for each in parts if depth < DEEPEST)
    if value is None or value == "":
        return None
    if isinstance(value, int) and value.bit_length() > LONGEST_NUMBER:
        return False
    differ_in_kind = None if depth else True
    its, asked = _plain(str(value)), _plain(text)
    alternatives = [part.strip() for part in re.split("[,;|]", asked)]
    begins = isinstance(value, str) and len(asked) > 2 and its.startswith(asked)
    if its == asked or its in alternatives or begins:  # such as the first digits of a telephone
        return True
    is_its, is_asked = _as_bool(its), _as_bool(asked)
    are_numbers = its.isdigit() and asked.isdigit()  # 1 and 0, unless the other is a word
    if is_its is not None and is_asked is not None and not are_numbers:
        return is_its is is_asked
    if isinstance(value, bool):
        return differ_in_kind
    for read in (_moment, _number):
        if (own := read(its)) is not None:
            others = [read(part) for part in alternatives]
            if any(_is_same(own, other) for other in others):
                return True
            return differ_in_kind if None in others else False
    if is_asked is not None or all(_number(part) is not None for part in alternatives):
        return differ_in_kind
    return any(
        all(is_in(word, its) for word in part.split()) for part in (asked, *alternatives) if part
    )


def _is_in(word: str, value: str) -> bool:
    """Return whether a word is in a text, other than as a part of its opposite."""
    for found in re.finditer(re.escape(word), value):
        start = found.start()
        *_, before = re.split(r"[\W_]", value[max(0, start - LONGEST_NEGATION - 1) : start])
        if before not in _NEGATIONS:
            return True
    return False


def _is_same(own: object, other: object) -> bool:
    if isinstance(own, datetime) and isinstance(other, datetime):
        return abs(own - other) <= TOLERANCE
    return own == other


def _texts_in(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, (Mapping, list)):
        parts = value.items() if isinstance(value, Mapping) else enumerate(value)
        for name, each in parts:
            if depth < DEEPEST and name not in _NAMES_OF_FIELDS:
                yield from _texts_in(each, depth + 1)
    elif isinstance(value, int) and value.bit_length() > LONGEST_NUMBER:
        return
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield _plain(str(value))


def _plain(text: str) -> str:
    """Return what texts have in common that differ in case, accents and spaces only."""
    letters = unicodedata.normalize("NFKD", text)
    if not letters.isascii():
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(letters.casefold().split())


def _as_bool(text: str) -> bool | None:
    return True if text in _TRUE else False if text in _FALSE else None


def _number(text: str) -> int | float | None:
    if not _NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text or len(text) > LONGEST_NUMBER else int(text)


def _moment(value: object) -> datetime | None:
    """Read a moment, in UTC where it does not say."""
    if not isinstance(value, str) or not _DAY.match(value.strip()):
        return None
    try:
        moment = datetime.fromisoformat(value.strip().replace("/", "-").upper())
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
