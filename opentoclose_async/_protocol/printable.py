"""Text of others, as it can be put on one line that people read."""

import unicodedata

__all__ = ["printable"]


def printable(text: str) -> str:
    r"""
    Escape what a terminal or the reader of a log would obey, or could not show.

    That is all that is no visible character, blanks of every width aside: control characters, line
    breaks, the marks that turn the direction of writing, halves of surrogate pairs. Each becomes
    the escape that Python has for it, as ``\x1b`` or ``\u202e``.
    """
    if text.isprintable():
        return text
    return "".join(
        character if _is_visible(character) else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def _is_visible(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"
