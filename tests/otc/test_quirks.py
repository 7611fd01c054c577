"""Odd records of Open To Close, and how models represent them."""

from typing import Any

import pytest

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.otc import models
from opentoclose_async.sandbox import Sandbox
from tests.clients import otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=130, properties=3)


async def test_created_is_an_object_in_contacts_and_a_string_in_properties(
    sandbox: Sandbox,
) -> None:
    async with otc_client(sandbox) as otc:
        contact = await otc.contacts.retrieve_contact(1)
        about = await otc.properties.retrieve_property(1)
    written = sandbox.otc_rows("contacts")[0]["created"]
    assert contact.created == models.Created(**written, raw=written)
    assert written["timezone"] == "UTC"
    assert about.created == sandbox.otc_rows("properties")[0]["created"]
    assert isinstance(about.created, str)


async def test_the_role_of_a_contact_is_none_if_the_api_sends_an_empty_list(
    sandbox: Sandbox,
) -> None:
    async with otc_client(sandbox) as otc:
        found = await otc.property_contacts.list_property_contacts(1)
    none = [each for each in found if each.contact_role == []]
    some = [each for each in found if each.contact_role != []]
    assert none
    assert some
    assert {each.role for each in none} == {None}
    known = titles_of_roles(sandbox)
    for each in some:
        assert each.role is not None
        assert type(each.role) is models.ContactRole
        assert known[each.role.id] == each.role.title
        assert each.role.raw == each.contact_role


def titles_of_roles(sandbox: Sandbox) -> dict[int | None, str]:
    return {row["id"]: row["title"] for row in sandbox.otc_rows("contact_roles")}


async def test_a_contact_of_a_property_holds_the_contact_and_the_property(
    sandbox: Sandbox,
) -> None:
    contacts = sandbox.otc_rows("contacts")
    async with otc_client(sandbox) as otc:
        created = await otc.property_contacts.create_property_contact(2, {"contact_id": 5})
        found = await otc.property_contacts.retrieve_property_contact(2, created.id or 0)
    assert found == created
    assert created.property == models.PropertyReference(id=2, raw={"id": 2})
    assert created.contact is not None
    assert created.contact.raw == contacts[4]
    assert created.id != created.contact.id
    assert created.role is None


async def test_fields_that_associations_do_not_have_are_dropped(
    sandbox: Sandbox,
) -> None:
    async with otc_client(sandbox) as otc:
        await otc.property_contacts.create_property_contact(1, {"contact_id": 5, "role": "Buyer"})
    assert sandbox.stats.otc.log[0].body == {"contact_id": 5}


@pytest.mark.parametrize(("verb", "data"), [("update", ({"contact_id": 5},)), ("delete", ())])
async def test_associations_cannot_be_updated_or_deleted(
    sandbox: Sandbox, verb: str, data: tuple[Any, ...]
) -> None:
    async with otc_client(sandbox) as otc:
        method = getattr(otc.property_contacts, f"{verb}_property_contact")
        with pytest.raises(ValidationError, match="405") as caught:
            await method(1, 500_001, *data)
    assert f"{verb}_property_contact" in str(caught.value)
    assert sandbox.stats.otc.requests == 0


async def test_a_note_is_written_as_content_or_as_description(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        first = await otc.property_notes.create_property_note(1, {"content": "One"})
        second = await otc.property_notes.create_property_note(1, {"description": "Two"})
        changed = await otc.property_notes.update_property_note(
            1, first.id or 0, {"content": "Three"}
        )
    assert (first.description, second.description, changed.description) == ("One", "Two", "Three")
    last = sandbox.otc_rows("property_notes")[-2:]
    assert [row["description"] for row in last] == ["Three", "Two"]
    assert not any("content" in row for row in last)
