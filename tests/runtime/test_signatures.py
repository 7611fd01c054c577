"""What ``help``, IPython and editors without a type checker show of a method."""

import inspect
import pydoc
from collections.abc import Callable
from typing import Any, get_type_hints

import jedi  # type: ignore[import-untyped]  # it has no types
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms
from opentoclose_async.types import CallOptions, PageOptions
from tests.clients import groups_of

CLIENTS = {
    "otc": AsyncOpenToClose("key"),
    "blocking_otc": OpenToClose("key"),
    "rooms": AsyncRooms("account", access_token="token"),
    "blocking_rooms": Rooms("account", access_token="token"),
}
OF_CALLS = [*get_type_hints(CallOptions)]
OF_LISTS = [name for name in get_type_hints(PageOptions) if name not in OF_CALLS]
OF_USERS = ["role", "status", "sort", "limit", "offset"]


def methods() -> dict[str, Callable[..., Any]]:
    return {
        f"{client}.{group}.{name}": method
        for client, value in CLIENTS.items()
        for group, held in groups_of(value).items()
        for name, method in inspect.getmembers(held, inspect.ismethod)
        if not name.startswith("_")
    }


METHODS = methods()
LISTS = {
    name: each
    for name, each in METHODS.items()
    if name.split(".")[2].startswith(("list_", "iter_"))
}
UNPAGED = {
    *("list_available_fields",),  # reads definitions
}


def test_every_signature_names_every_keyword() -> None:
    for name, method in METHODS.items():
        kinds = {each.kind for each in inspect.signature(method).parameters.values()}
        assert inspect.Parameter.VAR_KEYWORD not in kinds, name


def test_a_lists_own_filters_come_before_the_options_of_every_call() -> None:
    assert len(LISTS) > 100
    for name, method in LISTS.items():
        if name.split(".")[2] in UNPAGED:
            continue
        assert [*inspect.signature(method).parameters][-11:] == [*OF_LISTS, *OF_CALLS], name


@pytest.mark.parametrize("client", ["otc", "blocking_otc"])
@pytest.mark.parametrize("method", ["list_users", "iter_users"])
def test_help_shows_the_filters_and_what_they_mean(client: str, method: str) -> None:
    text = pydoc.plain(pydoc.render_doc(METHODS[f"{client}.users.{method}"]))
    assert "role: str | None = None, status: str | None = None, sort: str | None = None" in text
    assert 'role: Only users with this role, such as "Agent".' in text
    assert "strict_filters" in text
    assert text.index("offset:") < text.index("page_size") < text.index("timeout")


def test_every_filter_is_described() -> None:
    for name, method in LISTS.items():
        if name.split(".")[2] in UNPAGED:
            continue
        for filter_name in [*inspect.signature(method).parameters][:-11]:
            assert f"\n    {filter_name}: " in (inspect.getdoc(method) or ""), (name, filter_name)


@pytest.mark.parametrize("client", ["otc", "blocking_otc"])
@pytest.mark.parametrize("method", ["list_users", "iter_users"])
def test_jedi_completes_filters_in_a_notebook(client: str, method: str) -> None:
    code = f"{client}.users.{method}("
    interpreter = jedi.Interpreter(code, [CLIENTS])
    offered = {each.name_with_symbols for each in interpreter.complete()}
    assert {f"{name}=" for name in (*OF_USERS, *OF_LISTS, *OF_CALLS)} <= offered
    signature, *_ = interpreter.get_signatures()
    shown = [each.name for each in signature.params]
    assert shown == ["params", *OF_USERS, *OF_LISTS, *OF_CALLS]


def test_jedi_completes_filters_of_rooms() -> None:
    for client in ("rooms", "blocking_rooms"):
        (only,) = jedi.Interpreter(f"{client}.users.list_users(lock", [CLIENTS]).complete()
        assert only.name_with_symbols == "locked_only="


def test_jedi_completes_filters_in_a_script() -> None:
    script = "from opentoclose_async import AsyncOpenToClose\notc = AsyncOpenToClose()\n"
    offered = {
        each.name_with_symbols for each in jedi.Script(f"{script}otc.users.list_users(").complete()
    }
    assert {f"{name}=" for name in OF_USERS} <= offered
