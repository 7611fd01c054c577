"""
Cells that a spreadsheet would run, made texts again by an apostrophe.

A spreadsheet takes a text that begins with ``=`` and the like for a formula, also behind blanks
that it drops, and a user's name may be such a text. Nor is it sure where a cell begins: most of
Europe separates by semicolons, others by tabs, and who reads our commas in that way sees a cell
begin behind each semicolon, tab or line break inside a text, whatever the quotes around it.
"""

import re

__all__ = ["harmless_json", "harmless_text", "is_plain"]

_STARTS = "=+\\-@＝＋－＠﹦﹢﹣﹫"
# White space, control characters, and what Unicode lets programs ignore, as the byte order mark.
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U000e0000-\U000e0fff"
)
_SEPARATORS = r";\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029"
# Of several separators in a row, the last is what the cell begins behind.
_DROPPED = rf"(?:(?![{_SEPARATORS}])[{_UNSEEN}])"

_AT_THE_START = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*[{_STARTS}]")
# A quote behind a separator is dropped, as the first of a quoted cell.
_INSIDE = re.compile(rf'([{_SEPARATORS}])(?=(?:{_DROPPED}|")*[{_STARTS}])')
_INSIDE_JSON = re.compile(rf"[{_SEPARATORS}](?={_DROPPED}*[{_STARTS}])")
_PLAIN = re.compile(
    r"[+-]?\d+(?:[.,]\d+)*"  # a number
    r"|\+\d+ \(?\d[\d ().-]*",  # a phone number
    re.ASCII,
)


def harmless_text(text: str) -> str:
    """Put an apostrophe before all in a text that a spreadsheet could take for a formula."""
    text = _INSIDE.sub(r"\1'", text)
    return f"'{text}" if _AT_THE_START.match(text) else text


def harmless_json(text: str) -> str:
    """
    Write a separator in JSON as its escape where a formula could come behind it.

    The value stays the same, which an apostrophe would change.
    """
    return _INSIDE_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def is_plain(text: str) -> bool:
    """
    Tell whether a text is a number or a phone number that Excel does nothing with but show it.

    Without letters there is no function, cell or name in it, without ``|`` and ``!`` no other
    program. Excel would still calculate ``+1-555-0100``; but two numbers with nothing than a blank
    between them are no formula at all, so that a phone number which begins in that way is shown
    as it is, whatever hyphens come later.
    """
    return _PLAIN.fullmatch(text) is not None
