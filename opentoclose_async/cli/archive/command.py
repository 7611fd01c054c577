"""``opentoclose archive``: copy whole accounts to folders of plain files."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opentoclose_async._accounts.names import Api
from opentoclose_async.cli.account_options import (
    accounts_option,
    api_option,
    auth_url_option,
    base_url_option,
    integer_option,
    quiet_option,
    quota_option,
)
from opentoclose_async.cli.completion import offer_archived_lists
from opentoclose_async.cli.errors import FAILED, report_errors
from opentoclose_async.cli.quota.store_option import quota_store_option, read_quota_store
from opentoclose_async.cli.signals import INTERRUPTED, TERMINATED, Terminated, run_until_stopped
from opentoclose_async.cli.usage_errors import UsageError
from opentoclose_async.cli.values import chosen_api, positive_number
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    from opentoclose_async.cli.archive.choices import ArchiveChoices

__all__ = ["ARCHIVE_EPILOG", "ARCHIVE_HELP", "archive_accounts"]

ARCHIVE_HELP = (
    "Copy a whole account to a folder of plain files: lists, rooms or properties, and the "
    "contents of their documents. The same command again continues, or brings the folder up to "
    "date. Credentials come from the environment only, as for export."
)
ARCHIVE_EPILOG = (
    "Exit status: 0 if nothing is missing, 1 if something is or after an error, 2 for an invalid "
    "command line, 130 after Ctrl-C, 143 after SIGTERM."
)

_WHAT = "What to archive"
_HOW = "How"


def _read_folder(text: str) -> Path:
    if not text.strip() or text == "-":
        # An unset shell variable must not fill the current folder.
        raise UsageError("--output must be a folder.")
    return Path(text)


def archive_accounts(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            parser=_read_folder,
            help="The folder; created if it does not exist. With --accounts, each account has a "
            "folder in it, named after the account.",
            show_default=False,
            rich_help_panel=_WHAT,
        ),
    ],
    api: Annotated[Api | None, api_option(_WHAT)] = None,
    accounts: Annotated[
        Path | None,
        accounts_option(
            "Archive several accounts; the TOML file that export takes, without output and "
            "filters.",
            _WHAT,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Only rooms or properties created, changed or closed since, such as 2026-11-01; "
            "in UTC.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only those before.", rich_help_panel=_WHAT),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            metavar="LIST,...",
            autocompletion=offer_archived_lists,
            help="Only these lists, such as users,offices; rooms or properties includes all they "
            "contain.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    rooms: Annotated[
        list[int] | None,
        integer_option(
            "--room",
            "Only this room, and no lists; can be repeated.",
            least=1,
            metavar="ID",
            panel=_WHAT,
        ),
    ] = None,
    properties: Annotated[
        list[int] | None,
        integer_option(
            "--property",
            "Only this property, and no lists; can be repeated.",
            least=1,
            metavar="ID",
            panel=_WHAT,
        ),
    ] = None,
    no_documents: Annotated[
        bool,
        typer.Option(
            "--no-documents", help="List documents, but download none.", rich_help_panel=_WHAT
        ),
    ] = False,
    follow_links: Annotated[
        bool,
        typer.Option(
            "--follow-links",
            help="Open To Close: also download documents from other hosts than the API's, without "
            "the credential.",
            rich_help_panel=_WHAT,
        ),
    ] = False,
    base_url: Annotated[str | None, base_url_option(_WHAT)] = None,
    auth_url: Annotated[str | None, auth_url_option(_WHAT)] = None,
    plan: Annotated[
        bool,
        typer.Option(
            "--plan",
            help="Say what a run will take, and write nothing; reads only lists.",
            rich_help_panel=_HOW,
        ),
    ] = False,
    max_hours: Annotated[
        float | None,
        typer.Option(
            metavar="H",
            parser=positive_number("--max-hours"),
            help="Stop cleanly after H hours; the same command continues.",
            rich_help_panel=_HOW,
        ),
    ] = None,
    max_requests: Annotated[
        int | None,
        integer_option(
            "--max-requests", "Stop cleanly after N requests of an account.", least=1, panel=_HOW
        ),
    ] = None,
    quota: Annotated[str, quota_option(_HOW)] = "documented",
    quota_store: Annotated[str | None, quota_store_option(_HOW)] = None,
    quiet: Annotated[bool, quiet_option(_HOW)] = False,
) -> None:
    """
    Archive accounts; show the plan and progress on stderr, and a summary on stdout.

    Args:
        output: The folder.
        api: The API.
        accounts: A file of accounts to use instead of the environment's.
        since: Only rooms or properties that changed since.
        until: Only those that changed before.
        only: The lists to archive.
        rooms: Ids of rooms.
        properties: Ids of properties.
        no_documents: Whether to download no documents.
        follow_links: Whether to download documents from other hosts.
        base_url: Address of the API.
        auth_url: Address of the DocuSign sign-in.
        plan: Whether to say what it takes, and no more.
        max_hours: When to stop.
        max_requests: When to stop.
        quota: The account's quota.
        quota_store: Where the quota is shared with others.
        quiet: Whether to show no progress.
    """
    # Imported here because --help does without them.
    from opentoclose_async._accounts.quota_text import read_quota
    from opentoclose_async.cli.archive.choices import (
        ArchiveChoices,
        PlannedArchive,
        plan_accounts,
        plan_one,
    )
    from opentoclose_async.cli.archive.display import select_archive_display
    from opentoclose_async.cli.archive.running import run_archives
    from opentoclose_async.cli.archive.summary import (
        print_interruption,
        print_plans,
        print_reports,
    )
    from opentoclose_async.cli.base_urls import checked_urls

    planned: list[PlannedArchive] = []
    try:
        choices = ArchiveChoices(
            output=output,
            since=since,
            until=until,
            documents=not no_documents,
            only=None if only is None else tuple(name.strip() for name in only.split(",")),
            rooms=tuple(rooms or ()),
            properties=tuple(properties or ()),
            follow_links=follow_links,
            max_hours=max_hours,
            max_requests=max_requests,
            plan_only=plan,
            quota=read_quota(quota),
            quota_store=read_quota_store(quota_store),
        )
        urls = checked_urls(base_url=base_url, auth_url=auth_url)
        if accounts is None:
            planned = [plan_one(chosen_api(api, auth_url), urls, choices)]
        else:
            _check_with_accounts(urls, choices)
    except ConfigurationError as error:
        raise typer.BadParameter(str(error)) from error
    with report_errors():
        if accounts is not None:
            planned = plan_accounts(accounts, api, choices)
        code = 0
        try:
            with select_archive_display(quiet=quiet) as display:
                run_until_stopped(partial(run_archives, planned, choices, display))
        except KeyboardInterrupt as stop:
            print_interruption(planned)
            code = TERMINATED if isinstance(stop, Terminated) else INTERRUPTED
        failed = print_plans(planned) if choices.plan_only else print_reports(planned)
        raise typer.Exit(code or (FAILED if failed else 0))


def _check_with_accounts(urls: dict[str, str], choices: "ArchiveChoices") -> None:
    """Refuse options that only make sense for one account."""
    for name in urls:
        raise ConfigurationError(f"with --accounts, each account has its own {name} in the file.")
    for option, ids in (("--room", choices.rooms), ("--property", choices.properties)):
        if ids:
            raise ConfigurationError(f"{option} is for one account, and --accounts has several.")
