"""The option ``--quota-store``, whose value may contain a password."""

from collections.abc import Sequence
from typing import Any

import typer

from opentoclose_async.cli.completion import offer
from opentoclose_async.cli.usage_errors import did_you_mean
from opentoclose_async.exceptions import ConfigurationError

__all__ = [
    "OPTION",
    "VARIABLE",
    "describe_quota_store",
    "quota_store_option",
    "read_quota_store",
    "without_passwords",
]

OPTION = "--quota-store"
VARIABLE = "OPENTOCLOSE_QUOTA_STORE"
"""That of ``_runtime.quota.opening``, which takes long to import."""
DEFAULT = "file"


def quota_store_option(panel: str | None = None) -> Any:
    """
    Declare the option.

    Args:
        panel: The part of the command's help to show it in.
    """
    return typer.Option(
        OPTION,
        envvar=VARIABLE,
        metavar="STORE",
        autocompletion=offer("file", "off", "redis://127.0.0.1:6379/0"),
        show_default=False,
        help="Where the quota is shared with the account's other clients: file, for the processes "
        "of this host; a redis:// URL, for several hosts; or off. Default: file. Put a URL with "
        "a password into the environment variable.",
        rich_help_panel=panel,
    )


def read_quota_store(text: str | None) -> str:
    """
    Check where the quota is shared.

    Args:
        text: The option or the environment variable; None or blank for the default.

    Returns:
        "file", "off" or a URL.

    Raises:
        ConfigurationError: If it is none of these. The message does not show it.
    """
    choice = (text or "").strip() or DEFAULT
    if choice in ("file", "off"):
        return choice
    from opentoclose_async._runtime.quota.opening import REDIS_SCHEMES
    from opentoclose_async._runtime.quota.redis_url import read_redis_url

    if choice.startswith(REDIS_SCHEMES):
        return read_redis_url(choice).url
    raise ConfigurationError(
        f"{OPTION} (or {VARIABLE}) must be file, off or the URL of a Redis server, such as "
        f"redis://127.0.0.1:6379/0{did_you_mean(choice, ('file', 'off')) or '.'}"
    )


def describe_quota_store(choice: str) -> str:
    """Describe a store for people, without a password."""
    from opentoclose_async._runtime.quota.opening import REDIS_SCHEMES
    from opentoclose_async._runtime.quota.redis_url import read_redis_url

    return read_redis_url(choice).shown if choice.startswith(REDIS_SCHEMES) else choice


def without_passwords(arguments: Sequence[str]) -> list[str]:
    """Return a command's arguments without a ``--quota-store`` that may contain a password."""
    kept: list[str] = []
    left = iter(arguments)
    for argument in left:
        if argument == "--":
            return [*kept, argument, *left]
        name, equals, value = argument.partition("=")
        if name != OPTION:
            kept.append(argument)
            continue
        given = [argument] if equals else [argument, *(next(left, ""),)]
        if not _may_have_password(value if equals else given[-1]):
            kept += given
    return kept


def _may_have_password(url: str) -> bool:
    return "@" in url or "password" in url.lower()
