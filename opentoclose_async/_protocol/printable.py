"""Untrusted text, made safe to print on one line."""

import unicodedata

__all__ = ["printable"]


def printable(text: str) -> str:
    r"""
    Escape everything that a terminal or a log reader could act on or not show.

    That is every character that is neither visible nor a space of some width: control characters,
    line breaks, marks that change the writing direction, lone surrogates. Each becomes its Python
    escape, such as ``\x1b`` or ``\u202e``.
    """
    if text.isprintable():
        return text
    return "".join(
        character if _is_visible(character) else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def _is_visible(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"
