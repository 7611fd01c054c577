"""Parquet and CSV as DuckDB, pandas and polars read them, without casts."""

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from opentoclose_async import OpenToClose
from opentoclose_async.diff import diff
from opentoclose_async.exceptions import PermissionDeniedError, ValidationError
from opentoclose_async.export import export
from opentoclose_async.export.blocking import export as export_now
from opentoclose_async.sandbox import Fault, Sandbox
from tests.clients import blocking_otc_client, otc_client, rooms_client
from tests.export.files.left_behind import names_in

FIELDS = ["closing_date", "purchase_amount", "property_zip"]


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return Sandbox(properties=60, users=30)


@pytest.fixture(scope="module")
def folder(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with properties, tasks and users of Open To Close in both formats."""
    folder = tmp_path_factory.mktemp("tables")
    with blocking_otc_client(sandbox) as otc:
        for form in ("parquet", "csv"):
            properties = otc.properties.iter_properties()
            export_now(properties, folder / f"properties.{form}", fields=FIELDS)
            tasks = otc.property_tasks.iter_property_tasks(1)
            export_now(tasks, folder / f"tasks.{form}")
            export_now(otc.users.iter_users(), folder / f"users.{form}")
    return folder


TYPES = {
    ("properties", "id"): "whole",
    ("properties", "created"): "time",
    ("properties", "closing_date"): "date",
    ("properties", "purchase_amount"): "number",
    ("tasks", "due_date"): "date",
    ("tasks", "completed"): "flag",
    ("tasks", "assignee_id"): "whole",
    ("users", "hire_date"): "date",
    ("users", "last_login"): "time",
    ("users", "email"): "text",
}


def found_types(read: Any, form: str, folder: Path) -> dict[tuple[str, str], str]:
    frames = {name: read(folder / f"{name}.{form}") for name in ("properties", "tasks", "users")}
    return {(name, column): frames[name][column] for name, column in TYPES}


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_duckdb(folder: Path, form: str) -> None:
    kinds = {
        "BIGINT": "whole",
        "DOUBLE": "number",
        "DATE": "date",
        "TIMESTAMP": "time",
        "BOOLEAN": "flag",
        "VARCHAR": "text",
    }

    def read(path: Path) -> dict[str, str]:
        with duckdb.connect() as connection:
            described = connection.execute(f"DESCRIBE FROM '{path}'").fetchall()
        return {name: kinds.get(kind, "nested") for name, kind, *_ in described}

    assert found_types(read, form, folder) == TYPES
    with duckdb.connect() as connection:
        (years,) = connection.execute(
            f"SELECT list(DISTINCT year(closing_date)) FROM '{folder}/properties.{form}' "
            "WHERE closing_date > created AND purchase_amount > 200000"
        ).fetchall()
    assert years[0]


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_polars(folder: Path, form: str) -> None:
    kinds = {
        pl.Int64: "whole",
        pl.Float64: "number",
        pl.Date: "date",
        pl.Datetime: "time",
        pl.Boolean: "flag",
        pl.String: "text",
    }

    def read(path: Path) -> dict[str, str]:
        frame = (
            pl.read_parquet(path) if form == "parquet" else pl.read_csv(path, try_parse_dates=True)
        )
        return {name: kinds.get(kind.base_type(), "nested") for name, kind in frame.schema.items()}

    assert found_types(read, form, folder) == TYPES


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_pandas(folder: Path, form: str) -> None:
    dates = {
        "properties": ["created", "closing_date"],
        "tasks": ["due_date"],
        "users": ["hire_date", "last_login"],
    }
    kinds = {
        "Int64": "whole",
        "Float64": "number",
        "float64": "number",
        "date32[day][pyarrow]": "date",
        "datetime64[us]": "time",
        "boolean": "flag",
        "str": "text",
        "string": "text",
        "object": "text",
    }

    def read(path: Path) -> dict[str, str]:
        if form == "parquet":
            frame = pd.read_parquet(path)
        else:
            frame = pd.read_csv(path, parse_dates=dates[path.stem], dtype_backend="numpy_nullable")
        return {
            name: kinds[str(kind).replace("64[ns]", "64[us]").replace("64[s]", "64[us]")]
            for name, kind in frame.dtypes.items()
        }

    # To pandas, a date in CSV is one at midnight.
    expected = {
        key: "time" if (form, kind) == ("csv", "date") else kind for key, kind in TYPES.items()
    }
    assert found_types(read, form, folder) == expected


def test_values_are_the_servers(sandbox: Sandbox, folder: Path) -> None:
    table = pq.read_table(folder / "properties.parquet").to_pylist()
    with (folder / "properties.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert [*cells[0]][-4:] == [*FIELDS, "extra"]
    for sent, typed, text in zip(sandbox.otc_rows("properties"), table, cells, strict=True):
        values = {each["key"]: each["value"] for each in sent["field_values"]}
        assert {name: text[name] for name in FIELDS} == {name: values[name] for name in FIELDS}
        assert text["created"] == sent["created"]
        assert typed["created"] == datetime.fromisoformat(sent["created"])
        day = values["closing_date"]
        assert typed["closing_date"] == (date.fromisoformat(day) if day else None)
        assert typed["property_zip"] == values["property_zip"]
        assert typed["extra"] is None


ODD = {"id": 2**60, "created": "", "team_id": "x", "field_values": [{"key": "closing_date"}, 5]}
LISTS = {"empty": [], "small": [{"id": 1, "created": "2026-01-31 00:00:00"}], "odd": [ODD]}


@pytest.mark.parametrize("layout", ["flat", "nested"])
def test_files_of_empty_small_and_odd_lists_are_one_table(tmp_path: Path, layout: str) -> None:
    fields = [{"key": "closing_date", "type": "date"}, {"key": "baths", "type": "number"}]
    groups = [{"sections": [{"fields": fields}]}]
    for name, rows in LISTS.items():

        def respond(request: httpx.Request, rows: Any = rows) -> httpx.Response:
            if request.url.path.endswith("/propertyFields"):
                return httpx.Response(200, json=groups)
            return httpx.Response(200, json=rows[int(request.url.params.get("offset", 0)) :])

        with OpenToClose("key", quota=None, transport=httpx.MockTransport(respond)) as otc:
            properties = otc.properties.iter_properties()
            file = tmp_path / f"{name}.parquet"
            export_now(properties, file, fields="all", field_layout=layout)
    files = str(tmp_path / "*.parquet")
    with duckdb.connect() as connection:
        counts = "SELECT count(*), max(id), count(created), count(extra)"
        assert connection.execute(f"{counts} FROM '{files}'").fetchall() == [(2, 2**60, 1, 1)]
    assert pl.read_parquet(files)["id"].sort().to_list() == [1, 2**60]
    assert sorted(pd.read_parquet(tmp_path)["id"]) == [1, 2**60]


@pytest.mark.anyio
@pytest.mark.loops_in_turn
async def test_structs_or_json(tmp_path: Path) -> None:
    sandbox = Sandbox(users=3)
    async with otc_client(sandbox) as otc:
        contacts = otc.contacts.iter_contacts()
        await export(contacts, tmp_path / "new.parquet")
        await export(contacts, tmp_path / "old.parquet", nested="json")
        with pytest.raises(ValidationError, match="nested is for parquet only, not for csv"):
            await export(contacts, tmp_path / "new.csv", nested="struct")
    created = sandbox.otc_rows("contacts")[0]["created"]
    with duckdb.connect() as connection:
        answer = connection.execute(
            f"SELECT new.created.date, old.created FROM '{tmp_path}/new.parquet' new "
            f"JOIN '{tmp_path}/old.parquet' old USING (id) WHERE id = 1"
        ).fetchall()
    assert answer == [
        (datetime.fromisoformat(created["date"]), json.dumps(created, separators=(",", ":")))
    ]


@pytest.mark.anyio
@pytest.mark.loops_in_turn
async def test_names_of_attributes(tmp_path: Path) -> None:
    async with rooms_client(Sandbox(users=3)) as rooms:
        pager = rooms.users.iter_users()
        for form in ("csv", "parquet", "jsonl"):
            await export(pager, tmp_path / f"users.{form}", names="python")
        await export(pager, tmp_path / "two.csv", names="python", columns=["email", "user_id"])
        with pytest.raises(ValidationError, match="did you mean 'user_id'"):
            await export(pager, tmp_path / "x.csv", names="python", columns=["userId"])
        frame = await pager.to_polars(names="python")
        models = await pager
    attributes = [name for name in models[0].to_dict() if name != "legacyAgentCode"]
    header = (tmp_path / "users.csv").read_text().splitlines()[0].split(",")
    assert header == [*attributes, "extra"]
    assert pq.read_schema(tmp_path / "users.parquet").names == header == frame.columns
    (first, *_) = map(json.loads, (tmp_path / "users.jsonl").read_text().splitlines())
    assert first == models[0].to_dict()
    assert (tmp_path / "two.csv").read_text().splitlines()[0] == "email,user_id"


OTHERS: list[dict[str, Any]] = [
    {},
    {"fields": ["closing_date"]},
    {"fields": "all"},
    {"fields": FIELDS, "field_layout": "nested"},
    {"fields": FIELDS, "names": "python"},
    {"fields": FIELDS, "nested": "json"},
]


@pytest.mark.anyio
@pytest.mark.loops_in_turn
@pytest.mark.parametrize("form", ["parquet", "jsonl"])
async def test_an_export_is_resumed_with_the_same_options_only(tmp_path: Path, form: str) -> None:
    sandbox, path = Sandbox(properties=60), tmp_path / f"properties.{form}"
    async with otc_client(sandbox) as otc:
        pager = otc.properties.iter_properties()
        path_of_list = "/v1/properties"
        passes_once = Fault(kind="slow", seconds=0.0, times=1, path=path_of_list)
        sandbox.faults = [passes_once, Fault(kind="status", status=403, path=path_of_list)]
        with pytest.raises(PermissionDeniedError):
            await export(pager, path, fields=FIELDS)
        sandbox.faults = []
        left = names_in(tmp_path)
        for options in OTHERS:
            if form == "jsonl" and "nested" in options:
                continue
            with pytest.raises(ValidationError, match="belongs to another export"):
                await export(pager, path, resume=True, **options)
            assert names_in(tmp_path) == left
        report = await export(pager, path, resume=True, fields=FIELDS)
    assert (report.rows, report.resumed) == (60, 50)


CONTRACT_TITLE = 926_501
"""The id of a field's definition in the sandbox."""


@pytest.mark.anyio
@pytest.mark.loops_in_turn
async def test_fields_that_the_account_changed_since_are_named(tmp_path: Path) -> None:
    sandbox, path = Sandbox(properties=60), tmp_path / "properties.parquet"
    async with otc_client(sandbox) as otc:
        passes_once = Fault(kind="slow", seconds=0.0, times=1, path="/v1/properties")
        sandbox.faults = [passes_once, Fault(kind="status", status=403, path="/v1/properties")]
        with pytest.raises(PermissionDeniedError):
            await export(otc.properties.iter_properties(), path, fields="all")
        sandbox.faults = []
        assert sandbox.delete("otc", "property_fields", CONTRACT_TITLE)
        with pytest.raises(ValidationError, match="the account's fields have changed"):
            await export(otc.properties.iter_properties(), path, fields="all", resume=True)


@pytest.mark.anyio
@pytest.mark.loops_in_turn
async def test_unknown_fields_and_other_lists_are_refused(tmp_path: Path) -> None:
    sandbox = Sandbox(properties=3)
    async with otc_client(sandbox) as otc:
        properties = otc.properties.iter_properties()
        with pytest.raises(ValidationError, match="did you mean 'closing_date'"):
            await export(properties, tmp_path / "x.csv", fields=["closing_dat"])
        assert [each.path for each in sandbox.stats.otc.log] == ["/v1/propertyFields"]
        with pytest.raises(ValidationError, match="for the list of properties only"):
            await export(otc.users.iter_users(), tmp_path / "x.csv", fields="all")
    assert names_in(tmp_path) == []


def test_files_of_dates_and_structs_are_compared(tmp_path: Path) -> None:
    old, new, earlier = (tmp_path / f"{name}.parquet" for name in ("old", "new", "earlier"))
    with blocking_otc_client(Sandbox(users=5)) as otc:
        export_now(otc.users.iter_users(), old)
        otc.users.update_user(2, {"hire_date": "2020-02-29", "permissions": ["read"]})
        export_now(otc.users.iter_users(), new)
        export_now(otc.users.iter_users(), earlier, nested="json")
    # As versions wrote it that had no columns of dates.
    table = pq.read_table(earlier)
    for name in ("hire_date", "last_login"):
        texts = [None if each is None else str(each) for each in table[name].to_pylist()]
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, pa.array(texts, "string"))
    pq.write_table(table, earlier)
    with diff(old, new) as result:
        ((change, key, names),) = [(each.change, each.key, set(each.fields)) for each in result]
    assert (change, key, names) == ("changed", {"id": 2}, {"hire_date", "permissions"})
    with diff(earlier, new) as result:
        assert list(result) == []
