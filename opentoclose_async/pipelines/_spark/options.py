"""The options of a Spark reader."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from attrs import frozen

from opentoclose_async._accounts.accounts_file import Account, account_of, read_accounts
from opentoclose_async._accounts.filters import FilterValue, looks_secret, typed_filters
from opentoclose_async._accounts.lists import LISTS, find_list, parents_of
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._accounts.quota_text import read_quota
from opentoclose_async._accounts.variables import ACCESS_TOKEN
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["FROM_ENVIRONMENT", "OF_STREAMS", "Options", "read_options"]

FROM_ENVIRONMENT = "environment"
"""The quota store that the executors' environment names, as its URL may contain a password."""

_OF_ACCOUNT = (
    *("account", "base_url", "api_key_env", "account_id", "account_id_env", "access_token_env"),
    *("environment", "auth_url", "integration_key", "user_id", "private_key_env"),
)
"""Describe one account, instead of a file."""
OF_STREAMS = ("since", "overlap_seconds", "poll_seconds")
_OTHERS = (
    "accounts",
    "list",
    "api",
    "quota",
    "quota_store",
    "groups",
    "partitions",
    "pushdown",
    *OF_STREAMS,
)
_FILTER = "filter."
_SHARED_STORES = re.compile(r"file|environment|(redis|rediss|unix)://.+")


@frozen
class Options:
    """
    What to read. It contains no secret, so it can be sent to executors.

    Attributes:
        source: The accounts file, or "options", for errors.
        accounts: The accounts, in order.
        api: Their API.
        name: The list.
        filters: Filters of the list, by account.
        quota: The quota of accounts that have none of their own.
        quota_store: Where the quota is shared; None for what the executors' environment says.
        groups: How many readers share the lists of an account's rooms or properties.
        partitions: Maximum number of partitions; None for one for each account.
        pushdown: Whether Spark's own filters are sent to the API.
        since: Where a stream begins; empty for everything.
        overlap_seconds: How far each batch of a stream reaches back into the one before.
        poll_seconds: Time between two polls of a stream.
    """

    source: str
    accounts: tuple[Account, ...]
    api: Api
    name: ListName
    filters: Mapping[str, Mapping[str, FilterValue]]
    quota: QuotaChoice
    quota_store: str | None
    groups: int
    partitions: int | None
    pushdown: bool
    since: str
    overlap_seconds: int
    poll_seconds: int


def read_options(options: Mapping[str, str]) -> Options:
    """
    Read the options of a reader; nothing is sent.

    Args:
        options: The options, by lower-case name.

    Raises:
        ConfigurationError: If an option is unknown, missing, invalid or looks like a secret. No
            message shows a value that may be secret.
        OSError: If the accounts file cannot be read.
    """
    _check_names(options)
    source, accounts = _accounts(options)
    api = accounts[0].api
    name = _list_name(api, options)
    given = {
        option.removeprefix(_FILTER): value
        for option, value in options.items()
        if option.startswith(_FILTER)
    }
    typed = typed_filters(api, given)
    quota_store = _quota_store(options.get("quota_store"))
    groups = _whole(options, "groups", 1, 1)
    if groups > 1 and quota_store in (None, "off"):
        raise _refuse(
            "groups lets several readers use one account at once, so they must share its quota: "
            "set quota_store, too"
        )
    if groups > 1 and parents_of(name) is None:
        raise _refuse(f"groups applies to the lists of each room or property, which {name} is not")
    partitions = _whole(options, "partitions", 0, 1) or None
    if groups > 1 and partitions is not None:
        raise _refuse("groups makes more partitions and partitions fewer; set only one of them")
    return Options(
        source=source,
        accounts=tuple(accounts),
        api=api,
        name=name,
        filters={account.name: _merged(account, typed) for account in accounts},
        quota=read_quota(options.get("quota", "documented")),
        quota_store=quota_store,
        groups=groups,
        partitions=partitions,
        pushdown=_flag(options, "pushdown"),
        since=options.get("since", ""),
        overlap_seconds=_whole(options, "overlap_seconds", 300, 0),
        poll_seconds=_whole(options, "poll_seconds", 60, 1),
    )


def _check_names(options: Mapping[str, str]) -> None:
    """Refuse secrets first, then unknown options."""
    known = (*_OTHERS, *_OF_ACCOUNT)
    for option in options:
        bare = option.removeprefix(_FILTER)
        if option not in known and not option.endswith("_env") and looks_secret(bare):
            raise _refuse(
                f"{_shown(option)} does not belong in an option, which Spark shows in plans and "
                "logs: put it in an environment variable of the executors, and name that, such as "
                '.option("access_token_env", "ROOMS_TOKEN")'
            )
    for option in options:
        if option not in known and not option.startswith(_FILTER):
            near = get_close_matches(option, known, n=1)
            if near:
                hint = f"did you mean {near[0]}?"
            else:
                hint = f"filters are written filter.<name>; other options are {', '.join(known)}"
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
    wanted = options.get("api")
    if wanted is not None and wanted not in tuple(Api):
        raise _refuse(f"api must be one of: {', '.join(Api)}")
    file = options.get("accounts")
    own = [option for option in _OF_ACCOUNT if option in options]
    if file is None:
        if wanted is None:
            raise _refuse(
                'set accounts to the path of an accounts file, or api to "otc" or "rooms"'
            )
        return "options", [_one_account(options, Api(wanted), own)]
    if own:
        raise _refuse(f"accounts and {own[0]} exclude each other: {own[0]} belongs in the file")
    accounts = [
        account for account in read_accounts(Path(file)) if wanted in (None, account.api.value)
    ]
    if not accounts:
        raise _refuse(f"{file} has no account with api = {wanted!r}")
    if len({account.api for account in accounts}) > 1:
        raise _refuse(
            f"{file} has accounts of both APIs, whose lists have different columns; read them one "
            'API at a time, with api set to "otc" or "rooms"'
        )
    return file, accounts


def _one_account(options: Mapping[str, str], api: Api, own: list[str]) -> Account:
    table: dict[str, str] = {"name": options.get("account", api.value), "api": api.value}
    table |= {option: options[option] for option in own if option != "account"}
    if api is Api.OTC:
        table.setdefault("api_key_env", "OPEN_TO_CLOSE_API_KEY")
    elif not {"integration_key", "user_id", "private_key_env"} & table.keys():
        table.setdefault("access_token_env", ACCESS_TOKEN)
        if "account_id" not in table:
            table.setdefault("account_id_env", "DOCUSIGN_ACCOUNT_ID")
    return account_of("options", table)


def _list_name(api: Api, options: Mapping[str, str]) -> ListName:
    if "list" not in options:
        lists = ", ".join(name.replace("-", "_") for name in LISTS[api])
        raise _refuse(f"set list to one of: {lists}")
    return find_list(api, options["list"])


def _merged(account: Account, given: Mapping[str, FilterValue]) -> dict[str, FilterValue]:
    for name in account.filters:
        if name in given:
            raise _refuse(f"filter.{name} is given twice: account {account.name!r} has it, too")
    return {**account.filters, **given}


def _quota_store(text: str | None) -> str | None:
    if text is None or text == "off" or _SHARED_STORES.fullmatch(text):
        return text
    raise _refuse('quota_store must be "file", a redis:// URL, "environment" or "off"')


def _whole(options: Mapping[str, str], option: str, default: int, least: int) -> int:
    if option not in options:
        return default
    text = options[option].strip()
    if re.fullmatch(r"[0-9]{1,9}", text) is None or int(text) < least:
        raise _refuse(f"{option} must be a whole number of at least {least}")
    return int(text)


def _flag(options: Mapping[str, str], option: str) -> bool:
    text = options.get(option, "false").strip().lower()
    if text not in ("true", "false"):
        raise _refuse(f"{option} must be true or false")
    return text == "true"


def _shown(option: str) -> str:
    """Return an option's name if it is safe to show: anything but a word could be a secret."""
    return option if re.fullmatch(r"[a-z0-9_.-]{1,48}", option) else "one of them"


def _refuse(problem: str) -> ConfigurationError:
    end = "" if problem.endswith("?") else "."
    return ConfigurationError(f"{problem}{end} Nothing was sent.")
