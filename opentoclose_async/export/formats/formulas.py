"""
Defuse text that a spreadsheet would run as a formula, by an apostrophe.

A spreadsheet treats text that begins with ``=`` and the like as a formula, even after blanks that
it drops, and a user's name may be such a text. Where a cell begins varies too: most of Europe
separates cells by semicolons, others by tabs. Read that way, a cell begins after each semicolon,
tab or line break inside a text, even within quotes.
"""

import re

__all__ = ["harmless_json", "harmless_text", "is_plain"]

_STARTS = "=+\\-@＝＋－＠﹦﹢﹣﹫"
# White space, control characters, and characters that programs may ignore, such as the BOM.
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U000e0000-\U000e0fff"
)
_SEPARATORS = r";\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029"
# After several separators in a row, the cell begins after the last.
_DROPPED = rf"(?:(?![{_SEPARATORS}])[{_UNSEEN}])"

_AT_THE_START = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*[{_STARTS}]")
# A quote after a separator is dropped, as the opening quote of a cell.
_INSIDE = re.compile(rf'([{_SEPARATORS}])(?=(?:{_DROPPED}|")*[{_STARTS}])')
_INSIDE_JSON = re.compile(rf"[{_SEPARATORS}](?={_DROPPED}*[{_STARTS}])")
_PLAIN = re.compile(
    r"[+-]?\d+(?:[.,]\d+)*"  # a number
    r"|\+\d+ \(?\d[\d ().-]*",  # a phone number
    re.ASCII,
)


def harmless_text(text: str) -> str:
    """Put an apostrophe wherever a spreadsheet could see a formula begin in a text."""
    text = _INSIDE.sub(r"\1'", text)
    return f"'{text}" if _AT_THE_START.match(text) else text


def harmless_json(text: str) -> str:
    """
    Escape separators in JSON that a formula could follow.

    Unlike an apostrophe, an escape does not change the value.
    """
    return _INSIDE_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def is_plain(text: str) -> bool:
    """
    Return whether a text is a number or a phone number that Excel only displays.

    Without letters, it names no function or cell; without ``|`` and ``!``, no other program. Excel
    would still calculate ``+1-555-0100``, but two numbers separated by a blank are not a formula,
    so a phone number that begins with these is shown as it is, whatever hyphens follow.
    """
    return _PLAIN.fullmatch(text) is not None
