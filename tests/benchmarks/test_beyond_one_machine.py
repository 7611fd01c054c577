"""The guide shows the tables of the saved run."""

from benchmarks.beyond_one_machine import PAGE, page_with, saved_tables


def test_the_guide_shows_the_saved_run() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page_with(saved_tables(), page) == page
