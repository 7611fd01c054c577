"""Read lists that fit one page with a single request."""

from typing import TypeVar

from opentoclose_async._protocol.paging.pages import PageRange
from opentoclose_async._runtime.lists.pager import Pager

__all__ = ["collect_short"]

T = TypeVar("T")


async def collect_short(pager: Pager[T], longest: int = 0, doubtful: int = 0) -> list[T] | None:
    """
    Read a whole list, if its first page provably has all of it.

    A page that came short may still have been cut by the server, unless the server counts the rows
    or has been seen to return longer pages.

    Args:
        pager: The list.
        longest: Rows of the longest page of this server seen so far.
        doubtful: A number of rows that may be cut anyway.

    Returns:
        All rows; None if there may be more, or if only a part is wanted.
    """
    description = pager.description
    if description.start or description.max_items is not None:
        return None
    whole = PageRange(0, description.page_size)
    page = await pager._endpoint.fetch(whole)  # noqa: SLF001 - its own package
    count = len(page.rows)
    is_uncut = count < longest and count != doubtful
    is_whole = is_uncut if page.total is None else count == page.total
    if not is_whole or page.more:
        return None
    return pager._convert(page.rows)  # noqa: SLF001 - its own package
