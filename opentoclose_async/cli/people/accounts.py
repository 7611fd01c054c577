"""The accounts of a people file: planned from the accounts file, and read all at once."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import anyio
from attrs import define, field

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager
from opentoclose_async._accounts.accounts_file import read_accounts, settings_of
from opentoclose_async._accounts.names import Api
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.cli.people.memberships import Kind, membership_of
from opentoclose_async.cli.progress.display import Display
from opentoclose_async.cli.progress.trouble import open_watched_client
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    NotFoundError,
    PermissionDeniedError,
    ValidationError,
)
from opentoclose_async.export import ExportReport, Progress
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.sources import OneList

__all__ = ["AccountsFailedError", "PeopleAccount", "open_accounts", "plan_people", "read_people"]


class AccountsFailedError(Exception):
    """Raised after reading if accounts failed; each has its ``error``."""


@define(eq=False)
class PeopleAccount:
    """
    One account and its memberships.

    Attributes:
        name: Its name.
        where: The prefix of errors before the start.
        api: The API.
        settings: The arguments of its client.
        variables: Environment variables that some of them come from.
        quota: The quota of its client.
        client: Its client, once it is open.
        users: The memberships of its users, once all are read.
        agents: Those of its agents.
        error: Why it failed, if it did.
    """

    name: str
    where: str
    api: Api
    settings: Mapping[str, str] = field(repr=False)
    variables: Sequence[str]
    quota: QuotaChoice
    client: AsyncOpenToClose | AsyncRooms | None = None
    users: list[VerbatimRow] = field(factory=list, repr=False)
    agents: list[VerbatimRow] = field(factory=list, repr=False)
    error: Exception | None = None


def plan_people(file: Path, quota: QuotaChoice) -> list[PeopleAccount]:
    """
    Read the accounts file.

    Args:
        file: The file.
        quota: The quota of accounts for which the file sets none.

    Raises:
        ConfigurationError: If the file is invalid, or sets what only applies to exports.
        OSError: If it cannot be read.
    """
    accounts = read_accounts(file)
    planned = []
    for account, settings in zip(accounts, settings_of(file, accounts, os.environ), strict=True):
        for key, given in (("output", account.output), ("filters", account.filters)):
            if given:
                raise ConfigurationError(
                    f"{account.where}: {key} is for exports; people writes one file with everyone. "
                    "Nothing was sent."
                )
        planned.append(
            PeopleAccount(
                name=account.name,
                where=account.where,
                api=account.api,
                settings=settings,
                variables=tuple(account.variables.values()),
                quota=account.quota if account.has_quota else quota,
            )
        )
    return planned


async def open_accounts(
    accounts: Sequence[PeopleAccount], clients: AsyncExitStack, quota_store: str
) -> None:
    """
    Open the accounts' clients.

    Args:
        accounts: The accounts.
        clients: Where the clients are closed.
        quota_store: Where the quotas are shared with others.

    Raises:
        OpenToCloseAPIError: If one of them cannot start; nothing was sent.
    """
    for account in accounts:
        client = open_watched_client(
            account.api,
            account.settings,
            where=account.where,
            quota=account.quota,
            quota_store=quota_store,
        )
        account.client = await clients.enter_async_context(client)


async def read_people(accounts: Sequence[PeopleAccount], display: Display) -> list[VerbatimRow]:
    """
    Read all users and agents of accounts whose clients are open.

    A failure of one account does not stop the others.

    Args:
        accounts: The accounts.
        display: Where to show the progress.

    Returns:
        The memberships: in the order of the accounts, users before agents, as the lists have them.

    Raises:
        AccountsFailedError: If any of them failed.
    """
    async with anyio.create_task_group() as group:
        for account in accounts:
            group.start_soon(_read_account, account, display)
    if any(account.error is not None for account in accounts):
        raise AccountsFailedError
    return list(_in_order(accounts))


def _in_order(accounts: Sequence[PeopleAccount]) -> Iterator[VerbatimRow]:
    for account in accounts:
        yield from account.users
        yield from account.agents


async def _read_account(account: PeopleAccount, display: Display) -> None:
    client = account.client
    assert client is not None
    entry = display.add(account.name, client)
    reading = _Reading(account, entry.advance)
    try:
        if isinstance(client, AsyncRooms):
            roles = await _role_names(client)
            account.users = await reading.read(client.users.iter_users(), Kind.USER, roles)
        else:
            account.users = await reading.read(client.users.iter_users(), Kind.USER)
            account.agents = await reading.read(client.agents.iter_agents(), Kind.AGENT)
    except Exception as error:  # noqa: BLE001 - reported with the others at the end
        if isinstance(error, AuthenticationError) and account.variables:
            names = " and ".join(account.variables)
            error.add_note(f"This account's credentials come from {names}.")
        account.error = error
        entry.fail()
    else:
        entry.complete(reading.report)


class _Reading:
    """
    Reads the lists of an account one after another, with progress over all of them.

    Args:
        account: The account.
        advance: Called after each page.
    """

    def __init__(self, account: PeopleAccount, advance: Callable[[Progress], None]) -> None:
        self._account = account
        self._advance = advance
        self._rows = 0
        self._pages = 0
        self._started = anyio.current_time()

    @property
    def report(self) -> ExportReport:
        """What displays show of an account that is complete."""
        return ExportReport(
            path=Path(),
            rows=self._rows,
            pages=self._pages,
            requests=0,
            retries=0,
            seams=0,
            resumed=0,
            seconds=anyio.current_time() - self._started,
            sha256="",
        )

    async def read(
        self, pager: Pager[Any], kind: Kind, role_names: Mapping[str, str] | None = None
    ) -> list[VerbatimRow]:
        """Read a whole list; no row is lost if it changes meanwhile."""
        found: list[VerbatimRow] = []
        async with OneList(pager).open(Checkpoint({}), b"", verify=True) as reader:
            before = self._rows
            while pages := await reader.next_pages(1):
                for page in pages:
                    found += [
                        membership_of(
                            row,
                            account=self._account.name,
                            api=self._account.api,
                            kind=kind,
                            role_names=role_names,
                        )
                        for row in page.items
                    ]
                    self._rows = before + len(found)
                    self._pages += 1
                    total = None if page.total is None else before + page.total
                    self._advance(Progress(self._rows, self._pages, total))
            problem = reader.problem(len(found), "Run the command again")
        if problem is not None:
            raise problem
        return found


async def _role_names(client: AsyncRooms) -> dict[str, str]:
    """Return the names of an account's roles by id; none if they may not be read."""
    try:
        roles = await client.roles.list_roles()
    except (NotFoundError, PermissionDeniedError, ValidationError):
        # The people are the point: their roles then show as ids.
        return {}
    return {
        str(role.role_id): role.name for role in roles if role.role_id is not None and role.name
    }
