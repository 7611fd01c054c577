"""The models of Rooms: form details."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model

__all__ = ["FormDetails"]


@frozen(kw_only=True)
class FormDetails(Model):
    """
    A form, with its owner, its version and its length.

    Attributes:
        form_id: The form's id.
        name: Name.
        created_date: When it was made (UTC); the server sets it.
        last_updated_date: When the form was last changed (UTC).
        available_on_date: When people could first use the form (UTC).
        owner_name: The name of the form's owner, such as an association.
        version: The form's version.
        number_of_pages: How many pages the form has.
    """

    form_id: str | None = None
    name: str | None = None
    created_date: datetime | None = None
    last_updated_date: datetime | None = None
    available_on_date: datetime | None = None
    owner_name: str | None = None
    version: str | None = None
    number_of_pages: int | None = None
