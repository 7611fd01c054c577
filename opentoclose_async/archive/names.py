"""Names of files and folders that every common file system takes and people can read."""

import re
import unicodedata

__all__ = ["file_name", "folder_name", "numbered", "safe_name"]

LONGEST = 80
"""Characters of a name; two such names in a path leave room below the 260 of old Windows tools."""
LONGEST_BYTES = 160
"""Bytes of a name in UTF-8; file systems allow 255, and some decompose characters."""
LONGEST_SUFFIX = 12
"""Characters after the last dot that count as a suffix, and are kept when a name is shortened."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')  # on Windows; all but "/" are allowed elsewhere
_SPACE = re.compile(r"\s+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")
"""Names of devices on Windows, with any suffix."""
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Categories of characters that nobody can see or type: control characters, lone surrogates."""


def folder_name(identity: int | str, name: str) -> str:
    """Return the name of a record's folder, such as ``0001234 12 Elm Street``."""
    return _with_identity(f"{identity:07}" if isinstance(identity, int) else identity, name)


def file_name(identity: int | str, name: str) -> str:
    """Return the name of a document's file, such as ``55 Offer.pdf``."""
    return _with_identity(str(identity), name)


def safe_name(text: str, longest: int = LONGEST, longest_bytes: int = LONGEST_BYTES) -> str:
    """
    Convert a text to a name that Windows, macOS and Linux allow; empty if nothing is left of it.

    Args:
        text: Any text.
        longest: Maximum number of characters.
        longest_bytes: Maximum number of bytes in UTF-8.
    """
    visible = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE
    )
    # Again: a character may combine with one after those that were left out.
    name = unicodedata.normalize("NFC", _FORBIDDEN.sub("_", visible))
    name = _SPACE.sub(" ", name).strip(". ")
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > LONGEST_SUFFIX or " " in suffix:
        stem, dot, suffix = name, "", ""
    left = longest_bytes - len((dot + suffix).encode())
    stem = stem[: max(0, longest - len(dot + suffix))]
    stem = stem.encode()[: max(0, left)].decode("utf-8", "ignore").rstrip(". ")
    return f"{stem}{dot}{suffix}".strip(". ")


def numbered(name: str, number: int) -> str:
    """Return a name with a number before its suffix, to tell it from others."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or len(suffix) > LONGEST_SUFFIX:
        return f"{name} ({number})"
    return f"{stem} ({number}).{suffix}"


def _with_identity(identity: str, name: str) -> str:
    prefix = safe_name(identity, longest=40) or "_"
    spent = len(prefix.encode()) + 1
    rest = safe_name(name, LONGEST - len(prefix) - 1, LONGEST_BYTES - spent)
    name = f"{prefix} {rest}".rstrip(". ") if rest else prefix
    return f"_{name}" if _RESERVED.match(name) else name
