"""The report of a measurement: tables, and claims that hold or fail."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

__all__ = ["Claim", "Outcome", "Table"]


@frozen
class Table:
    """
    A table of texts and numbers.

    Attributes:
        title: What it shows, with units.
        columns: The column headings.
        rows: One sequence for each row; None is a dash.
        note: How it was measured.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int | float | None]]
    note: str = ""

    @property
    def cells(self) -> list[list[str]]:
        """The column headings, then the cells of each row, as text."""
        return [list(self.columns), *([_text(cell) for cell in row] for row in self.rows)]

    def __str__(self) -> str:
        cells = self.cells
        widths = [max(len(row[index]) for row in cells) for index in range(len(self.columns))]
        lines = ["  ".join(_pad(row, widths)).rstrip() for row in cells]
        lines.insert(1, "  ".join("-" * width for width in widths))
        return "\n".join([self.title, *lines, *([self.note] if self.note else [])])


@frozen
class Claim:
    """
    A claim that the package must meet.

    Attributes:
        text: The claim.
        holds: Whether it does.
        number: What was measured.
    """

    text: str
    holds: bool
    number: str

    def __str__(self) -> str:
        return f"{'holds' if self.holds else 'FAILS'}  {self.text}: {self.number}"


@frozen
class Outcome:
    """
    The results of one measurement.

    Attributes:
        tables: For people.
        claims: What must hold.
        series: The plot's numbers, by label.
    """

    tables: Sequence[Table]
    claims: Sequence[Claim] = ()
    series: Mapping[str, Any] = field(factory=dict)


def _text(cell: str | int | float | None) -> str:
    if cell is None:
        return "-"
    return (
        f"{cell:,.2f}"
        if isinstance(cell, float)
        else f"{cell:,}"
        if type(cell) is int
        else str(cell)
    )


def _pad(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *others = (
        text.ljust(width) if index == 0 else text.rjust(width)
        for index, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return [first, *others]
