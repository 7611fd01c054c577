"""Operations on room templates."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import TypedDict, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.room_templates import RoomTemplate, RoomTemplatesSummaryList
from opentoclose_async.rooms.resource import RoomsResource

__all__ = [
    "BlockingRoomTemplates",
    "RoomTemplateFilters",
    "RoomTemplatePageOptions",
    "RoomTemplateQuery",
    "RoomTemplates",
]


class RoomTemplateQuery(TypedDict, total=False):
    """Filters for room templates."""

    office_id: int | None
    """Only templates that a room of this office can be created from. Default: those of the caller's
    default office. Administrators should leave it out and send ``forAdmin=true``, which the
    description mentions without declaring it; pass that in ``extra_query``."""
    only_assignable: bool | None
    """By its name, only templates that the caller may assign. The effect is uncertain, as the
    description mentions roles here. Default: false."""
    only_enabled: bool | None
    """Only templates that are not disabled. Default: true."""


class RoomTemplateFilters(RoomTemplateQuery, PageOptions, total=False):
    """Keywords of ``iter_room_templates`` and ``list_room_templates``."""


class RoomTemplatePageOptions(RoomTemplateQuery, OnePageOptions, total=False):
    """Keywords of ``get_room_templates``."""


_ROOM_TEMPLATES = ListOperation(
    name="room_templates",
    path="/room_templates",
    page=RoomTemplatesSummaryList,
    array="roomTemplates",
    row=RoomTemplate,
    key="roomTemplateId",
    one_page=RoomTemplatePageOptions,
    all_pages=RoomTemplateFilters,
)


class RoomTemplates(RoomsResource):
    """
    Get the templates that rooms can be created from. Templates are made in the web
    console only.
    """

    async def get_room_templates(
        self,
        *,
        office_id: int | None = None,
        only_assignable: bool | None = None,
        only_enabled: bool | None = None,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> RoomTemplatesSummaryList:
        """
        Get one page of room templates (operation RoomTemplates_GetRoomTemplates).

        Templates of the company and of its regions that the caller can create rooms from.

        Args:
            office_id: Only templates that a room of this office can be created from. Default: those
                of the caller's default office. Administrators should leave it out and send
                ``forAdmin=true``, which the description mentions without declaring it; pass that in
                ``extra_query``.
            only_assignable: By its name, only templates that the caller may assign. The effect is
                uncertain, as the description mentions roles here. Default: false.
            only_enabled: Only templates that are not disabled. Default: true.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of room templates.
        """
        return await self._get_page(
            _ROOM_TEMPLATES,
            {
                "office_id": office_id,
                "only_assignable": only_assignable,
                "only_enabled": only_enabled,
                "start_position": start_position,
                "count": count,
            },
            options,
        )

    def iter_room_templates(
        self,
        *,
        office_id: int | None = None,
        only_assignable: bool | None = None,
        only_enabled: bool | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[RoomTemplate]:
        """
        Iterate over room templates, requesting pages as needed.

        Args:
            office_id: Only templates that a room of this office can be created from. Default: those
                of the caller's default office. Administrators should leave it out and send
                ``forAdmin=true``, which the description mentions without declaring it; pass that in
                ``extra_query``.
            only_assignable: By its name, only templates that the caller may assign. The effect is
                uncertain, as the description mentions roles here. Default: false.
            only_enabled: Only templates that are not disabled. Default: true.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            _ROOM_TEMPLATES,
            {
                "office_id": office_id,
                "only_assignable": only_assignable,
                "only_enabled": only_enabled,
            },
            options,
        )

    async def list_room_templates(
        self,
        *,
        office_id: int | None = None,
        only_assignable: bool | None = None,
        only_enabled: bool | None = None,
        **options: Unpack[PageOptions],
    ) -> list[RoomTemplate]:
        """
        List all room templates.

        Args:
            office_id: Only templates that a room of this office can be created from. Default: those
                of the caller's default office. Administrators should leave it out and send
                ``forAdmin=true``, which the description mentions without declaring it; pass that in
                ``extra_query``.
            only_assignable: By its name, only templates that the caller may assign. The effect is
                uncertain, as the description mentions roles here. Default: false.
            only_enabled: Only templates that are not disabled. Default: true.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list",
            _ROOM_TEMPLATES,
            {
                "office_id": office_id,
                "only_assignable": only_assignable,
                "only_enabled": only_enabled,
            },
            options,
        ).collect()


class BlockingRoomTemplates(BlockingResource[RoomTemplates]):
    """``RoomTemplates`` without ``await``."""

    get_room_templates = calls(RoomTemplates.get_room_templates)
    iter_room_templates = reads(RoomTemplates.iter_room_templates)
    list_room_templates = calls(RoomTemplates.list_room_templates)
