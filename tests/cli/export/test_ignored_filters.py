"""Filters that the server ignores are lines on stderr, not rows in silence."""

from pathlib import Path

from opentoclose_async.sandbox import RunningSandbox
from tests.cli.export.test_filters import export_with
from tests.cli.in_process import is_one_line, rows_in


def test_an_ignored_filter_is_a_line_on_stderr(running: RunningSandbox, tmp_path: Path) -> None:
    code, _, err = export_with(running, "otc", tmp_path, "colour=mauve")
    assert code == 0
    assert is_one_line(err)
    assert err.startswith("warning: colour is not a documented filter, and ")
    assert "mauve" not in err
    assert len(rows_in(tmp_path / "rows.jsonl")) == 345


def test_another_word_is_sent(running: RunningSandbox, tmp_path: Path) -> None:
    code, _, err = export_with(running, "otc", tmp_path, "state=CA")
    assert code == 0
    assert err.startswith("warning: state is not a documented filter, and ")


def test_the_same_warning_is_written_once(running: RunningSandbox, tmp_path: Path) -> None:
    code, _, err = export_with(running, "otc", tmp_path, "colour=mauve", name="property-notes")
    assert code == 0
    assert is_one_line(err)


def test_how_to_read_is_no_filter(running: RunningSandbox, tmp_path: Path) -> None:
    code, _, err = export_with(running, "otc", tmp_path, "page_size=50", "role=Agent")
    assert (code, err) == (0, "")
    first, *_ = running.sandbox.stats.otc.log
    assert first.query == {"role": "Agent", "limit": "50", "offset": "0"}


def test_strict_filters_refuse_unknown_ones(running: RunningSandbox, tmp_path: Path) -> None:
    code, _, err = export_with(running, "otc", tmp_path, "colour=mauve", "strict_filters=True")
    assert code == 1
    assert "takes no argument 'colour', as strict_filters is set; known are role, status" in err
    assert running.sandbox.stats.otc.requests == 0
