"""``opentoclose demo``: export both APIs at the same time from a local sandbox."""

from pathlib import Path
from typing import Annotated

import typer

from opentoclose_async._protocol.plurals import counted
from opentoclose_async.cli.account_options import integer_option, quiet_option
from opentoclose_async.cli.errors import report_errors
from opentoclose_async.cli.extras import require_extra
from opentoclose_async.cli.names import DASH
from opentoclose_async.cli.output import print_text

__all__ = ["demo"]

ROOM_FOR_A_TABLE = 66
"""Columns of the terminal; a narrower one shows lines."""


def demo(
    users: Annotated[int, integer_option("--users", "Users in each of the two APIs.")] = 2000,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Folder for the files; created if needed."
        ),
    ] = Path("opentoclose-demo"),
    latency_ms: Annotated[
        int, integer_option("--latency-ms", "Milliseconds added to each response.")
    ] = 50,
    quiet: Annotated[bool, quiet_option()] = False,
) -> None:
    """
    Export all users of a sandbox's two APIs at the same time, and check the files.

    Args:
        users: Users in each API.
        output: The folder for the files.
        latency_ms: Milliseconds added to each response.
        quiet: Whether to show no progress.
    """
    if output == DASH:
        raise typer.BadParameter("--output is a folder; the demo writes two files.")
    # Imported here because --help does without them.
    import anyio
    from rich.console import Console

    from opentoclose_async.cli.demo.halves import export_both, lines_of, table_of
    from opentoclose_async.cli.export.verification import verify_rows
    from opentoclose_async.cli.progress.select_display import select_display

    with report_errors():
        with require_extra("sandbox", "starlette", "uvicorn"):
            import uvicorn  # noqa: F401 - imported only when serving

            from opentoclose_async.sandbox import Sandbox, serve
        output.mkdir(parents=True, exist_ok=True)
        sandbox = Sandbox(users=users, latency=latency_ms / 1000)
        with serve(sandbox) as running:
            print_text(
                f"A sandbox of both APIs runs at {running.base_url}: {counted(users, 'user')} in "
                f"each, {latency_ms} ms per response, "
                "and no quota, so this takes seconds. "
                "With a real account, opentoclose export stays within its quota.",
            )
            with select_display(quiet=quiet) as display:
                halves = anyio.run(export_both, running, output, display)
        for half in halves:
            verify_rows(half.path, half.id_field, users)
        console = Console()
        if console.width < ROOM_FOR_A_TABLE:
            print_text(*lines_of(halves))
        else:
            console.print(table_of(halves))
        for half in halves:
            print_text(f"{half.path}: {counted(users, 'row')}, each exactly once")
