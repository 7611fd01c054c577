"""The two exports of the demo."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from attrs import define
from rich import box
from rich.table import Table

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager
from opentoclose_async._protocol.plurals import counted
from opentoclose_async.cli.progress.display import Display, export_and_show
from opentoclose_async.export import ExportReport
from opentoclose_async.export.options import ExportOptions

if TYPE_CHECKING:
    from opentoclose_async.sandbox import ApiStats, RunningSandbox

__all__ = ["Half", "export_both", "lines_of", "table_of"]


@define
class Half:
    """One API's part of the demo; ``report`` is set when it is done."""

    title: str
    client: AsyncOpenToClose | AsyncRooms
    pager: Pager[Any]
    path: Path
    id_field: str
    stats: "ApiStats"
    report: ExportReport | None = None


async def export_both(
    running: "RunningSandbox", folder: Path, display: Display
) -> tuple[Half, Half]:
    """
    Export all users of both APIs at the same time.

    Args:
        running: The sandbox.
        folder: Where the files go.
        display: Where to show the progress.
    """
    config, stats = running.sandbox.config, running.sandbox.stats
    # Uses nothing from the environment: neither real credentials nor an address.
    async with (
        AsyncOpenToClose(
            config.otc_token,
            base_url=running.otc_base_url,
            quota=None,
            quota_store="off",
        ) as otc,
        AsyncRooms(
            config.account_id,
            access_token=config.rooms_token,
            environment="production",
            base_url=running.rooms_base_url,
            quota=None,
            quota_store="off",
        ) as rooms,
    ):
        halves = (
            Half(
                "Open To Close",
                otc,
                otc.users.iter_users(),
                folder / "otc-users.jsonl",
                "id",
                stats.otc,
            ),
            Half(
                "DocuSign Rooms",
                rooms,
                rooms.users.iter_users(),
                folder / "rooms-users.jsonl",
                "userId",
                stats.rooms,
            ),
        )
        async with anyio.create_task_group() as group:
            for half in halves:
                group.start_soon(_export_half, half, display)
    return halves


async def _export_half(half: Half, display: Display) -> None:
    half.report = await export_and_show(
        display, half.title, half.client, half.pager, half.path, ExportOptions(overwrite=True)
    )


def lines_of(halves: tuple[Half, Half]) -> Iterator[str]:
    """Yield what the table says, a line for each export."""
    for half in halves:
        assert half.report is not None
        yield (
            f"{half.title}: {counted(half.report.rows, 'row')} in {half.report.seconds:.2f} s, "
            f"{counted(half.stats.requests, 'request')}, at most {half.stats.max_in_flight} in "
            "flight"
        )


def table_of(halves: tuple[Half, Half]) -> Table:
    """Return the table of both exports."""
    table = Table("API", box=box.SIMPLE)
    for heading in ("rows", "seconds", "requests", "most in flight"):
        table.add_column(heading, justify="right")
    for half in halves:
        assert half.report is not None
        table.add_row(
            half.title,
            str(half.report.rows),
            f"{half.report.seconds:.2f}",
            str(half.stats.requests),
            str(half.stats.max_in_flight),
        )
    return table
