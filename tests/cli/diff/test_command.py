"""``opentoclose diff``: what it prints, and its exit status."""

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.cli.in_process import invoke_command, is_one_line
from tests.cli.processes import start

OLD = [
    {"id": 1, "name": "Jane", "tags": ["a"]},
    {"id": 2, "name": "Jim", "tags": None},
    {"id": 3, "name": "Joe", "tags": None},
]
NEW = [
    {"id": 3, "name": "Joe", "tags": None},
    {"id": 1, "name": "Janet", "tags": ["a", "b"]},
    {"id": 4, "name": "=Jo\x1b[31m", "tags": None},
]

Rows = Sequence[dict[str, Any]]


def encoded(rows: Rows, suffix: str) -> bytes:
    if suffix.endswith(".gz"):
        return gzip.compress(encoded(rows, suffix.removesuffix(".gz")))
    if suffix == "parquet":
        sink = io.BytesIO()
        cells = [{**row, "tags": row["tags"] and json.dumps(row["tags"])} for row in rows]
        pq.write_table(pa.Table.from_pylist(cells), sink)
        return sink.getvalue()
    if suffix == "csv":
        text = io.StringIO()
        table = csv.DictWriter(text, ["id", "name", "tags"])
        table.writeheader()
        table.writerows({**row, "tags": row["tags"] and json.dumps(row["tags"])} for row in rows)
        return text.getvalue().encode()
    if suffix == "json":
        return json.dumps(rows).encode()
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def write(path: Path, rows: Rows = OLD) -> str:
    path.write_bytes(encoded(rows, path.name.partition(".")[2]))
    return str(path)


def compare(folder: Path, suffix: str, *arguments: str) -> tuple[int, str, str]:
    old, new = write(folder / f"old.{suffix}"), write(folder / f"new.{suffix}", NEW)
    return invoke_command("diff", old, new, *arguments)


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "json", "csv", "csv.gz", "parquet"])
def test_differences_in_every_format(suffix: str, tmp_path: Path) -> None:
    code, out, err = compare(tmp_path, suffix, "--format", "json")
    assert code == 1
    found = [json.loads(line) for line in out.splitlines()]
    kinds = {str(each["key"]["id"]): each["change"] for each in found}
    assert kinds == {"1": "changed", "2": "removed", "4": "added"}
    (changed,) = (each for each in found if each["change"] == "changed")
    assert changed["fields"]["name"] == {"old": "Jane", "new": "Janet"}
    assert set(changed["fields"]) == {"name", "tags"}
    (removed,) = (each for each in found if each["change"] == "removed")
    assert removed["row"]["name"] == "Jim"
    assert "1 added, 1 removed, 1 changed" in err


def test_a_table_is_for_reading(tmp_path: Path) -> None:
    code, out, err = compare(tmp_path, "jsonl")
    assert (code, err) == (1, "")
    first, *others = out.splitlines()
    assert first == (
        f"{tmp_path / 'old.jsonl'}: 3 rows, {tmp_path / 'new.jsonl'}: 3 rows (by id): "
        "1 added, 1 removed, 1 changed"
    )
    assert sorted(line.split("  ")[0] for line in others) == ["+ 4", "- 2", "~ 1"]
    assert '~ 1  name: "Jane" -> "Janet", tags: ["a"] -> ["a", "b"]' in others
    assert "\x1b" not in out
    _, out, _ = compare(tmp_path, "jsonl", "--limit", "1")
    assert len(out.splitlines()) == 3
    assert out.endswith("... and 2 more; --limit shows more of them, --format json and csv all\n")


def test_csv_has_a_line_for_each_field(tmp_path: Path) -> None:
    code, out, err = compare(tmp_path, "jsonl", "--format", "csv")
    assert code == 1
    assert is_one_line(err)
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert list(rows[0]) == ["change", "id", "field", "old", "new"]
    assert {(row["change"], row["id"], row["field"], row["old"]) for row in rows} == {
        ("changed", "1", "name", "Jane"),
        ("changed", "1", "tags", '["a"]'),
        ("removed", "2", "name", "Jim"),
        ("added", "4", "name", ""),
    }
    # Not a formula.
    assert "'=Jo\x1b[31m" in {row["new"] for row in rows}


def test_the_same_rows_in_another_order(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.jsonl.gz"), write(tmp_path / "new.json", OLD[::-1])
    for name in ("table", "json", "csv"):
        code, out, err = invoke_command("diff", old, new, "--format", name)
        assert code == 0
        assert "(by id): the rows are the same" in out + err
    assert out == "change,id,field,old,new\n"


def test_a_chosen_key(tmp_path: Path) -> None:
    code, out, _ = compare(tmp_path, "csv", "--key", "name, tags")
    assert code == 1
    assert "(by name, tags): " in out
    code, out, err = compare(tmp_path, "csv", "--key", "surname")
    assert (code, out) == (2, "")
    assert "has no column 'surname'; it has id, name, tags" in err


def test_malformed_lines_are_named(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.jsonl"), write(tmp_path / "new.jsonl", NEW)
    with Path(new).open("a") as file:
        file.write('{"id": 5,\n')
    code, out, err = invoke_command("diff", old, new)
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert new in err
    assert "line 4" in err


def test_trouble_is_not_a_difference(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.jsonl"), write(tmp_path / "new.csv", NEW)
    (tmp_path / "next.jsonl.part").write_bytes(b"")
    for path, problem in {
        new: "Export both in one format",
        str(tmp_path / "next.jsonl.part"): "is an export that is not complete",
        str(tmp_path / "next.jsonl"): "next.jsonl.part is an export that is not complete",
        str(tmp_path / "none.jsonl"): "there is no file",
        str(tmp_path): "is a folder",
    }.items():
        code, out, err = invoke_command("diff", old, path)
        assert (code, out) == (2, ""), path
        assert is_one_line(err)
        assert problem in err
    assert invoke_command("diff", old)[0] == 2


def test_a_reader_that_leaves(tmp_path: Path) -> None:
    write(tmp_path / "old.jsonl", [{"id": n, "name": "n" * 90} for n in range(5_000)])
    write(tmp_path / "new.jsonl", [])
    process = start("diff", "old.jsonl", "new.jsonl", "--format", "json", folder=tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith('{"change":"removed"')
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), errors) == (141, "")
