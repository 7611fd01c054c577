"""
The accounts and lists of a source: from its arguments, dlt's configuration and the environment.

dlt's own injection would fall back to variables such as ``API_KEY`` and ``BASE_URL``, which are
often set for something else: a credential could reach another vendor. So only the source's own
section is read.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dlt
from dlt.common.configuration.container import Container
from dlt.common.configuration.specs.config_section_context import ConfigSectionContext
from dlt.common.typing import ConfigValueSentinel

from opentoclose_async import JWTGrant
from opentoclose_async._accounts.accounts_file import (
    Account,
    prefixing_errors,
    read_accounts,
    settings_of,
)
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._accounts.lists import LISTS, check_filters, parents_of
from opentoclose_async._accounts.names import Api, ListName, find_list
from opentoclose_async._accounts.quota_text import read_quota
from opentoclose_async._docusign.signing_key import SigningKey
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import ConfigurationError, ValidationError

__all__ = [
    "DEFAULT",
    "Filters",
    "choose_filters",
    "choose_lists",
    "find_accounts",
    "find_quota",
    "find_text",
    "section",
]

Filters = Mapping[str, FilterValue] | Mapping[str, Mapping[str, FilterValue]]
"""Filters of all lists that have them, or of lists by name."""

DEFAULT = "default"
"""The name of a single account that was given none."""
_CREDENTIALS = ("api_key", "access_token", "private_key")
_SECRETS = (*_CREDENTIALS, "quota_store")  # a Redis URL may have a password
_GRANT = ("integration_key", "user_id", "private_key")


@forgets_arguments
def find_accounts(
    api: Api, path: object, name: str, arguments: Mapping[str, object]
) -> tuple[list[Account], Hidden[Sequence[Mapping[str, str]]]]:
    """
    Return the accounts to read, those of a file or a single one, and arguments of their clients.

    Args:
        api: The API.
        path: The accounts file.
        name: The name of a single account; for a file, which one to read unless ``DEFAULT``.
        arguments: The arguments of its client; None for those to look up.
    """
    given = [each for each, value in arguments.items() if value is not None]
    if path is None and not given:
        path = find_text("accounts")
    if path is None:
        if not isinstance(name, str) or not name.strip():
            raise ConfigurationError("account must be the name for the column account.")
        account = Account("", name, api, {}, {}, None, "documented", has_quota=False, filters={})
        return [account], Hidden([_settings(arguments)])
    if not isinstance(path, str | os.PathLike):
        raise ConfigurationError(f"accounts must be the path of a file, not {shorten(path)}.")
    if given:
        raise ConfigurationError(
            f"{' and '.join(given)}: an accounts file says it for each account. Pass either "
            "accounts or the settings of a single account."
        )
    accounts = [account for account in read_accounts(Path(path)) if account.api is api]
    if not accounts:
        raise ConfigurationError(f'{path}: no account has api = "{api}". Nothing was sent.')
    if name != DEFAULT:
        accounts = [account for account in accounts if account.name == name]
        if not accounts:
            raise ConfigurationError(
                f"{path} has no account {shorten(name)} of {api}. Nothing was sent."
            )
    variables = {each for account in accounts for each in account.variables.values()}
    environment = {each: _variable(each) for each in variables}
    return accounts, Hidden(settings_of(Path(path), accounts, environment))


def _settings(arguments: Mapping[str, object]) -> dict[str, str]:
    """Return the arguments of a single account's client."""
    texts = {name: find_text(name, value) for name, value in arguments.items()}
    found = {name: text for name, text in texts.items() if text is not None}
    grant = {name: found.pop(name) for name in _GRANT if name in found}
    if grant and "access_token" not in found:
        missing = [name for name in _GRANT if name not in grant]
        if missing:
            raise ConfigurationError(f"For a JWT grant, also set {' and '.join(missing)}.")
        SigningKey(JWTGrant(**grant).private_key).read()
        return found | grant
    return found


def choose_lists(api: Api, lists: object) -> list[ListName]:
    """Return the lists to load; without names, all but those that each property or room has."""
    if lists is None:
        return [name for name in LISTS[api] if parents_of(name) is None]
    if isinstance(lists, str) or not isinstance(lists, Sequence) or not lists:
        raise ConfigurationError(
            f'lists must be a list of names, such as ["users"], not {shorten(lists)}.'
        )
    return list(dict.fromkeys(find_list(api, str(each)) for each in lists))


def choose_filters(
    api: Api, names: Sequence[ListName], account: Account, given: object
) -> dict[ListName, dict[str, FilterValue]]:
    """Return the filters of each list that is read: those of the account, and those given."""
    given = {} if given is None else given
    if not isinstance(given, Mapping):
        raise ConfigurationError(f"filters must be a mapping, not {shorten(given)}.")
    by_list = all(isinstance(value, Mapping) for value in given.values())
    found: dict[ListName, dict[str, FilterValue]] = {name: {} for name in names}
    with prefixing_errors(account.where):
        for key, value in [*account.filters.items(), *([] if by_list else given.items())]:
            for name in _lists_with(api, names, key, value):
                found[name][key] = value
    for each, filters in given.items() if by_list else ():
        (name,) = choose_lists(api, [each])
        if name not in found:
            raise ConfigurationError(f"filters: {each} is not among the lists to load.")
        check_filters(api, name, filters)
        found[name] |= filters
    return found


def _lists_with(
    api: Api, names: Sequence[ListName], key: str, value: FilterValue
) -> list[ListName]:
    """Return the lists that have a filter."""
    found, refusals = [], []
    for name in names:
        try:
            check_filters(api, name, {key: value})
            found.append(name)
        except ValidationError as error:
            refusals.append(error)
    if not found and refusals:
        raise refusals[-1]
    return found


def find_quota(given: object) -> QuotaChoice:
    """Return the quota given; if it is the default, that of dlt's configuration, if any."""
    if given == "documented":
        given = find_text("quota") or given
    if given is None or isinstance(given, Quota):
        return given
    if not isinstance(given, str):
        raise ConfigurationError(
            f'quota must be a Quota, text such as "500/30s,3000/1h", or None, not {shorten(given)}.'
        )
    return read_quota(given)


def find_text(name: str, given: object = None) -> str | None:
    """Return a setting: the argument, or else what dlt's configuration has."""
    # dlt.secrets.value and dlt.config.value stand for a look-up.
    value = None if isinstance(given, ConfigValueSentinel) else given
    if value is None and name in _SECRETS:
        value = _look_up(dlt.secrets, name)
    if value is None and name not in _CREDENTIALS:  # dlt's traces show what is no secret
        value = _look_up(dlt.config, name)
    if value is None:
        return None
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(f"{name} must be a non-empty string.")
    return value.strip()


def _variable(name: str) -> str:
    """Return an environment variable that an accounts file names, or dlt's secret with its name."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    secrets: Any = dlt.secrets
    secret = _look_up(secrets, name) or secrets.get(name)
    return secret if isinstance(secret, str) else ""


def _look_up(accessor: Any, name: str) -> object:
    """Return what dlt has in the source's own section, the most specific place first."""
    values = (accessor.get(f"{place}.{name}") for place in _sections())
    return next((value for value in values if value is not None), None)


def section() -> str:
    """Return the section of the source that is being made: its own name, or that of a clone."""
    found: str = Container()[ConfigSectionContext].sections[1]
    return found


def _sections() -> Iterator[str]:
    context = Container()[ConfigSectionContext]
    name = context.sections[2]
    for pipeline in (f"{context.pipeline_name}.", "") if context.pipeline_name else ("",):
        yield from dict.fromkeys(
            f"{pipeline}sources.{each}" for each in (f"{section()}.{name}", name, section())
        )
