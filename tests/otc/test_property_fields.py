"""The fields of a property, converted by type."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from opentoclose_async.sandbox import Sandbox
from tests.clients import otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(properties=3)


def write_value(sandbox: Sandbox, key: str, value: Any) -> None:
    """Set a field of the first property directly in the sandbox."""
    items = sandbox.otc_rows("properties")[0]["field_values"]
    changed = [{**item, "value": value} if item["key"] == key else item for item in items]
    assert changed != items
    sandbox.update("otc", "properties", 1, {"field_values": changed})


@pytest.mark.parametrize(
    ("key", "text", "content"),
    [
        ("contract_status", "Closed", "Closed"),
        ("closing_date", "2025-05-22", date(2025, 5, 22)),
        ("closing_date", "0000-00-00", "0000-00-00"),
        ("closing_date", "soon", "soon"),
        ("bedrooms", "5", 5),
        ("bedrooms", "many", "many"),
        ("purchase_amount", "450000.50", Decimal("450000.50")),
        ("purchase_amount", "", None),
        ("contract_title", "", None),
        ("contract_title", "12", "12"),
    ],
)
async def test_a_field_is_converted_by_its_type(
    sandbox: Sandbox, key: str, text: str, content: object
) -> None:
    write_value(sandbox, key, text)
    async with otc_client(sandbox) as otc:
        found = await otc.properties.retrieve_property(1)
    assert found.fields[key] == content
    assert type(found.fields[key]) is type(content)
    assert list(found.fields) == [field["key"] for field in sandbox.otc_rows("property_fields")]


async def test_a_property_without_fields_has_none(sandbox: Sandbox) -> None:
    sandbox.update("otc", "properties", 1, {"field_values": None})
    async with otc_client(sandbox) as otc:
        found = await otc.properties.retrieve_property(1)
    assert dict(found.fields) == {}
