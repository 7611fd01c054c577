"""What callers may add to the headers of a request."""

import re

from opentoclose_async._protocol.arguments import entry_of, text_keyed
from opentoclose_async.exceptions import ValidationError

__all__ = ["extra_headers"]

LONGEST_VALUE = 8_000
"""Characters; servers take hardly more."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_VALUE = re.compile(rf"(?:[!-~](?:[ -~]{{0,{LONGEST_VALUE - 2}}}[!-~])?)?")

OURS = frozenset(
    {
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""
Headers that say who asks whom, where the request ends, and what packing we can undo. Another one
beside ours would let two servers on the way read two different requests out of one.
"""

REPLACED = {"accept": "Accept", "content-type": "Content-Type", "user-agent": "User-Agent"}
"""Headers that a caller's replaces, in whatever capitals it is."""


def extra_headers(headers: object) -> dict[str, str]:
    """
    Check headers that a caller adds.

    Values are never shown: some are secrets.

    Raises:
        ValidationError: Unless it is a mapping of header names to printable ASCII texts on one
            line, without the headers that are ours to send.
    """
    checked: dict[str, str] = {}
    names: set[str] = set()
    for name, value in text_keyed("extra_headers", headers).items():
        place = entry_of("extra_headers", name)
        if not _NAME.fullmatch(name):
            raise _refusal(place, "must be named by letters, digits and dashes")
        if name.lower() in OURS:
            raise _refusal(place, "must be left out: the client sends its own")
        if name.lower() in names:
            raise _refusal(place, "must be there once, in capitals or not")
        if not isinstance(value, str) or not _VALUE.fullmatch(value):
            raise _refusal(
                place,
                f"must be printable ASCII text on one line, at most {LONGEST_VALUE:,} characters, "
                f"without spaces around it, not {_kind(value)}",
            )
        names.add(name.lower())
        checked[REPLACED.get(name.lower(), name)] = value
    return checked


def _kind(value: object) -> str:
    return "another text" if isinstance(value, str) else f"a {type(value).__name__}"


def _refusal(place: str, problem: str) -> ValidationError:
    return ValidationError(f"{place} {problem}. Nothing was sent.", field_errors={place: [problem]})
