"""Comma-separated values: cells, and those that a spreadsheet would run."""

import csv
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._tables.columns import columns_of
from opentoclose_async.export.formats.comma_separated import CommaSeparated
from opentoclose_async.otc.models import Team
from tests.export.formats.file_formats import count, data_of, prefixes, rows_before, sink_of
from tests.protocol.responses.json_rows import SAMPLE_NAMES, Sample, lists_of_rows, read_rows
from tests.thoroughness import repeatable

BATCHES = st.lists(lists_of_rows(), max_size=4)
CSV, EXCEL = sink_of("csv"), sink_of("csv", excel=True)
RUNNING = "=+-@＝＋－＠﹦﹢﹣﹫"
APOSTROPHE = re.compile(
    r"(?<![^;\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029])'"
    r"(?=[\W\u115f\u1160\u3164\uffa0]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])"
)
"""An apostrophe that may be ours, as the guide says."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv")


def cells_of(data: bytes, separator: str = ",") -> list[list[str]]:
    text = data.decode().removeprefix("\ufeff")
    lines = text.splitlines(keepends=True) if separator != "," else io.StringIO(text, newline="")
    return list(csv.reader(lines, delimiter=separator, strict=separator == ","))


def cell_of(value: str, *, name: str = "text", excel: bool = False) -> str:
    """Return the cell of a value that is written as JSON."""
    sink = EXCEL if excel else CSV
    (cells,) = cells_of(sink.encode(read_rows(f'{{"{name}": {value}}}'), 0))
    return cells[SAMPLE_NAMES.index(name)]


def test_the_columns_are_those_of_the_model_and_extra() -> None:
    header = CommaSeparated(columns_of(Team)).begin()
    assert header == (
        b"id,name,description,team_lead_id,status,specialization,territory,commission_split,"
        b"target_revenue,team_members,extra\n"
    )


def test_cells() -> None:
    row = """{"id": 123456789012345678901234567890, "the_number": 1.10, "is_true": false,
              "text": "é, \\"x\\"", "colour": "Red", "seen_at": null,
              "parts": [{"part_id": 1, "new": null}], "new": {"a": [true]}, "gone": null}"""
    assert CSV.encode(read_rows(row, "{}"), 0).decode() == (
        "123456789012345678901234567890,1.1,false,"
        '"é, ""x""",Red,,'
        '"[{""part_id"":1,""new"":null}]",,"{""new"":{""a"":[true]},""gone"":null}"\n'
        ",,,,,,,,\n"
    )


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('""', ""),
        ("-1", "-1"),
        ("-1.5", "-1.5"),
        ("-1e400", "-1e999"),
        ("true", "true"),
        ('["=1"]', '["=1"]'),
        ('{"=1": "=1"}', '{"=1":"=1"}'),
        ('"a\\rb"', "a\rb"),
        ('"a\\nb"', "a\nb"),
        ('"a;b"', "a;b"),
        ('"a\\u0000b"', "a\x00b"),
        ('"\\ud800"', r"\ud800"),
        ('["\\ud800"]', r'["\ud800"]'),
    ],
)
@pytest.mark.parametrize("name", ["text", "id"])
def test_a_value_as_a_cell_of_any_column(name: str, value: str, cell: str) -> None:
    assert cell_of(value, name=name) == cell


@pytest.mark.parametrize("mark", ["\\n", "\\r", ",", '\\"', ";", "\\t"])
def test_what_could_end_a_cell_or_a_line_is_quoted(mark: str) -> None:
    data = CSV.encode(read_rows(f'{{"text": "a{mark}b"}}'), 0)
    assert data.startswith(b',,,"a')
    assert data.endswith(b'b",,,,,\n')


def test_column_names_are_cells_too() -> None:
    columns = columns_of(Sample, lambda name: f"={name}, =")
    names = [f"'={name}, =" for name in SAMPLE_NAMES]
    assert cells_of(CommaSeparated(columns).begin()) == [[*names, "extra"]]


def is_as_written(cell: str, value: Any) -> bool:
    """Return whether a cell holds a value, ignoring inserted apostrophes."""
    if value is None:
        return cell == ""
    if isinstance(value, str):
        escaped = value.encode("utf-8", "backslashreplace").decode()
        return APOSTROPHE.sub("", cell) == APOSTROPHE.sub("", escaped)
    return repr(json.loads(cell)) == repr(value)


@repeatable(25)
@given(lists_of_rows())
def test_cells_read_back_are_the_values(rows: list[VerbatimRow]) -> None:
    header, *lines = cells_of(data_of(CSV, rows))
    assert header == [*SAMPLE_NAMES, "extra"]
    for row, cells in zip(rows, lines, strict=True):
        unknown = {name: value for name, value in row.items() if name not in SAMPLE_NAMES}
        values = [*(row.get(name) for name in SAMPLE_NAMES), unknown or None]
        for value, cell in zip(values, cells, strict=True):
            assert is_as_written(cell, value)


@repeatable(13)
@given(BATCHES)
def test_cells_truncated_after_any_batch_are_complete(
    folder: Path, batches: list[list[VerbatimRow]]
) -> None:
    data = prefixes(CSV, batches)
    whole = cells_of(data[-1])
    for prefix, rows in zip(data, rows_before(batches), strict=True):
        assert cells_of(prefix) == whole[: 1 + len(rows)]
        assert count(CSV, folder / "cells", prefix) == len(rows)


def test_rows_are_counted_with_cells_of_any_size(tmp_path: Path) -> None:
    text = json.dumps('"\n' * 200_000)  # larger than Python's csv reader accepts
    data = data_of(CSV, read_rows(f'{{"text": {text}}}', "{}"))
    assert count(CSV, tmp_path / "cells", data) == 2


# Formulas in spreadsheets


@pytest.mark.parametrize("start", RUNNING)
@pytest.mark.parametrize(
    "before", ["", " ", "  \xa0", "\ufeff", "\x00", "\t", "\r\n", "\n", "\u200b", "\u3000", "\x1b"]
)
def test_what_begins_like_a_formula_gets_an_apostrophe(before: str, start: str) -> None:
    cell = cell_of(json.dumps(f"{before}{start}1"))
    assert cell.startswith("'")
    assert APOSTROPHE.sub("", cell) == f"{before}{start}1"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("x;=1;", "x;'=1;"),
        ("x\t @A1", "x\t' @A1"),
        ('x;"=1"', 'x;\'"=1"'),
        ("To do:\r\n- call", "To do:\r\n'- call"),
        ("x\u2028+1", "x\u2028'+1"),
        ("\tx", "'\tx"),
        ("x = -1, y@z", "x = -1, y@z"),
        ("x; y", "x; y"),
        ("'=1", "'=1"),
        ('"=1"', '"=1"'),
        ("(=1)", "(=1)"),
    ],
)
def test_separators_within_a_text(text: str, cell: str) -> None:
    assert cell_of(json.dumps(text)) == cell
    assert cell_of(json.dumps(text), excel=True) == cell


def test_json_keeps_its_value_with_separators_escaped() -> None:
    cell = cell_of('{"a": ["x;=1", "x;y", "x\\u2028 @"]}')
    assert cell == r'{"a":["x\u003b=1","x;y","x\u2028 @"]}'
    assert json.loads(cell) == {"a": ["x;=1", "x;y", "x\u2028 @"]}


@repeatable(100)
@given(st.text("".join({*RUNNING, *' ;\t\r\n",\x00\ufeff\u2028\u3164\u115fa1('})))
def test_apostrophes_can_be_removed_again(text: str) -> None:
    assert APOSTROPHE.sub("", cell_of(json.dumps(text))) == text


def running_cells(data: bytes, separator: str) -> list[str]:
    """Return the cells that a spreadsheet with this separator would run."""
    cells = [cell for line in cells_of(data, separator) for cell in line]
    return [
        cell
        for cell in cells
        if (
            seen := cell.lstrip(
                "\x00\ufeff\u200b\x1b \xa0\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\u3000"
            )
        )
        and seen[0] in RUNNING
    ]


TEXTS = st.text("".join({*RUNNING, *" ;\t\r\n\"',\x00\ufeff\xa0\x85\u2028a1|("}), max_size=10)
SAMPLE_VALUES = TEXTS | st.dictionaries(TEXTS, TEXTS, max_size=2) | st.lists(TEXTS, max_size=2)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("columns", [None, ["text", "parts"], ["extra", "text"]])
@repeatable(25)
@given(
    rows=st.lists(
        st.fixed_dictionaries({"text": TEXTS, "parts": SAMPLE_VALUES, "unknown": SAMPLE_VALUES}),
        min_size=1,
        max_size=3,
    )
)
@example(rows=[{"text": 'x;"', "parts": ['";', "=1"], "unknown": "=1"}])
def test_no_cell_is_run_whatever_separates_the_cells(
    separator: str, columns: Sequence[str] | None, rows: list[dict[str, Any]]
) -> None:
    texts = [json.dumps({"id": number, **row}) for number, row in enumerate(rows)]
    data = data_of(sink_of("csv", columns), read_rows(*texts))
    assert running_cells(data, separator) == []


# For Excel


def test_byte_order_mark_and_line_ends_for_excel(tmp_path: Path) -> None:
    sink = sink_of("csv", ["id", "text"], excel=True)
    data = data_of(sink, read_rows('{"id": 1, "text": "a\\nb"}', '{"id": 2}'))
    assert data == b'\xef\xbb\xbfid,text\r\n1,"a\nb"\r\n2,\r\n'
    assert count(sink, tmp_path / "cells", data) == 2
    assert data_of(sink_of("csv", ["id"], excel=True)) == b"\xef\xbb\xbfid\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "+1 555 0100",
        "+1 (555) 010-0100",
        "+44 (0)20 7946.0000",
        "+1 555-0100",
        "+15550100",
        "-12.5",
        "-1,234.50",
        "+5",
    ],
)
def test_numbers_and_phones_are_left_alone_for_excel(text: str) -> None:
    assert cell_of(json.dumps(text), excel=True) == text
    assert cell_of(json.dumps(text)) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "+1-555-0100",
        "+1+1",
        "+1 - 555",
        "-1-1",
        "-5%",
        "-1e5",
        "-A1",
        "+1 555 0100 ext. 5",
        "+1 555 0100\n=1",
        "+1 555 0100;=1",
        "=5",
        "@5",
        "+",
        "-",
        "+1 555|'/C'!A0",
        "+SUM(1)",
        "+(555) 0100",
        "＋1 555 0100",
        "+١ ٥٥٥",
        " -5",
    ],
)
def test_what_excel_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert cell_of(json.dumps(text), excel=True).startswith("'")


@repeatable(100)
@given(st.text("+-0123456789 ().,", max_size=12).filter(lambda text: text[:1] in "+-"))
def test_text_left_alone_for_excel_has_no_working_operator(text: str) -> None:
    if not cell_of(json.dumps(text), excel=True).startswith("'"):
        number = re.fullmatch(r"[+-]?[\d.,]+", text)
        assert text == "" or number or re.match(r"\+\d+ \(?\d", text)
