"""The parts of properties that are not created from a plain body: contacts and documents."""

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import orjson

from opentoclose_async.sandbox.http.multipart import is_form, read_form
from opentoclose_async.sandbox.http.routing import Call
from opentoclose_async.sandbox.otc.catalogue import created_now
from opentoclose_async.sandbox.otc.collection import Collection, read_object
from opentoclose_async.sandbox.otc.errors import REQUIRED, invalid
from opentoclose_async.sandbox.otc.files import linked
from opentoclose_async.sandbox.otc.resource import is_integer
from opentoclose_async.sandbox.tables import Page


def association(
    property_id: int, contact: Mapping[str, Any], created: str, role: Mapping[str, Any] | None
) -> dict[str, Any]:
    """
    Associate a contact with a property.

    Args:
        property_id: Id of the property.
        contact: The contact.
        created: When they were associated.
        role: The contact's role, if any.
    """
    return {
        "created": created,
        "priority": "",
        "property": {"id": property_id},
        "contact": contact,
        # Without a role, the vendor sends an empty list (seen live by a third party).
        "contact_role": [] if role is None else role,
    }


def document_url(digest: str, filename: str) -> str:
    """Return an address on another host, given the hexadecimal SHA-256 of the bytes."""
    return f"https://files.sandbox.example/{digest}/{quote(filename)}"


class PropertyContacts(Collection):
    """
    Associations of contacts with properties, which have ids of their own.

    An association keeps the contact as it was when it was added.
    """

    def new_row(self, call: Call, owner: int | None) -> dict[str, Any]:
        """Make an association from {contact_id}, the only field that a body may have."""
        body = read_object(call)
        contact_id = body.pop("contact_id", None)
        if body:
            raise invalid({name: ["This field is not supported."] for name in body})
        if contact_id is None:
            raise invalid({"contact_id": [REQUIRED]})
        contact = self.tables["contacts"].get(contact_id) if is_integer(contact_id) else None
        if contact is None:
            raise invalid({"contact_id": ["There is no such contact."]})
        assert owner is not None
        return association(owner, contact, created=created_now(), role=None)


class PropertyDocuments(Collection):
    """Records of documents. The bytes of uploaded ones are counted and discarded."""

    def array(self, call: Call, page: Page) -> str:
        """Return a page with complete links."""
        rows = [self.shown(call, orjson.loads(text)) for text in page.documents]
        return orjson.dumps(rows).decode()

    def shown(self, call: Call, row: dict[str, Any]) -> dict[str, Any]:
        """Return a document with a complete link."""
        return linked(row, call.base_url)

    def new_row(self, call: Call, owner: int | None) -> dict[str, Any]:
        """Make a document from a JSON body, or from a form with one file."""
        if not is_form(call.content_type):
            return super().new_row(call, owner)
        try:
            form = read_form(call.content_type, call.body)
        except ValueError as error:
            raise invalid({"non_field_errors": [str(error)]}) from error
        if [file.part for file in form.files] != ["file"]:
            raise invalid({"file": ["Exactly one file is required."]})
        (file,) = form.files
        given = {
            "name": file.filename,
            **form.texts,
            "url": document_url(hashlib.sha256(file.content).hexdigest(), file.filename),
            "type": file.content_type,
            "file_size": len(file.content),
        }
        given.pop("id", None)
        return {**self.resource.complete(given), "property_id": owner}
