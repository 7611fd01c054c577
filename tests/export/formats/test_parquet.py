"""Parquet files: converted from spooled lines, complete or absent, and readable elsewhere."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given

from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._tables.arrow import ArrowConverter, arrow_schema
from opentoclose_async._tables.columns import columns_of
from opentoclose_async.export.formats.json_lines import JSONLines
from opentoclose_async.export.formats.parquet import ROWS_IN_A_GROUP, ParquetSink
from tests.protocol.responses.json_rows import Sample, lists_of_rows, read_rows
from tests.thoroughness import repeatable

COLUMNS = columns_of(Sample)
ROWS = [
    """{"id": 9223372036854775807, "the_number": 1.10, "is_true": true, "text": "é\\n😀",
        "colour": "Red", "seen_at": "2024-01-31T23:59:59.5+02:00",
        "parts": [{"part_id": 1}], "any_object": {"a": null}}""",
    '{"id": 9223372036854775808, "new": [1.10, 1e400]}',
    "{}",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("parquet")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file of the rows above."""
    part, target = tmp_path / "rows.parquet.part", tmp_path / "rows.parquet"
    sink = ParquetSink(COLUMNS)
    part.write_bytes(sink.begin() + sink.encode(read_rows(*ROWS), 0))
    sink.finish(part, target)
    return target


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_spool_is_json_lines() -> None:
    rows = read_rows(*ROWS)
    assert ParquetSink(COLUMNS).begin() == JSONLines().begin()
    assert ParquetSink(COLUMNS).encode(rows, 0) == JSONLines().encode(rows, 0)


def test_values_have_their_types(target: Path) -> None:
    table = pq.read_table(target)
    assert table.schema == arrow_schema(COLUMNS)
    nothing = dict.fromkeys(table.schema.names)
    assert table.to_pylist() == [
        {
            "id": 9223372036854775807,
            "the_number": 1.1,
            "is_true": True,
            "text": "é\n😀",
            "colour": "Red",
            "seen_at": datetime(2024, 1, 31, 21, 59, 59, 500_000, UTC),
            "parts": '[{"part_id":1}]',
            "any_object": '{"a":null}',
            "extra": None,
        },
        {**nothing, "extra": '{"new":[1.1,1e999],"id":9223372036854775808}'},
        nothing,
    ]
    assert ParquetSink(COLUMNS).count(target) == 3
    assert names_in(target.parent) == ["rows.parquet"]


def test_pandas_reads_it(target: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.read_parquet(target)
    assert list(frame.columns) == arrow_schema(COLUMNS).names
    assert len(frame) == 3
    assert frame["text"][0] == "é\n😀"
    assert frame["the_number"][0] == 1.1
    assert frame["seen_at"][0] == pandas.Timestamp("2024-01-31T21:59:59.5Z")
    assert json.loads(frame["extra"][1])["id"] == 9223372036854775808
    assert [str(frame[name].dtype) for name in ("id", "is_true")] == ["Int64", "boolean"]
    assert int(frame["id"][0]) == 9223372036854775807
    assert frame["id"].isna().tolist() == [False, True, True]


def test_duckdb_reads_it(target: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    with duckdb.connect() as connection:
        answer = connection.execute(
            "SELECT count(*), max(id), max(the_number), bool_or(is_true), max(text), "
            "epoch_us(max(seen_at)), max(parts), max(extra) FROM read_parquet(?)",
            [str(target)],
        ).fetchall()
    moment = datetime(2024, 1, 31, 21, 59, 59, 500_000, UTC)
    assert answer == [
        (
            3,
            9223372036854775807,
            1.1,
            True,
            "é\n😀",
            int(moment.timestamp() * 1_000_000),
            '[{"part_id":1}]',
            '{"new":[1.1,1e999],"id":9223372036854775808}',
        )
    ]


@repeatable(30)
@given(lists_of_rows())
def test_any_rows_become_a_table(folder: Path, rows: list[VerbatimRow]) -> None:
    sink = ParquetSink(COLUMNS)
    part, target = folder / "rows.part", folder / "rows"
    part.write_bytes(sink.encode(rows, 0))
    sink.finish(part, target)
    assert repr(pq.read_table(target).to_pylist()) == repr(
        ArrowConverter(COLUMNS).table(rows).to_pylist()
    )
    assert sink.count(target) == len(rows)


def test_no_rows_become_an_empty_table(tmp_path: Path) -> None:
    sink = ParquetSink(COLUMNS)
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    part.write_bytes(sink.begin())
    sink.finish(part, target)
    assert pq.read_table(target).schema == arrow_schema(COLUMNS)
    assert sink.count(target) == 0


def test_rows_are_converted_group_by_group(tmp_path: Path) -> None:
    total = 2 * ROWS_IN_A_GROUP + 1
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    part.write_text("".join(f'{{"id":{number}}}\n' for number in range(total)))
    sink = ParquetSink(COLUMNS)
    sink.finish(part, target)
    metadata = pq.read_metadata(target)
    groups = [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)]
    assert groups == [ROWS_IN_A_GROUP, ROWS_IN_A_GROUP, 1]
    assert metadata.row_group(0).column(0).compression == "ZSTD"
    assert pq.read_table(target)["id"].to_pylist() == list(range(total))
    assert sink.count(target) == total


ODD = [
    '{"id":1,"new":12345678901234567890123}',
    '{"id":1,"text":"\\ud800"}',
    '{"id":1,"the_number":1e999}',
    '{"id":1,"the_number":NaN}',
]
"""Lines that only Python's own reader reads."""


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_line_changes_no_other(tmp_path: Path, odd: str) -> None:
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    lines = [f'{{"id":{number},"the_number":{number}.5}}' for number in range(3)]
    lines.insert(1, odd)
    part.write_text("".join(f"{line}\n" for line in lines))
    ParquetSink(COLUMNS).finish(part, target)
    expected = ArrowConverter(COLUMNS).table(list(map(json.loads, lines)))
    assert repr(pq.read_table(target).to_pylist()) == repr(expected.to_pylist())


@pytest.mark.parametrize("half", [b"", b"PAR1 half of a file", b"x" * 100_000])
@pytest.mark.parametrize("old", [None, b"the file before"])
def test_files_left_by_a_killed_conversion_are_replaced(
    tmp_path: Path, half: bytes, old: bytes | None
) -> None:
    sink = ParquetSink(COLUMNS)
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    rows = read_rows(*ROWS)
    part.write_bytes(sink.encode(rows, 0))
    (tmp_path / "rows.part.converting").write_bytes(half)
    if old is not None:
        target.write_bytes(old)
    sink.finish(part, target)
    assert pq.read_table(target).equals(ArrowConverter(COLUMNS).table(rows))
    assert names_in(tmp_path) == ["rows"]


@pytest.mark.parametrize("line", ['{"id":', "\\", '{"id": 1} {}'])
def test_an_unreadable_spool_stays_and_so_does_the_target(tmp_path: Path, line: Any) -> None:
    sink = ParquetSink(COLUMNS)
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    spooled = sink.encode(read_rows(*ROWS), 0) + line.encode()
    part.write_bytes(spooled)
    target.write_bytes(b"the file before")
    with pytest.raises(json.JSONDecodeError):
        sink.finish(part, target)
    assert part.read_bytes() == spooled
    assert target.read_bytes() == b"the file before"
    assert names_in(tmp_path) == ["rows", "rows.part"]
