"""What people type at a list: await, a plain for, len, an index, and its name in a shell."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, OpenToCloseAPI, Rooms
from opentoclose_async.sandbox import Sandbox
from tests.clients import groups_of, otc_client, rooms_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]
SECRET = "s3cret-of-the-account"


def refuses(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"a display requested {request.url.path}")


def clients(*, blocking: bool) -> Iterator[Any]:
    transport: Any = httpx.MockTransport(refuses)
    otc, rooms = (OpenToClose, Rooms) if blocking else (AsyncOpenToClose, AsyncRooms)
    yield otc(SECRET, transport=transport)
    yield rooms("account", access_token=SECRET, transport=transport)


async def test_await_collects_all_rows_each_time() -> None:
    async with rooms_client(Sandbox(users=230)) as rooms:
        pager = rooms.users.iter_users()
        users = await pager
        assert users == await pager == await pager.collect()
        assert len(users) == 230
        assert await pager.raw() == [user.raw for user in users]


@pytest.mark.parametrize(
    ("mistake", "advice"),
    [
        (lambda pager: [*pager], "async for row in pager"),
        (lambda pager: list(pager.raw()), "rows = await pager"),
        (lambda pager: [*pager.pages()], "async for page in pages"),
        (lambda pager: [*pager.verified()], "async for page in pages"),
        (lambda pager: [*aiter(pager)], "async for"),
        (len, "len\\(await pager\\)"),
        (lambda pager: pager[0], "\\(await pager\\)\\[0\\]"),
        (lambda pager: pager[:10], "start and max_items"),
    ],
)
async def test_a_mistake_says_what_to_write(mistake: Callable[[Any], Any], advice: str) -> None:
    for client in clients(blocking=False):
        pager = client.users.iter_users()
        with pytest.raises(TypeError, match=advice):
            mistake(pager)
        assert pager  # which does not ask for its length
        await client.aclose()


async def test_async_for_over_a_blocking_list_says_what_to_write() -> None:
    for client in clients(blocking=True):
        pager = client.users.iter_users()
        with pytest.raises(TypeError, match="write 'for row in pager'"):
            [row async for row in pager]
        with pytest.raises(TypeError, match=r"write 'for page in pager\.pages"):
            [page async for page in pager.pages()]
        with pytest.raises(TypeError, match=r"len\(pager\.collect\(\)\)"):
            len(pager)
        with pytest.raises(TypeError, match=r"pager\.collect\(\)\[0\]"):
            _ = pager[0]
        assert pager
        client.close()


@pytest.mark.parametrize("blocking", [False, True])
async def test_a_pager_names_its_list_and_filters_without_a_request(blocking: bool) -> None:
    otc, rooms = clients(blocking=blocking)
    everyone = otc.users.iter_users()
    assert repr(everyone) == "<Pager of otc.users.iter_users: GET /users, 100 rows a page>"
    some = rooms.users.iter_users(
        locked_only=True, filter="<Ana>", page_size=20, start=40, max_items=5
    ).raw()
    assert repr(some) == (
        "<Pager of rooms.users.iter_users: GET /v2/accounts/account/users with filter='<Ana>', "
        "lockedOnly='true', 20 rows a page, from position 40, at most 5 rows, as dicts>"
    )
    html = some._repr_html_()
    for text in ("rooms.users.iter_users", "&lt;Ana&gt;", "lockedOnly", ">20<", ">40<", "5 rows"):
        assert text in html
    assert "for row in pager" in html
    assert ("await" in html) is not blocking
    for client in (otc, rooms):
        client.close() if blocking else await client.aclose()


@pytest.mark.parametrize("blocking", [False, True])
async def test_a_group_names_its_lists_filters_and_methods(blocking: bool) -> None:
    otc, rooms = clients(blocking=blocking)
    assert repr(otc.users) == (
        "<otc.users: iter_users(role, status, sort), create_user, retrieve_user, update_user, "
        "delete_user>"
    )
    assert repr(rooms.users).startswith("<rooms.users: iter_users(filter, sort, ")
    for client in (otc, rooms):
        for name, group in groups_of(client).items():
            assert name in repr(group)
            assert len(repr(group)) < 420
            assert f"<strong>{repr(group)[1:].partition(':')[0]}</strong>" in group._repr_html_()
            assert f">{name}<" in client._repr_html_()
        assert escape(repr(client)) in client._repr_html_()
        client.close() if blocking else await client.aclose()
    assert "Return all users, reading every page." in otc.users._repr_html_()


def test_a_drop_in_client_without_a_key_shows_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPEN_TO_CLOSE_API_KEY", raising=False)
    client = OpenToCloseAPI()
    for each in (client, client.users):
        assert each._repr_html_() is None  # notebooks show the repr then
        assert repr(each)


async def test_a_client_in_the_wrong_kind_of_with_says_what_to_write() -> None:
    for client in clients(blocking=False):
        with pytest.raises(TypeError, match=f"write 'async with {type(client).__name__}"), client:
            pass
        await client.aclose()
    for client in clients(blocking=True):
        with pytest.raises(TypeError, match=f"write 'with {type(client).__name__}"):
            async with client:
                pass
        client.close()


@pytest.mark.parametrize("blocking", [False, True])
async def test_no_display_shows_the_credential(blocking: bool) -> None:
    for client in clients(blocking=blocking):
        pager = client.users.iter_users(extra_query={"note": f"of {SECRET}"})
        shown = repr(pager) + pager._repr_html_() + repr(client.users) + client.users._repr_html_()
        assert SECRET not in shown
        assert "[credential]" in shown
        client.close() if blocking else await client.aclose()


async def test_the_pages_and_rows_of_an_open_to_close_list_show_themselves() -> None:
    async with otc_client(Sandbox(users=30)) as otc:
        page = await anext(otc.users.iter_users(page_size=20).pages())
        assert repr(page) == "<Page of User: 20 rows from position 0>"
        assert repr(page.items[0]).startswith("User(id=1, ")
