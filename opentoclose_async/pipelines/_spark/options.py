"""The options of a Spark reader."""

import re
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from opentoclose_async._accounts.accounts_file import Account, account_of, read_accounts
from opentoclose_async._accounts.filters import (
    FilterValue,
    looks_secret,
    split_filters,
    typed_filters,
)
from opentoclose_async._accounts.lists import LISTS, check_filters, parents_of
from opentoclose_async._accounts.names import Api, ListName, find_list
from opentoclose_async._accounts.quota_text import read_quota
from opentoclose_async._accounts.variables import ACCESS_TOKEN
from opentoclose_async._protocol.suggestions import did_you_mean
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["FROM_ENVIRONMENT", "OF_STREAMS", "Options", "read_options"]

FROM_ENVIRONMENT = "environment"
"""The quota store that the executors' environment names, as its URL may contain a password."""

OF_STREAMS = ("since", "overlap_seconds", "poll_seconds")
_OF_ACCOUNT = (
    *("account", "base_url", "api_key_env", "account_id", "account_id_env", "access_token_env"),
    *("environment", "auth_url", "integration_key", "user_id", "private_key_env"),
)
"""Describe one account, instead of a file."""
_KNOWN = (
    *("accounts", "list", "api", "quota", "quota_store", "groups", "partitions", "pushdown"),
    *(*OF_STREAMS, *_OF_ACCOUNT),
)
_FILTER = "filter."
_SHARED_STORES = re.compile(r"file|environment|(redis|rediss|unix)://.+")


@frozen
class Options:
    """The options, as the guide has them. They contain no secret, so they can go to executors."""

    source: str
    """The accounts file, or "options", for errors."""
    accounts: tuple[Account, ...]
    api: Api
    name: ListName
    filters: Mapping[str, Mapping[str, FilterValue]]
    """Filters of the list, by account."""
    quota: QuotaChoice
    quota_store: str | None
    groups: int
    partitions: int
    """Maximum number of partitions; 0 for one for each account."""
    pushdown: bool
    since: str
    overlap_seconds: int
    poll_seconds: int


def read_options(options: Mapping[str, str]) -> Options:
    """
    Read the options of a reader, by lower-case name; nothing is sent.

    Raises:
        ConfigurationError: If an option is unknown, missing, invalid or looks like a secret. No
            message shows a value that may be secret.
        ValidationError: If a filter is invalid; the message suggests the nearest one.
        OSError: If the accounts file cannot be read.
    """
    _check_names(options)
    source, accounts = _accounts(options)
    api = accounts[0].api
    if "list" not in options:
        lists = ", ".join(name.replace("-", "_") for name in LISTS[api])
        raise _refuse(f"set list to one of: {lists}")
    name = find_list(api, options["list"])
    pushdown = options.get("pushdown", "false").strip().lower()
    if pushdown not in ("true", "false"):
        raise _refuse("pushdown must be true or false")
    found = Options(
        source=source,
        accounts=tuple(accounts),
        api=api,
        name=name,
        filters=_filters(name, accounts, options),
        quota=read_quota(options.get("quota", "documented")),
        quota_store=options.get("quota_store"),
        groups=_whole(options, "groups", 1, 1),
        partitions=_whole(options, "partitions", 0, 1),
        pushdown=pushdown == "true",
        since=options.get("since", ""),
        overlap_seconds=_whole(options, "overlap_seconds", 300, 0),
        poll_seconds=_whole(options, "poll_seconds", 60, 1),
    )
    _check_sharing(found)
    return found


def _check_names(options: Mapping[str, str]) -> None:
    """Refuse secrets first, then unknown options."""
    unknown = [option for option in options if option not in _KNOWN]
    for option in unknown:
        if not option.endswith("_env") and looks_secret(option.removeprefix(_FILTER)):
            raise _refuse(
                f"{_shown(option)} does not belong in an option, which Spark shows in plans and "
                "logs: put it in an environment variable of the executors, and name that, such as "
                '.option("access_token_env", "ROOMS_TOKEN")'
            )
    for option in unknown:
        if not option.startswith(_FILTER):
            hint = did_you_mean(option, _KNOWN, str) or (
                f"filters are written filter.<name>; other options are {', '.join(_KNOWN)}"
            )
            raise _refuse(f"the option {_shown(option)} is not known; {hint}")
    for option in ("base_url", "auth_url", "quota_store"):
        if "@" in options.get(option, ""):
            advice = (
                'set OPENTOCLOSE_QUOTA_STORE on the executors, and quota_store to "environment"'
                if option == "quota_store"
                else "the executors' HTTPS_PROXY may contain one for a proxy"
            )
            raise _refuse(
                f"{option} may contain no user name and password, which Spark would show in plans "
                f"and logs; {advice}"
            )


def _accounts(options: Mapping[str, str]) -> tuple[str, list[Account]]:
    """Return where the accounts come from, and the accounts; all have the same API."""
    api, file = options.get("api"), options.get("accounts")
    own = {option: options[option] for option in _OF_ACCOUNT if option in options}
    if api is not None and api not in tuple(Api):
        raise _refuse(f"api must be one of: {', '.join(Api)}")
    if file is None:
        if api is None:
            raise _refuse(
                'set accounts to the path of an accounts file, or api to "otc" or "rooms"'
            )
        return "options", [_one_account(Api(api), own)]
    for option in own:
        raise _refuse(f"accounts and {option} exclude each other: {option} belongs in the file")
    accounts = [account for account in read_accounts(Path(file)) if api in (None, account.api)]
    if not accounts:
        raise _refuse(f"{file} has no account with api = {api!r}")
    if len({account.api for account in accounts}) > 1:
        raise _refuse(
            f"{file} has accounts of both APIs, whose lists have different columns; read them one "
            'API at a time, with api set to "otc" or "rooms"'
        )
    return file, accounts


def _one_account(api: Api, own: Mapping[str, str]) -> Account:
    table = {"name": own.get("account", api.value), "api": api.value, **own}
    table.pop("account", None)
    if api is Api.OTC:
        table.setdefault("api_key_env", "OPEN_TO_CLOSE_API_KEY")
    elif not {"integration_key", "user_id", "private_key_env"} & table.keys():
        table.setdefault("access_token_env", ACCESS_TOKEN)
        if "account_id" not in table:
            table.setdefault("account_id_env", "DOCUSIGN_ACCOUNT_ID")
    return account_of("options", table)


def _filters(
    name: ListName, accounts: list[Account], options: Mapping[str, str]
) -> dict[str, dict[str, FilterValue]]:
    """Return the filters of each account, checked before anything is sent."""
    api, parent = accounts[0].api, parents_of(name)
    texts = {
        each.removeprefix(_FILTER): text
        for each, text in options.items()
        if each.startswith(_FILTER)
    }
    given = typed_filters(api, texts)
    found = {}
    for account in accounts:
        for twice in account.filters.keys() & given.keys():
            raise _refuse(f"filter.{twice} is given twice: account {account.name!r} has it, too")
        found[account.name] = filters = {**account.filters, **given}
        of_parents, of_each = split_filters(name, filters)
        check_filters(api, name, filters if parent is None else of_each)
        if parent is not None:
            check_filters(api, parent.list_name, of_parents)
    return found


def _check_sharing(options: Options) -> None:
    store = options.quota_store
    if store not in (None, "off") and not _SHARED_STORES.fullmatch(store):
        raise _refuse('quota_store must be "file", a redis:// URL, "environment" or "off"')
    if options.groups == 1:
        return
    if store in (None, "off"):
        raise _refuse(
            "groups lets several readers use one account at once, so they must share its quota: "
            "set quota_store, too"
        )
    if parents_of(options.name) is None:
        raise _refuse(
            f"groups applies to the lists of each room or property, which {options.name} is not"
        )
    if options.partitions:
        raise _refuse("groups makes more partitions and partitions fewer; set only one of them")


def _whole(options: Mapping[str, str], option: str, default: int, least: int) -> int:
    text = options.get(option, str(default)).strip()
    if re.fullmatch(r"[0-9]{1,9}", text) is None or (option in options and int(text) < least):
        raise _refuse(f"{option} must be a whole number of at least {least}")
    return int(text)


def _shown(option: str) -> str:
    """Return an option's name if it is safe to show: anything but a word could be a secret."""
    return option if re.fullmatch(r"[a-z0-9_.-]{1,48}", option) else "one of them"


def _refuse(problem: str) -> ConfigurationError:
    end = "" if problem.endswith("?") else "."
    return ConfigurationError(f"{problem}{end} Nothing was sent.")
