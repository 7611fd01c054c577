"""Models as request bodies: what is omitted, what is null, and under which names."""

import json
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.conversion.model import Model, camel_case
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel, body_of
from opentoclose_async.exceptions import ValidationError
from tests.thoroughness import repeatable


@frozen(kw_only=True)
class Address(Model):
    """Sent and received."""

    street_name: str | None = UNSET
    postal_code: str | None = UNSET


@frozen(kw_only=True)
class NewOffice(RequestModel):
    """Only sent."""

    name: str
    region_id: int | None = UNSET
    address: Address | None = UNSET
    opened_date: datetime | None = UNSET
    tags: list[Address] | None = UNSET
    details: dict[str, Any] | None = UNSET


def sent(value: object) -> Any:
    return json.loads(body_of("body", value, NewOffice))


def test_unset_fields_are_omitted_and_none_is_null() -> None:
    assert sent(NewOffice(name="North")) == {"name": "North"}
    assert sent(NewOffice(name="North", region_id=None)) == {"name": "North", "regionId": None}


def test_nested_models_are_sent_with_wire_names() -> None:
    address = Address(street_name="Main", postal_code=None)
    office = NewOffice(name="North", address=address, tags=[address, Address()])
    inside = {"streetName": "Main", "postalCode": None}
    assert sent(office) == {"name": "North", "address": inside, "tags": [inside, {}]}


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime.fromisoformat("2026-11-23T09:05"), "2026-11-23T09:05:00Z"),
        (datetime(2026, 11, 23, 9, 5, 1, 250000, UTC), "2026-11-23T09:05:01.250000Z"),
        (datetime(2026, 11, 23, 1, tzinfo=timezone(timedelta(hours=2))), "2026-11-22T23:00:00Z"),
        (date(2026, 11, 23), "2026-11-23"),
    ],
)
def test_a_datetime_is_sent_in_utc(moment: Any, text: str) -> None:
    assert sent(NewOffice(name="North", opened_date=moment)) == {
        "name": "North",
        "openedDate": text,
    }
    assert sent({"name": "North", "openedDate": moment}) == {"name": "North", "openedDate": text}


def test_a_mapping_is_sent_unchanged() -> None:
    details = {"snake_key": [1, {"x": None}], "companyRoomStatus": "5"}
    assert sent({"name": "North", "unknownToUs": 1, "details": details}) == {
        "name": "North",
        "unknownToUs": 1,
        "details": details,
    }


def test_free_form_maps_keep_their_keys() -> None:
    assert sent(NewOffice(name="n", details={"snake_key": 1, "CamelKey": 2})) == {
        "name": "n",
        "details": {"snake_key": 1, "CamelKey": 2},
    }


def test_a_python_name_in_a_mapping_is_refused_with_the_wire_name() -> None:
    with pytest.raises(ValidationError, match=r"'region_id'.* is called 'regionId'") as caught:
        sent({"name": "North", "region_id": 5})
    assert caught.value.field_errors == {"region_id": ["is called 'regionId' by the API"]}


def test_a_python_name_in_a_nested_mapping_is_refused() -> None:
    message = r"body\['address'\]\['postal_code'\] is called 'postalCode'"
    with pytest.raises(ValidationError, match=message):
        sent({"name": "North", "address": {"postal_code": "85701"}})
    assert sent({"name": "North", "details": {"postal_code": 1}})["details"] == {"postal_code": 1}


@pytest.mark.parametrize("value", [None, {}, [], "x", 5, Address(street_name="Main")])
def test_other_values_are_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="body must be a mapping with at least one field"):
        sent(value)


def test_a_received_model_can_be_sent_again() -> None:
    received = ModelConverter(camel_case).structure({"streetName": "Main", "more": 1}, Address)
    assert received.postal_code is None
    changed = evolve(received, street_name="High")
    assert json.loads(body_of("body", changed, Address)) == {
        "streetName": "High",
        "postalCode": None,
    }


def test_unset_pickles_and_is_false() -> None:
    office = pickle.loads(pickle.dumps(NewOffice(name="North")))
    assert office.region_id is UNSET
    assert not UNSET
    assert repr(office) == "NewOffice(name='North')"
    assert repr(UNSET) == "UNSET"


TEXTS = st.text(st.characters(codec="utf-8"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)


@repeatable(50)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "region_id": st.none() | st.integers(1, 2**31),
            "details": st.none() | st.dictionaries(TEXTS, JSON),
            "tags": st.none() | st.lists(st.builds(Address, street_name=TEXTS)),
        },
    )
)
def test_exactly_the_set_fields_are_sent(fields: dict[str, Any]) -> None:
    arrived = sent(NewOffice(name="n", **fields))
    assert set(arrived) == {"name", *map(camel_case, fields)}
    assert arrived.get("regionId") == fields.get("region_id")
    assert arrived.get("details") == fields.get("details")
