"""``opentoclose demo``: export both APIs at the same time from a local sandbox."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import anyio
import typer
from attrs import define
from rich import box
from rich.console import Console
from rich.table import Table

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager
from opentoclose_async.cli.errors import report_errors
from opentoclose_async.cli.export.standard_output import DASH
from opentoclose_async.cli.export.verification import verify_rows
from opentoclose_async.cli.extras import require_extra
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.progress.display import Display, export_and_show
from opentoclose_async.cli.progress.select_display import select_display
from opentoclose_async.export import ExportReport
from opentoclose_async.export.options import ExportOptions

if TYPE_CHECKING:
    from opentoclose_async.sandbox import ApiStats, RunningSandbox

__all__ = ["demo"]


@define
class _Half:
    """One API's part of the demo; ``report`` is set when it is done."""

    title: str
    client: AsyncOpenToClose | AsyncRooms
    pager: Pager[Any]
    path: Path
    id_field: str
    stats: "ApiStats"
    report: ExportReport | None = None


def demo(
    users: Annotated[int, typer.Option(min=0, help="Users in each of the two APIs.")] = 2000,
    output: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for the files; created if needed.")
    ] = Path("opentoclose-demo"),
    latency_ms: Annotated[
        int, typer.Option(min=0, help="Milliseconds added to each response.")
    ] = 50,
) -> None:
    """
    Export all users of a sandbox's two APIs at the same time, and check the files.

    Args:
        users: Users in each API.
        output: The folder for the files.
        latency_ms: Milliseconds added to each response.
    """
    if output == DASH:
        raise typer.BadParameter("--output is a folder; the demo writes two files.")
    with report_errors():
        with require_extra("sandbox", "starlette", "uvicorn"):
            from opentoclose_async.sandbox import Sandbox, serve
        output.mkdir(parents=True, exist_ok=True)
        sandbox = Sandbox(users=users, latency=latency_ms / 1000)
        with serve(sandbox) as running:
            print_lines(
                f"A sandbox of both APIs runs at {running.base_url}: {users} users in each, "
                f"{latency_ms} ms per response,",
                "and no quota, so this takes seconds. "
                "With a real account, opentoclose export stays within its quota.",
            )
            with select_display() as display:
                halves = anyio.run(_export_both, running, output, display)
        for half in halves:
            verify_rows(half.path, half.id_field, users)
        Console().print(_table(halves))
        for half in halves:
            print_lines(f"{half.path}: {users} rows, each exactly once")


async def _export_both(
    running: "RunningSandbox", folder: Path, display: Display
) -> tuple[_Half, _Half]:
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
            _Half(
                "Open To Close",
                otc,
                otc.users.iter_users(),
                folder / "otc-users.jsonl",
                "id",
                stats.otc,
            ),
            _Half(
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


async def _export_half(half: _Half, display: Display) -> None:
    half.report = await export_and_show(
        display, half.title, half.client, half.pager, half.path, ExportOptions(overwrite=True)
    )


def _table(halves: tuple[_Half, _Half]) -> Table:
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
