"""
Sources for dlt: the lists of Open To Close and DocuSign Rooms accounts.

::

    pipeline = dlt.pipeline("brokerage", destination="duckdb", dataset_name="rooms")
    pipeline.run(rooms(accounts="accounts.toml", lists=["users", "rooms", "offices"]))

It needs the extra ``dlt``.
"""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, Literal, get_args

try:
    import dlt
except ModuleNotFoundError as error:
    if error.name != "dlt":
        raise
    from opentoclose_async._extras import install_command

    raise ModuleNotFoundError(
        f"dlt is not installed; its sources need the extra 'dlt': {install_command('dlt')}",
        name=error.name,
    ) from error
from dlt.common.configuration.specs import BaseConfiguration, configspec
from dlt.extract import DltResource

from opentoclose_async import Quota
from opentoclose_async._accounts.lists import PARENTS
from opentoclose_async._accounts.names import Api
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.pipelines._dlt.resources import Choices, make_resources
from opentoclose_async.pipelines._dlt.settings import (
    Filters,
    choose_filters,
    choose_lists,
    find_accounts,
    find_text,
    section,
)
from opentoclose_async.pipelines._reading import AccountToRead, Clients

__all__ = ["open_to_close", "rooms"]

WriteDisposition = Literal["append", "merge", "replace"]
_DISPOSITIONS = get_args(WriteDisposition)


@configspec
class _Nothing(BaseConfiguration):
    """Keeps dlt from looking for arguments outside the source's own section."""


@dlt.source(name="open_to_close", section="open_to_close", spec=_Nothing)
def open_to_close(
    accounts: str | PathLike[str] | None = None,
    lists: Sequence[str] | None = None,
    *,
    write_disposition: WriteDisposition = "merge",
    filters: Filters | None = None,
    account: str = "default",
    api_key: str | None = None,
    base_url: str | None = None,
    quota: Quota | str | None = "documented",
    quota_store: str | None = None,
    compare: bool = True,
) -> list[DltResource]:
    """
    Return a source with a resource for each list of Open To Close.

    Tables have the rows of all accounts, with the account's name in the column ``account``.
    Settings that are not passed come from dlt's configuration and secrets, in the section
    ``sources.open_to_close``, or from the environment variables of the client.

    Args:
        accounts: The path of an accounts file, for several accounts. Those of Rooms are ignored.
        lists: The lists to load, such as ``["users", "property_notes"]``. Default: all but those
            that each property has, which take a request for each property.
        write_disposition: "merge" keeps tables like the accounts, "replace" loads everything again,
            "append" adds a row for each change.
        filters: Select rows: filters for all lists that have them, or by list.
        account: The name of a single account, for the column ``account``.
        api_key: Its API key.
        base_url: The base URL of its API.
        quota: The quota of accounts for which the file sets none: a ``Quota``, text such as
            "1/s", or None for no limit.
        quota_store: Where the quota is shared with other processes: "file", a Redis URL or "off".
        compare: Whether to keep a digest of each row in dlt's state, 11 to 16 bytes, to load only
            what changed and to delete what vanished. Otherwise each run loads all rows.

    Raises:
        ConfigurationError: If a setting is invalid; nothing was sent.
        ValidationError: If a filter is invalid; nothing was sent.
        OSError: If the accounts file cannot be read.
    """
    settings = {"api_key": api_key, "base_url": base_url}
    found = find_accounts(Api.OTC, accounts, account, settings, quota)
    return _resources(
        Api.OTC,
        found,
        lists,
        write_disposition,
        filters,
        quota_store,
        by_date=True,
        compare=compare,
    )


@dlt.source(name="rooms", section="rooms", spec=_Nothing)
def rooms(
    accounts: str | PathLike[str] | None = None,
    lists: Sequence[str] | None = None,
    *,
    write_disposition: WriteDisposition = "merge",
    filters: Filters | None = None,
    account: str = "default",
    account_id: str | None = None,
    access_token: str | None = None,
    integration_key: str | None = None,
    user_id: str | None = None,
    private_key: str | None = None,
    environment: str | None = None,
    base_url: str | None = None,
    auth_url: str | None = None,
    quota: Quota | str | None = "documented",
    quota_store: str | None = None,
    by_date: bool = True,
    compare: bool = True,
) -> list[DltResource]:
    """
    Return a source with a resource for each list of DocuSign Rooms.

    Tables have the rows of all accounts, with the account's name in the column ``account``.
    Settings that are not passed come from dlt's configuration and secrets, in the section
    ``sources.rooms``, or from the environment variables of the client.

    Args:
        accounts: The path of an accounts file, for several accounts. Those of Open To Close are
            ignored.
        lists: The lists to load, such as ``["users", "room_documents"]``. Default: all but those
            that each room has, which take a request for each room.
        write_disposition: "merge" keeps tables like the accounts, "replace" loads everything again,
            "append" adds a row for each change.
        filters: Select rows: filters for all lists that have them, or by list.
        account: The name of a single account, for the column ``account``.
        account_id: Its id.
        access_token: Its access token.
        integration_key: The integration key, for a JWT grant instead of an access token.
        user_id: The user, for a JWT grant.
        private_key: The private key, for a JWT grant: PEM, or the path of a PEM file.
        environment: "production" or "demo".
        base_url: The base URL of the API.
        auth_url: The base URL of the sign-in.
        quota: The quota of accounts for which the file sets none: a ``Quota``, text such as
            "500/30s,3000/1h", or None for no limit.
        quota_store: Where the quota is shared with other processes: "file", a Redis URL or "off".
        by_date: Whether to request only rooms whose details changed since the last load. Otherwise
            all are read, which also finds those that were deleted.
        compare: Whether to keep a digest of each row in dlt's state, 11 to 16 bytes, to load only
            what changed and to delete what vanished. Otherwise each run loads all rows.

    Raises:
        ConfigurationError: If a setting is invalid; nothing was sent.
        ValidationError: If a filter is invalid; nothing was sent.
        OSError: If the accounts file cannot be read.
    """
    settings = {
        "account_id": account_id,
        "access_token": access_token,
        "integration_key": integration_key,
        "user_id": user_id,
        "private_key": private_key,
        "environment": environment,
        "base_url": base_url,
        "auth_url": auth_url,
    }
    found = find_accounts(Api.ROOMS, accounts, account, settings, quota)
    return _resources(
        *(Api.ROOMS, found, lists, write_disposition, filters, quota_store),
        by_date=by_date,
        compare=compare,
    )


def _resources(
    api: Api,
    accounts: Sequence[AccountToRead],
    lists: object,
    write_disposition: Any,
    filters: object,
    quota_store: object,
    *,
    by_date: bool,
    compare: bool,
) -> list[DltResource]:
    if write_disposition not in _DISPOSITIONS:
        raise ConfigurationError(
            f"write_disposition must be one of {', '.join(_DISPOSITIONS)}, not "
            f"{shorten(write_disposition)}."
        )
    names = choose_lists(api, lists)
    kind = PARENTS[api]
    read = names if not set(names) & set(kind.lists) else [*names, kind.list_name]
    by_account: dict[str, Mapping[Any, Any]] = {
        account.name: choose_filters(api, list(dict.fromkeys(read)), account, filters)
        for account in accounts
    }
    return make_resources(
        Choices(
            api,
            section(),
            Clients(api, accounts, find_text("quota_store", quota_store)),
            by_account,
            write_disposition,
            by_date,
            compare,
        ),
        names,
    )
