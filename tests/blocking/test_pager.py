"""Lists through the blocking Pager: order, errors, leaving early, interruptions."""

import os
import signal
from collections.abc import Callable
from itertools import islice

import anyio
import httpx
import pytest

from opentoclose_async import OpenToClose, Page, RetryPolicy, Rooms
from opentoclose_async._blocking.latch import Latch
from opentoclose_async.exceptions import OpenToCloseAPIError, ServerError
from opentoclose_async.otc.models import User
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.clients import blocking_otc_client, blocking_rooms_client

Start = Callable[..., RunningSandbox]


def test_rows_pages_collect_and_raw_are_the_same_list(start_server: Start) -> None:
    with blocking_otc_client(start_server(users=1234)) as otc:
        pager = otc.users.iter_users(page_size=50)
        rows = list(pager)
        pages = list(pager.pages())
        assert [row.id for row in rows] == list(range(1, 1235))
        assert all(isinstance(row, User) for row in rows)
        assert [row for page in pages for row in page.items] == rows == pager.collect()
        assert all(isinstance(page, Page) for page in pages)
        assert [page.start for page in pages] == list(range(0, 1234, 50))
        assert pager.raw().collect() == [row.raw for row in rows]
        assert pager.counters.requests >= 4 * 25


def test_totals_come_with_the_pages(start_server: Start) -> None:
    with blocking_rooms_client(start_server(users=321)) as rooms:
        assert {page.total for page in rooms.users.iter_users().pages()} == {321}
        assert list(rooms.users.iter_users(filter="no such person")) == []


def test_an_error_comes_after_all_rows_before_it_and_names_the_page() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        start = int(request.url.params["startPosition"])
        if start == 700:
            return httpx.Response(500)
        rows = [{"userId": start + index} for index in range(100)]
        return httpx.Response(200, json={"userSummaries": rows, "totalRowCount": 2000})

    transport = httpx.MockTransport(answer)
    with Rooms("account", access_token="token", transport=transport, retry=None) as rooms:
        seen: list[int | None] = []
        reading = iter(rooms.users.iter_users())
        with pytest.raises(ServerError) as error:
            seen += (user.user_id for user in reading)
        assert seen == list(range(700))
        assert error.value.start == 700


def test_an_invalid_row_does_not_lose_the_rows_before_it() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        start = int(request.url.params["startPosition"])
        rows = [{"userId": "?" if start == 300 else start + index} for index in range(100)]
        return httpx.Response(200, json={"userSummaries": rows, "totalRowCount": 1000})

    transport = httpx.MockTransport(answer)
    with Rooms("account", access_token="token", transport=transport, strict=True) as rooms:
        seen: list[int | None] = []
        with pytest.raises(OpenToCloseAPIError, match="userId") as error:
            seen += (user.user_id for user in rooms.users.iter_users())
        assert seen == list(range(300))
        assert error.value.start == 300


def test_leaving_a_loop_early_frees_the_connections(start_server: Start) -> None:
    server = start_server(users=5000)
    with blocking_otc_client(server, max_connections=2) as otc:
        for _ in range(5):
            assert [user.id for user in islice(otc.users.iter_users(page_size=10), 25)] == list(
                range(1, 26)
            )
            for _user in otc.users.iter_users(page_size=10):
                break
            assert otc.users.retrieve_user(7).id == 7
        reading = otc.users.iter_users(page_size=10).pages()
        next(reading)
        reading.close()
        assert list(reading) == []
        assert otc.counters.requests < 400  # of the 5,000 that all these lists would take


def test_two_iterations_of_one_pager_are_independent(start_server: Start) -> None:
    with blocking_otc_client(start_server(users=300)) as otc:
        pager = otc.users.iter_users(page_size=20)
        pairs = list(zip(pager, pager, strict=True))
    assert [(one.id, two.id) for one, two in pairs] == [(n, n) for n in range(1, 301)]


def test_faults_are_retried_and_no_row_is_lost(start_server: Start) -> None:
    server = start_server(users=2000)
    server.sandbox.faults = [Fault(kind="status", status=503, times=4)]
    with blocking_otc_client(server, retry=RetryPolicy(first_delay=0.01)) as otc:
        assert [user.id for user in otc.users.iter_users()] == list(range(1, 2001))
        assert otc.counters.retries == 4


class Interrupting(httpx.AsyncBaseTransport):
    """Press Ctrl-C when the page at a position is requested, and leave that request hanging."""

    def __init__(self, position: int) -> None:
        self.position: int | None = position
        # Under gevent, too, it is set in a native thread and waited for in a greenlet.
        self.cancelled = Latch()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        start = int(request.url.params.get("offset", 0))
        if start == self.position:
            self.position = None
            os.kill(os.getpid(), signal.SIGINT)
            try:
                await anyio.sleep_forever()
            finally:
                self.cancelled.set()
        if request.url.path.endswith("/users"):
            return httpx.Response(200, json=[{"id": start + n} for n in range(100)])
        return httpx.Response(200, json={"id": 1})


def test_ctrl_c_cancels_a_call_and_leaves_the_client_usable() -> None:
    transport = Interrupting(0)
    with OpenToClose("key", transport=transport, quota=None, base_url="http://api.test") as otc:
        with pytest.raises(KeyboardInterrupt):
            otc.users.retrieve_user(1)
        assert transport.cancelled.wait(10)
        assert otc.users.retrieve_user(1).id == 1


def test_an_iteration_interrupted_by_ctrl_c_does_not_resume_with_rows_missing() -> None:
    transport = Interrupting(500)
    with OpenToClose("key", transport=transport, quota=None, base_url="http://api.test") as otc:
        reading = otc.users.iter_users(concurrency=1).pages()
        starts: list[int] = []
        with pytest.raises(KeyboardInterrupt):
            starts += (page.start for page in reading)
        with pytest.raises(OpenToCloseAPIError, match="interrupted") as error:
            starts += (page.start for page in reading)
        missing_from = error.value.start or 0
        assert starts == list(range(0, missing_from, 100))
        assert missing_from <= 500
        assert transport.cancelled.wait(10)
        rest = otc.users.iter_users(start=missing_from, max_items=100).collect()
        assert [user.id for user in rest] == list(range(missing_from, missing_from + 100))
