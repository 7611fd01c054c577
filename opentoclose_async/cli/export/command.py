"""``opentoclose export``: whole lists of one account or of several into files."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from opentoclose_async.cli.errors import FAILED, errors_as_lines
from opentoclose_async.cli.export.filters import read_filters
from opentoclose_async.cli.export.lists import Api, ListName, read_quota
from opentoclose_async.cli.export.plan import (
    Choices,
    PlannedExport,
    plan_accounts,
    plan_one,
    read_columns,
    read_format,
    run_exports,
)
from opentoclose_async.cli.export.resuming import resume_command
from opentoclose_async.cli.export.standard_output import DASH, StandardOutput
from opentoclose_async.cli.export.summary import sum_up, sum_up_stream, summary
from opentoclose_async.cli.output import tell
from opentoclose_async.cli.progress.display import open_display
from opentoclose_async.cli.stopping import INTERRUPTED, TERMINATED, Terminated, run_until_stopped
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.export.formats.layout import FORMATS

__all__ = ["EPILOG", "HELP", "export_list", "summary"]

HELP = (
    "Write a whole list into a file. Credentials come from the environment only: "
    "OPEN_TO_CLOSE_API_KEY, or DOCUSIGN_ACCESS_TOKEN and DOCUSIGN_ACCOUNT_ID "
    "(and DOCUSIGN_ENVIRONMENT, production or demo)."
)
EPILOG = (
    "Until it is whole, the file is PATH.part. After Ctrl-C, a failure or a crash the same command "
    "with --resume goes on.\n\nThe file of --accounts has an \\[\\[account]] table for each: name, "
    "api, api_key_env (otc) or account_id and access_token_env (rooms), the names of environment "
    "variables; and if you like, output, base_url, environment, quota and filters."
)

_WHAT = "What to export"
_HOW = "How"


def _read_output(text: str) -> Path:
    """Read a path; only a dash by itself is standard output, and ``./-`` a file of that name."""
    path = Path(text)
    return path.absolute() if path == DASH and text != str(DASH) else path


def export_list(
    context: typer.Context,
    name: Annotated[
        ListName,
        typer.Argument(
            metavar="LIST",
            help="Which list; a wrong one is answered with those that the API has. Rooms lists "
            "closed rooms only with --filter room_status=open,closed.",
        ),
    ],
    api: Annotated[
        Api | None,
        typer.Option(
            help="Open To Close or DocuSign Rooms.", show_default=False, rich_help_panel=_WHAT
        ),
    ] = None,
    accounts: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Several accounts together, from a TOML file that names each one's variables.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    filters: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="KEY=VALUE",
            help="Only such rows, as status=Active; can be given several times.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    properties: Annotated[
        list[int] | None,
        typer.Option(
            "--property",
            metavar="ID",
            min=1,
            help="Of which property, for property-notes and the like; can be given several times. "
            "Without it of all, a file for each in a folder.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Address of the API: with its version for otc, of /restapi for rooms.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    auth_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Address of DocuSign's sign-in, scheme and host; by default the environment's.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            parser=_read_output,
            help="The file, or the folder for what all properties have; - for standard output. By "
            "default otc-users.jsonl and so on, here. With --accounts, {name} in it is the "
            "account's name.",
            rich_help_panel=_HOW,
        ),
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"One of: {', '.join(FORMATS)}. By default what the file's name ends in.",
            rich_help_panel=_HOW,
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="Only these fields, in this order, as id,email; the names are those in the first "
            "line of a CSV file.",
            rich_help_panel=_HOW,
        ),
    ] = None,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help="CSV for Excel: it sees UTF-8, and a phone number as +1 555 0100 gets no "
            "apostrophe.",
            rich_help_panel=_HOW,
        ),
    ] = False,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on with what an earlier run has left.", rich_help_panel=_HOW
        ),
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file.", rich_help_panel=_HOW)
    ] = False,
    no_verify: Annotated[
        bool,
        typer.Option(
            "--no-verify",
            help="Fewer requests; may lose or double rows if the list changes meanwhile.",
            rich_help_panel=_HOW,
        ),
    ] = False,
    quota: Annotated[
        str,
        typer.Option(
            metavar="SPEC",
            help="What the account allows, as 1/s or 500/30s,3000/1h; documented, or off.",
            rich_help_panel=_HOW,
        ),
    ] = "documented",
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Show no progress.", rich_help_panel=_HOW)
    ] = False,
) -> None:
    """
    Export a list, showing progress on stderr, and sum up on stdout, unless the rows go there.

    Args:
        context: The command's context.
        name: Which list.
        api: Of which API.
        accounts: Of which accounts, in place of the environment's.
        filters: Which rows.
        properties: Of which properties.
        base_url: Address of the API.
        auth_url: Address of DocuSign's sign-in.
        output: The file, or the folder.
        format_name: The file's format.
        columns: Which fields, if not all.
        excel: Whether the file is for Excel.
        resume: Whether to go on with what an earlier run has left.
        overwrite: Whether to replace the file.
        no_verify: Whether to trust that the list does not change meanwhile.
        quota: What the account allows.
        quiet: Whether to show no progress.
    """
    planned: list[PlannedExport] = []
    try:
        choices = Choices(
            name=name,
            format_name=read_format(format_name),
            columns=read_columns(columns),
            excel=excel,
            output=output,
            quota=read_quota(quota),
            filters=read_filters(filters or ()),
            resume=resume,
            verify=not no_verify,
            overwrite=overwrite,
            properties=tuple(dict.fromkeys(properties or ())),
        )
        if accounts is None:
            settings = _checked_urls(base_url=base_url, auth_url=auth_url)
            planned = [plan_one(_checked_api(api, auth_url), settings, choices)]
    except ConfigurationError as error:
        raise typer.BadParameter(str(error)) from error
    if accounts is not None:
        _check_together({"base_url": base_url, "auth_url": auth_url}, output)
    with errors_as_lines():
        if accounts is not None:
            planned = plan_accounts(accounts, api, choices)
        code = 0
        out = StandardOutput() if choices.to_standard_output else None
        on_terminal = out is not None and out.is_terminal
        try:
            with open_display(quiet=quiet, rows_on_terminal=on_terminal) as display:
                run_until_stopped(partial(run_exports, planned, choices, display, out))
        except KeyboardInterrupt as stop:
            tell("interrupted", err=True)
            code = TERMINATED if isinstance(stop, Terminated) else INTERRUPTED
        if out is not None:
            status = sum_up_stream(planned[0], out)
            raise typer.Exit(code or status)
        failed = sum_up(planned, resume_command(context), resumed=resume, suffix=choices.suffix)
        raise typer.Exit(code or (FAILED if failed else 0))


def _checked_api(api: Api | None, auth_url: str | None) -> Api:
    if api is None:
        raise ConfigurationError(f"give --api ({' or '.join(Api)}) or --accounts.")
    if api is Api.OTC and auth_url is not None:
        raise ConfigurationError("--auth-url is for rooms: Open To Close has no sign-in.")
    return api


def _checked_urls(**urls: str | None) -> dict[str, str]:
    given = {name: url for name, url in urls.items() if url is not None}
    for name, url in given.items():
        if not url.strip():
            # An unset shell variable must not send what was meant for a sandbox to the real API.
            raise ConfigurationError(f"--{name.replace('_', '-')} is empty.")
    return given


def _check_together(urls: Mapping[str, str | None], output: Path | None) -> None:
    """Check the options that mean something else, or nothing, beside ``--accounts``."""
    for name, url in urls.items():
        if url is not None:
            raise typer.BadParameter(
                f"with --accounts, each account has its own {name} in the file."
            )
    if output == DASH:
        raise typer.BadParameter("--output - takes one list, and --accounts reads several.")
    if output is not None and "{name}" not in str(output):
        raise typer.BadParameter("with --accounts, --output needs {name}, as {name}.csv.")
