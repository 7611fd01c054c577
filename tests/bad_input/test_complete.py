"""Every public argument has rows, including those added in the future."""

import inspect
from types import ModuleType
from typing import Any

import opentoclose_async
from opentoclose_async import archive, export
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.archive import blocking as archive_blocking
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
from tests.bad_input.test_archives import ARCHIVES
from tests.bad_input.test_exports import EXPORTS

NOT_CONSTRUCTED_BY_CALLERS = {
    *("ArchivePlan", "ArchiveProgress", "ArchiveReport", "MissingItem"),
    *("ExportReport", "Page", "Pager", "Progress"),
    *("QuotaStore", "TokenStore"),  # protocols
}
"""Classes that are public for annotations; callers do not construct them by name."""
TAKES_ANYTHING = {"json_default"}
"""Functions that JSON encoders call; they refuse with a TypeError, as encoders expect."""


def public_callables(module: ModuleType) -> dict[str, Any]:
    """Return the public callables of a module, except errors."""
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


def test_every_argument_of_every_constructor_has_rows() -> None:
    for constructor in CONSTRUCTORS:
        parameters = inspect.signature(constructor.make).parameters
        arguments = {name for name in parameters if not name.startswith("_")}
        assert {name for name, rows in constructor.table.items() if rows} == arguments


def test_everything_public_has_a_table() -> None:
    tried = {each.make for each in CONSTRUCTORS}
    tried |= {each.function for each in EXPORTS} | {each.function for each in ARCHIVES}
    for module in (opentoclose_async, export, blocking, archive, archive_blocking):
        without = {name for name, thing in public_callables(module).items() if thing not in tried}
        assert without <= NOT_CONSTRUCTED_BY_CALLERS | TAKES_ANYTHING


def test_the_options_of_every_call_have_tables() -> None:
    assert set(CALL_OPTIONS) == set(CallOptions.__annotations__)
    assert set(PageOptions.__annotations__) <= {*CALL_OPTIONS, *LIST_ARGUMENTS}


def test_an_argument_of_an_unknown_kind_is_reported() -> None:
    new = Argument("since", frozenset({bytes}), required=False)
    assert missing([Method("rooms", "users", "get_users", (new,))]) == [
        "rooms.users.get_users(since)"
    ]


def test_arguments_in_typed_keywords_are_found() -> None:
    (get_users,) = [method for method in METHODS if str(method) == "rooms.users.get_users"]
    names = {argument.name for argument in arguments_of(get_users.on(blocking_client("rooms")))}
    assert {"locked_only", "start_position", "timeout", "extra_headers"} <= names
