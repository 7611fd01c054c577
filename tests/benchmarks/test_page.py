"""The documentation shows the tables of the saved run."""

import re

from benchmarks.measurements import MEASUREMENTS
from benchmarks.page import PAGE, filled, saved_tables
from benchmarks.report import Table


def test_the_page_shows_the_saved_run() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert filled(page, saved_tables()) == page


def test_the_page_names_measurements_that_there_are() -> None:
    named = re.findall("<!-- measured: (.*) -->", PAGE.read_text(encoding="utf-8"))
    assert set(named) <= set(MEASUREMENTS)
    assert len(set(named)) == len(named)


def test_tables_replace_what_was_there() -> None:
    page = "Before.\n\n<!-- measured: cpu -->\nold\n<!-- end -->\n\nAfter.\n"
    table = Table("CPU", ["client", "ms"], [["ours", 1.5], ["theirs", None]], "A note.")
    written = (
        "Before.\n\n<!-- measured: cpu -->\n\nCPU:\n\n| client | ms |\n| --- | ---: |\n"
        "| ours | 1.50 |\n| theirs | - |\n\nA note.\n\n<!-- end -->\n\nAfter.\n"
    )
    assert filled(page, {"cpu": [table]}) == written
    assert filled(written, {"cpu": [table]}) == written
    assert filled(page, {"wall": [table]}) == page
