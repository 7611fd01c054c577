"""The Agents API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.models import Agent
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["AgentFilters", "Agents"]


class AgentFilters(ListOptions, total=False):
    """
    Keywords of ``list_agents`` and ``iter_agents``; other filters go into
    ``params``.

    Attributes:
        email: Only agents of this e-mail address, as "jane@example.com".
        first_name: Only agents of this first name, as "Jane".
        last_name: Only agents of this last name, as "Doe".
        sort_by: Field to sort by, as "last_name".
        sort_dir: "asc" or "desc".
    """

    email: str | None
    first_name: str | None
    last_name: str | None
    sort_by: str | None
    sort_dir: str | None


class Agents(Records[Agent]):
    """Create, read, change and delete agents."""

    _path = "/agents"
    _list_path = "/agents/"
    _noun = "agent"
    _id = "agent_id"
    _data = "agent_data"
    _model = Agent

    async def list_agents(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[AgentFilters]
    ) -> list[Agent]:
        """
        Read all agents, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The agents, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_agents(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[AgentFilters]
    ) -> Pager[Agent]:
        """
        Read agents page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)

    async def create_agent(
        self, agent_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Agent:
        """
        Create an agent.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Unverified against the live API.

        Args:
            agent_data: Its fields.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(agent_data, options)

    async def retrieve_agent(self, agent_id: int, **options: Unpack[CallOptions]) -> Agent:
        """
        Read one agent.

        Unverified against the live API.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._retrieve(options, agent_id=agent_id)

    async def update_agent(
        self, agent_id: int, agent_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Agent:
        """
        Change fields of an agent.

        Unverified against the live API.

        Args:
            agent_id: Which.
            agent_data: The fields to change; None is sent as null.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was changed, as it is now.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(agent_data, options, agent_id=agent_id)

    async def delete_agent(self, agent_id: int, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """
        Delete an agent, perhaps for good.

        Unverified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, agent_id=agent_id)
