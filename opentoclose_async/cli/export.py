"""``opentoclose export``: whole lists of one account or of several into files."""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from opentoclose_async.cli.display import open_display
from opentoclose_async.cli.errors import EXPECTED, FAILED, errors_as_lines, write_error
from opentoclose_async.cli.filters import read_filters
from opentoclose_async.cli.lists import Api, ListName, read_quota
from opentoclose_async.cli.parts import files_kept
from opentoclose_async.cli.plan import (
    Choices,
    PlannedExport,
    plan_accounts,
    plan_one,
    run_exports,
)
from opentoclose_async.cli.resuming import resume_command, rows_kept
from opentoclose_async.cli.stopping import INTERRUPTED, TERMINATED, Terminated, run_until_stopped
from opentoclose_async.exceptions import ConfigurationError, ValidationError
from opentoclose_async.export import ExportReport
from opentoclose_async.export.sinks import FORMATS

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

MOST_TOLD = 5
"""Errors of files of one folder that are shown."""

_WHAT = "What to export"
_HOW = "How"


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
            help="The file, or the folder for what all properties have. By default otc-users.jsonl "
            "and so on, here. With --accounts, {name} in it is the account's name.",
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
    Export a list, showing progress on stderr, and sum up on stdout.

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
            format_name=_checked_format(format_name),
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
        try:
            with open_display(quiet=quiet) as display:
                run_until_stopped(partial(run_exports, planned, choices, display))
        except KeyboardInterrupt as stop:
            typer.echo("interrupted", err=True)
            code = TERMINATED if isinstance(stop, Terminated) else INTERRUPTED
        failed = _sum_up(planned, resume_command(context), resumed=resume, suffix=choices.suffix)
        raise typer.Exit(code or (FAILED if failed else 0))


def _checked_format(name: str | None) -> str | None:
    if name is not None and name not in FORMATS:
        raise ConfigurationError(f"--format {name}: known are {', '.join(FORMATS)}.")
    return name


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
    if output is not None and "{name}" not in str(output):
        raise typer.BadParameter("with --accounts, --output needs {name}, as {name}.csv.")


def _sum_up(planned: Sequence[PlannedExport], command: str, *, resumed: bool, suffix: str) -> bool:
    """
    Write what came of exports: on stdout what is complete, on stderr what is not.

    Args:
        planned: The exports.
        command: What goes on with those that left something.
        resumed: Whether this was such a command already.
        suffix: What the files in a folder end in.

    Returns:
        Whether one of them has failed.
    """
    for each in planned:
        if each.report is not None:
            typer.echo(summary(each.account, each.report, each.files))
    errors = [(each.account, each.error) for each in planned if each.error is not None]
    for account, error in errors:
        for one in _expected_of(error):
            write_error(one, account)
    kept = 0
    for each in planned:
        files = files_kept(each.path, suffix) if each.report is None else 0
        if files:
            typer.echo(f"{files} files are whole in {each.path}", err=True)
            kept += 1
            continue
        rows = rows_kept(each.path) if _can_go_on(each, resumed=resumed) else None
        if rows is not None:
            typer.echo(f"{rows} rows are safe in {each.path}.part", err=True)
            kept += 1
    if kept:
        typer.echo(f"go on with: {command}", err=True)
    mistakes = [each for _, error in errors for each in _mistakes_in(error)]
    if mistakes:
        raise ExceptionGroup("mistakes of opentoclose_async", mistakes)
    return bool(errors)


def _expected_of(error: Exception) -> Iterator[Exception]:
    """Give the expected errors that one is, or holds the first few of."""
    if isinstance(error, EXPECTED):
        yield error
    elif isinstance(error, ExceptionGroup):
        expected = [each for each in error.exceptions if isinstance(each, EXPECTED)]
        yield from expected[:MOST_TOLD]
        if len(expected) > MOST_TOLD:
            yield ConfigurationError(f"... and {len(expected) - MOST_TOLD} more such files")


def _mistakes_in(error: Exception) -> Iterator[Exception]:
    """Give what of an error is not expected, of several things done at once too."""
    if isinstance(error, ExceptionGroup):
        unexpected = error.split(EXPECTED)[1]
        if unexpected is not None:
            yield unexpected
    elif not isinstance(error, EXPECTED):
        yield error


def _can_go_on(each: PlannedExport, *, resumed: bool) -> bool:
    """Tell whether the same command with ``--resume`` may get further than this one did."""
    refused = isinstance(each.error, ValidationError) and each.error.status_code is None
    if refused:
        # What lies there is not to be touched, but for one who only forgot to say --resume.
        return not resumed and not os.path.lexists(each.path)
    return each.report is None


def summary(account: str, report: ExportReport, files: int | None = None) -> str:
    """
    Sum up in a line what an export did.

    Args:
        account: Its account, if there are several.
        report: What it did.
        files: How many files it has put into a folder.
    """
    about = f"{account}: " if account else ""
    earlier = f" ({report.resumed} of them were there)" if report.resumed else ""
    result = f"sha256 {report.sha256}" if files is None else f"{files} files"
    counted = "" if report.total is None else f", the server counts {report.total}"
    seams = f", {report.seams} seam{'s' * (report.seams > 1)} stitched" if report.seams else ""
    return (
        f"{about}{report.path}: {report.rows} rows{earlier} in {report.seconds:.1f} s, "
        f"{report.requests} requests ({report.retries} retries){seams}{counted}, {result}"
    )
