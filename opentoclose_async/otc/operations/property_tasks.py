"""The Property Tasks API of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.otc.models import PropertyTask
from opentoclose_async.otc.records import ListOptions, Records

__all__ = ["PropertyTasks"]


class PropertyTasks(Records[PropertyTask]):
    """Add tasks to properties, read, change and delete them."""

    _path = "/properties/{property_id}/tasks"
    _noun = "property_task"
    _id = "task_id"
    _data = "task_data"
    _model = PropertyTask
    _required = ("title",)

    async def list_property_tasks(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        **filters: Unpack[ListOptions],
    ) -> list[PropertyTask]:
        """
        Read all tasks of a property, every page of them.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The tasks of a property, in the server's order.
        """
        return await self._iterate(params, filters, property_id=property_id).collect()

    def iter_property_tasks(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        **filters: Unpack[ListOptions],
    ) -> Pager[PropertyTask]:
        """
        Read tasks of a property page by page, as they are iterated over.

        Args:
            property_id: Which property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters, property_id=property_id)

    async def create_property_task(
        self, property_id: int, task_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyTask:
        """
        Create a task of a property.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Unverified against the live API.

        Args:
            property_id: Which property.
            task_data: Its fields, with title.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was created, with its id.
        """
        return await self._create(task_data, options, property_id=property_id)

    async def retrieve_property_task(
        self, property_id: int, task_id: int, **options: Unpack[CallOptions]
    ) -> PropertyTask:
        """
        Read one task of a property.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._retrieve(options, property_id=property_id, task_id=task_id)

    async def update_property_task(
        self,
        property_id: int,
        task_id: int,
        task_data: Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> PropertyTask:
        """
        Change fields of a task of a property.

        Unverified against the live API.

        Args:
            property_id: Which property.
            task_id: Which.
            task_data: The fields to change; None is sent as null.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            What was changed, as it is now.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(task_data, options, property_id=property_id, task_id=task_id)

    async def delete_property_task(
        self, property_id: int, task_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a task of a property, perhaps for good.

        Unverified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, property_id=property_id, task_id=task_id)
