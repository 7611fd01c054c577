"""
The ``--accounts`` file: several accounts, and the environment variables with their secrets.

::

    [[account]]
    name = "north"                     # of letters, digits, ".", "_" and "-"
    api = "otc"
    api_key_env = "NORTH_OTC_KEY"      # the environment variable with the API key
    output = "north/users.csv"         # optional; relative to this file's folder
    base_url = "https://..."           # optional; default: the vendor's
    quota = "1/s"                      # optional; default: --quota
    filters = { status = "Active" }    # optional; in addition to --filter

    [[account]]
    name = "south"
    api = "rooms"
    account_id = "..."                 # or account_id_env
    access_token_env = "SOUTH_TOKEN"
    environment = "demo"               # optional; default: production

    [[account]]
    name = "west"
    api = "rooms"                      # without account_id, the person's default account
    integration_key = "..."            # a JWT grant, instead of an access token
    user_id = "..."
    private_key_env = "WEST_KEY"       # PEM, or the path of a PEM file

Only the environment variables that it names are read.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from opentoclose_async._accounts.filters import FilterValue, looks_secret
from opentoclose_async._accounts.names import Api
from opentoclose_async._accounts.quota_text import read_quota
from opentoclose_async._docusign.consent import AUTH_HOSTS
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._protocol.suggestions import hint_at, known_or_meant
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import ConfigurationError, OpenToCloseAPIError
from opentoclose_async.otc.client import BASE_URL
from opentoclose_async.rooms.client import BASE_URLS

__all__ = ["Account", "account_of", "prefixing_errors", "read_accounts", "settings_of"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
# Capitals only, so that a secret written instead of a variable is noticed, and not shown.
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{0,63}", re.ASCII)

_SHARED = ("name", "api", "output", "base_url", "quota", "filters")
_OWN: dict[Api, tuple[str, ...]] = {
    Api.OTC: ("api_key_env",),
    Api.ROOMS: (
        *("account_id", "account_id_env", "access_token_env", "environment"),
        *("auth_url", "integration_key", "user_id", "private_key_env"),
    ),
}
_OF_GRANT = ("integration_key", "user_id", "private_key_env")

_DEFAULTS: dict[Api, dict[str, str]] = {
    # Set explicitly, so that variables of the shell, meant for one account, do not reach others.
    Api.OTC: {"base_url": BASE_URL},
    Api.ROOMS: {"environment": "production"},  # which selects the other defaults
}


@frozen
class Account:
    """
    One account of the file.

    Attributes:
        where: The file and the account, as a prefix of errors.
        name: Its name.
        api: The API.
        settings: Arguments of its client that are not secret.
        variables: Environment variables with other arguments, by argument.
        output: Its file; None for the command's default.
        quota: Its quota, if ``has_quota``.
        has_quota: Whether the file sets a quota.
        filters: Its filters.
    """

    where: str
    name: str
    api: Api
    settings: Mapping[str, str]
    variables: Mapping[str, str]
    output: Path | None
    quota: QuotaChoice
    has_quota: bool
    filters: Mapping[str, FilterValue]


def read_accounts(path: Path) -> list[Account]:
    """
    Read the file.

    Raises:
        ConfigurationError: If it is invalid. No message shows a value that may be secret.
        OSError: If it cannot be read.
    """
    try:
        # Windows editors may begin it with a byte order mark.
        document = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        # Neither the error's message nor its cause: they may quote the file.
        where = re.search(r"\(at [^()]*\)$", str(error))
        at = f" {where[0]}" if where else ""
        raise ConfigurationError(f"{path}: invalid TOML{at}. Nothing was sent.") from None
    _check_keys(str(path), document, ("account",))
    tables = document.get("account")
    if not isinstance(tables, list) or not tables:
        raise _refuse(str(path), "there must be at least one [[account]]")
    accounts = [_read_account(path, number, table) for number, table in enumerate(tables, start=1)]
    names = [account.name.casefold() for account in accounts]
    for account in accounts:
        if names.count(account.name.casefold()) > 1:
            raise _refuse(account.where, "another account has the same name")
    return accounts


def account_of(where: str, table: Mapping[str, Any]) -> Account:
    """
    Read an account that is in no file.

    Args:
        where: The prefix of errors.
        table: What a file would have.

    Raises:
        ConfigurationError: If it is invalid. No message shows a value that may be secret.
    """
    return _read_table(where, table, Path())


@forgets_arguments
def settings_of(
    path: Path | str, accounts: Sequence[Account], environment: Mapping[str, str]
) -> list[dict[str, str]]:
    """
    Return the arguments of the accounts' clients.

    Args:
        path: The file, for the error.
        accounts: The accounts.
        environment: The environment variables.

    Returns:
        The arguments of each account's client.

    Raises:
        ConfigurationError: If variables are missing or empty; the message names all of them.
    """
    missing = [
        f"{variable} ({account.name})"
        for account in accounts
        for variable in account.variables.values()
        if not environment.get(variable, "").strip()
    ]
    if missing:
        raise _refuse(str(path), f"environment variables are not set: {', '.join(missing)}")
    return [
        {
            **account.settings,
            **{
                argument: environment[variable].strip()
                for argument, variable in account.variables.items()
            },
        }
        for account in accounts
    ]


def _read_account(path: Path, number: int, table: Any) -> Account:
    where = f"{path}: account {number}"
    if not isinstance(table, dict):
        raise _refuse(where, "it must be a table: write [[account]]")
    given = table.get("name")
    if isinstance(given, str) and _NAME.fullmatch(given):
        where = f"{path}: account {given!r}"
    return _read_table(where, table, path.parent)


def _read_table(where: str, table: Mapping[str, Any], folder: Path) -> Account:
    _check_keys(where, table, (*_SHARED, *(key for keys in _OWN.values() for key in keys)))
    name = _text(where, table, "name")
    if not _NAME.fullmatch(name):
        raise _refuse(where, "name may contain letters, digits, '.', '_' and '-' only")
    api_name = _text(where, table, "api")
    if api_name not in tuple(Api):
        hint = hint_at(api_name, Api, str)
        raise _refuse(where, f"api must be one of: {', '.join(Api)}{hint}")
    api = Api(api_name)
    for key in table:
        if key not in (*_SHARED, *_OWN[api]):
            raise _refuse(where, f"{key} does not apply to api = {api.value!r}")
    settings, variables = _read_client(where, table, api)
    return Account(
        where=where,
        name=name,
        api=api,
        settings=settings,
        variables=variables,
        output=_read_output(where, table, folder) if "output" in table else None,
        quota=_read_quota(where, table),
        has_quota="quota" in table,
        filters=_read_filters(where, table.get("filters", {})),
    )


def _read_client(
    where: str, table: Mapping[str, Any], api: Api
) -> tuple[dict[str, str], dict[str, str]]:
    """Return arguments of an account's client, and the variables that hold the others."""
    settings = dict(_DEFAULTS[api])
    variables: dict[str, str] = {}
    if "account_id" in table and "account_id_env" in table:
        raise _refuse(where, "account_id and account_id_env mean the same; set only one")
    own = _keys_of_client(where, table, api)
    for key in ("base_url", "account_id", "environment", "auth_url", "integration_key", "user_id"):
        if key in table:
            settings[key] = _text(where, table, key)
    if api is Api.ROOMS and settings["environment"] in BASE_URLS:
        settings.setdefault("base_url", BASE_URLS[settings["environment"]])
        settings.setdefault("auth_url", f"https://{AUTH_HOSTS[settings['environment']]}")
    for key in own:
        argument = key.removesuffix("_env")
        if argument == key or argument in settings:
            continue
        if key not in table:
            either = " (or account_id)" if argument == "account_id" else ""
            raise _refuse(where, f"{key}{either} is missing")
        variables[argument] = _text(where, table, key)
        if not _VARIABLE.fullmatch(variables[argument]):
            raise _refuse(
                where,
                f"{key} must be the name of an environment variable, of capitals, digits and '_'; "
                "its value stays out of this file",
            )
    return settings, variables


def _keys_of_client(where: str, table: Mapping[str, Any], api: Api) -> list[str]:
    """Return the keys that an account must have, which depend on how it signs in."""
    keys = [key for key in _OWN[api] if key not in _OF_GRANT]
    if not any(key in table for key in _OF_GRANT):
        return keys
    if "access_token_env" in table:
        raise _refuse(where, "access_token_env and private_key_env are alternatives; set only one")
    for key in _OF_GRANT:
        if key not in table:
            raise _refuse(where, f"{key} is missing: a JWT grant needs {', '.join(_OF_GRANT)}")
    left = [key for key in keys if key != "access_token_env"]
    if "account_id_env" not in table:  # found by signing in
        left.remove("account_id_env")
    return [*left, *_OF_GRANT]


def _read_output(where: str, table: Mapping[str, Any], folder: Path) -> Path:
    text = _text(where, table, "output")
    if text == "-":
        raise _refuse(where, "output must be a file: accounts cannot share standard output")
    return folder / text


def _read_quota(where: str, table: Mapping[str, Any]) -> QuotaChoice:
    try:
        return read_quota(_text(where, table, "quota")) if "quota" in table else "documented"
    except ConfigurationError as error:
        raise _refuse(where, f"quota: {str(error).removesuffix('.')}") from error


def _read_filters(where: str, filters: Any) -> dict[str, FilterValue]:
    if not isinstance(filters, dict):
        raise _refuse(where, 'filters must be a table, such as { status = "Active" }')
    for key, value in filters.items():
        if not isinstance(value, FilterValue):
            raise _refuse(where, f"filter {key} must be a string, a number, true or false")
    return filters


def _text(where: str, table: Mapping[str, Any], key: str) -> str:
    if key not in table:
        raise _refuse(where, f"{key} is missing")
    value = table[key]
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise _refuse(where, f"{key} must be a non-empty string on one line")
    return value


def _check_keys(where: str, table: Mapping[str, Any], known: Sequence[str]) -> None:
    """Refuse secrets first, at any depth, and then unknown keys."""
    for key in _keys_within(table):
        if key not in known and not key.lower().endswith("_env") and looks_secret(key):
            raise _refuse(
                where,
                f"{_shown(key)} does not belong in a file: put it in an environment variable, "
                'and name that here, such as api_key_env = "NORTH_KEY" or '
                'access_token_env = "SOUTH_TOKEN"',
            )
    for key in table:
        if key not in known:
            hint = known_or_meant(key, known, "keys", str)
            raise _refuse(where, f"{_shown(key)} is not known; {hint}")


def _keys_within(value: Any) -> Iterator[str]:
    """Yield the keys of a table and its subtables; accounts have their own check."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            if key != "account":
                yield from _keys_within(part)
    elif isinstance(value, list):
        for part in value:
            yield from _keys_within(part)


def _shown(key: str) -> str:
    """Return a key if it is safe to show; anything but a plain word could be a secret."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]{1,32}", key) else "a key"


def _refuse(where: str, problem: str) -> ConfigurationError:
    end = "" if problem.endswith(("?", ".")) else "."
    return ConfigurationError(f"{where}: {problem}{end} Nothing was sent.")


@contextmanager
def prefixing_errors(where: str) -> Iterator[None]:
    """Prefix errors within this context with the account they concern."""
    try:
        yield
    except OpenToCloseAPIError as error:
        if not where:
            raise
        raise ConfigurationError(f"{where}: {error}") from error
