"""The room templates of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.room_templates import RoomTemplate, RoomTemplatesSummaryList
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["RoomTemplateFilters", "RoomTemplatePageOptions", "RoomTemplateQuery", "RoomTemplates"]


class RoomTemplateQuery(TypedDict, total=False):
    """
    Which room templates.

    Attributes:
        office_id: Only templates that a room of this office can be created from. Left out: those of
            the caller's default office. Administrators are to leave it out and to send
            ``forAdmin=true``, which the description names without listing it; ``extra_query`` can
            carry it.
        only_assignable: By its name, only templates that the caller may assign; what it does is
            uncertain, as the description speaks of roles here. Default: false.
        only_enabled: Only templates that are not disabled. Default: true.
    """

    office_id: int | None
    only_assignable: bool | None
    only_enabled: bool | None


class RoomTemplateFilters(RoomTemplateQuery, PageOptions, total=False):
    """
    Keywords of ``iter_room_templates`` and ``list_room_templates``: which, and how to
    read them.
    """


class RoomTemplatePageOptions(RoomTemplateQuery, OnePageOptions, total=False):
    """Keywords of ``get_room_templates``: which, and which page of them."""


_ROOM_TEMPLATES = PagedList(
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
    """Read the templates that rooms can be created from. They are made in the web console only."""

    async def get_room_templates(
        self, **options: Unpack[RoomTemplatePageOptions]
    ) -> RoomTemplatesSummaryList:
        """
        Read one page of room templates (operation RoomTemplates_GetRoomTemplates).

        Templates of the company and of its regions, as far as the caller can create rooms from
        them.

        Args:
            **options: The filters of ``RoomTemplateQuery``, ``start_position`` and ``count``, and
                timeout, retry, extra_query, extra_headers.

        Returns:
            One page of room templates.
        """
        return await self._get_page(_ROOM_TEMPLATES, options)

    def iter_room_templates(self, **filters: Unpack[RoomTemplateFilters]) -> Pager[RoomTemplate]:
        """
        Read room templates page by page, as they are iterated over.

        Args:
            **filters: The filters of ``RoomTemplateQuery``, and the keywords of ``PageOptions``.
        """
        return self._iterate("iter", _ROOM_TEMPLATES, filters)

    async def list_room_templates(
        self, **filters: Unpack[RoomTemplateFilters]
    ) -> list[RoomTemplate]:
        """
        Read all room templates, every page of them.

        Args:
            **filters: The filters of ``RoomTemplateQuery``, and the keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _ROOM_TEMPLATES, filters).collect()
