"""``opentoclose export``: a whole list of one account into a file."""

from pathlib import Path
from typing import Annotated

import anyio
import typer

from opentoclose_async.cli.display import open_display
from opentoclose_async.cli.errors import errors_as_lines
from opentoclose_async.cli.lists import LISTS, Api, ListName, open_client, open_list
from opentoclose_async.cli.progress import Display, export_and_show
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.export import ExportReport
from opentoclose_async.export.sinks import FORMATS
from opentoclose_async.protocol.quota import Quota
from opentoclose_async.runtime.client import QuotaChoice

__all__ = ["export_list"]


def export_list(
    name: Annotated[
        ListName, typer.Argument(metavar="LIST", help="users; with --api otc also teams.")
    ],
    api: Annotated[Api, typer.Option(help="Open To Close or DocuSign Rooms.")],
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Address of the API: with its version for otc, of /restapi for rooms.",
        ),
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"One of: {', '.join(FORMATS)}. By default what the file's name ends in.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="The file. By default otc-users.jsonl and so on, here."),
    ] = None,
    quota: Annotated[
        str,
        typer.Option(
            metavar="SPEC",
            help="What the account allows, as 1/s or 500/30s,3000/1h; documented, or off.",
        ),
    ] = "documented",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """
    Export a list, showing progress on stderr, and sum up on stdout.

    Args:
        name: Which list.
        api: Of which API.
        base_url: Address of the API.
        format_name: The file's format.
        output: The file.
        quota: What the account allows.
        overwrite: Whether to replace the file.
        quiet: Whether to show no progress.
    """
    if name not in LISTS[api]:
        known = ", ".join(LISTS[api])
        raise typer.BadParameter(f"{api} has no {name} to export, only: {known}.")
    if format_name is not None and format_name not in FORMATS:
        raise typer.BadParameter(f"--format {format_name}: known are {', '.join(FORMATS)}.")
    if base_url is not None and not base_url.strip():
        # An unset shell variable must not send what was meant for a sandbox to the real API.
        raise typer.BadParameter("--base-url is empty.")
    windows = _read_quota(quota)
    path = output or Path(f"{api}-{name}.{format_name or FORMATS[0]}")

    async def run(display: Display) -> ExportReport:
        async with open_client(api, base_url=base_url, quota=windows) as client:
            return await export_and_show(
                display,
                f"{api} {name}",
                client,
                open_list(client, name),
                path,
                format_name=format_name,
                overwrite=overwrite,
            )

    with errors_as_lines():
        with open_display(quiet=quiet) as display:
            report = anyio.run(run, display)
        typer.echo(
            f"{report.path}: {report.rows} rows in {report.seconds:.1f} s, "
            f"{report.requests} requests ({report.retries} retries), sha256 {report.sha256}"
        )


def _read_quota(text: str) -> QuotaChoice:
    if text == "off":
        return None
    if text == "documented":
        return "documented"
    try:
        return Quota.parse(text)
    except ConfigurationError as error:
        raise typer.BadParameter(f"--quota: {error} Or documented, or off.") from error
