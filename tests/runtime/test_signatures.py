"""What ``help``, IPython and editors without a type checker show of a method."""

import inspect
import pydoc
import re
from collections.abc import Callable
from typing import Any, get_type_hints

import jedi  # type: ignore[import-untyped]  # it has no types
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms
from opentoclose_async.export.blocking import export
from opentoclose_async.types import CallOptions, ClientOptions, PageOptions
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


@pytest.mark.parametrize("client", [AsyncOpenToClose, AsyncRooms])
def test_a_constructors_docstring_names_every_option(client: type) -> None:
    described = inspect.getdoc(client) or ""
    for name in get_type_hints(ClientOptions):
        assert re.search(rf"\*\*options: [^:]*\b{name}\b", described), name


@pytest.mark.parametrize("client", [OpenToClose, Rooms])
def test_help_on_blocking_code_describes_the_arguments(client: type) -> None:
    assert "quota_store" in (client.__init__.__doc__ or "")  # type: ignore[misc]  # a class's
    otc: Any = CLIENTS["blocking_otc"]
    pager = otc.users.iter_users()
    for function in (pager.to_arrow, pager.to_pandas, pager.to_polars, export):
        assert "    field_layout: " in (inspect.getdoc(function) or "")


IMPORTS = "from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms\n"
BLOCKS = {
    "otc": "async def main():\n    async with AsyncOpenToClose() as client:\n        ",
    "blocking_otc": "with OpenToClose() as client:\n        ",
    "rooms": "async def main():\n    async with AsyncRooms() as client:\n        ",
    "blocking_rooms": "with Rooms() as client:\n        ",
}
OF_ROWS = {"otc": "hire_date", "rooms": "is_locked_out"}


def shown_for(client: str, code: str) -> jedi.Script:
    """Let jedi read code in an editor, where nothing runs."""
    return jedi.Script(IMPORTS + BLOCKS[client] + code)


@pytest.mark.parametrize("client", BLOCKS)
def test_jedi_completes_filters_in_an_editor(client: str) -> None:
    (signature,) = shown_for(client, "client.users.list_users(").get_signatures()
    shown = [each.name for each in signature.params][:-1]  # without **options
    assert shown == [*inspect.signature(LISTS[f"{client}.users.list_users"]).parameters][:-11]


@pytest.mark.parametrize("client", ["otc", "blocking_rooms"])
def test_jedi_completes_attributes_of_rows_in_an_editor(client: str) -> None:
    blocking, _, api = client.rpartition("_")
    await_, async_ = ("", "") if blocking else ("await ", "async ")
    codes = [
        f"for each in {await_}client.users.list_users():\n            each.",
        f"{async_}for each in client.users.iter_users():\n            each.",
        f"({await_}client.users.iter_users().collect())[0].",
    ]
    for code in codes:
        offered = [each.name for each in shown_for(client, code).complete()]
        assert OF_ROWS[api] in offered, code


@pytest.mark.parametrize("client", BLOCKS)
def test_jedi_offers_the_methods_of_a_group_in_an_editor(client: str) -> None:
    offered = {each.name for each in shown_for(client, "client.users.").complete()}
    assert {name for name in offered if not name.startswith("_")} == {
        name.split(".")[2] for name in METHODS if name.startswith(f"{client}.users.")
    }


def test_jedi_completes_the_arguments_of_constructors_in_an_editor() -> None:
    for client in ("OpenToClose", "Rooms"):
        blocking, *_ = jedi.Script(f"{IMPORTS}{client}(").get_signatures()
        original, *_ = jedi.Script(f"{IMPORTS}Async{client}(").get_signatures()
        assert [each.to_string() for each in blocking.params] == [
            each.to_string() for each in original.params
        ]
        assert len(blocking.params) > 2


def test_jedi_completes_arguments_of_the_drop_in_in_an_editor() -> None:
    made = "from opentoclose_async import OpenToCloseAPI\nclient = OpenToCloseAPI()\n"
    for method, names in {
        "list_users": ["params", *OF_USERS],
        "retrieve_user": ["user_id"],
    }.items():
        (signature,) = jedi.Script(f"{made}client.users.{method}(").get_signatures()
        assert [each.name for each in signature.params][:-1] == names
