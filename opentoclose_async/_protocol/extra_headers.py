"""Check the extra headers that a caller adds to requests."""

import re

from opentoclose_async._protocol.arguments import entry_of, text_keyed
from opentoclose_async.exceptions import ValidationError

__all__ = ["extra_headers"]

LONGEST_VALUE = 8_000
"""Characters; servers accept hardly more."""

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
Headers that carry the credential, address or frame the message, or say what can be decompressed. A
second one next to the client's could let two servers read two different requests.
"""

REPLACED = {"accept": "Accept", "content-type": "Content-Type", "user-agent": "User-Agent"}
"""Headers that the caller may replace, by lower-case name."""


def extra_headers(headers: object) -> dict[str, str]:
    """
    Check the extra headers of a caller.

    Values are never shown, because some are secrets.

    Raises:
        ValidationError: If it is not a mapping of header names to single-line printable ASCII
            strings, or includes a header that only the client may send.
    """
    checked: dict[str, str] = {}
    names: set[str] = set()
    for name, value in text_keyed("extra_headers", headers).items():
        place = entry_of("extra_headers", name)
        if not _NAME.fullmatch(name):
            raise _refusal(place, "must have a name of letters, digits and dashes")
        if name.lower() in OURS:
            raise _refusal(place, "must be left out: the client sends its own")
        if name.lower() in names:
            raise _refusal(place, "must be given once, whatever its case")
        if not isinstance(value, str) or not _VALUE.fullmatch(value):
            raise _refusal(
                place,
                f"must be printable ASCII text on one line, at most {LONGEST_VALUE:,} characters, "
                f"without surrounding spaces, not {_kind(value)}",
            )
        names.add(name.lower())
        checked[REPLACED.get(name.lower(), name)] = value
    return checked


def _kind(value: object) -> str:
    return "another string" if isinstance(value, str) else f"a {type(value).__name__}"


def _refusal(place: str, problem: str) -> ValidationError:
    return ValidationError(f"{place} {problem}. Nothing was sent.", field_errors={place: [problem]})
