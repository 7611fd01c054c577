"""The formats that are appended to: what the bytes are, and that any batch may be the last."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async.exceptions import ConfigurationError, ValidationError
from opentoclose_async.export.comma_separated import CSVSink
from opentoclose_async.export.jsonl import GzippedJSONLSink, JSONLSink
from opentoclose_async.export.parquet import ParquetSink
from opentoclose_async.export.sink import Sink
from opentoclose_async.export.sinks import FORMATS, make_sink
from opentoclose_async.otc.models import Team
from opentoclose_async.protocol.columns import columns_of
from opentoclose_async.protocol.verbatim import VerbatimRow
from tests.protocol.json_rows import SAMPLE_NAMES, Sample, lists_of_rows, read_rows, row_texts
from tests.protocol.repeatable import repeatable

COLUMNS = columns_of(Sample)
FORMULA_STARTS = set("=+-@\t\r")
BATCHES = st.lists(lists_of_rows(), max_size=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sinks")


def prefixes(sink: Sink, batches: Sequence[Sequence[VerbatimRow]]) -> list[bytes]:
    """Give what the part file is after its beginning and after each batch."""
    return list(accumulate([sink.begin(), *(sink.encode(batch) for batch in batches)]))


def rows_before(batches: Sequence[Sequence[VerbatimRow]]) -> list[list[VerbatimRow]]:
    """Give the rows that there are after no batch, and after each."""
    return list(accumulate([[], *(list(batch) for batch in batches)]))


def count(sink: Sink, path: Path, data: bytes) -> int:
    path.write_bytes(data)
    return sink.count(path)


# JSON Lines


def lines_of(data: bytes) -> list[str]:
    assert data == b"" or data.endswith(b"\n")
    return data.decode().split("\n")[:-1]


def test_lines_are_what_the_server_sent() -> None:
    texts = [
        '{"a": 1.10, "b": 1e400, "c": 123456789012345678901234567890, "d": "\\u00e9\\/"}',
        '{"é": "\u2028 \x85 😀", "a": 1, "a": 2, "half": "\\ud800"}',
        "{}",
    ]
    assert JSONLSink().encode(read_rows(*texts)) == "".join(f"{text}\n" for text in texts).encode()


def test_line_breaks_between_tokens_become_spaces() -> None:
    (row,) = read_rows('{\r\n\t"a":\n[1,\r2], "b": "\\n"}')
    assert JSONLSink().encode([row]) == b'{  \t"a": [1, 2], "b": "\\n"}\n'


@repeatable(150)
@given(st.lists(row_texts(), max_size=4))
def test_each_line_is_a_row_byte_for_byte(texts: list[str]) -> None:
    rows = read_rows(*texts)
    data = JSONLSink().begin() + JSONLSink().encode(rows)
    lines = lines_of(data)
    assert lines == [text.replace("\r", " ").replace("\n", " ") for text in texts]
    assert repr([json.loads(line) for line in lines]) == repr([dict(row) for row in rows])


@repeatable(60)
@given(BATCHES)
def test_lines_cut_off_behind_any_batch_are_whole(
    folder: Path, batches: list[list[VerbatimRow]]
) -> None:
    sink = JSONLSink()
    for data, rows in zip(prefixes(sink, batches), rows_before(batches), strict=True):
        assert [json.loads(line) for line in lines_of(data)] == rows
        assert count(sink, folder / "lines", data) == len(rows)


@repeatable(60)
@given(BATCHES)
def test_gzip_cut_off_behind_any_batch_is_whole(
    folder: Path, batches: list[list[VerbatimRow]]
) -> None:
    plain, sink = JSONLSink(), GzippedJSONLSink()
    lines = prefixes(plain, batches)
    for data, expected, rows in zip(
        prefixes(sink, batches), lines, rows_before(batches), strict=True
    ):
        assert data != b""  # which is no gzip file
        assert gzip.decompress(data) == expected
        assert count(sink, folder / "lines.gz", data) == len(rows)
    assert prefixes(GzippedJSONLSink(), batches) == prefixes(sink, batches)


def test_gzip_members_tell_no_time_and_no_name() -> None:
    (header,) = {
        data[:8]
        for data in (GzippedJSONLSink().begin(), GzippedJSONLSink().encode(read_rows("{}")))
    }
    assert header == b"\x1f\x8b\x08" + bytes(5)
    assert GzippedJSONLSink().encode([]) == b""


# Comma-separated values


def cells_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


def test_the_columns_are_the_model_s_and_one_more() -> None:
    header = CSVSink(columns_of(Team)).begin()
    assert header == (
        b"id,name,description,team_lead_id,status,specialization,territory,commission_split,"
        b"target_revenue,team_members,extra\n"
    )


def test_cells() -> None:
    row = """{"id": 123456789012345678901234567890, "the_number": 1.10, "is_true": false,
              "text": "é, \\"x\\"", "colour": "Red", "seen_at": null,
              "parts": [{"part_id": 1, "new": null}], "new": {"a": [true]}, "gone": null}"""
    assert CSVSink(COLUMNS).encode(read_rows(row, "{}")).decode() == (
        "123456789012345678901234567890,1.1,false,"
        '"é, ""x""",Red,,'
        '"[{""part_id"":1,""new"":null}]",,"{""new"":{""a"":[true]},""gone"":null}"\n'
        ",,,,,,,,\n"
    )


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('"=1+1"', "'=1+1"),
        ('"+1"', "'+1"),
        ('"-1"', "'-1"),
        ('"@A1"', "'@A1"),
        ('"\\t=1"', "'\t=1"),
        ('"\\r=1"', "'\r=1"),
        ('"\'=1"', "'=1"),
        ('"a=1"', "a=1"),
        ('" =1"', " =1"),
        ('""', ""),
        ("-1", "-1"),
        ("-1.5", "-1.5"),
        ("-1e400", "-1e999"),
        ("true", "true"),
        ('["=1"]', '["=1"]'),
        ('{"=1": "=1"}', '{"=1":"=1"}'),
        ('"a\\rb"', "a\rb"),
        ('"a\\nb"', "a\nb"),
        ('"a\\u0000b"', "a\x00b"),
        ('"\\ud800"', r"\ud800"),
        ('["\\ud800"]', r'["\ud800"]'),
    ],
)
@pytest.mark.parametrize("name", ["text", "id"])
def test_a_value_as_a_cell_of_whatever_column(name: str, value: str, cell: str) -> None:
    (cells,) = cells_of(CSVSink(COLUMNS).encode(read_rows(f'{{"{name}": {value}}}')))
    assert cells[SAMPLE_NAMES.index(name)] == cell


@pytest.mark.parametrize("mark", ["\\n", "\\r", ",", '\\"'])
def test_what_could_end_a_cell_or_a_line_is_quoted(mark: str) -> None:
    data = CSVSink(COLUMNS).encode(read_rows(f'{{"text": "a{mark}b"}}'))
    assert data.startswith(b',,,"a')
    assert data.endswith(b'b",,,,,\n')


def test_names_of_columns_are_cells_too() -> None:
    columns = columns_of(Sample, lambda name: f"{name}, =")
    assert cells_of(CSVSink(columns).begin()) == [[*(f"{n}, =" for n in SAMPLE_NAMES), "extra"]]


def is_as_written(cell: str, value: Any) -> bool:
    """Tell whether a cell is what a value is to be in it."""
    if value is None:
        return cell == ""
    if isinstance(value, str):
        escaped = value.encode("utf-8", "backslashreplace").decode()
        return cell == ("'" if value[:1] in FORMULA_STARTS else "") + escaped
    return repr(json.loads(cell)) == repr(value)


@repeatable(150)
@given(lists_of_rows())
def test_cells_read_back_are_the_values(rows: list[VerbatimRow]) -> None:
    sink = CSVSink(COLUMNS)
    header, *lines = cells_of(sink.begin() + sink.encode(rows))
    assert header == [*SAMPLE_NAMES, "extra"]
    for row, cells in zip(rows, lines, strict=True):
        unknown = {name: value for name, value in row.items() if name not in SAMPLE_NAMES}
        values = [*(row.get(name) for name in SAMPLE_NAMES), unknown or None]
        for value, cell in zip(values, cells, strict=True):
            assert is_as_written(cell, value)
            if cell[:1] in FORMULA_STARTS:
                assert type(value) in (int, float)


@repeatable(60)
@given(BATCHES)
def test_cells_cut_off_behind_any_batch_are_whole(
    folder: Path, batches: list[list[VerbatimRow]]
) -> None:
    sink = CSVSink(COLUMNS)
    data = prefixes(sink, batches)
    whole = cells_of(data[-1])
    for prefix, rows in zip(data, rows_before(batches), strict=True):
        assert cells_of(prefix) == whole[: 1 + len(rows)]
        assert count(sink, folder / "cells", prefix) == len(rows)


def test_rows_are_counted_with_cells_of_any_size(tmp_path: Path) -> None:
    sink = CSVSink(COLUMNS)
    text = json.dumps('"\n' * 200_000)  # larger than Python's csv reader takes
    data = sink.begin() + sink.encode(read_rows(f'{{"text": {text}}}', "{}"))
    assert count(sink, tmp_path / "cells", data) == 2


# What all have in common


@pytest.mark.parametrize("name", FORMATS)
def test_finishing(name: str, tmp_path: Path) -> None:
    sink = make_sink(tmp_path / "rows", name, COLUMNS)
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    data = sink.begin() + sink.encode(read_rows('{"id": 1}', '{"text": "a\\nb"}', "{}"))

    part.write_bytes(data)
    sink.finish(part, target)
    assert sink.count(target) == 3
    finished = target.read_bytes()

    sink.finish(part, target)
    assert target.read_bytes() == finished

    part.write_bytes(sink.begin())
    sink.finish(part, target)
    assert sink.count(target) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["rows"]


@pytest.mark.parametrize("name", FORMATS)
def test_finishing_nothing_is_an_error(name: str, tmp_path: Path) -> None:
    sink = make_sink(tmp_path / "rows", name, COLUMNS)
    with pytest.raises(FileNotFoundError):
        sink.finish(tmp_path / "rows.part", tmp_path / "rows")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["jsonl.gz", "parquet"])
def test_what_is_no_file_of_the_format_is_not_counted(name: str, tmp_path: Path) -> None:
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    sink = make_sink(target, name, COLUMNS)
    part.write_bytes(sink.begin() + sink.encode(read_rows('{"id": 1}')))
    sink.finish(part, target)
    whole = target.read_bytes()
    for data in (whole[:-1], whole[: len(whole) // 2], b"id\n1\n", b"x" * 1000):
        target.write_bytes(data)
        with pytest.raises(ValueError, match=r"."):
            sink.count(target)
    target.unlink()
    with pytest.raises(FileNotFoundError):
        sink.count(target)


KILLED = """
import os
import sys
from pathlib import Path

from opentoclose_async.export.sinks import make_sink
from opentoclose_async.protocol.columns import columns_of
from tests.protocol.json_rows import Sample

part, target = Path("rows.part"), Path("rows")
sink = make_sink(target, sys.argv[1], columns_of(Sample))
left = int(sys.argv[2])

def count_down(event, arguments):
    global left
    # Names of ours are relative, all others that a process opens are not; "." is the folder.
    if event in ("open", "os.rename", "os.remove") and str(arguments[0]).startswith(("rows", ".")):
        left -= 1
        if left < 0:
            os._exit(9)

if sys.argv[1] == "parquet":
    import pyarrow.parquet
sys.addaudithook(count_down)
sink.finish(part, target)
"""
"""Finishes a part file, and is killed just before so many of its steps on the disk."""


@pytest.mark.parametrize("name", FORMATS)
def test_finishing_may_be_killed_at_any_step(name: str, tmp_path: Path) -> None:
    sink = make_sink(tmp_path / "rows", name, COLUMNS)
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    rows = read_rows('{"id": 1, "new": 2}', '{"id": 2}')
    data = sink.begin() + sink.encode(rows)
    part.write_bytes(data)
    sink.finish(part, target)
    finished = target.read_bytes()
    target.unlink()

    root = Path(__file__).parents[2]
    ends: list[int] = []
    while not ends or ends[-1] == 9:
        part.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, name, str(len(ends))],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(root)},
            check=False,
        )
        ends.append(done.returncode)
        assert part.exists() or target.read_bytes() == finished

        sink.finish(part, target)
        assert target.read_bytes() == finished
        assert [path.name for path in tmp_path.iterdir()] == ["rows"]
        target.unlink()
    assert ends[-1] == 0
    assert len(ends) > 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("users.jsonl", JSONLSink),
        ("users.2024.JSONL", JSONLSink),
        ("users.jsonl.gz", GzippedJSONLSink),
        ("users.Jsonl.GZ", GzippedJSONLSink),
        ("users.csv", CSVSink),
        ("users.csv.parquet", ParquetSink),
    ],
)
def test_the_suffix_tells_the_format(name: str, kind: type) -> None:
    assert type(make_sink(Path("csv.csv") / name, None, COLUMNS)) is kind


def test_a_name_of_a_format_goes_before_the_suffix() -> None:
    assert type(make_sink(Path("users.jsonl"), "csv", COLUMNS)) is CSVSink
    assert FORMATS == ("jsonl", "jsonl.gz", "csv", "parquet")


@pytest.mark.parametrize(
    ("name", "format_name", "problem"),
    [
        ("users", None, "is not to be told from 'users': end the name in .jsonl, .jsonl.gz, "),
        ("users.gz", None, "is not to be told from 'users.gz'"),
        ("users.csv.gz", None, "is not to be told from"),
        ("users.jsonl.part", None, "is not to be told from"),
        (".csv", None, "is not to be told from"),
        ("users.csv", "xlsx", "must be one of: jsonl, jsonl.gz, csv, parquet, not 'xlsx'"),
        ("users.csv", "", "must be one of"),
        ("users.csv", "CSV", "must be one of"),
        ("users.csv", ["csv"], "must be one of"),
    ],
)
def test_unknown_formats_name_those_that_are_possible(
    name: str, format_name: Any, problem: str
) -> None:
    with pytest.raises(ValidationError, match="Nothing was sent") as caught:
        make_sink(Path(name), format_name, COLUMNS)
    assert problem in str(caught.value)
    assert all(known in str(caught.value) for known in FORMATS)
    assert list(caught.value.field_errors) == ["format"]


def test_parquet_says_at_once_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigurationError, match=r"opentoclose-async\[parquet\]"):
        make_sink(Path("users.parquet"), None, COLUMNS)
    make_sink(Path("users.csv"), None, COLUMNS)
