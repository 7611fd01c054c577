"""The tags of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.models import Tag
from opentoclose_async.otc.records import Records

__all__ = ["BlockingTags", "Tags"]


class Tags(Records[Tag]):
    """Create, read, update and delete tags."""

    _path = "/tags"
    _noun = "tag"
    _id = "tag_id"
    _data = "tag_data"
    _model = Tag

    async def list_tags(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[Tag]:
        """
        Return all tags, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The tags, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options
        ).collect()

    def iter_tags(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[Tag]:
        """
        Iterate over tags, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", params, {"limit": limit, "offset": offset}, options)

    async def create_tag(self, tag_data: Mapping[str, Any], **options: Unpack[CallOptions]) -> Tag:
        """
        Create a tag.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Not verified against the live API.

        Args:
            tag_data: Fields of the tag.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new tag, with its id.
        """
        return await self._create(tag_data, options)

    async def retrieve_tag(self, tag_id: int, **options: Unpack[CallOptions]) -> Tag:
        """
        Return a tag by its id.

        Not verified against the live API.

        Raises:
            NotFoundError: If there is no such tag.
        """
        return await self._retrieve(options, tag_id=tag_id)

    async def update_tag(
        self, tag_id: int, tag_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Tag:
        """
        Update fields of a tag.

        Not verified against the live API.

        Args:
            tag_id: Id of the tag.
            tag_data: Fields to change; None is sent as null.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The tag after the update.

        Raises:
            NotFoundError: If there is no such tag.
        """
        return await self._update(tag_data, options, tag_id=tag_id)

    async def delete_tag(self, tag_id: int, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """
        Delete a tag, possibly for good.

        Not verified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such tag.
        """
        return await self._delete(options, tag_id=tag_id)


class BlockingTags(BlockingResource[Tags]):
    """``Tags`` without ``await``."""

    list_tags = calls(Tags.list_tags)
    iter_tags = reads(Tags.iter_tags)
    create_tag = calls(Tags.create_tag)
    retrieve_tag = calls(Tags.retrieve_tag)
    update_tag = calls(Tags.update_tag)
    delete_tag = calls(Tags.delete_tag)
