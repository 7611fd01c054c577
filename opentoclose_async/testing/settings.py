"""Read the settings of `@pytest.mark.opentoclose(...)`."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, get_args

import attrs

from opentoclose_async import Quota
from opentoclose_async._protocol.suggestions import known_or_meant
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.sandbox import Fault, SandboxConfig
from opentoclose_async.sandbox.faults.plan import FaultKind

if TYPE_CHECKING:
    import pytest

__all__ = ["MarkError", "Settings", "settings_of"]

FAULT_SECONDS = 0.1
"""How long a fault lasts that is given by its name, if it takes time."""


class MarkError(ValueError):
    """A mark has an invalid keyword or value."""


@attrs.frozen
class Settings:
    """
    What the marks of a test say.

    Args:
        config: The settings of the sandbox.
        faults: Its faults.
        client_quota: The quota of the clients that are fixtures.
    """

    config: SandboxConfig
    faults: tuple[Fault, ...] = ()
    client_quota: Any = None


def settings_of(marks: "Iterable[pytest.Mark]") -> Settings:
    """
    Combine the marks of a test.

    Args:
        marks: The marks, the closest first; its keywords take precedence.

    Raises:
        MarkError: If a keyword or a value is invalid.
    """
    given: dict[str, Any] = {}
    for mark in marks:
        if mark.args:
            raise MarkError("it takes keywords only, such as users=250.")
        given = {**mark.kwargs, **given}
    faults, quota = given.pop("faults", ()), given.pop("client_quota", None)
    known = {field.name: field for field in attrs.fields(SandboxConfig)}
    for name, value in given.items():
        if name not in known:
            raise MarkError(_unknown("keyword", name, [*known, "faults", "client_quota"]))
        try:
            SandboxConfig(**{name: value})
        except (TypeError, ValueError) as error:
            raise MarkError(f"{name} is invalid: {error.args[0]}") from error
    several = isinstance(faults, Iterable) and not isinstance(faults, (str, Mapping))
    return Settings(
        SandboxConfig(**given),
        tuple(map(_fault, faults if several else [faults])),
        _client_quota(quota),
    )


def _fault(given: object) -> Fault:
    """Return a fault; one given by its name strikes one request."""
    if isinstance(given, Fault):
        return given
    if isinstance(given, Mapping):
        try:
            return Fault.from_json(dict(given))
        except ValueError as error:
            raise MarkError(f"faults: {error}") from error
    if not isinstance(given, str):
        raise MarkError(f"faults must be names or Fault objects, not {given!r}.")
    kinds = get_args(FaultKind)
    if given not in kinds:
        raise MarkError(_unknown("fault", given, kinds))
    kind: Any = given
    return Fault(kind=kind, times=1, seconds=FAULT_SECONDS)


def _client_quota(given: object) -> object:
    """Return a quota as clients take it; they check it."""
    if not isinstance(given, str) or given in ("documented", "off"):
        return given
    try:
        return Quota.parse(given)
    except ConfigurationError as error:
        raise MarkError(f"client_quota is invalid: {error}") from error


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    return f"there is no {what} {name!r}; {known_or_meant(name, sorted(known), f'{what}s')}"
