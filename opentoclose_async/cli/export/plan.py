"""Plan and run the exports of one account or several."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any

import anyio
from attrs import define, evolve, field, frozen

from opentoclose_async import AsyncOpenToClose
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.cli.export.accounts_file import read_accounts, settings_of
from opentoclose_async.cli.export.filters import FilterValue, merge_filters, typed_filters
from opentoclose_async.cli.export.lists import (
    OF_PROPERTIES,
    Api,
    ListName,
    check_list,
    open_client,
    open_list,
)
from opentoclose_async.cli.export.property_files import export_per_property
from opentoclose_async.cli.export.standard_output import DASH, StandardOutput, stream_and_show
from opentoclose_async.cli.progress.display import Display, export_and_show
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    OpenToCloseAPIError,
)
from opentoclose_async.export import ExportReport
from opentoclose_async.export.formats.registry import FORMATS
from opentoclose_async.export.options import ExportOptions

__all__ = [
    "ExportChoices",
    "PlannedExport",
    "plan_accounts",
    "plan_one",
    "read_columns",
    "read_format",
    "run_exports",
]


@frozen
class ExportChoices:
    """
    What the command line says about every export.

    Attributes:
        name: The list.
        output: The file; with several accounts, ``{name}`` stands for the account's name.
        quota: The quota of each client.
        quota_store: Where the quotas are shared with others.
        filters: The filters, as text.
        options: The options of each export.
        properties: The ids of properties, for a list that each property has; empty for all.
    """

    name: ListName
    output: Path | None
    quota: QuotaChoice
    quota_store: str = field(repr=False)  # it may contain a password
    filters: Mapping[str, str]
    options: ExportOptions
    properties: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.properties and self.name not in OF_PROPERTIES:
            raise ConfigurationError(
                f"--property is for {', '.join(sorted(OF_PROPERTIES))}; {self.name} do not belong "
                "to a property."
            )
        if self.to_standard_output and self.options.resume:
            raise ConfigurationError(
                "--output - writes to standard output, which leaves nothing to --resume."
            )
        if self.to_standard_output and self.fills_a_folder:
            raise ConfigurationError(
                f"--output - takes one list, and each property has its own {self.name}: select one "
                "property with --property, or pass a folder as --output."
            )

    @property
    def to_standard_output(self) -> bool:
        """Whether the rows go to standard output."""
        return self.output == DASH

    @property
    def fills_a_folder(self) -> bool:
        """Whether there is one file per property, in a folder."""
        return self.name in OF_PROPERTIES and len(self.properties) != 1

    @property
    def file_name(self) -> str:
        """The part of the default name of the file or folder that follows the API's name."""
        is_one = self.name in OF_PROPERTIES and len(self.properties) == 1
        return f"{self.name}-{self.properties[0]}" if is_one else str(self.name)

    @property
    def ending(self) -> str:
        """The ending of the default name of the file or folder."""
        return "" if self.fills_a_folder else f".{self.suffix}"

    @property
    def suffix(self) -> str:
        """The suffix of files without a given name."""
        return self.options.format or ("csv" if self.options.excel else "jsonl")

    @property
    def file_options(self) -> ExportOptions:
        """The options of each file, with the format where no path implies it."""
        if self.to_standard_output or self.fills_a_folder:
            return evolve(self.options, format=self.suffix)
        return self.options


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


def read_format(name: str | None) -> str | None:
    """
    Check the name of a format.

    Raises:
        ConfigurationError: For an unknown format.
    """
    if name is not None and name not in FORMATS:
        raise ConfigurationError(f"--format {name}: must be one of {', '.join(FORMATS)}.")
    return name


def read_columns(text: str | None) -> tuple[str, ...] | None:
    """Parse names of columns, separated by commas and optional blanks."""
    return None if text is None else tuple(name.strip() for name in text.split(","))


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
    check_list(api, choices.name)
    return PlannedExport(
        account="",
        where="",
        api=api,
        settings=settings,
        variables=(),
        quota=choices.quota,
        filters=typed_filters(api, choices.filters),
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
        with _prefixing_errors(account.where):
            if api not in (None, account.api):
                raise ConfigurationError(f"its api is {account.api}, but --api is {api}.")
            check_list(account.api, choices.name)
            filters = merge_filters(account.filters, typed_filters(account.api, choices.filters))
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
            with _prefixing_errors(each.where):
                client = open_client(
                    each.api, each.settings, quota=each.quota, quota_store=choices.quota_store
                )
                await clients.enter_async_context(client)
                # Invalid filters are found before anything is sent.
                of = (choices.properties or (1,))[0] if choices.name in OF_PROPERTIES else None
                pager = open_list(client, choices.name, each.filters, of)
                choices.file_options.layout(each.path, pager.description.kind)
                opened.append((each, client, pager))
        async with anyio.create_task_group() as group:
            for each, client, pager in opened:
                group.start_soon(_run, each, client, pager, choices, display, out)


async def _run(
    each: PlannedExport,
    client: BaseClient,
    pager: Any,
    choices: ExportChoices,
    display: Display,
    out: StandardOutput | None,
) -> None:
    label = each.account or f"{each.api} {choices.name}"
    try:
        if choices.fills_a_folder and isinstance(client, AsyncOpenToClose):
            each.report, each.files = await export_per_property(
                display,
                label,
                client,
                choices.name,
                each.path,
                filters=dict(each.filters),
                properties=choices.properties,
                suffix=choices.suffix,
                options=choices.file_options,
            )
            return
        if out is not None:
            each.report = await stream_and_show(
                display, label, client, pager, out, choices.file_options
            )
            return
        each.report = await export_and_show(
            display, label, client, pager, each.path, choices.file_options
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


@contextmanager
def _prefixing_errors(where: str) -> Iterator[None]:
    """Prefix errors within this context with the account they concern."""
    try:
        yield
    except OpenToCloseAPIError as error:
        if not where:
            raise
        raise ConfigurationError(f"{where}: {error}") from error
