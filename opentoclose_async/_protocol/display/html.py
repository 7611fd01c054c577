"""
Tables in HTML for notebooks.

They load nothing, set no colours, so that light and dark themes both suit, and escape everything.
"""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import PurePath

from opentoclose_async._protocol.display.text import value_text, without_query
from opentoclose_async._protocol.printable import printable

__all__ = ["field_table", "page_table", "text_table"]

LONGEST_CELL = 200
"""Maximum number of characters of a field's value."""
LONGEST_IN_ROW = 60
"""Maximum number of characters of a value in a table of rows."""
MOST_COLUMNS = 12
"""Maximum number of columns of a table of rows."""
LEFT = ' style="text-align: left"'


def field_table(title: str, fields: Iterable[tuple[str, object]], note: str = "") -> str:
    """
    Return a table with a row for each field.

    Args:
        title: What the fields are of.
        fields: Names and values.
        note: A line below the table.
    """
    rows = [(name, _cell(value, LONGEST_CELL)) for name, value in fields]
    return text_table(title, (), rows, note)


def page_table(title: str, rows: Sequence[Iterable[tuple[str, object]]], count: int) -> str:
    """
    Return a table of the first rows of a page, with the fields that any of them has.

    Args:
        title: What the rows are.
        rows: Names and values of the fields of the first rows.
        count: Rows on the page.
    """
    shown = [dict(row) for row in rows]
    names = list(dict.fromkeys(name for row in shown for name in row))
    columns = names[:MOST_COLUMNS]
    cells = [[_cell(row.get(name, ""), LONGEST_IN_ROW) for name in columns] for row in shown]
    rest = {"rows": count - len(shown), "fields": len(names) - len(columns)}
    note = " and ".join(f"{count} more {what}" for what, count in rest.items() if count)
    return text_table(title, columns, cells, note)


def text_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], note: str = ""
) -> str:
    """
    Return a table of texts.

    Args:
        title: The line above it.
        columns: Names of the columns; without any, the first cell of each row is its heading.
        rows: The cells.
        note: The line below it.
    """
    head = "".join(f"<th{LEFT}>{_safe(name)}</th>" for name in columns)
    lines = [f"<thead><tr>{head}</tr></thead>"] if head else []
    lines.append("<tbody>")
    for row in rows:
        first = "td" if columns else "th"
        cells = [f"<{first}{LEFT}>{_safe(cell)}</{first}>" for cell in row[:1]]
        cells += [f"<td{LEFT}>{_safe(cell)}</td>" for cell in row[1:]]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</tbody>")
    below = f"<small>{_safe(note)}</small>" if note else ""
    return f"<div><strong>{_safe(title)}</strong><table>{''.join(lines)}</table>{below}</div>"


def _cell(value: object, longest: int) -> str:
    if isinstance(value, (str, PurePath)):
        text = without_query(str(value))
        return text if len(text) <= longest else text[: longest - 1] + "…"
    return value_text(value, longest)


def _safe(text: str) -> str:
    return escape(printable(text))
