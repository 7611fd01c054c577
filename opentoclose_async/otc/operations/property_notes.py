"""The property notes of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.models import PropertyNote
from opentoclose_async.otc.records import Records

__all__ = ["BlockingPropertyNotes", "PropertyNotes"]


class PropertyNotes(Records[PropertyNote]):
    """Create, read, update and delete property notes."""

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
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[PropertyNote]:
        """
        Return all property notes, reading every page.

        Args:
            property_id: Id of the property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property notes, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options, property_id=property_id
        ).collect()

    def iter_property_notes(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[PropertyNote]:
        """
        Iterate over property notes, reading pages as they are needed.

        Args:
            property_id: Id of the property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter", params, {"limit": limit, "offset": offset}, options, property_id=property_id
        )

    async def create_property_note(
        self, property_id: int, note_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyNote:
        """
        Create a property note.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Args:
            property_id: Id of the property.
            note_data: Fields of the property note; description required.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new property note, with its id.
        """
        return await self._create(note_data, options, property_id=property_id)

    async def retrieve_property_note(
        self, property_id: int, note_id: int, **options: Unpack[CallOptions]
    ) -> PropertyNote:
        """
        Return a property note by its id.

        Raises:
            NotFoundError: If there is no such property note.
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
        Update fields of a property note.

        Not verified against the live API.

        Args:
            property_id: Id of the property.
            note_id: Id of the property note.
            note_data: Fields to change; None is sent as null.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property note after the update.

        Raises:
            NotFoundError: If there is no such property note.
        """
        return await self._update(note_data, options, property_id=property_id, note_id=note_id)

    async def delete_property_note(
        self, property_id: int, note_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a property note, possibly for good.

        Not verified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such property note.
        """
        return await self._delete(options, property_id=property_id, note_id=note_id)


class BlockingPropertyNotes(BlockingResource[PropertyNotes]):
    """``PropertyNotes`` without ``await``."""

    list_property_notes = calls(PropertyNotes.list_property_notes)
    iter_property_notes = reads(PropertyNotes.iter_property_notes)
    create_property_note = calls(PropertyNotes.create_property_note)
    retrieve_property_note = calls(PropertyNotes.retrieve_property_note)
    update_property_note = calls(PropertyNotes.update_property_note)
    delete_property_note = calls(PropertyNotes.delete_property_note)
