"""``opentoclose export``: write whole lists of one account or several to files."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from opentoclose_async._accounts.names import LISTS, Api
from opentoclose_async.cli.account_options import (
    accounts_option,
    api_option,
    auth_url_option,
    base_url_option,
    format_option,
    integer_option,
    quiet_option,
    quota_option,
)
from opentoclose_async.cli.completion import offer_filters, offer_lists
from opentoclose_async.cli.errors import FAILED, report_errors
from opentoclose_async.cli.export.resuming import resume_command, resume_condition
from opentoclose_async.cli.export.table_options import (
    field_layout_option,
    fields_option,
    names_option,
    nested_option,
)
from opentoclose_async.cli.filter_names import check_filters
from opentoclose_async.cli.names import DASH
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.quota.store_option import quota_store_option, read_quota_store
from opentoclose_async.cli.signals import INTERRUPTED, TERMINATED, Terminated, run_until_stopped
from opentoclose_async.cli.values import chosen_api, list_name
from opentoclose_async.exceptions import ConfigurationError, ValidationError

__all__ = ["EPILOG", "HELP", "export_list"]

HELP = (
    "Write a whole list to a file. Credentials come from the environment only: "
    "OPEN_TO_CLOSE_API_KEY, or DOCUSIGN_ACCESS_TOKEN and DOCUSIGN_ACCOUNT_ID "
    "(and DOCUSIGN_ENVIRONMENT, production or demo)."
)
EPILOG = (
    "".join(f"Lists of {api}: {', '.join(LISTS[api])}.\n\n" for api in Api)
    + "Until it is complete, the file is named PATH.part. After Ctrl-C, a failure or a crash, the "
    "same command with --resume continues.\n\nThe --accounts file has an [[account]] table for "
    "each account: name, api, and api_key_env (otc) or account_id and access_token_env (rooms). "
    "Keys ending in _env name environment variables. Optional: output, base_url, environment, "
    "quota and filters."
)

_WHAT = "What to export"
_HOW = "How"


def _read_output(text: str) -> Path:
    """Parse a path; only ``-`` means standard output, and ``./-`` is a file of that name."""
    path = Path(text)
    return path.absolute() if path == DASH and text != str(DASH) else path


def export_list(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="LIST",
            autocompletion=offer_lists,
            help="The list to export, such as users. The list rooms "
            "has closed rooms only with --since, --until or --filter room_status=open,closed.",
        ),
    ],
    api: Annotated[Api | None, api_option(_WHAT)] = None,
    accounts: Annotated[
        Path | None,
        accounts_option(
            "Export several accounts; a TOML file names the environment variables of each.",
            _WHAT,
        ),
    ] = None,
    filters: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="KEY=VALUE",
            autocompletion=offer_filters,
            help="Only matching rows, such as status=Active; can be repeated. For room-users and "
            "the like, filters of rooms (room_status, office_id, dates) select the rooms; default: "
            "all, open and closed.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    properties: Annotated[
        list[int] | None,
        integer_option(
            "--property",
            "The property, for property-notes and the like; can be repeated. Default: all "
            "properties, one file for each in a folder.",
            least=1,
            metavar="ID",
            panel=_WHAT,
        ),
    ] = None,
    rooms: Annotated[
        list[int] | None,
        integer_option(
            "--room",
            "The same for room-users and the like.",
            least=1,
            metavar="ID",
            panel=_WHAT,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Only rooms, open or closed, whose details changed after this moment: a date such "
            "as 2026-11-01, which is midnight UTC, or a time such as 2026-11-01T09:30:00+02:00. "
            "For rooms, and for room-users and the like, which are exported for such rooms only.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Only those whose details changed before this moment. Alone or with --since.",
            rich_help_panel=_WHAT,
        ),
    ] = None,
    base_url: Annotated[str | None, base_url_option(_WHAT)] = None,
    auth_url: Annotated[str | None, auth_url_option(_WHAT)] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            parser=_read_output,
            help="The file, or the folder for one file per property or room; - for standard "
            "output. Default: otc-users.jsonl or similar, in the current folder. With --accounts, "
            "{name} stands for the account's name.",
            rich_help_panel=_HOW,
        ),
    ] = None,
    together: Annotated[
        bool,
        typer.Option(
            "--together",
            help="One file for all properties or rooms instead of a folder, with their ids in the "
            "column property_id or roomId.",
            rich_help_panel=_HOW,
        ),
    ] = False,
    format_name: Annotated[str | None, format_option(_HOW)] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="Only these fields, in this order, such as id,email; named as in the header of a "
            "CSV file.",
            rich_help_panel=_HOW,
        ),
    ] = None,
    fields: Annotated[str | None, fields_option(_HOW)] = None,
    field_layout: Annotated[str | None, field_layout_option(_HOW)] = None,
    nested: Annotated[str | None, nested_option(_HOW)] = None,
    names: Annotated[str, names_option(_HOW)] = "wire",
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help="CSV for Excel: recognized as UTF-8, and no apostrophe before phone numbers such "
            "as +1 555 0100.",
            rich_help_panel=_HOW,
        ),
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Continue what an earlier run left.", rich_help_panel=_HOW),
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace an existing file.", rich_help_panel=_HOW)
    ] = False,
    no_verify: Annotated[
        bool,
        typer.Option(
            "--no-verify",
            help="Send fewer requests; rows may be lost or duplicated if the list changes while it "
            "is read.",
            rich_help_panel=_HOW,
        ),
    ] = False,
    quota: Annotated[str, quota_option(_HOW)] = "documented",
    quota_store: Annotated[str | None, quota_store_option(_HOW)] = None,
    quiet: Annotated[bool, quiet_option(_HOW)] = False,
) -> None:
    """
    Export a list; show progress on stderr, and a summary on stdout unless the rows go there.

    Args:
        context: The command's context.
        name: The list's name.
        api: The API.
        accounts: A file of accounts to use instead of the environment's.
        filters: Filters, as key=value.
        properties: Ids of properties.
        rooms: Ids of rooms.
        since: Start of the period in which rows changed.
        until: Its end.
        base_url: Address of the API.
        auth_url: Address of the DocuSign sign-in.
        output: The file or folder.
        together: Whether all lists of properties or rooms go to one file.
        format_name: The format.
        columns: The fields to write; None for all.
        fields: The custom fields to write; None for none.
        field_layout: Whether they are flat or nested.
        nested: What objects and lists are.
        names: Whose names the columns have.
        excel: Whether the file is for Excel.
        resume: Whether to continue what an earlier run left.
        overwrite: Whether to replace the file.
        no_verify: Whether to trust that the list does not change during the export.
        quota: The account's quota.
        quota_store: Where the quota is shared with others.
        quiet: Whether to show no progress.
    """
    wanted = list_name(name, chosen_api(api, auth_url) if accounts is None else api)
    # Imported here because --help does without them.
    from opentoclose_async._accounts.quota_text import read_quota
    from opentoclose_async._tables.table_options import ALL_FIELDS
    from opentoclose_async.cli.base_urls import checked_urls
    from opentoclose_async.cli.export.choices import ExportChoices, read_names
    from opentoclose_async.cli.export.dates import read_period
    from opentoclose_async.cli.export.filters import read_filters
    from opentoclose_async.cli.export.plan import (
        PlannedExport,
        plan_accounts,
        plan_one,
        run_exports,
    )
    from opentoclose_async.cli.export.standard_output import StandardOutput
    from opentoclose_async.cli.export.summary import print_stream_summary, print_summary
    from opentoclose_async.cli.progress.select_display import select_display
    from opentoclose_async.export.options import ExportOptions

    planned: list[PlannedExport] = []
    try:
        texts = read_filters(filters or ())
        if api is not None:
            check_filters(api, wanted, texts)
        choices = ExportChoices(
            name=wanted,
            output=output,
            quota=read_quota(quota),
            quota_store=read_quota_store(quota_store),
            filters=texts,
            options=ExportOptions(
                format=format_name,
                columns=read_names(columns),
                fields=fields if fields == ALL_FIELDS else read_names(fields),
                field_layout=field_layout,
                nested=nested,
                names=names,
                excel=excel,
                resume=resume,
                verify=not no_verify,
                overwrite=overwrite,
            ),
            ids={
                Api.OTC: tuple(dict.fromkeys(properties or ())),
                Api.ROOMS: tuple(dict.fromkeys(rooms or ())),
            },
            together=together,
            period=read_period(since, until),
        )
        if accounts is None:
            settings = checked_urls(base_url=base_url, auth_url=auth_url)
            planned = [plan_one(chosen_api(api, auth_url), settings, choices)]
    except (ConfigurationError, ValidationError) as error:
        raise typer.BadParameter(str(error)) from error
    if accounts is not None:
        _check_together({"base_url": base_url, "auth_url": auth_url}, output)
    with report_errors():
        if accounts is not None:
            planned = plan_accounts(accounts, api, choices)
        code = 0
        out = StandardOutput() if choices.to_standard_output else None
        on_terminal = out is not None and out.is_terminal
        try:
            with select_display(quiet=quiet, rows_on_terminal=on_terminal) as display:
                run_until_stopped(partial(run_exports, planned, choices, display, out))
        except KeyboardInterrupt as stop:
            print_lines("interrupted", err=True)
            code = TERMINATED if isinstance(stop, Terminated) else INTERRUPTED
        if out is not None:
            status = print_stream_summary(planned[0], out)
            raise typer.Exit(code or status)
        failed = print_summary(
            planned,
            resume_command(context),
            resume_condition(context),
            resumed=resume,
            suffix=choices.suffix,
        )
        raise typer.Exit(code or (FAILED if failed else 0))


def _check_together(urls: Mapping[str, str | None], output: Path | None) -> None:
    """Check the options whose meaning depends on ``--accounts``."""
    for name, url in urls.items():
        if url is not None:
            raise typer.BadParameter(
                f"with --accounts, each account has its own {name} in the file."
            )
    if output == DASH:
        raise typer.BadParameter("--output - takes one list, but --accounts reads several.")
    if output is not None and "{name}" not in str(output):
        raise typer.BadParameter("with --accounts, --output needs {name}, such as {name}.csv.")
