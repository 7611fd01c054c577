"""Check secrets that are texts, without ever showing them."""

from opentoclose_async.exceptions import AuthenticationError

__all__ = ["LONGEST_SECRET", "secret_text"]

LONGEST_SECRET = 8_000
"""Characters; a token travels in a header or a query, and servers take hardly more."""


def secret_text(what: str, value: object, advice: str) -> str:
    """
    Check that a secret is one that can be sent.

    Args:
        what: What it is.
        value: The secret.
        advice: What to do if it cannot.

    Raises:
        AuthenticationError: If it is blank, too long or no plain text. The message never shows it.
    """
    if isinstance(value, str) and not value.strip():
        raise AuthenticationError(f"The {what} is empty; {advice}.")
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        raise AuthenticationError(f"The {what} is no plain text; {advice}.")
    if len(value) > LONGEST_SECRET:
        raise AuthenticationError(
            f"The {what} has more than {LONGEST_SECRET:,} characters; {advice}."
        )
    return value.strip()
