"""Sinks: the bytes of the JSON formats; and in all formats, any batch may be the last."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async.export.formats.registry import FORMATS
from tests.export.files.forks import call_alone
from tests.export.formats.file_formats import KINDS, count, data_of, prefixes, rows_before, sink_of
from tests.protocol.responses.json_rows import lists_of_rows, read_rows, row_texts
from tests.thoroughness import repeatable

BATCHES = st.lists(lists_of_rows(), max_size=4)
JSONL, JSON = sink_of("jsonl"), sink_of("json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sinks")


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
    data = "".join(f"{text}\n" for text in texts).encode()
    assert JSONL.encode(read_rows(*texts), 0) == data


def test_line_breaks_between_tokens_become_spaces() -> None:
    (row,) = read_rows('{\r\n\t"a":\n[1,\r2], "b": "\\n"}')
    assert JSONL.encode([row], 0) == b'{  \t"a": [1, 2], "b": "\\n"}\n'


@repeatable(25)
@given(st.lists(row_texts(), max_size=4))
def test_each_line_is_a_row_byte_for_byte(texts: list[str]) -> None:
    rows = read_rows(*texts)
    lines = lines_of(data_of(JSONL, rows))
    assert lines == [text.replace("\r", " ").replace("\n", " ") for text in texts]
    assert repr([json.loads(line) for line in lines]) == repr([dict(row) for row in rows])


@repeatable(13)
@given(BATCHES)
def test_lines_truncated_after_any_batch_are_complete(
    folder: Path, batches: list[list[VerbatimRow]]
) -> None:
    for data, rows in zip(prefixes(JSONL, batches), rows_before(batches), strict=True):
        assert [json.loads(line) for line in lines_of(data)] == rows
        assert count(JSONL, folder / "lines", data) == len(rows)


# JSON


def test_an_array_has_the_same_rows_as_lines() -> None:
    assert data_of(JSON) == b"[]\n"
    assert data_of(JSON, [], []) == b"[]\n"
    assert data_of(JSON, read_rows('{"a": 1.10}')) == b'[\n{"a": 1.10}\n]\n'
    more = read_rows('{"a":\n1}', '{"b": 2}')
    assert data_of(JSON, read_rows("{}"), [], more) == b'[\n{},\n{"a": 1},\n{"b": 2}\n]\n'


@repeatable(13)
@given(BATCHES)
def test_an_array_ended_after_any_batch_is_complete(
    folder: Path, batches: list[list[VerbatimRow]]
) -> None:
    lines = prefixes(JSONL, batches)
    for data, expected, rows in zip(
        prefixes(JSON, batches), lines, rows_before(batches), strict=True
    ):
        whole = data + JSON.end(len(rows))
        assert json.loads(whole) == rows
        assert whole[2:-3].replace(b"},\n", b"}\n").rstrip() == expected.rstrip()
        assert count(JSON, folder / "rows.json", whole) == len(rows)


def test_an_array_is_valid_json_even_if_a_row_is_not() -> None:
    data = data_of(JSON, read_rows('{"NaN": "NaN", "a": [NaN, -Infinity]}'))
    assert data == b'[\n{"NaN": "NaN", "a": [null, -1e999]}\n]\n'


@pytest.mark.parametrize(
    "data", [b"", b"[", b"[\n{}\n", b"{}", b'{"a": []}\n', b'[{"a": 1}]', b"id,name\n1,a\n"]
)
def test_other_files_than_arrays_with_one_row_per_line_are_not_counted(
    tmp_path: Path, data: bytes
) -> None:
    with pytest.raises(ValueError, match="not a JSON array"):
        count(JSON, tmp_path / "rows.json", data)


# Compressed


@pytest.mark.parametrize("name", ["jsonl", "json", "csv"])
@repeatable(15)
@given(batches=BATCHES)
def test_gzip_ended_after_any_batch_is_complete(
    folder: Path, name: str, batches: list[list[VerbatimRow]]
) -> None:
    plain, sink = sink_of(name), sink_of(f"{name}.gz")
    for data, expected, rows in zip(
        prefixes(sink, batches), prefixes(plain, batches), rows_before(batches), strict=True
    ):
        assert data != b""  # which is no gzip file
        assert gzip.decompress(data) == expected
        whole = data + sink.end(len(rows))
        assert gzip.decompress(whole) == expected + plain.end(len(rows))
        assert count(sink, folder / "rows.gz", whole) == len(rows)
    assert prefixes(sink_of(f"{name}.gz"), batches) == prefixes(sink, batches)


@pytest.mark.parametrize("name", ["jsonl", "json", "csv"])
def test_gzip_members_contain_no_time_or_name(name: str) -> None:
    sink = sink_of(f"{name}.gz")
    members = [sink.begin(), sink.seal(sink.encode(read_rows("{}"), 0)), sink.end(1)]
    assert {member[:8] for member in members if member} == {b"\x1f\x8b\x08" + bytes(5)}
    assert sink.seal(sink.encode([], 0)) == b""


# All formats


@pytest.mark.parametrize("name", FORMATS)
def test_finishing(name: str, tmp_path: Path) -> None:
    sink = sink_of(name)
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    data = data_of(sink, read_rows('{"id": 1}', '{"text": "a\\nb"}', "{}"))

    part.write_bytes(data)
    sink.finish(part, target)
    assert sink.count(target) == 3
    finished = target.read_bytes()

    sink.finish(part, target)
    assert target.read_bytes() == finished

    part.write_bytes(data_of(sink))
    sink.finish(part, target)
    assert sink.count(target) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["rows"]


@pytest.mark.parametrize("name", FORMATS)
def test_finishing_nothing_is_an_error(name: str, tmp_path: Path) -> None:
    sink = sink_of(name)
    with pytest.raises(FileNotFoundError):
        sink.finish(tmp_path / "rows.part", tmp_path / "rows")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("jsonl", "csv")])
def test_a_file_of_another_format_is_not_counted(name: str, tmp_path: Path) -> None:
    part, target = tmp_path / "rows.part", tmp_path / "rows"
    sink = sink_of(name)
    part.write_bytes(data_of(sink, read_rows('{"id": 1}')))
    sink.finish(part, target)
    whole = target.read_bytes()
    for data in (whole[:-1], whole[: len(whole) // 2], b"id\n1\n", b"x" * 1000):
        target.write_bytes(data)
        with pytest.raises(ValueError, match=r"."):
            sink.count(target)
    target.unlink()
    with pytest.raises(FileNotFoundError):
        sink.count(target)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_finishing_may_be_killed_at_any_step(tmp_path: Path) -> None:
    call_alone("kill_finishing_at_each_step", tmp_path, *KINDS)
