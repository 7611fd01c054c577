"""Models of Rooms: form details."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = ["FormDetails"]


@frozen(kw_only=True)
class FormDetails(CamelCaseModel):
    """
    A form, with its owner, version and length.

    Attributes:
        form_id: The form's ID.
        name: Name.
        created_date: When it was created (UTC); set by the server.
        last_updated_date: When the form was last changed (UTC).
        available_on_date: When the form became available (UTC).
        owner_name: The name of the form's owner, such as an association.
        version: The form's version.
        number_of_pages: The number of pages.
    """

    form_id: str | None = None
    name: str | None = None
    created_date: datetime | None = None
    last_updated_date: datetime | None = None
    available_on_date: datetime | None = None
    owner_name: str | None = None
    version: str | None = None
    number_of_pages: int | None = None
