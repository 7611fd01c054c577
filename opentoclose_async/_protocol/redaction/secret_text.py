"""Check secrets that are strings, without ever showing them."""

import re

from opentoclose_async.exceptions import AuthenticationError

__all__ = ["LONGEST_SECRET", "bare", "secret_text"]

LONGEST_SECRET = 8_000
"""Characters; a token travels in a header or a query, and servers accept hardly more."""

_AROUND = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff"
"""What files, shells and web pages leave around a copied text."""

_SCHEME = re.compile(r"(?:authorization\s*:\s*)?(bearer|basic|token)\s", re.IGNORECASE)
_HEADER = re.compile(r"(authorization|x-api-key|api-key)\s*:", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:export\s+|set\s+|[?&])?"
    r"((?:api|access|refresh|auth)[_-]?(?:key|token)|client[_-]?secret|integration[_-]?key|code"
    r"|token|OPEN_TO_CLOSE_\w+|DOCUSIGN_\w+)\s*[=:]\s*[^=\s]",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """Strip surrounding white space and quotes from a text."""
    text = text.strip(_AROUND)
    while len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`":
        text = text[1:-1].strip(_AROUND)
    return text


def secret_text(what: str, value: object, advice: str) -> str:
    """
    Check that a secret can be sent, and strip what surrounds it.

    Args:
        what: What the secret is, for the error.
        value: The secret.
        advice: What to do if it is invalid.

    Returns:
        The secret, without surrounding white space and quotes.

    Raises:
        AuthenticationError: If it is blank, too long, not plain text, or begins with something that
            is not part of it. The message never shows it.
    """
    if not isinstance(value, str):
        raise AuthenticationError(f"The {what} is not plain text; {advice}.")
    text = bare(value)
    if not text:
        raise AuthenticationError(f"The {what} is empty; {advice}.")
    if "\n" in text or "\r" in text:
        raise AuthenticationError(
            f"The {what} is not plain text: it contains a line break; {advice}."
        )
    more = _more_than_a_secret(text)
    if more is not None:
        raise AuthenticationError(f"The {what} {more}; {advice}.")
    if not text.isascii() or not text.isprintable():
        raise AuthenticationError(f"The {what} is not plain text; {advice}.")
    if len(text) > LONGEST_SECRET:
        raise AuthenticationError(
            f"The {what} has more than {LONGEST_SECRET:,} characters; {advice}."
        )
    return text


def _more_than_a_secret(text: str) -> str | None:
    """Say what was copied along with a secret; None if nothing was."""
    scheme = _SCHEME.match(text)
    if scheme is not None:
        return f'begins with "{scheme[1].capitalize()} ", which is not part of it; pass the rest'
    header = _HEADER.match(text)
    if header is not None:
        return "begins with a header name; pass what follows it"
    name = _NAMED.match(text)
    if name is not None:
        return f'begins with "{name[1]}", which is not part of it; pass what follows it'
    if text.lower().startswith(("http://", "https://")):
        return "is a URL; pass the value in it"
    return None
