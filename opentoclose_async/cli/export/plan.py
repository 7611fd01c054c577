"""Plan and run the exports of one account or several."""

import os
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import anyio
from attrs import define, field

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager
from opentoclose_async._accounts.accounts_file import (
    prefixing_errors,
    read_accounts,
    settings_of,
)
from opentoclose_async._accounts.filters import FilterValue, split_filters, typed_filters
from opentoclose_async._accounts.lists import PARENTS, open_list
from opentoclose_async._accounts.lists_of_parents import open_lists
from opentoclose_async._accounts.names import Api, find_list
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.cli.export.choices import ExportChoices
from opentoclose_async.cli.export.dates import add_period
from opentoclose_async.cli.export.filters import merge_filters
from opentoclose_async.cli.export.parent_files import export_per_parent
from opentoclose_async.cli.export.standard_output import StandardOutput, stream_and_show
from opentoclose_async.cli.filter_warnings import filter_warnings_on_stderr
from opentoclose_async.cli.progress.display import Display, export_and_show
from opentoclose_async.cli.progress.trouble import open_watched_client
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
)
from opentoclose_async.export import ExportReport
from opentoclose_async.export.lists_of_parents import ListsOfParents
from opentoclose_async.export.sources import RowSource, source_of

__all__ = ["PlannedExport", "plan_accounts", "plan_one", "run_exports"]


@define(eq=False)
class PlannedExport:
    """
    One export and its result.

    Attributes:
        account: The account's name; empty for a single account.
        where: The prefix of errors before the start; empty for a single account.
        api: The API.
        settings: The arguments of its client.
        variables: Environment variables that some of them come from.
        quota: The quota of its client.
        filters: The filters of the list.
        path: The file or folder.
        report: The report, once it is complete.
        error: Why it failed, if it did.
        files: The number of files in a folder.
    """

    account: str
    where: str
    api: Api
    settings: Mapping[str, str] = field(repr=False)
    variables: Sequence[str]
    quota: QuotaChoice
    filters: Mapping[str, FilterValue]
    path: Path
    report: ExportReport | None = None
    error: Exception | None = None
    files: int | None = None


def plan_one(api: Api, settings: Mapping[str, str], choices: ExportChoices) -> PlannedExport:
    """
    Plan the export of the account whose credentials are in the environment.

    Args:
        api: The API.
        settings: Arguments of its client from the command line.
        choices: What the command line says.

    Raises:
        ConfigurationError: If the API has no such list, or for a filter of the wrong type.
    """
    find_list(api, choices.name)
    return PlannedExport(
        account="",
        where="",
        api=api,
        settings=settings,
        variables=(),
        quota=choices.quota,
        filters=_all_filters(api, choices, typed_filters(api, choices.filters)),
        path=choices.output or Path(f"{api}-{choices.file_name}{choices.ending}"),
    )


def plan_accounts(file: Path, api: Api | None, choices: ExportChoices) -> list[PlannedExport]:
    """
    Plan the exports of the accounts in a file.

    Args:
        file: The file.
        api: The API that all of them must have, if the command line names one.
        choices: What the command line says.

    Raises:
        ConfigurationError: If the file is invalid.
        OSError: If the file cannot be read.
    """
    accounts = read_accounts(file)
    planned = []
    for account, settings in zip(accounts, settings_of(file, accounts, os.environ), strict=True):
        with prefixing_errors(account.where):
            if api not in (None, account.api):
                raise ConfigurationError(f"its api is {account.api}, but --api is {api}.")
            find_list(account.api, choices.name)
            filters = merge_filters(account.filters, typed_filters(account.api, choices.filters))
            filters = _all_filters(account.api, choices, filters)
        if account.output is not None:
            path = account.output
        elif choices.output is not None:
            path = Path(str(choices.output).replace("{name}", account.name))
        else:
            path = Path(f"{account.api}-{choices.file_name}-{account.name}{choices.ending}")
        planned.append(
            PlannedExport(
                account=account.name,
                where=account.where,
                api=account.api,
                settings=settings,
                variables=tuple(account.variables.values()),
                quota=account.quota if account.has_quota else choices.quota,
                filters=filters,
                path=path,
            )
        )
    _check_paths(file, planned)
    return planned


def _all_filters(
    api: Api, choices: ExportChoices, filters: Mapping[str, FilterValue]
) -> dict[str, FilterValue]:
    """Return the filters, with those for the period, once they are known to fit the ids."""
    of_parents, _ = split_filters(choices.name, filters)
    if choices.parent_ids and of_parents:
        noun = PARENTS[api].noun
        raise ConfigurationError(
            f"--{noun} names what to export, so the filter {next(iter(of_parents))} cannot select "
            f"it; pass only one of them."
        )
    return add_period(api, choices.name, filters, choices.period)


async def run_exports(
    planned: Sequence[PlannedExport],
    choices: ExportChoices,
    display: Display,
    out: StandardOutput | None = None,
) -> None:
    """
    Run exports at the same time, each with its own client and quota.

    A failure of one does not stop the others. Unlike ``export_many``, this records the result of
    each one as it ends, so that results are known even after an interruption.

    Args:
        planned: The exports; their ``report`` or ``error`` is set.
        choices: What the command line says.
        display: Where to show their progress.
        out: Where the rows go instead of a file.

    Raises:
        OpenToCloseAPIError: If one of them cannot start; nothing was sent.
    """
    async with AsyncExitStack() as clients:
        opened = []
        for each in planned:
            client = open_watched_client(
                each.api,
                each.settings,
                where=each.where,
                quota=each.quota,
                quota_store=choices.quota_store,
            )
            await clients.enter_async_context(client)
            with prefixing_errors(each.where):
                # Invalid filters are found before anything is sent.
                rows = _open(client, choices, each.filters)
                source = source_of(rows)
                # Without a column for the parent if there is a file for each.
                column = None if choices.fills_a_folder else source.column
                choices.file_options.layout(each.path, source.kind, column, source.custom_fields)
                opened.append((each, client, rows))
        clients.enter_context(filter_warnings_on_stderr())
        async with anyio.create_task_group() as group:
            for each, client, rows in opened:
                group.start_soon(_run, each, client, rows, choices, display, out)


def _open(
    client: AsyncOpenToClose | AsyncRooms,
    choices: ExportChoices,
    filters: Mapping[str, FilterValue],
) -> Pager[Any] | RowSource:
    """Open what is to be exported; nothing is sent yet."""
    if choices.parents is None:
        return open_list(client, choices.name, filters)
    lists = open_lists(
        client,
        choices.parents,
        choices.name,
        filters,
        choices.parent_ids,
        # Nothing can be resumed there.
        stop_at_first=choices.to_standard_output,
    )
    if choices.together or choices.fills_a_folder:
        return lists
    return lists.list_of(choices.parent_ids[0])


async def _run(
    each: PlannedExport,
    client: BaseClient,
    rows: Pager[Any] | RowSource,
    choices: ExportChoices,
    display: Display,
    out: StandardOutput | None,
) -> None:
    label = each.account or f"{each.api} {choices.name}"
    try:
        if choices.fills_a_folder and isinstance(rows, ListsOfParents):
            each.report, each.files = await export_per_parent(
                display,
                label,
                client,
                rows,
                each.path,
                suffix=choices.suffix,
                options=choices.file_options,
            )
            return
        if out is not None:
            each.report = await stream_and_show(
                display, label, client, rows, out, choices.file_options
            )
            return
        each.report = await export_and_show(
            display, label, client, rows, each.path, choices.file_options
        )
    except Exception as error:  # noqa: BLE001 - reported with the others at the end
        if isinstance(error, AuthenticationError) and each.variables:
            error.add_note(f"This account's credentials come from {' and '.join(each.variables)}.")
        each.error = error


def _check_paths(file: Path, planned: Sequence[PlannedExport]) -> None:
    """Refuse exports that would overwrite each other or the file of the accounts."""
    writers = {_identity(file): "the accounts file"}
    for each in planned:
        other = writers.setdefault(_identity(each.path), f"account {each.account!r}")
        if other != f"account {each.account!r}":
            raise ConfigurationError(
                f"{each.where}: {other} has the same path, {each.path}. Nothing was sent."
            )


def _identity(path: Path) -> str:
    return os.path.normcase(path.resolve())
