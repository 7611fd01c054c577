"""The Tags API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.models import Tag
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["Tags"]


class Tags(Records[Tag]):
    """Create, read, change and delete tags."""

    _path = "/tags"
    _noun = "tag"
    _id = "tag_id"
    _data = "tag_data"
    _model = Tag

    async def list_tags(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> list[Tag]:
        """
        Read all tags, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The tags, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_tags(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> Pager[Tag]:
        """
        Read tags page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)

    async def create_tag(self, tag_data: Mapping[str, Any], **options: Unpack[CallOptions]) -> Tag:
        """
        Create a tag.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Unverified against the live API.

        Args:
            tag_data: Its fields.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(tag_data, options)

    async def retrieve_tag(self, tag_id: int, **options: Unpack[CallOptions]) -> Tag:
        """
        Read one tag.

        Unverified against the live API.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._retrieve(options, tag_id=tag_id)

    async def update_tag(
        self, tag_id: int, tag_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Tag:
        """
        Change fields of a tag.

        Unverified against the live API.

        Args:
            tag_id: Which.
            tag_data: The fields to change; None is sent as null.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was changed, as it is now.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(tag_data, options, tag_id=tag_id)

    async def delete_tag(self, tag_id: int, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """
        Delete a tag, perhaps for good.

        Unverified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, tag_id=tag_id)
