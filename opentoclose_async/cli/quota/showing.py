"""Show the state of a quota once, or every second."""

import json
import sys

import anyio
import attrs

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._protocol.quota.sharing import QuotaStatus
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.progress.select_display import can_draw
from opentoclose_async.cli.quota.status_display import PlainStatus, StatusDisplay, StatusTable
from opentoclose_async.exceptions import NetworkError

__all__ = ["select_status_display", "show_status"]

PERIOD = 1.0
"""Seconds between two looks at the store."""


async def show_status(
    client: AsyncOpenToClose | AsyncRooms, display: StatusDisplay, *, watch: bool
) -> None:
    """
    Show the state of the quota of a client's account.

    Args:
        client: The client.
        display: Where to show it.
        watch: Whether to show it every second, for ever.

    Raises:
        NetworkError: If the store cannot be reached and ``watch`` is False.
    """
    async with client:
        while True:
            try:
                display.show(await client.quota_status())
            except NetworkError as error:
                if not watch:
                    raise
                display.show_problem(str(error))  # it may be there again in a moment
            if not watch:
                return
            await anyio.sleep(PERIOD)


def select_status_display(title: str, *, as_json: bool) -> StatusDisplay:
    """Select how to show it: as JSON, as a table on a terminal, or as lines."""
    if as_json:
        return _JsonLines()
    return StatusTable(title) if can_draw(sys.stdout) else PlainStatus(title)


class _JsonLines(PlainStatus):
    """The status as JSON, one object a line."""

    def __init__(self) -> None:
        super().__init__("")

    def show(self, status: QuotaStatus) -> None:
        print_lines(json.dumps(attrs.asdict(status)))
