"""Lists: filters, page options, and what a Pager takes afterwards."""

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
from tests.bad_input.methods import complaints_about
from tests.bad_input.refusals import Bad, NeverCalled, attempt, complaints
from tests.bad_input.surface import METHODS, Method, async_client, blocking_client
from tests.bad_input.tables import LIST_ARGUMENTS, good_arguments
from tests.bad_input.values import HUGE, Unshowable, each, numbers

pytestmark = pytest.mark.anyio

LISTS = [method for method in METHODS if method.opens_list]
OPENERS = [method for method in LISTS if method.name.startswith("iter_")]

POSITIONS = numbers("a whole number from 0 on", -1)
PAGER: dict[str, dict[str, list[Bad]]] = {
    "pages": {"position": POSITIONS, "max_items": POSITIONS},
    "verified": {
        "position": POSITIONS,
        "max_items": POSITIONS,
        "last_keys": each(
            "a list of keys", None, 5, "abc", {1}, {}, HUGE, [[]], [{}], Unshowable()
        ),
        "record": each(
            "the bytes that take_record gave", None, 5, "abc", b"12345", [], Unshowable()
        ),
    },
}


@pytest.mark.parametrize("method", LISTS, ids=str)
async def test_a_bad_argument_is_refused_before_anything_is_sent(method: Method) -> None:
    transport = NeverCalled()
    with anyio.fail_after(30):
        async with async_client(method.api, transport) as client:
            assert await complaints_about(method, client) == []
    assert transport.requests == []


@pytest.mark.parametrize("method", OPENERS, ids=str)
async def test_what_a_pager_takes_is_refused_before_anything_is_sent(method: Method) -> None:
    transport = NeverCalled()
    found = []
    with anyio.fail_after(30):
        async with async_client(method.api, transport) as client:
            good = good_arguments(method)
            blocking = blocking_client(method.api, transport)
            pagers = [method.on(client)(**good), method.on(blocking)(**good)]
            for pager, (name, arguments) in product(pagers, PAGER.items()):
                for argument, rows in arguments.items():
                    for bad in rows:
                        given = {argument: bad.value}
                        call = getattr(pager, name)
                        error = await attempt(partial(call, **given))
                        found += complaints(error, argument, bad)
    assert found == []
    assert transport.requests == []


def test_every_argument_of_a_pagers_methods_has_rows() -> None:
    taken = {
        name: set(inspect.signature(method).parameters) - {"self"}
        for name, method in inspect.getmembers(Pager, inspect.isfunction)
        if not name.startswith("_")
    }
    assert {name: names for name, names in taken.items() if names} == {
        name: set(arguments) for name, arguments in PAGER.items()
    }


@pytest.mark.parametrize("method", [each for each in LISTS if each.api == "rooms"], ids=str)
async def test_rooms_refuses_a_filter_it_does_not_know(method: Method) -> None:
    transport = NeverCalled()
    names = {argument.name for argument in method.arguments}
    with anyio.fail_after(30):
        async with async_client(method.api, transport) as client:
            for known in names - set(good_arguments(method)):
                misspelt = f"{known}x"
                given = {**good_arguments(method), misspelt: "x"}
                error = await attempt(partial(method.on(client), **given))
                assert isinstance(error, ValidationError)
                assert f"{method.name} takes no argument {misspelt!r}" in str(error)
                assert "did you mean" in str(error)
            unlike_all = {**good_arguments(method), "q" * 100_000: "x"}
            far = await attempt(lambda: method.on(client)(**unlike_all))
            assert isinstance(far, ValidationError)
            assert "known are" in str(far)
            assert len(str(far)) < 400
    assert transport.requests == []


@pytest.mark.parametrize("method", [each for each in OPENERS if each.api == "otc"], ids=str)
async def test_open_to_close_passes_on_a_filter_it_does_not_know(method: Method) -> None:
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


@pytest.mark.parametrize("method", OPENERS, ids=str)
async def test_what_asks_for_a_page_cannot_be_overridden_unseen(method: Method) -> None:
    transport = NeverCalled()
    names = ("limit", "offset") if method.api == "otc" else ("count", "startPosition")
    with anyio.fail_after(30):
        async with async_client(method.api, transport) as client:
            for name in names:
                with pytest.raises(ValidationError, match=f"extra_query.*{name}.*page_size"):
                    method.on(client)(**good_arguments(method), extra_query={name: 5})
    assert transport.requests == []


@pytest.mark.parametrize("method", [each for each in OPENERS if each.api == "otc"], ids=str)
async def test_limit_and_offset_in_params_are_checked_like_the_keywords(method: Method) -> None:
    transport = NeverCalled()
    found = []
    with anyio.fail_after(30):
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
