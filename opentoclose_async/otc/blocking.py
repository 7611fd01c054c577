"""The blocking client of Open To Close."""

from collections.abc import Callable

from opentoclose_async._blocking.client import BlockingClient
from opentoclose_async._blocking.twins import arguments_of, calls
from opentoclose_async.otc.client import AsyncOpenToClose
from opentoclose_async.otc.operations.groups import BlockingOpenToCloseGroups

__all__ = ["OpenToClose"]


class OpenToClose(BlockingOpenToCloseGroups[AsyncOpenToClose], BlockingClient[AsyncOpenToClose]):
    """
    Open To Close for blocking code: ``AsyncOpenToClose`` without ``await``.

    Use it as ``with OpenToClose() as otc:``, or without ``with``. One client serves any number of
    threads. Its arguments and attributes are those of ``AsyncOpenToClose``.
    """

    @arguments_of(AsyncOpenToClose)
    def __init__(self, make: Callable[[], AsyncOpenToClose]) -> None:
        super().__init__(make)

    get_property_fields = calls(AsyncOpenToClose.get_property_fields)
    list_available_fields = calls(AsyncOpenToClose.list_available_fields)
    validate_property_data = calls(AsyncOpenToClose.validate_property_data)
