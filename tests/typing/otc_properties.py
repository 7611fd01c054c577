"""Types of properties; never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping
from typing import Any, assert_type

from opentoclose_async import AsyncOpenToClose, OpenToClose, OpenToCloseAPI, Pager
from opentoclose_async.blocking import Pager as BlockingPager
from opentoclose_async.otc.field_values import FieldContent
from opentoclose_async.otc.models import ContactRole, Property, PropertyContact


async def awaited(otc: AsyncOpenToClose) -> None:
    assert_type(await otc.properties.list_properties(limit=5), list[Property])
    assert_type(otc.properties.iter_properties(page_size=50), Pager[Property])
    assert_type(await otc.properties.create_property("A house"), Property)
    assert_type(await otc.properties.create_property({"title": "A"}, 5, True), Property)
    assert_type(await otc.properties.retrieve_property(7), Property)
    assert_type(await otc.properties.update_property(7, {"a": 1}), Property)
    assert_type(await otc.properties.delete_property(7), dict[str, Any])
    assert_type(await otc.properties.get_property_fields(), list[dict[str, Any]])
    assert_type(await otc.properties.get_field_mappings(), dict[str, dict[str, Any]])
    assert_type(await otc.properties.list_available_fields(), list[dict[str, Any]])
    assert_type(await otc.properties.validate_property_data({}), tuple[bool, list[str]])
    assert_type(await otc.get_property_fields(), list[dict[str, Any]])
    assert_type(await otc.list_available_fields(), list[dict[str, Any]])
    assert_type(await otc.validate_property_data({}), tuple[bool, list[str]])


def blocking(otc: OpenToClose) -> None:
    assert_type(otc.properties.list_properties(limit=5), list[Property])
    assert_type(otc.properties.iter_properties(page_size=50), BlockingPager[Property])
    assert_type(otc.properties.create_property("A house"), Property)
    assert_type(otc.properties.retrieve_property(7), Property)
    assert_type(otc.properties.update_property(7, {"a": 1}), Property)
    assert_type(otc.properties.delete_property(7), dict[str, Any])
    assert_type(otc.properties.get_property_fields(), list[dict[str, Any]])
    assert_type(otc.properties.get_field_mappings(True), dict[str, dict[str, Any]])
    assert_type(otc.properties.list_available_fields(), list[dict[str, Any]])
    assert_type(otc.properties.validate_property_data({}), tuple[bool, list[str]])
    assert_type(otc.get_property_fields(), list[dict[str, Any]])
    assert_type(otc.list_available_fields(), list[dict[str, Any]])
    assert_type(otc.validate_property_data({}), tuple[bool, list[str]])


def drop_in(client: OpenToCloseAPI) -> None:
    assert_type(client.properties.list_properties(params={"limit": 5}), list[dict[str, Any]])
    assert_type(client.properties.create_property("A", preserve_text_values=True), dict[str, Any])
    assert_type(client.properties.retrieve_property(7), dict[str, Any])
    assert_type(client.properties.update_property(7, {"a": 1}), dict[str, Any])
    assert_type(client.properties.delete_property(7), dict[str, Any])
    assert_type(client.properties.get_property_fields(), list[dict[str, Any]])
    assert_type(client.properties.get_field_mappings(), dict[str, dict[str, Any]])
    assert_type(client.get_property_fields(), list[dict[str, Any]])
    assert_type(client.list_available_fields(), list[dict[str, Any]])
    assert_type(client.validate_property_data({}), tuple[bool, list[str]])


def what_a_property_holds(listing: Property, contact: PropertyContact) -> None:
    assert_type(listing.fields, Mapping[str, FieldContent])
    assert_type(contact.role, ContactRole | None)
