"""The blocking clients in plain code, in threads, in a running event loop, and when closed."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from opentoclose_async import OpenToClose, Rooms
from opentoclose_async._blocking.latch import Latch
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    NotFoundError,
    ValidationError,
)
from opentoclose_async.hooks import RequestEvent
from opentoclose_async.otc.models import User
from opentoclose_async.rooms.models import UserSummaryList
from opentoclose_async.sandbox import RunningSandbox, Sandbox
from tests.clients import blocking_otc_client, blocking_rooms_client

Start = Callable[..., RunningSandbox]


def test_models_lists_and_errors_match_the_async_client(start_server: Start) -> None:
    with blocking_otc_client(start_server(users=345)) as otc:
        created = otc.users.create_user({"username": "ana", "email": "ana@example.test"})
        assert isinstance(created, User)
        assert created.id is not None
        assert otc.users.update_user(created.id, {"role": "Agent"}).role == "Agent"
        assert otc.users.retrieve_user(created.id).raw["email"] == "ana@example.test"
        assert otc.users.delete_user(created.id)
        with pytest.raises(NotFoundError, match="answered 404"):
            otc.users.retrieve_user(created.id)
        with pytest.raises(ValidationError, match="user_id"):
            otc.users.retrieve_user(-1)
        assert [user.id for user in otc.users.list_users(offset=5)] == list(range(6, 346))
        assert otc.request("GET", "/users/123")["id"] == 123
        assert otc.counters.requests > 5
        assert otc.waiting_until is None


def test_rooms(start_server: Start) -> None:
    with blocking_rooms_client(start_server(users=250)) as rooms:
        page = rooms.users.get_users(start_position=200)
        assert isinstance(page, UserSummaryList)
        assert page.total_row_count == 250
        assert len(rooms.users.list_users(sort="EmailAsc")) == 250
        assert rooms.environment == "production"
        assert rooms.account_id


def test_arguments_are_checked_when_the_client_is_made() -> None:
    with pytest.raises(AuthenticationError, match="OPEN_TO_CLOSE_API_KEY"):
        OpenToClose()
    with pytest.raises(ConfigurationError, match="environment"):
        Rooms("account", access_token="token", environment="staging")  # type: ignore[arg-type]  # on purpose


def test_no_thread_runs_before_the_first_call() -> None:
    before = set(threading.enumerate())
    client = blocking_otc_client(Sandbox())
    client.users.iter_users()
    assert not set(threading.enumerate()) - before
    client.users.retrieve_user(1)
    assert len(set(threading.enumerate()) - before) == 1
    client.close()
    assert not set(threading.enumerate()) - before


def test_sixteen_threads_share_a_client(start_server: Start) -> None:
    with (
        blocking_otc_client(start_server(users=160), max_connections=4) as otc,
        ThreadPoolExecutor(16) as pool,
    ):
        users = list(pool.map(otc.users.retrieve_user, range(1, 161)))
        lists = list(pool.map(lambda _: [user.id for user in otc.users.iter_users()], range(16)))
    assert [user.id for user in users] == list(range(1, 161))
    assert lists == [list(range(1, 161))] * 16


def test_any_number_of_threads_wait_at_once() -> None:
    threads = 40
    waiting = 0
    all_wait = asyncio.Event()

    async def respond_to_all_at_once(request: httpx.Request) -> httpx.Response:
        nonlocal waiting
        waiting += 1
        if waiting == threads:
            all_wait.set()
        await all_wait.wait()
        return httpx.Response(200, json={"id": int(request.url.path.rpartition("/")[2])})

    with (
        OpenToClose(
            "key",
            base_url="http://api.test/v1",
            transport=httpx.MockTransport(respond_to_all_at_once),
            max_connections=threads,
            quota=None,
        ) as otc,
        ThreadPoolExecutor(threads) as pool,
    ):
        users = list(pool.map(otc.users.retrieve_user, range(1, threads + 1)))
    assert [user.id for user in users] == list(range(1, threads + 1))


class Unusual(BaseException):
    """An exception that ``except Exception`` does not catch."""


def test_an_unusual_exception_of_a_hook_reaches_only_its_caller(start_server: Start) -> None:
    def refuse_user_7(event: RequestEvent) -> None:
        if event.path == "/users/7":
            raise Unusual

    with (
        blocking_otc_client(start_server(users=9), on_request=refuse_user_7) as otc,
        ThreadPoolExecutor(9) as pool,
    ):
        calls = {each: pool.submit(otc.users.retrieve_user, each) for each in range(1, 10)}
        with pytest.raises(Unusual):
            calls.pop(7).result()
        assert [call.result().id for call in calls.values()] == list(calls)
        with pytest.raises(Unusual):
            otc.users.retrieve_user(7)
        assert otc.users.retrieve_user(8).id == 8


def test_inside_a_running_event_loop(start_server: Start) -> None:
    async def notebook_cell() -> int:
        with blocking_otc_client(start_server(users=120)) as otc:
            return len(otc.users.list_users()) + len(list(otc.users.iter_users()))

    assert asyncio.run(notebook_cell()) == 240


def test_a_closed_client_says_so(start_server: Start) -> None:
    otc = blocking_otc_client(start_server())
    otc.users.retrieve_user(1)
    pager = otc.users.iter_users()
    reading = iter(otc.users.iter_users(page_size=10))
    next(reading)
    otc.close()
    otc.close()
    with pytest.raises(ConfigurationError, match="closed"):
        otc.users.retrieve_user(1)
    with pytest.raises(ConfigurationError, match="closed"):
        pager.collect()
    with pytest.raises(ConfigurationError, match="closed"):
        list(reading)


def test_a_client_that_was_closed_before_its_first_call_says_so() -> None:
    otc = blocking_otc_client(Sandbox())
    otc.close()
    with pytest.raises(ConfigurationError, match="closed"):
        otc.users.retrieve_user(1)


class Stuck(httpx.AsyncBaseTransport):
    """Never respond; signal when a request arrives and when it is cancelled."""

    def __init__(self) -> None:
        # Under gevent, too, it is set in a native thread and waited for in a greenlet.
        self.asked = Latch()
        self.cancelled = Latch()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.cancelled.set()
        raise AssertionError("unreachable")


def test_closing_while_another_thread_waits_ends_its_call(start_server: Start) -> None:
    stuck = Stuck()
    otc = OpenToClose("key", base_url="http://api.test/v1", transport=stuck)
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(otc.users.retrieve_user, 1)
        assert stuck.asked.wait(10)
        otc.close()
        with pytest.raises(ConfigurationError, match="closed during a call") as error:
            call.result(10)
    assert error.value.outcome_unknown
    assert stuck.cancelled.wait(10)


def test_a_call_from_the_clients_own_loop_is_refused_instead_of_hanging() -> None:
    clients: list[OpenToClose] = []

    async def call_back(request: httpx.Request) -> httpx.Response:
        try:
            clients[0].users.retrieve_user(2)
        except ConfigurationError as error:
            return httpx.Response(200, json={"id": 1, "name": error.message})
        return httpx.Response(200, json={"id": 2})

    transport: Any = httpx.MockTransport(call_back)
    with OpenToClose("key", base_url="http://api.test/v1", transport=transport) as otc:
        clients.append(otc)
        assert "its own event loop" in (otc.users.retrieve_user(1).name or "")


def test_the_repr_names_the_client_and_the_list_and_no_secret() -> None:
    otc = OpenToClose("sesame", base_url="http://127.0.0.1:1/v1")
    assert repr(otc) == "<OpenToClose http://127.0.0.1:1/v1>"
    shown = "<Pager of otc.users.iter_users: GET /users, 100 rows a page>"
    assert repr(otc.users.iter_users()) == shown
    assert "sesame" not in repr(vars(otc))
