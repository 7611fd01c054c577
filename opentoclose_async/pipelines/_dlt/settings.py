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
from opentoclose_async._accounts.accounts_file import prefixing_errors, read_accounts
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._accounts.lists import LISTS, find_list, kind_of, parents_of
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._accounts.quota_text import read_quota
from opentoclose_async._docusign.signing_key import SigningKey
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import ConfigurationError, ValidationError
from opentoclose_async.pipelines._reading import AccountToRead, find_settings

__all__ = [
    "Filters",
    "choose_filters",
    "choose_lists",
    "find_accounts",
    "find_text",
    "section",
]

Filters = Mapping[str, FilterValue] | Mapping[str, Mapping[str, FilterValue]]
"""Filters of all lists that have them, or of lists by name."""

_CREDENTIALS = ("api_key", "access_token", "private_key")
_SECRETS = (*_CREDENTIALS, "quota_store")  # a Redis URL may have a password
_GRANT = ("integration_key", "user_id", "private_key")


@forgets_arguments
def find_accounts(
    api: Api, path: object, account: str, arguments: Mapping[str, object], quota: object
) -> list[AccountToRead]:
    """
    Return the accounts to read: those of a file, or a single one.

    Args:
        api: The API.
        path: The accounts file.
        account: The name of a single account.
        arguments: The arguments of its client; None for those to look up.
        quota: The quota of accounts for which the file sets none.

    Raises:
        ConfigurationError: If the file or a value is invalid, or a variable is missing.
        OSError: If the file cannot be read.
    """
    given = [name for name, value in arguments.items() if value is not None]
    if path is None and not given:
        path = find_text("accounts")
    if path is None:
        return [_single(account, arguments, _quota(quota))]
    if not isinstance(path, str | os.PathLike):
        raise ConfigurationError(f"accounts must be the path of a file, not {shorten(path)}.")
    if given:
        raise ConfigurationError(
            f"{' and '.join(given)}: an accounts file says it for each account. Pass either "
            "accounts or the settings of a single account."
        )
    return _from_file(api, Path(path), _quota(quota))


def _single(name: str, arguments: Mapping[str, object], quota: QuotaChoice) -> AccountToRead:
    if not isinstance(name, str) or not name.strip():
        raise ConfigurationError("account must be the name for the column account.")
    found = {
        each: text
        for each, value in arguments.items()
        if (text := find_text(each, value)) is not None
    }
    if any(each in found for each in _GRANT) and "access_token" not in found:
        missing = [each for each in _GRANT if each not in found]
        if missing:
            raise ConfigurationError(f"For a JWT grant, also set {' and '.join(missing)}.")
        SigningKey(JWTGrant(**{each: found[each] for each in _GRANT}).private_key).read()
    else:
        for each in _GRANT:
            found.pop(each, None)
    return AccountToRead(name, "", Hidden(found), (), quota, {})


def _from_file(api: Api, path: Path, quota: QuotaChoice) -> list[AccountToRead]:
    accounts = [account for account in read_accounts(path) if account.api is api]
    if not accounts:
        raise ConfigurationError(f'{path}: no account has api = "{api}". Nothing was sent.')
    names = {name for account in accounts for name in account.variables.values()}
    return find_settings(path, accounts, {name: _variable(name) for name in names}, quota)


def choose_lists(api: Api, lists: object) -> list[ListName]:
    """
    Return the lists to load; without names, all but those that each property or room has.

    Raises:
        ConfigurationError: If the API has no such list.
    """
    if lists is None:
        return [name for name in LISTS[api] if parents_of(name) is None]
    if isinstance(lists, str) or not isinstance(lists, Sequence) or not lists:
        raise ConfigurationError(
            f'lists must be a list of names, such as ["users"], not {shorten(lists)}.'
        )
    return list(dict.fromkeys(find_list(api, str(each)) for each in lists))


def choose_filters(
    api: Api, names: Sequence[ListName], account: AccountToRead, given: object
) -> dict[ListName, dict[str, FilterValue]]:
    """
    Return the filters of each list of an account.

    Args:
        api: The API.
        names: The lists that are read.
        account: The account, whose own filters come first.
        given: The filters that the source was passed.

    Raises:
        ConfigurationError: If they are not filters, or none of the lists has one of them.
        ValidationError: If a value is invalid.
    """
    if given is None:
        given = {}
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
        kind_of(api, name, filters)
        found[name] |= filters
    return found


def _lists_with(
    api: Api, names: Sequence[ListName], key: str, value: FilterValue
) -> list[ListName]:
    """Return the lists that have a filter."""
    found = []
    refusal: ValidationError | None = None
    for name in names:
        try:
            kind_of(api, name, {key: value})
        except ValidationError as error:
            refusal = error
        else:
            found.append(name)
    if not found and refusal is not None:
        raise refusal
    return found


def find_text(name: str, given: object = None) -> str | None:
    """
    Return a setting: the argument, or else what dlt's configuration has.

    Args:
        name: The setting's name.
        given: The argument; ``dlt.secrets.value`` and ``dlt.config.value`` count as none.

    Raises:
        ConfigurationError: If it is not text; the message does not show it.
    """
    value: Any = None if isinstance(given, ConfigValueSentinel) else given
    if value is None:
        value = _look_up(name)
    if value is None:
        return None
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(f"{name} must be a non-empty string.")
    return value.strip()


def _look_up(name: str) -> Any:
    """Return what dlt's configuration has, if anything. Its traces show what is no secret."""
    accessors: list[Any] = [dlt.secrets] if name in _SECRETS else []
    if name not in _CREDENTIALS:
        accessors.append(dlt.config)
    for accessor in accessors:
        for place in _sections():
            value = accessor.get(f"{place}.{name}")
            if value is not None:
                return value
    return None


def section() -> str:
    """Return the section of the source that is being made: its own name, or that of a clone."""
    found: str = Container()[ConfigSectionContext].sections[1]
    return found


def _sections() -> Iterator[str]:
    """Yield the places where the source's settings may be, the most specific first."""
    context = Container()[ConfigSectionContext]
    name = context.sections[2]
    for pipeline in (f"{context.pipeline_name}.", "") if context.pipeline_name else ("",):
        yield from dict.fromkeys(
            f"{pipeline}sources.{each}" for each in (f"{section()}.{name}", name, section())
        )


def _quota(given: object) -> QuotaChoice:
    if given == "documented":
        given = find_text("quota") or given
    if given is None or isinstance(given, Quota):
        return given
    if not isinstance(given, str):
        raise ConfigurationError(
            f'quota must be a Quota, text such as "500/30s,3000/1h", or None, not {shorten(given)}.'
        )
    return read_quota(given)


def _variable(name: str) -> str:
    """Return an environment variable that an accounts file names, or dlt's secret with its name."""
    value = os.environ.get(name, "").strip()
    secrets: Any = dlt.secrets
    for place in (*_sections(), "") if not value else ():
        secret = secrets.get(f"{place}.{name}".removeprefix("."))
        if isinstance(secret, str) and secret.strip():
            return secret
    return value
