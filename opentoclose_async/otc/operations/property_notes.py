"""The Property Notes API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.models import PropertyNote
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["PropertyNotes"]


class PropertyNotes(Records[PropertyNote]):
    """Add notes to properties, read, change and delete them."""

    _path = "/properties/{property_id}/notes"
    _noun = "property_note"
    _id = "note_id"
    _data = "note_data"
    _model = PropertyNote
    _required = ("description",)
    _renamed = (("content", "description"),)

    async def list_property_notes(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        **filters: Unpack[ListOptions],
    ) -> list[PropertyNote]:
        """
        Read all notes on a property, every page of them.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The notes on a property, in the server's order.
        """
        return await self._iterate(params, filters, property_id=property_id).collect()

    def iter_property_notes(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        **filters: Unpack[ListOptions],
    ) -> Pager[PropertyNote]:
        """
        Read notes on a property page by page, as they are iterated over.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters, property_id=property_id)

    async def create_property_note(
        self, property_id: int, note_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyNote:
        """
        Create a note on a property.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            property_id: Which property.
            note_data: Its fields, with description.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(note_data, options, property_id=property_id)

    async def retrieve_property_note(
        self, property_id: int, note_id: int, **options: Unpack[CallOptions]
    ) -> PropertyNote:
        """
        Read one note on a property.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._retrieve(options, property_id=property_id, note_id=note_id)

    async def update_property_note(
        self,
        property_id: int,
        note_id: int,
        note_data: Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> PropertyNote:
        """
        Change fields of a note on a property.

        Unverified against the live API.

        Args:
            property_id: Which property.
            note_id: Which.
            note_data: The fields to change; None is sent as null.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was changed, as it is now.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(note_data, options, property_id=property_id, note_id=note_id)

    async def delete_property_note(
        self, property_id: int, note_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a note on a property, perhaps for good.

        Unverified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, property_id=property_id, note_id=note_id)
