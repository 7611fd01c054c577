"""
Sources for dlt: the lists of Open To Close and DocuSign Rooms accounts.

::

    pipeline = dlt.pipeline("brokerage", destination="duckdb", dataset_name="rooms")
    pipeline.run(rooms(accounts="accounts.toml", lists=["users", "rooms", "offices"]))

It needs the extra ``dlt``.
"""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Literal, get_args

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
    DEFAULT,
    Filters,
    choose_filters,
    choose_lists,
    find_accounts,
    find_quota,
    find_text,
    section,
)
from opentoclose_async.pipelines._reading import Clients

__all__ = ["open_to_close", "rooms"]

WriteDisposition = Literal["append", "merge", "replace"]


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
    account: str = DEFAULT,
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
        account: The name of the only account to load: one of the file, or what the column
            ``account`` has if there is no file.
        api_key: Its API key.
        base_url: The base URL of its API.
        quota: The quota of accounts for which the file sets none: a ``Quota``, text such as
            "1/s", or None for no limit.
        quota_store: Where the quota is shared with other processes: "file", a Redis URL or "off".
        compare: Whether to keep a digest of each row in dlt's state, 14 to 18 bytes, to load only
            what changed and to delete what vanished. Otherwise each run loads all rows.

    Raises:
        ConfigurationError: If a setting is invalid; nothing was sent.
        ValidationError: If a filter is invalid; nothing was sent.
        OSError: If the accounts file cannot be read.
    """
    return _source(
        *(Api.OTC, accounts, account, {"api_key": api_key, "base_url": base_url}),
        quota=quota,
        quota_store=quota_store,
        lists=lists,
        filters=filters,
        write_disposition=write_disposition,
        compare=compare,
    )


@dlt.source(name="rooms", section="rooms", spec=_Nothing)
def rooms(
    accounts: str | PathLike[str] | None = None,
    lists: Sequence[str] | None = None,
    *,
    write_disposition: WriteDisposition = "merge",
    filters: Filters | None = None,
    account: str = DEFAULT,
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

    It is like ``open_to_close``, with settings in the section ``sources.rooms``, and these
    arguments of its own:

    Args:
        accounts: The path of an accounts file. Accounts of Open To Close are ignored.
        lists: The lists to load, such as ``["users", "room_documents"]``. Default: all but those
            that each room has, which take a request for each room.
        write_disposition: As for ``open_to_close``, like all that is not described here.
        filters: Select rows: filters for all lists that have them, or by list.
        account: The name of the only account to load: one of the file, or what the column
            ``account`` has if there is no file.
        account_id: Its id.
        access_token: Its access token.
        integration_key: The integration key, for a JWT grant instead of an access token.
        user_id: The user, for a JWT grant.
        private_key: The private key, for a JWT grant: PEM, or the path of a PEM file.
        environment: "production" or "demo".
        base_url: The base URL of the API.
        auth_url: The base URL of the sign-in.
        quota: The quota, such as "500/30s,3000/1h", of accounts for which the file sets none.
        quota_store: Where the quota is shared with other processes.
        by_date: Whether to request only rooms whose details changed since the last load. Otherwise
            all are read, which also finds those that were deleted.
        compare: Whether to load only what changed, and to delete what vanished.

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
    return _source(
        *(Api.ROOMS, accounts, account, settings),
        quota=quota,
        quota_store=quota_store,
        lists=lists,
        filters=filters,
        write_disposition=write_disposition,
        compare=compare,
        by_date=by_date,
    )


def _source(
    api: Api,
    accounts: object,
    account: str,
    settings: Mapping[str, str | None],
    *,
    quota: object,
    quota_store: object,
    lists: object,
    filters: object,
    write_disposition: WriteDisposition,
    compare: bool,
    by_date: bool = True,
) -> list[DltResource]:
    found, hidden = find_accounts(api, accounts, account, settings)
    clients = Clients(found, hidden, find_quota(quota), find_text("quota_store", quota_store))
    known = get_args(WriteDisposition)
    if write_disposition not in known:
        raise ConfigurationError(
            f"write_disposition must be one of {', '.join(known)}, not "
            f"{shorten(write_disposition)}."
        )
    names = choose_lists(api, lists)
    kind = PARENTS[api]
    parents = [kind.list_name] if set(names) & set(kind.lists) else []
    read = list(dict.fromkeys([*names, *parents]))
    by_account = {each.name: choose_filters(api, read, each, filters) for each in found}
    return make_resources(
        Choices(api, section(), clients, by_account, write_disposition, by_date, compare), names
    )
