"""What the shell offers for values; importing it loads no client."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from opentoclose_async._accounts.names import LISTS, Api
from opentoclose_async.cli.filter_names import PLACEHOLDERS, filters_of

__all__ = [
    "offer",
    "offer_accounts_files",
    "offer_archived_lists",
    "offer_filters",
    "offer_lists",
]


def offer(*values: str) -> Callable[[str], list[str]]:
    """Return a function that offers those of some values that begin as typed."""

    def complete(incomplete: str) -> list[str]:
        return _beginning(incomplete, values)

    return complete


def offer_lists(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the lists of the chosen API, or of both."""
    return _beginning(incomplete, _lists(ctx))


def offer_archived_lists(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer lists after the last comma of ``--only``."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in _lists(ctx) if name.startswith(last)]


def offer_filters(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the names of the list's filters, and then values."""
    name = str(ctx.params.get("name") or "")
    known = {key: values for api in _apis(ctx) for key, values in filters_of(api, name).items()}
    key, equals, _ = incomplete.partition("=")
    if equals:
        values = [value for value in known.get(key, ()) if value not in PLACEHOLDERS]
        return _beginning(incomplete, [f"{key}={value}" for value in values])
    keys = [each for each in known if each.startswith(key)]
    if len(keys) == 1:
        # A shell would add a space after the only offer, which ends with "=".
        return [f"{keys[0]}={value}" for value in ("", *known[keys[0]])]
    return [f"{each}=" for each in keys]


def offer_accounts_files(incomplete: str) -> list[str]:
    """Offer TOML files; without any, the shell offers all files."""
    folder, typed = os.path.split(incomplete)
    names = (path.name for path in Path(folder or ".").glob("*.toml"))
    before = incomplete.removesuffix(typed)
    return _beginning(incomplete, sorted(f"{before}{name}" for name in names))


def _lists(ctx: typer.Context) -> list[str]:
    return sorted({name for api in _apis(ctx) for name in LISTS[api]})


def _apis(ctx: typer.Context) -> Iterator[Api]:
    chosen = ctx.params.get("api")
    return iter(Api) if chosen is None else iter([Api(chosen)])


def _beginning(incomplete: str, values: Sequence[Any]) -> list[str]:
    return [value for value in values if value.startswith(incomplete)]
