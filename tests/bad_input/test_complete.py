"""No public argument is without rows, those included that are still to come."""

import inspect
from types import ModuleType
from typing import Any

import pytest

import opentoclose_async
from opentoclose_async import export
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async.export import blocking
from tests.bad_input.constructors import CONSTRUCTORS
from tests.bad_input.surface import (
    LEGACY,
    METHODS,
    Argument,
    Method,
    arguments_of,
    blocking_client,
    methods_of,
)
from tests.bad_input.tables import CALL_OPTIONS, LIST_ARGUMENTS, rows_of
from tests.bad_input.test_exports import EXPORTS

GIVEN_NOT_MADE = {"ExportReport", "Page", "Pager", "Progress", "TokenStore"}
"""Classes that are public so that annotations can name them; callers make none of them by name."""


def public_callables(module: ModuleType) -> dict[str, Any]:
    """Give what callers can call out of a module, errors left out: they are ours to make."""
    things = {name: getattr(module, name) for name in module.__all__}
    return {
        name: thing
        for name, thing in things.items()
        if not (isinstance(thing, type) and issubclass(thing, BaseException))
    }


def missing(methods: list[Method]) -> list[str]:
    return [
        f"{method}({argument.name})"
        for method in methods
        for argument in method.arguments
        if not rows_of(method, argument)
    ]


def test_every_argument_of_every_method_has_rows() -> None:
    assert missing(METHODS) == []
    assert missing(LEGACY) == []


def test_all_methods_are_found() -> None:
    assert {"otc.request", "otc.users.retrieve_user", "rooms.users.get_users"} <= set(
        map(str, METHODS)
    )
    assert "legacy.teams.list_teams" in map(str, LEGACY)
    blocking_ones = [m for api in ("otc", "rooms") for m in methods_of(api, blocking_client(api))]
    assert sorted(map(str, blocking_ones)) == sorted(map(str, METHODS))


@pytest.mark.parametrize("constructor", CONSTRUCTORS, ids=str)
def test_every_argument_of_every_constructor_has_rows(constructor: Any) -> None:
    taken = set(inspect.signature(constructor.make).parameters)
    assert {name for name, rows in constructor.table.items() if rows} == taken


@pytest.mark.parametrize("module", [opentoclose_async, export, blocking], ids=lambda m: m.__name__)
def test_everything_public_has_a_table(module: ModuleType) -> None:
    tried = {each.make for each in CONSTRUCTORS} | {each.function for each in EXPORTS}
    without = {name for name, thing in public_callables(module).items() if thing not in tried}
    assert without <= GIVEN_NOT_MADE


def test_options_that_every_call_takes_have_tables_of_their_own() -> None:
    assert set(CALL_OPTIONS) == set(CallOptions.__annotations__)
    assert set(PageOptions.__annotations__) <= {*CALL_OPTIONS, *LIST_ARGUMENTS}


def test_an_argument_of_an_unknown_kind_is_found() -> None:
    new = Argument("since", frozenset({bytes}), required=False)
    assert missing([Method("rooms", "users", "get_users", (new,))]) == [
        "rooms.users.get_users(since)"
    ]


def test_arguments_behind_two_stars_are_found() -> None:
    (get_users,) = [method for method in METHODS if str(method) == "rooms.users.get_users"]
    names = {argument.name for argument in arguments_of(get_users.on(blocking_client("rooms")))}
    assert {"locked_only", "start_position", "timeout", "extra_headers"} <= names
