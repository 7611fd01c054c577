"""The Teams API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.models import Team
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["TeamFilters", "Teams"]


class TeamFilters(ListOptions, total=False):
    """
    Keywords of ``list_teams`` and ``iter_teams``; other filters go into
    ``params``.

    Attributes:
        status: Only teams of this status, as "Active".
        team_lead_id: Only teams that this user leads.
        sort: Field to sort by, as "name".
    """

    status: str | None
    team_lead_id: int | None
    sort: str | None


class Teams(Records[Team]):
    """Create, read, change and delete teams."""

    _path = "/teams"
    _list_path = "/teams/"
    _noun = "team"
    _id = "team_id"
    _data = "team_data"
    _model = Team

    async def list_teams(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[TeamFilters]
    ) -> list[Team]:
        """
        Read all teams, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The teams, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_teams(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[TeamFilters]
    ) -> Pager[Team]:
        """
        Read teams page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)

    async def create_team(
        self, team_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Team:
        """
        Create a team.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            team_data: Its fields.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(team_data, options)

    async def retrieve_team(self, team_id: int, **options: Unpack[CallOptions]) -> Team:
        """
        Read one team.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._retrieve(options, team_id=team_id)

    async def update_team(
        self, team_id: int, team_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Team:
        """
        Change fields of a team.

        Args:
            team_id: Which.
            team_data: The fields to change; None is sent as null.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was changed, as it is now.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(team_data, options, team_id=team_id)

    async def delete_team(self, team_id: int, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """
        Delete a team, perhaps for good.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, team_id=team_id)
