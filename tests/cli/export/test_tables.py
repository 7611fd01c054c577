"""``--fields``, ``--field-layout``, ``--nested`` and ``--names``: the columns of files."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.cli.in_process import invoke, names_in, rows_in
from tests.cli.processes import base_url, credentials


def export(running: RunningSandbox, name: str, *options: str) -> tuple[int, str, str]:
    api = "rooms" if name.startswith("room") else "otc"
    return invoke(
        *[name, "--api", api, "--base-url", base_url(running, api), "--quota", "off", "--quiet"],
        *options,
        **credentials(running),
    )


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_fields_are_columns(running: RunningSandbox) -> None:
    chosen = ["--columns", "id", "--fields", "closing_date, purchase_amount"]
    assert export(running, "properties", *chosen, "--output", "some.csv")[0] == 0
    sent = [
        (row["id"], {each["key"]: each["value"] for each in row["field_values"]})
        for row in running.sandbox.otc_rows("properties")
    ]
    lines = [f"{key},{found['closing_date']},{found['purchase_amount']}" for key, found in sent]
    text = Path("some.csv").read_text()
    assert text.splitlines() == ["id,closing_date,purchase_amount", *lines]
    assert export(running, "properties", "--fields", "all", "--output", "all.parquet")[0] == 0
    schema = pq.read_schema("all.parquet")
    assert schema.field("closing_date").type == pa.date32()
    assert schema.field("purchase_amount").type == pa.float64()
    assert "field_values" not in schema.names
    nested = ["--fields", "closing_date", "--field-layout", "nested", "--output", "nested.jsonl"]
    assert export(running, "properties", *nested)[0] == 0
    assert [row["fields"] for row in rows_in(Path("nested.jsonl"))] == [
        {"closing_date": found["closing_date"]} for _, found in sent
    ]


def test_fields_on_standard_output(running: RunningSandbox) -> None:
    code, out, _ = export(
        running, "properties", "--columns", "id", "--fields", "property_zip", "--output", "-"
    )
    assert code == 0
    assert json.loads(out.splitlines()[0]).keys() == {"id", "property_zip"}


def test_names_of_attributes(running: RunningSandbox) -> None:
    names = ["--names", "python", "--room", "7001", "--together"]
    assert export(running, "room-users", *names, "--output", "users.csv")[0] == 0
    header = Path("users.csv").read_text().splitlines()[0]
    assert header.startswith("room_id,user_id,email,first_name,")
    assert export(running, "room-task-lists", *names, "--output", "lists.parquet")[0] == 0
    assert pq.read_schema("lists.parquet").names[:3] == ["room_id", "task_list_id", "name"]


def test_structs_or_json(running: RunningSandbox) -> None:
    for nested in ("struct", "json"):
        path = f"{nested}.parquet"
        assert export(running, "contacts", "--nested", nested, "--output", path)[0] == 0
    assert pa.types.is_struct(pq.read_schema("struct.parquet").field("created").type)
    assert pq.read_schema("json.parquet").field("created").type == pa.string()


@pytest.mark.parametrize(
    ("name", "options", "problem"),
    [
        (
            "properties",
            ["--fields", "closing_dat"],
            "--fields: 'closing_dat' is not a field of this account's properties; did you mean",
        ),
        ("teams", ["--fields", "all"], "--fields is for the list of properties only"),
        ("property-notes", ["--fields", "all"], "--fields is for the list of properties only"),
        ("properties", ["--nested", "json"], "--nested is for parquet only, not for csv."),
        ("teams", ["--field-layout", "flat"], "pass --fields all, or their keys. Nothing was"),
        ("teams", ["--names", "pyton"], "--names pyton is not one of wire, python; did you mean"),
        ("teams", ["--nested", "x"], "--nested x is not one of struct, json"),
        ("properties", ["--fields", "id,,id"], "'id' is named twice"),
    ],
)
def test_what_does_not_apply_is_refused(
    running: RunningSandbox, folder: Path, name: str, options: list[str], problem: str
) -> None:
    code, out, err = export(running, name, *options, "--output", "x.csv")
    assert code in (1, 2)
    assert out == ""
    assert problem in err
    assert err.startswith("error: ")
    assert names_in(folder) == []
