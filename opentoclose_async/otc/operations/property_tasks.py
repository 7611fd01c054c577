"""The property tasks of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.otc.models import PropertyTask
from opentoclose_async.otc.records import Records

__all__ = ["BlockingPropertyTasks", "PropertyTasks"]


class PropertyTasks(Records[PropertyTask]):
    """Create, read, update and delete property tasks."""

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
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[PropertyTask]:
        """
        Return all property tasks, reading every page.

        Args:
            property_id: Id of the property.
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property tasks, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options, property_id=property_id
        ).collect()

    def iter_property_tasks(
        self,
        property_id: int,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[PropertyTask]:
        """
        Iterate over property tasks, reading pages as they are needed.

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

    async def create_property_task(
        self, property_id: int, task_data: Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> PropertyTask:
        """
        Create a property task.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Not verified against the live API.

        Args:
            property_id: Id of the property.
            task_data: Fields of the property task; title required.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new property task, with its id.
        """
        return await self._create(task_data, options, property_id=property_id)

    async def retrieve_property_task(
        self, property_id: int, task_id: int, **options: Unpack[CallOptions]
    ) -> PropertyTask:
        """
        Return a property task by its id.

        Raises:
            NotFoundError: If there is no such property task.
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
        Update fields of a property task.

        Not verified against the live API.

        Args:
            property_id: Id of the property.
            task_id: Id of the property task.
            task_data: Fields to change; None is sent as null.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property task after the update.

        Raises:
            NotFoundError: If there is no such property task.
        """
        return await self._update(task_data, options, property_id=property_id, task_id=task_id)

    async def delete_property_task(
        self, property_id: int, task_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a property task, possibly for good.

        Not verified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such property task.
        """
        return await self._delete(options, property_id=property_id, task_id=task_id)


class BlockingPropertyTasks(BlockingResource[PropertyTasks]):
    """``PropertyTasks`` without ``await``."""

    list_property_tasks = calls(PropertyTasks.list_property_tasks)
    iter_property_tasks = reads(PropertyTasks.iter_property_tasks)
    create_property_task = calls(PropertyTasks.create_property_task)
    retrieve_property_task = calls(PropertyTasks.retrieve_property_task)
    update_property_task = calls(PropertyTasks.update_property_task)
    delete_property_task = calls(PropertyTasks.delete_property_task)
