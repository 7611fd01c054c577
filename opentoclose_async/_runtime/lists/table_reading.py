"""Read a list into an Arrow table."""

from collections.abc import Callable, Sequence
from typing import Any

import anyio.to_thread

from opentoclose_async._runtime.lists.list_description import ListDescription
from opentoclose_async._runtime.lists.page_stream import PageStream
from opentoclose_async._tables.arrow import GrowingTable
from opentoclose_async._tables.columns import columns_of
from opentoclose_async._tables.table_options import TableOptions
from opentoclose_async._tables.table_plan import plan_table

__all__ = ["read_table"]


async def read_table(
    about: ListDescription,
    open_pages: Callable[[], PageStream[dict[str, Any]]],
    fields: Sequence[str] | str | None,
    field_layout: str | None,
    nested: str | None,
    names: str,
) -> Any:
    """
    Read all rows into a ``pyarrow.Table``.

    Args:
        about: The list.
        open_pages: Open its pages of plain dicts.
        fields: As for ``Pager.to_arrow``.
        field_layout: As for ``Pager.to_arrow``.
        nested: As for ``Pager.to_arrow``.
        names: As for ``Pager.to_arrow``.

    Raises:
        ConfigurationError: If pyarrow is not installed.
        ValidationError: For an invalid argument, or an unknown field.
    """
    options = TableOptions(fields=fields, field_layout=field_layout, nested=nested, names=names)
    custom = about.custom_fields
    options.check_list(custom)
    columns = columns_of(about.kind.model, about.kind.wire_name)
    # In a thread because pyarrow, and pandas with it, take a second to import. Before any request,
    # so that nothing is sent if it is missing.
    table = await anyio.to_thread.run_sync(GrowingTable, plan_table(columns, options))
    if custom is not None and fields is not None:
        plan = plan_table(columns, options, None, custom.member, await custom.read())
        table = GrowingTable(plan)
    stream = open_pages()
    try:
        async for page in stream:
            table.add(page.items)
    finally:
        await stream.aclose()
    return table.finish()
