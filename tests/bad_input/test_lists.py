"""Lists: filters, page options, and the arguments of a Pager's methods."""

import inspect
from functools import partial
from itertools import product
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.exceptions import ValidationError
from tests.bad_input.refusals import Bad, NeverCalled, attempt, complaints
from tests.bad_input.surface import METHODS, Method, async_client, blocking_client
from tests.bad_input.tables import (
    LIST_ARGUMENTS,
    TABLE_ARGUMENTS,
    complaints_about,
    good_arguments,
)
from tests.bad_input.values import HUGE, Unshowable, each, numbers

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    """Return one kind of event loop: arguments are refused before anything runs in it."""
    return "asyncio"


LISTS = [method for method in METHODS if method.opens_list]
OPENERS = [method for method in LISTS if method.name.startswith("iter_")]
ROOMS_LISTS = [method for method in LISTS if method.api == "rooms"]
OTC_OPENERS = [method for method in OPENERS if method.api == "otc"]

POSITIONS = numbers("a whole number, at least 0", -1)
PAGER: dict[str, dict[str, list[Bad]]] = {
    "pages": {"position": POSITIONS, "max_items": POSITIONS},
    "verified": {
        "position": POSITIONS,
        "max_items": POSITIONS,
        "last_keys": each(
            "a list of keys", None, 5, "abc", {1}, {}, HUGE, [[]], [{}], Unshowable()
        ),
        "record": each(
            "the bytes that take_record returned", None, 5, "abc", b"12345", [], Unshowable()
        ),
    },
}
OF_TABLES = {
    **TABLE_ARGUMENTS,
    "fields": [*TABLE_ARGUMENTS["fields"], Bad("all", "is for the list of properties only", "")],
}
TABLES = dict.fromkeys(("to_arrow", "to_pandas", "to_polars"), OF_TABLES)
"""Arguments that every list handles alike."""


async def test_an_invalid_argument_is_refused_before_anything_is_sent() -> None:
    transport = NeverCalled()
    found = []
    for method in LISTS:
        with anyio.fail_after(30):
            async with async_client(method.api, transport) as client:
                found += await complaints_about(method, client)
    assert found == []
    assert transport.requests == []


async def test_an_invalid_argument_of_a_pager_is_refused_before_anything_is_sent() -> None:
    transport = NeverCalled()
    found = []
    for method in OPENERS:
        good = good_arguments(method)
        async with async_client(method.api, transport) as client:
            with blocking_client(method.api, transport) as blocking:
                pagers = [method.on(client)(**good), method.on(blocking)(**good)]
                for pager, (name, arguments) in product(pagers, PAGER.items()):
                    for argument, rows in arguments.items():
                        for bad in rows:
                            call = partial(getattr(pager, name), **{argument: bad.value})
                            problems = complaints(await attempt(call), argument, bad)
                            found += [f"{method}: {problem}" for problem in problems]
    assert found == []
    assert transport.requests == []


async def test_an_invalid_argument_of_a_table_is_refused_before_anything_is_sent() -> None:
    transport = NeverCalled()
    found = []
    async with async_client("rooms", transport) as client:
        with blocking_client("rooms", transport) as blocking:
            pagers = client.users.iter_users(), blocking.users.iter_users()
            for pager, (name, arguments) in product(pagers, TABLES.items()):
                for argument, rows in arguments.items():
                    for bad in rows:
                        call = partial(getattr(pager, name), **{argument: bad.value})
                        found += complaints(await attempt(call), argument, bad)
    assert found == []
    assert transport.requests == []


def test_every_argument_of_a_pagers_methods_has_rows() -> None:
    taken = {
        name: set(inspect.signature(method).parameters) - {"self"}
        for name, method in inspect.getmembers(Pager, inspect.isfunction)
        if not name.startswith("_")
    }
    assert {name: names for name, names in taken.items() if names} == {
        name: set(arguments) for name, arguments in {**PAGER, **TABLES}.items()
    }


async def test_rooms_refuses_an_unknown_filter() -> None:
    transport = NeverCalled()
    for method in ROOMS_LISTS:
        names = {argument.name for argument in method.arguments}
        async with async_client(method.api, transport) as client:
            for known in names - set(good_arguments(method)):
                misspelt = f"{known}x"
                given = {**good_arguments(method), misspelt: "x"}
                error = await attempt(partial(method.on(client), **given))
                assert isinstance(error, ValidationError)
                assert f"{method.name} takes no argument {misspelt!r}" in str(error)
                assert "did you mean" in str(error)
            unlike_all = {**good_arguments(method), "q" * 100_000: "x"}
            far = await attempt(partial(method.on(client), **unlike_all))
            assert isinstance(far, ValidationError)
            assert "known arguments are" in str(far)
            assert len(str(far)) < 400
    assert transport.requests == []


@pytest.mark.parametrize("method", OTC_OPENERS, ids=str)
async def test_open_to_close_sends_an_unknown_filter(method: Method) -> None:
    asked: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.url.params))
        return httpx.Response(200, json=[])

    given: dict[str, Any] = {"territory": "North & South", "closing_after": 5, "vip": True}
    with anyio.fail_after(30):
        async with AsyncOpenToClose("key", transport=httpx.MockTransport(answer)) as otc:
            await method.on(otc)(params=given, zone="a=b", **good_arguments(method)).collect()
    (query,) = asked
    del query["api_token"]
    assert query == {
        "territory": "North & South",
        "closing_after": "5",
        "vip": "true",
        "zone": "a=b",
        "offset": "0",
        "limit": "50" if method.group == "properties" else "100",
    }


async def test_an_extra_query_cannot_override_the_page() -> None:
    transport = NeverCalled()
    for method in OPENERS:
        names = ("limit", "offset") if method.api == "otc" else ("count", "startPosition")
        async with async_client(method.api, transport) as client:
            for name in names:
                with pytest.raises(ValidationError, match=f"extra_query.*{name}.*page_size"):
                    method.on(client)(**good_arguments(method), extra_query={name: 5})
    assert transport.requests == []


async def test_limit_and_offset_in_params_are_checked_like_the_keywords() -> None:
    transport = NeverCalled()
    found = []
    for method in OTC_OPENERS:
        async with async_client("otc", transport) as client:
            for name in ("limit", "offset"):
                for bad in LIST_ARGUMENTS[name]:
                    given = {name: bad.value}
                    error = await attempt(
                        partial(method.on(client), **good_arguments(method), params=given)
                    )
                    found += complaints(error, name, bad)
    assert found == []
    assert transport.requests == []
