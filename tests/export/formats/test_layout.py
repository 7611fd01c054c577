"""The layout of a file: its format, from its name or an argument, and its columns."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from opentoclose_async._extras import install_command
from opentoclose_async._protocol.conversion.model import camel_case
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async.exceptions import ConfigurationError, ValidationError
from opentoclose_async.export.formats.layout import layout_of
from opentoclose_async.export.formats.registry import FORMATS
from opentoclose_async.rooms.models import UserSummary
from tests.export.formats.file_formats import data_of, sink_of
from tests.protocol.responses.json_rows import SAMPLE_NAMES, Sample, read_rows

KIND = RowKind(Sample)


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("users.jsonl", "jsonl"),
        ("users.2024.JSONL", "jsonl"),
        ("users.jsonl.gz", "jsonl.gz"),
        ("users.Jsonl.GZ", "jsonl.gz"),
        ("users.json", "json"),
        ("users.json.gz", "json.gz"),
        ("users.csv", "csv"),
        ("users.csv.gz", "csv.gz"),
        ("users.csv.parquet", "parquet"),
    ],
)
def test_the_suffix_selects_the_format(name: str, format_name: str) -> None:
    assert layout_of(Path("csv.csv") / name, KIND).format == format_name


def test_a_given_format_takes_precedence_over_the_suffix() -> None:
    assert layout_of(Path("users.jsonl"), KIND, format="csv").format == "csv"


@pytest.mark.parametrize(
    ("name", "format_name", "problem"),
    [
        ("users", None, "cannot be inferred from 'users': end the name in .jsonl, .jsonl.gz, "),
        ("users.gz", None, "cannot be inferred from 'users.gz'"),
        ("users.parquet.gz", None, "cannot be inferred from"),
        ("users.jsonl.part", None, "cannot be inferred from"),
        (".csv", None, "cannot be inferred from"),
        ("users.csv", "xlsx", "must be one of: jsonl, jsonl.gz, json, json.gz, csv, csv.gz, parq"),
        ("users.csv", "", "must be one of"),
        ("users.csv", "CSV", "must be one of"),
        ("users.csv", ["csv"], "must be one of"),
    ],
)
def test_an_unknown_format_lists_the_known_ones(name: str, format_name: Any, problem: str) -> None:
    with pytest.raises(ValidationError, match="Nothing was sent") as caught:
        layout_of(Path(name), KIND, format=format_name)
    assert problem in str(caught.value)
    assert all(known in str(caught.value) for known in FORMATS)
    assert list(caught.value.field_errors) == ["format"]


def test_parquet_reports_a_missing_package_immediately(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigurationError, match=re.escape(install_command("parquet"))):
        layout_of(Path("users.parquet"), KIND).make_sink()
    layout_of(Path("users.csv"), KIND).make_sink()


@pytest.mark.parametrize("name", [name for name in FORMATS if not name.startswith("csv")])
def test_excel_is_for_csv(name: str) -> None:
    with pytest.raises(ValidationError, match=f"is for csv and csv.gz only, not for {name}"):
        layout_of(Path("rows"), KIND, format=name, excel=True)


# Columns

ROWS = [
    """{"id": 1, "the_number": 1.10, "text": "\\u00e9", "parts": [ {"part_id":
        1} ], "new": 1e400, "newer": null}""",
    '{"text": null, "id": 123456789012345678901234567890, "seen_at": "x"}',
    "{}",
]


def test_cells_of_chosen_columns() -> None:
    data = data_of(sink_of("csv", ["text", "parts", "id"]), read_rows(*ROWS))
    assert data.decode() == (
        'text,parts,id\né,"[{""part_id"":1}]",1\n,,123456789012345678901234567890\n,,\n'
    )
    data = data_of(sink_of("csv", ["extra", "id"]), read_rows(*ROWS))
    assert data.decode().splitlines()[1] == '"{""new"":1e999,""newer"":null}",1'


def test_objects_of_chosen_columns_as_the_server_sent_them() -> None:
    names = ["text", "the_number", "parts", "id", "extra"]
    known = r'"text":"\u00e9","the_number":1.10,"parts":[ {"part_id":         1} ],"id":1'
    lines = [
        "{" + known + ',"extra":{"new":1e400,"newer":null}}',
        '{"text":null,"id":123456789012345678901234567890}',
        "{}",
    ]
    data = data_of(sink_of("jsonl", names), read_rows(*ROWS))
    assert data.decode().splitlines() == lines
    assert data_of(sink_of("json", names), read_rows(*ROWS)).decode() == (
        "[\n" + ",\n".join(lines) + "\n]\n"
    )
    assert data_of(sink_of("jsonl", ["id"]), read_rows(*ROWS[:1])) == b'{"id":1}\n'


def parquet_of(path: Path, names: list[str], *texts: str) -> Any:
    sink = sink_of("parquet", names)
    part = path.with_suffix(".part")
    part.write_bytes(data_of(sink, read_rows(*texts)))
    sink.finish(part, path)
    assert sink.count(path) == len(texts)
    return pq.read_table(path)


def test_parquet_of_chosen_columns(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    assert parquet_of(path, ["text", "id"], ROWS[0], "{}").to_pylist() == [
        {"text": "é", "id": 1},
        {"text": None, "id": None},
    ]
    assert parquet_of(path, ["extra", "id"], *ROWS).column_names == ["extra", "id"]


def test_parquet_adds_extra_for_values_that_do_not_fit_the_chosen_columns(tmp_path: Path) -> None:
    table = parquet_of(tmp_path / "rows.parquet", ["text", "id"], *ROWS)
    assert table.column_names == ["text", "id", "extra"]
    assert table["id"].to_pylist() == [1, None, None]
    assert table["extra"].to_pylist() == [None, '{"id":123456789012345678901234567890}', None]
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        (["id", "txet"], "'txet' is not a column of this list; did you mean 'text'?"),
        (["isTrue"], "did you mean 'is_true'?"),
        (
            ["zzz"],
            "known columns are id, the_number, is_true, text, colour, seen_at, parts, any_object",
        ),
        (["raw"], "'raw' is not a column"),
        (["id", "text", "id"], "is named twice"),
        ([], "a list of column names"),
        ("id", "a list of column names"),
        ("id,text", "a list of column names"),
        ({"id"}, "a list of column names"),
        (["id", 5], "a list of column names, each of them a string"),
        ([None], "a list of column names, each of them a string"),
    ],
)
def test_unknown_columns(columns: Any, problem: str) -> None:
    with pytest.raises(ValidationError, match="Nothing was sent") as caught:
        layout_of(Path("rows.csv"), KIND, columns=columns)
    assert problem in str(caught.value)
    assert list(caught.value.field_errors) == ["columns"]


def test_an_attribute_name_suggests_the_column_name() -> None:
    kind = RowKind(UserSummary, camel_case, "userId")
    with pytest.raises(ValidationError, match=r"did you mean 'firstName'\?"):
        layout_of(Path("rows.csv"), kind, columns=["userId", "first_name"])


def identity(name: str, **options: Any) -> str:
    return json.dumps(layout_of(Path("rows"), KIND, format=name, **options).identity)


def test_different_bytes_have_different_identities() -> None:
    identities = [
        identity(name, columns=columns, excel=excel)
        for name in FORMATS
        for columns in (None, ["id"], ["text", "id"], ["id", "text"], list(SAMPLE_NAMES))
        for excel in ((False, True) if name.startswith("csv") else (False,))
    ]
    assert len(set(identities)) == len(identities)
    assert identity("csv") == identity("csv", columns=[*SAMPLE_NAMES, "extra"])
    assert identity("jsonl") != identity("jsonl", columns=[*SAMPLE_NAMES, "extra"])
