"""What a command is to export: one account or several, and what came of each."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any

import anyio
from attrs import define, field, frozen

from opentoclose_async import AsyncOpenToClose, Pager
from opentoclose_async._runtime.client import BaseClient, QuotaChoice
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
from opentoclose_async.cli.export.property_files import export_parts
from opentoclose_async.cli.export.standard_output import DASH, StandardOutput, stream_and_show
from opentoclose_async.cli.progress.tracking import Display, export_and_show
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    OpenToCloseAPIError,
)
from opentoclose_async.export import ExportReport
from opentoclose_async.export.formats.layout import FORMATS, layout_of

__all__ = [
    "Choices",
    "PlannedExport",
    "plan_accounts",
    "plan_one",
    "read_columns",
    "read_format",
    "run_exports",
]


@frozen
class Choices:
    """
    What the options say about every export.

    Attributes:
        name: The list.
        format_name: The format; told by the file's suffix if not given.
        output: The file; for several, with ``{name}`` in the place of the account's name.
        quota: What to keep to.
        filters: Which rows, as the command line has them.
        resume: Whether to go on with what an earlier run has left.
        verify: Whether to make sure that no row is lost or doubled.
        overwrite: Whether to replace files that are there.
        columns: Which fields; all if not given.
        excel: Whether the files are for Excel.
        properties: Of which properties, for a list that each of them has; of all if none is named.
    """

    name: ListName
    format_name: str | None
    output: Path | None
    quota: QuotaChoice
    filters: Mapping[str, str]
    resume: bool
    verify: bool
    overwrite: bool
    columns: tuple[str, ...] | None = None
    excel: bool = False
    properties: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.properties and self.name not in OF_PROPERTIES:
            raise ConfigurationError(
                f"--property is for {', '.join(sorted(OF_PROPERTIES))}; {self.name} are no part of "
                "a property."
            )
        if self.to_standard_output and self.resume:
            raise ConfigurationError(
                "--output - writes to standard output, and nothing of that is left to --resume."
            )
        if self.to_standard_output and self.fills_a_folder:
            raise ConfigurationError(
                f"--output - takes one list, and {self.name} are a list for each property: name "
                "one with --property, or a folder with --output."
            )

    @property
    def to_standard_output(self) -> bool:
        """Whether the rows go to standard output."""
        return self.output == DASH

    @property
    def fills_a_folder(self) -> bool:
        """Whether there is a file for each of several properties."""
        return self.name in OF_PROPERTIES and len(self.properties) != 1

    @property
    def file_name(self) -> str:
        """What comes behind the API's name in the file's, or the folder's."""
        one = self.name in OF_PROPERTIES and len(self.properties) == 1
        return f"{self.name}-{self.properties[0]}" if one else str(self.name)

    @property
    def ending(self) -> str:
        """What the names of files, or of folders, end in where nobody named them."""
        return "" if self.fills_a_folder else f".{self.suffix}"

    @property
    def suffix(self) -> str:
        """What the names of files end in where nobody named them."""
        return self.format_name or ("csv" if self.excel else "jsonl")

    def check_rows(self, path: Path, pager: Pager[Any]) -> None:
        """
        Check that the rows of a list can stand in a file as they are wanted.

        Raises:
            ValidationError: If they cannot.
        """
        told = self.to_standard_output or self.fills_a_folder
        layout_of(
            path,
            pager.description.kind,
            format=self.suffix if told else self.format_name,
            columns=self.columns,
            excel=self.excel,
        )


@define(eq=False)
class PlannedExport:
    """
    One export, and what came of it.

    Attributes:
        account: The account's name; empty where there is but one.
        where: What errors before the start are about; empty where there is but one account.
        api: The API.
        settings: The arguments of its client.
        variables: Environment variables that some of them are from.
        quota: What to keep to.
        filters: Which rows.
        path: The file.
        report: What it did, when it is complete.
        error: Why it failed, if it did.
        files: How many files a folder has got.
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
    Read the name of a format.

    Raises:
        ConfigurationError: If there is no such format.
    """
    if name is not None and name not in FORMATS:
        raise ConfigurationError(f"--format {name}: known are {', '.join(FORMATS)}.")
    return name


def read_columns(text: str | None) -> tuple[str, ...] | None:
    """Read names of columns as people write them: separated by commas, blanks or not."""
    return None if text is None else tuple(name.strip() for name in text.split(","))


def plan_one(api: Api, settings: Mapping[str, str], choices: Choices) -> PlannedExport:
    """
    Plan the export of the account that the environment has the credentials of.

    Args:
        api: Which API.
        settings: Arguments of its client that the command line has.
        choices: What the options say.

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


def plan_accounts(file: Path, api: Api | None, choices: Choices) -> list[PlannedExport]:
    """
    Plan the exports of the accounts in a file.

    Args:
        file: The file.
        api: What the API of all of them should be, if the command line says so.
        choices: What the options say.

    Raises:
        ConfigurationError: If the file, or something in it, is not as it has to be.
        OSError: If the file cannot be read.
    """
    accounts = read_accounts(file)
    planned = []
    for account, settings in zip(accounts, settings_of(file, accounts, os.environ), strict=True):
        with _naming(account.where):
            if api not in (None, account.api):
                raise ConfigurationError(f"it is of {account.api}, and --api says {api}.")
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
    choices: Choices,
    display: Display,
    out: StandardOutput | None = None,
) -> None:
    """
    Run exports together, each with a client and a quota of its own.

    One that fails does not stop the others. This is ``export_many``, except that a display, and who
    interrupts it, get to know when each of them ends.

    Args:
        planned: The exports; their ``report`` and ``error`` tell what came of them.
        choices: What the options say.
        display: Where to show how far they are.
        out: Where the rows go, in place of a file.

    Raises:
        OpenToCloseAPIError: If one of them cannot begin; nothing was sent then.
    """
    async with AsyncExitStack() as clients:
        opened = []
        for each in planned:
            with _naming(each.where):
                client = open_client(each.api, each.settings, quota=each.quota)
                await clients.enter_async_context(client)
                # A filter that the list does not take is found before anything is sent.
                of = (choices.properties or (1,))[0] if choices.name in OF_PROPERTIES else None
                pager = open_list(client, choices.name, each.filters, of)
                choices.check_rows(each.path, pager)
                opened.append((each, client, pager))
        async with anyio.create_task_group() as group:
            for each, client, pager in opened:
                group.start_soon(_run, each, client, pager, choices, display, out)


async def _run(
    each: PlannedExport,
    client: BaseClient,
    pager: Any,
    choices: Choices,
    display: Display,
    out: StandardOutput | None,
) -> None:
    label = each.account or f"{each.api} {choices.name}"
    try:
        if choices.fills_a_folder and isinstance(client, AsyncOpenToClose):
            each.report, each.files = await export_parts(
                display,
                label,
                client,
                choices.name,
                each.path,
                filters=dict(each.filters),
                properties=choices.properties,
                suffix=choices.suffix,
                columns=choices.columns,
                excel=choices.excel,
                resume=choices.resume,
                verify=choices.verify,
                overwrite=choices.overwrite,
            )
            return
        if out is not None:
            each.report = await stream_and_show(
                display,
                label,
                client,
                pager,
                out,
                format_name=choices.suffix,
                columns=choices.columns,
                excel=choices.excel,
                verify=choices.verify,
            )
            return
        each.report = await export_and_show(
            display,
            label,
            client,
            pager,
            each.path,
            format_name=choices.format_name,
            columns=choices.columns,
            excel=choices.excel,
            resume=choices.resume,
            verify=choices.verify,
            overwrite=choices.overwrite,
        )
    except Exception as error:  # noqa: BLE001 - reported with the others at the end
        if isinstance(error, AuthenticationError) and each.variables:
            error.add_note(f"This account has its own in {' and '.join(each.variables)}.")
        each.error = error


def _check_paths(file: Path, planned: Sequence[PlannedExport]) -> None:
    """Refuse to let exports write over each other, or over the file that tells of them."""
    writers = {_identity(file): "the file of the accounts"}
    for each in planned:
        other = writers.setdefault(_identity(each.path), f"account {each.account!r}")
        if other != f"account {each.account!r}":
            raise ConfigurationError(
                f"{each.where}: {other} has the same path, {each.path}. Nothing was sent."
            )


def _identity(path: Path) -> str:
    return os.path.normcase(path.resolve())


@contextmanager
def _naming(where: str) -> Iterator[None]:
    """Let the errors within this context begin with what they are about."""
    try:
        yield
    except OpenToCloseAPIError as error:
        if not where:
            raise
        raise ConfigurationError(f"{where}: {error}") from error
