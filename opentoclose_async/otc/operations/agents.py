"""The agents of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.models import Agent
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["AgentFilters", "Agents", "BlockingAgents"]


class AgentFilters(ListOptions, total=False):
    """Keywords of ``list_agents`` and ``iter_agents``."""

    email: str | None
    """Only agents with this e-mail address, such as "jane@example.com"."""
    first_name: str | None
    """Only agents with this first name, such as "Jane"."""
    last_name: str | None
    """Only agents with this last name, such as "Doe"."""
    sort_by: str | None
    """Field to sort by, such as "last_name"."""
    sort_dir: str | None
    """
    "asc" or "desc".
    """


class Agents(Records[Agent]):
    """Create, read, update and delete agents."""

    _path = "/agents"
    _list_path = "/agents/"
    _noun = "agent"
    _id = "agent_id"
    _data = "agent_data"
    _model = Agent
    _filters = AgentFilters

    async def list_agents(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        sort_by: str | None = None,
        sort_dir: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[Agent]:
        """
        Return all agents, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            email: Only agents with this e-mail address, such as "jane@example.com".
            first_name: Only agents with this first name, such as "Jane".
            last_name: Only agents with this last name, such as "Doe".
            sort_by: Field to sort by, such as "last_name".
            sort_dir: "asc" or "desc".
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The agents, in the server's order.
        """
        return await self._iterate(
            "list",
            params,
            {
                "email": email,
                "first_name": first_name,
                "last_name": last_name,
                "sort_by": sort_by,
                "sort_dir": sort_dir,
                "limit": limit,
                "offset": offset,
            },
            options,
        ).collect()

    def iter_agents(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        sort_by: str | None = None,
        sort_dir: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[Agent]:
        """
        Iterate over agents, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            email: Only agents with this e-mail address, such as "jane@example.com".
            first_name: Only agents with this first name, such as "Jane".
            last_name: Only agents with this last name, such as "Doe".
            sort_by: Field to sort by, such as "last_name".
            sort_dir: "asc" or "desc".
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            params,
            {
                "email": email,
                "first_name": first_name,
                "last_name": last_name,
                "sort_by": sort_by,
                "sort_dir": sort_dir,
                "limit": limit,
                "offset": offset,
            },
            options,
        )

    async def create_agent(
        self, agent_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Agent:
        """
        Create an agent.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Not verified against the live API.

        Args:
            agent_data: Fields of the agent.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new agent, with its id.
        """
        return await self._create(agent_data, options)

    async def retrieve_agent(self, agent_id: int, **options: Unpack[CallOptions]) -> Agent:
        """
        Return an agent by its id.

        Not verified against the live API.

        Raises:
            NotFoundError: If there is no such agent.
        """
        return await self._retrieve(options, agent_id=agent_id)

    async def update_agent(
        self, agent_id: int, agent_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Agent:
        """
        Update fields of an agent.

        Not verified against the live API.

        Args:
            agent_id: Id of the agent.
            agent_data: Fields to change; None is sent as null.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The agent after the update.

        Raises:
            NotFoundError: If there is no such agent.
        """
        return await self._update(agent_data, options, agent_id=agent_id)

    async def delete_agent(self, agent_id: int, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """
        Delete an agent, possibly for good.

        Not verified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such agent.
        """
        return await self._delete(options, agent_id=agent_id)


class BlockingAgents(BlockingResource[Agents]):
    """``Agents`` without ``await``."""

    list_agents = calls(Agents.list_agents)
    iter_agents = reads(Agents.iter_agents)
    create_agent = calls(Agents.create_agent)
    retrieve_agent = calls(Agents.retrieve_agent)
    update_agent = calls(Agents.update_agent)
    delete_agent = calls(Agents.delete_agent)
