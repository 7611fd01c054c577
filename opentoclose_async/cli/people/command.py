"""``opentoclose people``: everyone in all accounts of both APIs, in one file."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from opentoclose_async.cli.account_options import (
    accounts_option,
    format_option,
    quiet_option,
    quota_option,
)
from opentoclose_async.cli.errors import FAILED, report_errors
from opentoclose_async.cli.output import print_lines, print_text
from opentoclose_async.cli.quota.store_option import quota_store_option, read_quota_store
from opentoclose_async.cli.signals import INTERRUPTED, TERMINATED, Terminated, run_until_stopped
from opentoclose_async.cli.usage_errors import UsageError
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["PEOPLE_EPILOG", "PEOPLE_HELP", "write_people"]

PEOPLE_HELP = (
    "Write all users and agents of several accounts of both APIs to one file, a row for each "
    "person in each account. The column person matches people across accounts: it is the e-mail "
    "without case and surrounding space. People without an e-mail are listed, but not matched. "
    "Credentials come from the environment variables that the accounts file names."
)
PEOPLE_EPILOG = (
    "Columns: person, email, first_name, last_name, name, status, role, kind, account, api, id."
    "\n\nIf an account fails, the others are still read, and no file is written. Exit status: 0, "
    "or 1 after an error, 2 for an invalid command line, 130 after Ctrl-C, 143 after SIGTERM."
)


def _read_output(text: str) -> Path:
    if not text.strip() or text == "-":
        raise UsageError("--output must be a file.")
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
            "--output",
            "-o",
            metavar="PATH",
            parser=_read_output,
            help="The file, such as people.parquet.",
            show_default=False,
        ),
    ],
    format_name: Annotated[str | None, format_option()] = None,
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
    # Imported here because --help does without them.
    from opentoclose_async._accounts.quota_text import read_quota
    from opentoclose_async.cli.people.accounts import AccountsFailedError, plan_people
    from opentoclose_async.cli.people.memberships import COLUMNS
    from opentoclose_async.cli.people.writing import check_output, print_failures, summary, write
    from opentoclose_async.cli.progress.select_display import select_display
    from opentoclose_async.export.options import ExportOptions

    try:
        choice, store = read_quota(quota), read_quota_store(quota_store)
        options = ExportOptions(format=format_name, columns=COLUMNS, overwrite=overwrite)
    except ConfigurationError as error:
        raise typer.BadParameter(str(error)) from error
    with report_errors():
        planned = plan_people(accounts, choice)
        check_output(accounts, output, overwrite=overwrite)
        try:
            with select_display(quiet=quiet) as display:
                run_until_stopped(partial(write, planned, output, options, store, display))
        except AccountsFailedError:
            print_failures(planned)
            raise typer.Exit(FAILED) from None
        except KeyboardInterrupt as stop:
            print_lines("interrupted; no file was written", err=True)
            code = TERMINATED if isinstance(stop, Terminated) else INTERRUPTED
            raise typer.Exit(code) from None
        print_text(summary(planned))
