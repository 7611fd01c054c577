"""The teams of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.models import Team
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["BlockingTeams", "TeamFilters", "Teams"]


class TeamFilters(ListOptions, total=False):
    """Keywords of ``list_teams`` and ``iter_teams``."""

    status: str | None
    """Only teams with this status, such as "Active"."""
    team_lead_id: int | None
    """Only teams led by this user."""
    sort: str | None
    """Field to sort by, such as "name"."""


class Teams(Records[Team]):
    """Create, read, update and delete teams."""

    _path = "/teams"
    _list_path = "/teams/"
    _noun = "team"
    _id = "team_id"
    _data = "team_data"
    _model = Team
    _filters = TeamFilters

    async def list_teams(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        status: str | None = None,
        team_lead_id: int | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[Team]:
        """
        Return all teams, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            status: Only teams with this status, such as "Active".
            team_lead_id: Only teams led by this user.
            sort: Field to sort by, such as "name".
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The teams, in the server's order.
        """
        return await self._iterate(
            "list",
            params,
            {
                "status": status,
                "team_lead_id": team_lead_id,
                "sort": sort,
                "limit": limit,
                "offset": offset,
            },
            options,
        ).collect()

    def iter_teams(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        status: str | None = None,
        team_lead_id: int | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[Team]:
        """
        Iterate over teams, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            status: Only teams with this status, such as "Active".
            team_lead_id: Only teams led by this user.
            sort: Field to sort by, such as "name".
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            params,
            {
                "status": status,
                "team_lead_id": team_lead_id,
                "sort": sort,
                "limit": limit,
                "offset": offset,
            },
            options,
        )

    async def create_team(
        self, team_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Team:
        """
        Create a team.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Args:
            team_data: Fields of the team.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new team, with its id.
        """
        return await self._create(team_data, options)

    async def retrieve_team(self, team_id: int, **options: Unpack[CallOptions]) -> Team:
        """
        Return a team by its id.

        Raises:
            NotFoundError: If there is no such team.
        """
        return await self._retrieve(options, team_id=team_id)

    async def update_team(
        self, team_id: int, team_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Team:
        """
        Update fields of a team.

        Args:
            team_id: Id of the team.
            team_data: Fields to change; None is sent as null.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The team after the update.

        Raises:
            NotFoundError: If there is no such team.
        """
        return await self._update(team_data, options, team_id=team_id)

    async def delete_team(self, team_id: int, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """
        Delete a team, possibly for good.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such team.
        """
        return await self._delete(options, team_id=team_id)


class BlockingTeams(BlockingResource[Teams]):
    """``Teams`` without ``await``."""

    list_teams = calls(Teams.list_teams)
    iter_teams = reads(Teams.iter_teams)
    create_team = calls(Teams.create_team)
    retrieve_team = calls(Teams.retrieve_team)
    update_team = calls(Teams.update_team)
    delete_team = calls(Teams.delete_team)
