"""Operations on fields."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Sequence
from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.models.fields import FieldSet
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model

__all__ = ["BlockingFields", "FieldSetOptions", "Fields"]


class FieldSetOptions(CallOptions, total=False):
    """Keywords of ``get_field_set``."""

    fields_custom_data_filters: str | Sequence[str] | None
    """Only some fields: "IsRequiredOnCreate" (those that a new room must have),
    "IsRequiredOnSubmit" (those that a room must have to be submitted for review), or both, in a
    sequence or separated by commas. "None" is allowed too. Default: all fields."""


_GET_FIELD_SET = RoomsOperation(
    name="get_field_set",
    verb="GET",
    path="/field_sets/{field_set_id}",
    convert=as_model(FieldSet),
    keywords=FieldSetOptions,
)


class Fields(RoomsResource):
    """Get field sets, which define the details of rooms."""

    async def get_field_set(
        self,
        field_set_id: str,
        *,
        fields_custom_data_filters: str | Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> FieldSet:
        """
        Get a field set, which defines the details of rooms (operation Fields_GetFieldSet).

        ``accounts.get_account_information`` returns the ID of the field set that new rooms have by
        default. ``rooms.get_room_field_set`` returns the field set of one room.

        Args:
            field_set_id: The field set's GUID.
            fields_custom_data_filters: Only some fields: "IsRequiredOnCreate" (those that a new
                room must have), "IsRequiredOnSubmit" (those that a room must have to be submitted
                for review), or both, in a sequence or separated by commas. "None" is allowed too.
                Default: all fields.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The field set, with its fields.
        """
        return await self._call(
            _GET_FIELD_SET,
            options,
            query={"fields_custom_data_filters": fields_custom_data_filters},
            field_set_id=field_set_id,
        )


class BlockingFields(BlockingResource[Fields]):
    """``Fields`` without ``await``."""

    get_field_set = calls(Fields.get_field_set)
