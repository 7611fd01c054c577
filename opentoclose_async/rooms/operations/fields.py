"""The fields of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Sequence
from typing import Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.fields import FieldSet
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives

__all__ = ["FieldSetOptions", "Fields"]


class FieldSetOptions(CallOptions, total=False):
    """
    Keywords of ``get_field_set``.

    Attributes:
        fields_custom_data_filters: Only some fields: "IsRequiredOnCreate" for those that a new room
            must have, "IsRequiredOnSubmit" for those that a room must have to be submitted for
            review; several are separated by commas. "None" is permitted too. Left out: all fields.
    """

    fields_custom_data_filters: str | Sequence[str] | None


_GET_FIELD_SET = Endpoint(
    name="get_field_set",
    verb="GET",
    path="/field_sets/{field_set_id}",
    answer=gives(FieldSet),
    keywords=FieldSetOptions,
)


class Fields(RoomsResource):
    """Read field sets: the fields that the details of rooms are made of."""

    async def get_field_set(
        self, field_set_id: str, **options: Unpack[FieldSetOptions]
    ) -> FieldSet:
        """
        Read a field set: the fields that the details of a room are made of (operation
        Fields_GetFieldSet).

        ``accounts.get_account_information`` names the one that new rooms have by default,
        ``rooms.get_room_field_set`` gives that of one room.

        Args:
            field_set_id: The field set, by its GUID.
            **options: The keywords of ``FieldSetOptions``: fields_custom_data_filters, timeout,
                retry, extra_query, extra_headers.

        Returns:
            The field set, with its fields.
        """
        return await self._call(_GET_FIELD_SET, options, field_set_id=field_set_id)
