"""Write the file of people, and say what it holds or why there is none."""

import os
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from opentoclose_async._protocol.plurals import counted
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async.cli.errors import EXPECTED, write_error
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.people.accounts import PeopleAccount, open_accounts, read_people
from opentoclose_async.cli.people.memberships import Totals
from opentoclose_async.cli.people.source import PeopleSource
from opentoclose_async.cli.progress.display import Display
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.export.files.side_files import has_leftovers, part_path
from opentoclose_async.export.options import ExportOptions
from opentoclose_async.export.runner import run_export

__all__ = ["check_output", "print_failures", "summary", "write"]


async def write(
    accounts: Sequence[PeopleAccount],
    output: Path,
    options: ExportOptions,
    quota_store: str,
    display: Display,
) -> None:
    """Read all accounts, then write the file."""
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
    unmatched = f"; {totals.unmatched:,} without an e-mail" if totals.unmatched else ""
    return (
        f"{_counted(totals.memberships, 'membership')} of {_counted(totals.people, 'person')} in "
        f"{_counted(len(accounts), 'account')}, {totals.in_several:,} in more than one{unmatched}"
    )


_counted = partial(counted, commas=True)


def check_output(accounts: Path, output: Path, *, overwrite: bool) -> None:
    """Refuse files that must not be replaced, in words that fit this command."""
    if os.path.normcase(output.resolve()) == os.path.normcase(accounts.resolve()):
        raise ConfigurationError(f"{output} is the accounts file. Nothing was sent.")
    if not overwrite and not os.path.lexists(output) and has_leftovers(output):
        raise ConfigurationError(
            f"{part_path(output)} exists: another command was killed or is still writing it. "
            "Choose another name, or replace it with --overwrite. Nothing was sent."
        )


def print_failures(accounts: Sequence[PeopleAccount]) -> None:
    """
    Write a line for each account that failed.

    Raises:
        ExceptionGroup: If some failed because of bugs.
    """
    failed = [(each.name, each.error) for each in accounts if each.error is not None]
    for name, error in failed:
        if isinstance(error, EXPECTED):
            write_error(error, name)
    bugs = [error for _, error in failed if not isinstance(error, EXPECTED)]
    if bugs:
        raise ExceptionGroup("bugs in opentoclose_async", bugs)
    print_lines("no file was written", err=True)
