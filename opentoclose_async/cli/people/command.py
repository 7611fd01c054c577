"""``opentoclose people``: everyone in all accounts of both APIs, in one file."""

import os
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async.cli.account_options import accounts_option, quiet_option, quota_option
from opentoclose_async.cli.errors import EXPECTED, FAILED, report_errors, write_error
from opentoclose_async.cli.export.choices import read_format
from opentoclose_async.cli.export.lists import read_quota
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.people.accounts import (
    AccountsFailedError,
    PeopleAccount,
    open_accounts,
    plan_people,
    read_people,
)
from opentoclose_async.cli.people.memberships import COLUMNS, Totals
from opentoclose_async.cli.people.source import PeopleSource
from opentoclose_async.cli.progress.display import Display
from opentoclose_async.cli.progress.select_display import select_display
from opentoclose_async.cli.quota.store_option import quota_store_option, read_quota_store
from opentoclose_async.cli.signals import INTERRUPTED, TERMINATED, Terminated, run_until_stopped
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.export.files.side_files import has_leftovers, part_path
from opentoclose_async.export.formats.registry import FORMATS
from opentoclose_async.export.options import ExportOptions
from opentoclose_async.export.runner import run_export

__all__ = ["PEOPLE_EPILOG", "PEOPLE_HELP", "write_people"]

PEOPLE_HELP = (
    "Write all users and agents of several accounts of both APIs to one file, a row for each "
    "person in each account. The column person matches people across accounts: it is the e-mail "
    "without case and surrounding space. People without an e-mail are listed, but not matched. "
    "Credentials come from the environment variables that the accounts file names."
)
PEOPLE_EPILOG = (
    f"Columns: {', '.join(COLUMNS)}.\n\nIf an account fails, the others are still read, and no "
    "file is written. Exit status: 0, or 1 after an error, 2 for an invalid command line, 130 "
    "after Ctrl-C, 143 after SIGTERM."
)


def _read_output(text: str) -> Path:
    if not text.strip() or text == "-":
        raise typer.BadParameter("it must be a file.")
    return Path(text)


def write_people(
    accounts: Annotated[
        Path,
        accounts_option(
            "The accounts: the TOML file that export takes, without output and filters."
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            metavar="PATH",
            parser=_read_output,
            help="The file, such as people.parquet.",
            show_default=False,
        ),
    ],
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"One of: {', '.join(FORMATS)}. Default: the suffix of the file.",
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace an existing file.")
    ] = False,
    quota: Annotated[
        str, quota_option(whose="The quota of each account for which the file sets none")
    ] = "documented",
    quota_store: Annotated[str | None, quota_store_option()] = None,
    quiet: Annotated[bool, quiet_option()] = False,
) -> None:
    """
    Write the people of all accounts; show progress on stderr, and a summary on stdout.

    Args:
        accounts: The file of accounts.
        output: The file to write.
        format_name: The format.
        overwrite: Whether to replace the file.
        quota: The quota of an account.
        quota_store: Where the quotas are shared with others.
        quiet: Whether to show no progress.
    """
    try:
        choice, store = read_quota(quota), read_quota_store(quota_store)
        options = ExportOptions(
            format=read_format(format_name), columns=COLUMNS, overwrite=overwrite
        )
    except ConfigurationError as error:
        raise typer.BadParameter(str(error)) from error
    with report_errors():
        planned = plan_people(accounts, choice)
        _check_output(accounts, output, overwrite=overwrite)
        try:
            with select_display(quiet=quiet) as display:
                run_until_stopped(partial(_write, planned, output, options, store, display))
        except AccountsFailedError:
            _print_failures(planned)
            raise typer.Exit(FAILED) from None
        except KeyboardInterrupt as stop:
            print_lines("interrupted; no file was written", err=True)
            code = TERMINATED if isinstance(stop, Terminated) else INTERRUPTED
            raise typer.Exit(code) from None
        print_lines(summary(planned))


async def _write(
    accounts: Sequence[PeopleAccount],
    output: Path,
    options: ExportOptions,
    quota_store: str,
    display: Display,
) -> None:
    async with AsyncExitStack() as clients:
        await open_accounts(accounts, clients, quota_store)

        async def read() -> list[VerbatimRow]:
            return await read_people(accounts, display)

        try:
            await run_export(PeopleSource(read), output, options)
        except OSError as error:
            if error.errno is None:
                raise
            # Of an export it says how to resume it, which this command cannot.
            problem = os.strerror(error.errno)
            raise OSError(error.errno, f"{output} could not be written: {problem}") from error


def summary(accounts: Sequence[PeopleAccount]) -> str:
    """Return a line about the memberships of all accounts."""
    totals = Totals.of(row for each in accounts for row in (*each.users, *each.agents))
    people = "person" if totals.people == 1 else "people"
    unmatched = f"; {totals.unmatched:,} without an e-mail" if totals.unmatched else ""
    return (
        f"{_counted(totals.memberships, 'membership')} of {totals.people:,} {people} in "
        f"{_counted(len(accounts), 'account')}, {totals.in_several:,} in more than one{unmatched}"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _check_output(accounts: Path, output: Path, *, overwrite: bool) -> None:
    """Refuse files that must not be replaced, in words that fit this command."""
    if os.path.normcase(output.resolve()) == os.path.normcase(accounts.resolve()):
        raise ConfigurationError(f"{output} is the accounts file. Nothing was sent.")
    if not overwrite and not os.path.lexists(output) and has_leftovers(output):
        raise ConfigurationError(
            f"{part_path(output)} exists: another command was killed or is still writing it. "
            "Choose another name, or replace it with --overwrite. Nothing was sent."
        )


def _print_failures(accounts: Sequence[PeopleAccount]) -> None:
    failed = [(each.name, each.error) for each in accounts if each.error is not None]
    for name, error in failed:
        if isinstance(error, EXPECTED):
            write_error(error, name)
    bugs = [error for _, error in failed if not isinstance(error, EXPECTED)]
    if bugs:
        raise ExceptionGroup("bugs in opentoclose_async", bugs)
    print_lines("no file was written", err=True)
