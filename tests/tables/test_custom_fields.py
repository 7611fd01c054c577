"""The fields that an account defines, as columns of their own kinds."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import httpx
import pyarrow as pa
import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async._protocol.responses.verbatim import VerbatimRow, loads
from opentoclose_async._tables.arrow import GrowingTable
from opentoclose_async._tables.columns import Kind, columns_of
from opentoclose_async._tables.table_options import TableOptions
from opentoclose_async._tables.table_plan import TablePlan, plan_table
from opentoclose_async.exceptions import DataFormatError, ValidationError
from opentoclose_async.otc.models import Property
from opentoclose_async.sandbox import Sandbox
from tests.clients import blocking_otc_client, otc_client

COLUMNS = columns_of(Property)
KINDS = {
    "closing_date": Kind.DATE,
    "purchase_amount": Kind.SPELT_NUMBER,
    "Timezone": Kind.TEXT,
    "extra": Kind.TEXT,
    "closing_DATE": Kind.TEXT,
}


def plan(fields: Any = "all", columns: Any = None, **options: Any) -> TablePlan:
    wanted = TableOptions(fields=fields, **options)
    return plan_table(COLUMNS, wanted, columns, "field_values", KINDS)


def table_of(made: TablePlan, *rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    growing = GrowingTable(made)
    growing.add(rows)
    found: list[dict[str, Any]] = growing.finish().to_pylist()
    return [{name: each for name, each in row.items() if each is not None} for row in found]


def row_with(*items: Any, **members: Any) -> dict[str, Any]:
    fields = [{"id": 9, "key": key, "value": value} for key, value in items]
    return {"id": 1, "field_values": fields, **members}


def test_flat_columns_follow_those_of_the_model() -> None:
    names = [column.name for column in plan().columns]
    others = [column.name for column in COLUMNS if column.name != "field_values"]
    # The last three would be the names of other columns, of which case is not a part.
    made = [
        "closing_date",
        "purchase_amount",
        "field_Timezone",
        "field_extra",
        "field_closing_DATE",
    ]
    assert names == [*others, *made]


def test_names_do_not_depend_on_which_fields_are_wanted() -> None:
    assert plan(["closing_DATE"]).columns[-1].name == "field_closing_DATE"


def test_a_name_that_is_taken_twice_gets_a_number() -> None:
    kinds: dict[str, Kind] = dict.fromkeys(("id", "field_id", "ID"), Kind.TEXT)
    made = plan_table(COLUMNS, TableOptions(fields="all"), None, "field_values", kinds)
    assert [column.name for column in made.columns[-3:]] == [
        "field_id",
        "field_field_id",
        "field_ID_2",
    ]


def test_values_have_the_kinds_of_their_definitions() -> None:
    items = ("closing_date", "2026-01-31"), ("purchase_amount", "450,000.50"), ("Timezone", "x")
    assert table_of(plan(), row_with(*items)) == [
        {
            "id": 1,
            "closing_date": date(2026, 1, 31),
            "purchase_amount": 450_000.5,
            "field_Timezone": "x",
        }
    ]


def test_what_does_not_fit_is_in_extra_and_what_is_empty_is_nowhere() -> None:
    items = ("closing_date", "soon"), ("purchase_amount", ""), ("Timezone", None)
    (found,) = table_of(plan(), row_with(*items))
    assert json.loads(found.pop("extra")) == {"closing_date": "soon"}
    assert found == {"id": 1}


@pytest.mark.parametrize("layout", ["flat", "nested"])
def test_with_all_a_field_without_a_definition_is_in_extra(layout: str) -> None:
    row = row_with(("closing_date", "2026-01-31"), ("older", "x"))
    row["field_values"].append({"id": 5})
    (found,) = table_of(plan(field_layout=layout), row)
    extra = {"older": "x"} if layout == "flat" else {"fields": {"older": "x"}}
    assert json.loads(found["extra"]) == {"field_values": [{"id": 5}], **extra}


def test_only_the_named_fields() -> None:
    made = plan(["purchase_amount"])
    (found,) = table_of(made, row_with(("closing_date", "2026-01-31"), ("purchase_amount", "5")))
    assert found == {"id": 1, "purchase_amount": 5.0}


@pytest.mark.parametrize("odd", ["text", {"key": "closing_date"}, 5])
def test_something_else_than_a_list_of_fields_is_in_extra(odd: Any) -> None:
    (found,) = table_of(plan(), {"id": 1, "field_values": odd})
    assert json.loads(found["extra"]) == {"field_values": odd}
    assert table_of(plan(), {"id": 1, "field_values": None}, {"id": 2}) == [{"id": 1}, {"id": 2}]


def test_nested_fields_are_one_struct() -> None:
    made = plan(["closing_date", "purchase_amount"], field_layout="nested")
    assert made.columns[-1].name == "fields"
    row = row_with(("closing_date", "2026-01-31"), ("purchase_amount", "much"), ("Timezone", "x"))
    (found,) = table_of(made, row)
    assert found["fields"] == {"closing_date": date(2026, 1, 31), "purchase_amount": None}
    assert json.loads(found["extra"]) == {"fields": {"purchase_amount": "much"}}


def test_columns_can_be_selected_too() -> None:
    made = plan(["closing_date"], ["id", "field_values", "extra"])
    assert made.names == ("id", "field_values", "closing_date", "extra")
    (found,) = table_of(made, row_with(("closing_date", "2026-01-31")))
    assert found["closing_date"] == date(2026, 1, 31)
    assert [each["value"] for each in found["field_values"]] == ["2026-01-31"]
    made = plan(["closing_date", "purchase_amount"], ["closing_date", "id"])
    assert made.names == ("closing_date", "id", "purchase_amount")


def test_a_misspelt_field_names_the_nearest() -> None:
    with pytest.raises(ValidationError, match=r"did you mean 'purchase_amount'.*No rows") as caught:
        plan(["Purchase-amount"])
    assert list(caught.value.field_errors) == ["fields"]
    with pytest.raises(ValidationError, match="known fields are closing_date, purchase_amount, "):
        plan(["zzz"])
    with pytest.raises(ValidationError, match=r"'idd' is not a column.*did you mean 'id'.*No rows"):
        plan("all", ["idd"])


def test_in_json_what_is_not_a_field_stays_as_sent() -> None:
    body = (
        b'[{"id": 1, "x": 1.10, "closing_date": 0, "field_values": '
        b'[{"key": "closing_date", "value": "soon"}, {"key": "extra", "value": ""}]}]'
    )
    (row,) = loads(body)
    editor = plan().editor
    assert isinstance(row, VerbatimRow)
    assert editor is not None
    assert editor.edit_text(row).text == (
        '{"id":1,"x":1.10,"closing_date_":0,"closing_date":"soon","field_extra":""}'
    )
    nested = plan(["extra"], field_layout="nested", names="python").editor
    assert nested is not None
    assert nested.edit_text(row).text == (
        '{"id":1,"x":1.10,"closing_date":0,"fields":{"extra":""}}'
    )


@pytest.mark.anyio
@pytest.mark.loops_in_turn
async def test_frames_have_a_column_for_each_field() -> None:
    sandbox = Sandbox(properties=60)
    async with otc_client(sandbox) as otc:
        pager = otc.properties.iter_properties()
        sandbox.reset_stats()
        table = await pager.to_arrow(fields="all")
        asked = [each.path.rpartition("/")[2] for each in sandbox.stats.otc.log]
        assert asked[0] == "propertyFields"
        assert set(asked[1:]) == {"properties"}
        nested = await pager.to_arrow(fields=["closing_date"], field_layout="nested")
        plain = await pager.to_arrow()
        with pytest.raises(ValidationError, match="did you mean 'closing_date'"):
            await pager.to_polars(fields=["closing_dat"])
        properties = await pager
    for each, row in zip(properties, table.to_pylist(), strict=True):
        assert row["closing_date"] == each.fields["closing_date"]
        amount = each.fields["purchase_amount"]
        assert row["purchase_amount"] == (None if amount is None else float(str(amount)))
        assert row["property_city"] == each.fields["property_city"]
    assert "field_values" not in table.column_names
    assert table["extra"].null_count == 60
    assert nested.schema.field("fields").type == pa.struct([("closing_date", pa.date32())])
    assert pa.types.is_list(plain.schema.field("field_values").type)


def test_blocking_frames_have_them_too() -> None:
    with blocking_otc_client(Sandbox(properties=3)) as otc:
        frame = otc.properties.iter_properties().to_pandas(fields=["listing_date", "year_built"])
    assert [str(frame[name].dtype) for name in ("listing_date", "created", "year_built")] == [
        "datetime64[us]",
        "datetime64[us]",
        "float64",
    ]


@pytest.mark.anyio
@pytest.mark.loops_in_turn
async def test_a_failure_to_read_the_definitions_is_the_error() -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        assert request.url.path.endswith("/propertyFields")
        return httpx.Response(200, json={"not": "a list"})

    async with AsyncOpenToClose("key", transport=httpx.MockTransport(respond)) as otc:
        with pytest.raises(DataFormatError, match="expected a list of groups of fields"):
            await otc.properties.iter_properties().to_arrow(fields="all")
