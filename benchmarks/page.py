"""
Write the tables of a run into the documentation: ``python -m benchmarks.page``.

A full run does it, too. The tables of a measurement replace what is between its two comments.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.report import Table

__all__ = ["PAGE", "RESULTS", "filled", "saved_tables", "write_page"]

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
RESULTS = ROOT / "benchmarks" / "results.json"

_PLACE = re.compile(r"<!-- measured: ([a-z-]+) -->\n.*?<!-- end -->", re.DOTALL)


def filled(page: str, tables: Mapping[str, Sequence[Table]]) -> str:
    """
    Return a page with the tables of measurements.

    Args:
        page: The page, in Markdown.
        tables: The tables by measurement. A place for any other is left as it is.
    """

    def fill(place: re.Match[str]) -> str:
        name = place[1]
        if name not in tables:
            return place[0]
        parts = (part for table in tables[name] for part in _markdown(table))
        return "\n\n".join([f"<!-- measured: {name} -->", *parts, "<!-- end -->"])

    return _PLACE.sub(fill, page)


def saved_tables() -> dict[str, list[Table]]:
    """Return the tables of the saved run by measurement."""
    measurements = json.loads(RESULTS.read_text(encoding="utf-8"))["measurements"]
    return {
        name: [Table(**table) for table in outcome["tables"]]
        for name, outcome in measurements.items()
    }


def write_page() -> None:
    """Write the tables of the saved run into the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(filled(page, saved_tables()), encoding="utf-8")


def _markdown(table: Table) -> list[str]:
    heading, *rows = table.cells
    lines = [heading, ["---", *("---:" for _ in heading[1:])], *rows]
    parts = [f"{table.title}:", "\n".join(f"| {' | '.join(line)} |" for line in lines)]
    return [*parts, table.note] if table.note else parts


if __name__ == "__main__":
    write_page()
