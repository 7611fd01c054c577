"""JSON for people: one member a line, with every value as it was written."""

import re

__all__ = ["readable"]

_PIECE = re.compile(r""""(?:[^"\\]|\\.)*"|[][{},:]|[^][{},:"\s]+""")
_OPENING = frozenset("[{")
_CLOSING = frozenset("]}")


def readable(text: str) -> bytes:
    """
    Indent a valid JSON text.

    Texts and numbers stay as they are: a decoded number loses its spelling, such as that of 1.10.
    """
    parts: list[str] = []
    depth = 0
    before = ""
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece in _CLOSING:
            depth -= 1
            if before not in _OPENING:
                parts.append(_line(depth))
        elif before in _OPENING or before == ",":
            parts.append(_line(depth))
        parts.append(": " if piece == ":" else piece)
        depth += piece in _OPENING
        before = piece
    return "".join([*parts, "\n"]).encode("utf-8", "backslashreplace")


def _line(depth: int) -> str:
    return "\n" + "  " * depth
