"""Parsers of option values, which name the option, what is allowed and what was probably meant."""

import contextlib
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from opentoclose_async._accounts.names import Api, ListName, find_list
from opentoclose_async.cli.usage_errors import UsageError, did_you_mean, not_one_of
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["chosen_api", "existing_file", "list_name", "one_of", "positive_number", "whole_number"]

T = TypeVar("T")


def one_of(option: str, names: Sequence[str], kind: Callable[[str], T]) -> Callable[[Any], T]:
    """
    Return a parser of one of some names.

    Args:
        option: The option.
        names: The names.
        kind: What a name is converted to.
    """

    def parse(value: Any) -> T:
        if str(value) not in names:
            raise UsageError(not_one_of(option, str(value), names))
        return kind(str(value))

    return parse


def chosen_api(api: Api | None, auth_url: str | None) -> Api:
    """
    Return the API of a command for one account.

    Raises:
        UsageError: If there is none, or if it has no sign-in and ``--auth-url`` is given.
    """
    if api is None:
        raise UsageError(f"pass --api ({' or '.join(Api)}) or --accounts.")
    if api is Api.OTC and auth_url is not None:
        raise UsageError("--auth-url is for rooms only: Open To Close has no sign-in.")
    return api


def list_name(text: str, api: Api | None) -> ListName:
    """
    Return the list of a name.

    Args:
        text: The name.
        api: The API; None if accounts decide it.

    Raises:
        UsageError: If the API has no such list; it names those that the API has.
    """
    if api is None:
        if text in tuple(ListName):
            return ListName(text)
        names = ", ".join(ListName)
        raise UsageError(f"there is no list {text}{did_you_mean(text, ListName) or f': {names}.'}")
    try:
        return find_list(api, text, "--api ")
    except ConfigurationError as error:
        raise UsageError(str(error)) from error


def whole_number(option: str, least: int = 0, most: int | None = None) -> Callable[[Any], int]:
    """Return a parser of a whole number from ``least`` to ``most``."""
    limits = f"of at least {least}" if most is None else f"from {least} to {most}"

    def parse(value: Any) -> int:
        text = str(value)
        number = int(text) if text.removeprefix("-").isdecimal() and len(text) < 19 else None
        if number is None or number < least or (most is not None and number > most):
            raise UsageError(f"{option} {text}: it must be a whole number {limits}.")
        return number

    return parse


def positive_number(option: str) -> Callable[[Any], float]:
    """Return a parser of a number above 0."""

    def parse(value: Any) -> float:
        with contextlib.suppress(ValueError):
            number = float(value)
            if 0 < number < math.inf:
                return number
        raise UsageError(f"{option} {value}: it must be a number above 0.")

    return parse


def existing_file(option: str) -> Callable[[Any], Path]:
    """Return a parser of the path of a file that exists."""

    def parse(value: Any) -> Path:
        path = Path(str(value))
        if path.is_dir():
            raise UsageError(f"{option} {path} is a folder; it must be a file.")
        if not path.exists():
            raise UsageError(f"{option} {path}: there is no such file.")
        return path

    return parse
