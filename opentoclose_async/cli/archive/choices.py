"""What to archive and where to, as the command line and the accounts file say."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from opentoclose_async._accounts.accounts_file import (
    Account,
    prefixing_errors,
    read_accounts,
    settings_of,
)
from opentoclose_async._accounts.names import Api
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.archive import ArchivePlan, ArchiveProgress, ArchiveReport
from opentoclose_async.archive.names import folder_name
from opentoclose_async.archive.otc_account import OTC_LISTS
from opentoclose_async.archive.rooms_account import ROOMS_LISTS
from opentoclose_async.archive.selection import Selection, check_limits
from opentoclose_async.exceptions import (
    ConfigurationError,
    ValidationError,
)

__all__ = ["ArchiveChoices", "PlannedArchive", "plan_accounts", "plan_one"]

STATE = "archive.json"
"""The file that makes a folder the archive of one account."""


@frozen(kw_only=True)
class ArchiveChoices:
    """
    What the command line says about every archive.

    Attributes:
        output: The folder.
        since: Only rooms or properties that changed since.
        until: Only those that changed before.
        documents: Whether to download documents.
        only: The lists to archive; None for all.
        rooms: The ids of rooms.
        properties: The ids of properties.
        follow_links: Whether to download documents from other hosts.
        max_hours: When to stop.
        max_requests: When to stop.
        plan_only: Whether to say what it takes, and no more.
        quota: The quota of each client.
        quota_store: Where the quotas are shared with others.
    """

    output: Path
    since: str | None
    until: str | None
    documents: bool
    only: tuple[str, ...] | None
    rooms: tuple[int, ...]
    properties: tuple[int, ...]
    follow_links: bool
    max_hours: float | None
    max_requests: int | None
    plan_only: bool
    quota: QuotaChoice
    quota_store: str = field(repr=False)  # it may contain a password

    @property
    def selection(self) -> dict[str, Any]:
        """The arguments of ``archive`` that ``plan_archive`` takes, too."""
        return {
            "since": self.since,
            "until": self.until,
            "documents": self.documents,
            "only": self.only,
            "rooms": self.rooms,
            "properties": self.properties,
            "follow_links": self.follow_links,
        }

    def check(self, api: Api) -> None:
        """
        Check what is to be archived of an account.

        Raises:
            ConfigurationError: If an option is invalid, or does not apply to the API.
        """
        foreign = self.properties if api is Api.ROOMS else self.rooms
        if foreign:
            option, other = ("property", Api.OTC) if api is Api.ROOMS else ("room", Api.ROOMS)
            raise ConfigurationError(f"--{option} is for --api {other}, not {api}.")
        if self.follow_links and api is Api.ROOMS:
            raise ConfigurationError(f"--follow-links is for --api {Api.OTC}: rooms has no links.")
        try:
            check_limits(self.max_hours, self.max_requests)
            Selection.checked(
                since=self.since,
                until=self.until,
                documents=self.documents,
                only=self.only,
                places=self.rooms or self.properties,
                follow_links=self.follow_links,
                lists=ROOMS_LISTS if api is Api.ROOMS else OTC_LISTS,
                places_argument="room" if api is Api.ROOMS else "property",
            )
        except ValidationError as error:
            (argument,) = error.field_errors or {"": []}
            text = str(error).replace(argument, f"--{argument.replace('_', '-')}", 1)
            text = text.replace(", or None,", ",")
            raise ConfigurationError(text) from error


@define(eq=False)
class PlannedArchive:
    """
    One archive and its result.

    Attributes:
        account: The account's name; empty for a single account.
        where: The prefix of errors before the start; empty for a single account.
        api: The API.
        settings: The arguments of its client.
        variables: Environment variables that some of them come from.
        quota: The quota of its client.
        directory: The folder.
        plan: What it takes, if only that was asked for.
        progress: How far it was.
        report: The report, if it ended without an error.
        error: The error that ended it, if one did.
    """

    account: str
    where: str
    api: Api
    settings: Mapping[str, str] = field(repr=False)
    variables: Sequence[str]
    quota: QuotaChoice
    directory: Path
    plan: ArchivePlan | None = None
    progress: ArchiveProgress | None = None
    report: ArchiveReport | None = None
    error: Exception | None = None

    @property
    def word(self) -> str:
        """What its places are: "rooms" or "properties"."""
        return "rooms" if self.api is Api.ROOMS else "properties"

    @property
    def name(self) -> str:
        """Its name for the user."""
        return self.account or f"{self.api} archive"


def plan_one(api: Api, settings: Mapping[str, str], choices: ArchiveChoices) -> PlannedArchive:
    """
    Plan the archive of the account whose credentials are in the environment.

    Args:
        api: The API.
        settings: Arguments of its client from the command line.
        choices: What the command line says.

    Raises:
        ConfigurationError: If an option is invalid.
    """
    choices.check(api)
    return PlannedArchive("", "", api, settings, (), choices.quota, choices.output)


def plan_accounts(file: Path, api: Api | None, choices: ArchiveChoices) -> list[PlannedArchive]:
    """
    Plan the archives of the accounts in a file.

    Args:
        file: The file.
        api: The API that all of them must have, if the command line names one.
        choices: What the command line says.

    Raises:
        ConfigurationError: If the file is invalid, or sets what does not apply to archives.
        OSError: If the file cannot be read.
    """
    accounts = read_accounts(file)
    if (choices.output / STATE).exists():
        raise ConfigurationError(
            f"{choices.output} is the archive of one account, and --accounts needs a folder for "
            "several. Choose another folder. Nothing was sent."
        )
    planned = []
    for account, settings in zip(accounts, settings_of(file, accounts, os.environ), strict=True):
        with prefixing_errors(account.where):
            if api not in (None, account.api):
                raise ConfigurationError(f"its api is {account.api}, but --api is {api}.")
            _check_account(account)
            choices.check(account.api)
        planned.append(
            PlannedArchive(
                account=account.name,
                where=account.where,
                api=account.api,
                settings=settings,
                variables=tuple(account.variables.values()),
                quota=account.quota if account.has_quota else choices.quota,
                directory=choices.output / account.name,
            )
        )
    return planned


def _check_account(account: Account) -> None:
    """Refuse what only applies to exports."""
    if account.output is not None:
        raise ConfigurationError(
            "output is for exports; an archive goes to a folder of --output named after the "
            "account. Nothing was sent."
        )
    if account.filters:
        raise ConfigurationError(
            "filters are for exports; select with --since, --until and --only. Nothing was sent."
        )
    if folder_name(account.name, "") != account.name:
        raise ConfigurationError(
            "its name cannot be the name of a folder on every system. Nothing was sent."
        )
