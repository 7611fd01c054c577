"""Response headers can be read from errors, in hooks and around calls."""

import asyncio
import pickle
import threading
from collections.abc import Callable, Iterator

import anyio
import httpx
import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    OpenToClose,
    OpenToCloseAPI,
    RetryPolicy,
)
from opentoclose_async.exceptions import NetworkError, OpenToCloseAPIError
from opentoclose_async.hooks import ResponseEvent, collect_responses
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.clients import blocking_otc_client, otc_client, rooms_client
from tests.docusign.signed_in import signed_in

pytestmark = pytest.mark.anyio
Start = Callable[..., RunningSandbox]

TOLD = {
    "X-RateLimit-Remaining": "17",
    "x-burstlimit-limit": "500",
    "RateLimit": '"hour";r=17',
    "Retry-After": "0",
    "X-DocuSign-TraceToken": "7b1f",
    "X-Request-Id": "abc",
    "Content-Type": "application/json",
}
KEPT_BACK = {
    "Set-Cookie": "session=1",
    "Location": "https://a.test/?api_token=k",
    "WWW-Authenticate": "Bearer",
    "X-Echo": "k",
}


def answering(status: int = 200) -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        echo = {"Server": str(request.url)}
        return httpx.Response(status, json={"id": 1}, headers={**TOLD, **KEPT_BACK, **echo})

    return httpx.MockTransport(answer)


async def test_an_error_has_the_relevant_headers_and_no_secret() -> None:
    async with AsyncOpenToClose("k3y-of-mine", transport=answering(418), quota=None) as otc:
        with pytest.raises(OpenToCloseAPIError) as caught:
            await otc.users.retrieve_user(1)
    headers = caught.value.headers
    assert {name: headers[name.lower()] for name in TOLD} == TOLD
    assert not {name.lower() for name in KEPT_BACK} & set(headers)
    assert "k3y-of-mine" not in str(headers)
    assert pickle.loads(pickle.dumps(caught.value)).headers == headers
    assert caught.value.get_error_details()["headers"] == headers


async def test_an_error_without_a_response_has_no_headers() -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("broken")

    transport = httpx.MockTransport(fail)
    async with AsyncOpenToClose("k", transport=transport, quota=None, retry=None) as otc:
        with pytest.raises(NetworkError) as caught:
            await otc.users.retrieve_user(1)
    assert caught.value.headers == {}


async def test_a_refused_sign_in_has_headers() -> None:
    sandbox = Sandbox()
    sandbox.consent = False
    async with signed_in(sandbox) as rooms:
        with pytest.raises(OpenToCloseAPIError) as caught:
            await rooms.users.get_users()
    assert caught.value.headers["content-type"] == "application/json"


async def test_a_hook_gets_headers() -> None:
    seen: list[ResponseEvent] = []
    transport = answering()
    async with AsyncOpenToClose("k", transport=transport, on_response=seen.append) as otc:
        await otc.users.retrieve_user(1)
    assert seen[0].headers["x-ratelimit-remaining"] == "17"
    assert "set-cookie" not in seen[0].headers


async def test_calls_of_a_block_are_collected_and_no_others() -> None:
    async with AsyncOpenToClose("k", transport=answering(), quota=None) as otc:
        await otc.users.retrieve_user(1)
        with collect_responses() as outer:
            await otc.users.retrieve_user(2)
            with collect_responses() as inner:
                await otc.users.retrieve_user(3)
            await otc.users.retrieve_user(4)
        await otc.users.retrieve_user(5)
    assert [event.path for event in outer] == ["/users/2", "/users/3", "/users/4"]
    assert [event.path for event in inner] == ["/users/3"]
    assert inner[0].headers["x-ratelimit-remaining"] == "17"


async def test_each_attempt_is_collected() -> None:
    sandbox = Sandbox(users=3)
    sandbox.faults[:] = [Fault(kind="status", status=503, times=1)]
    async with otc_client(sandbox, retry=RetryPolicy(first_delay=0.001)) as otc:
        with collect_responses() as responses:
            await otc.users.retrieve_user(2)
    assert [(event.attempt, event.status) for event in responses] == [(1, 503), (2, 200)]


async def test_a_failed_call_is_collected() -> None:
    async with AsyncOpenToClose("k", transport=answering(404), quota=None) as otc:
        with collect_responses() as responses, pytest.raises(OpenToCloseAPIError):
            await otc.users.retrieve_user(2)
    assert [event.status for event in responses] == [404]


async def test_the_pages_of_a_list_are_collected() -> None:
    async with rooms_client(Sandbox(users=345)) as rooms:
        with collect_responses() as responses:
            assert len(await rooms.users.list_users()) == 345
    assert len(responses) == 4
    assert {event.path.rpartition("/")[2] for event in responses} == {"users"}


async def test_concurrent_tasks_collect_their_own() -> None:
    collected: dict[int, list[str]] = {}

    async def read(number: int) -> None:
        with collect_responses() as responses:
            for _ in range(3):
                await otc.users.retrieve_user(number)
                await anyio.lowlevel.checkpoint()
        collected[number] = [event.path for event in responses]

    async with (
        AsyncOpenToClose("k", transport=answering(), quota=None) as otc,
        anyio.create_task_group() as group,
    ):
        for number in range(1, 9):
            group.start_soon(read, number)
    assert collected == {number: [f"/users/{number}"] * 3 for number in range(1, 9)}


async def test_tasks_started_in_a_block_are_collected_until_it_ends() -> None:
    go_on = anyio.Event()

    async def read() -> None:
        await otc.users.retrieve_user(1)
        await go_on.wait()
        await otc.users.retrieve_user(2)

    async with (
        AsyncOpenToClose("k", transport=answering(), quota=None) as otc,
        anyio.create_task_group() as group,
    ):
        with collect_responses() as responses:
            group.start_soon(read)
            await anyio.wait_all_tasks_blocked()
        assert [event.path for event in responses] == ["/users/1"]
        go_on.set()
        await anyio.wait_all_tasks_blocked()
        assert len(responses) == 1


def test_a_block_may_end_in_another_context() -> None:
    # As pytest-asyncio's fixtures do.
    def block() -> Iterator[list[ResponseEvent]]:
        with collect_responses() as responses:
            yield responses

    async def begin_and_end() -> list[ResponseEvent]:
        generator = block()
        responses = await asyncio.create_task(step(generator))
        assert await asyncio.create_task(step(generator)) is None
        assert responses is not None
        return responses

    async def step(generator: Iterator[list[ResponseEvent]]) -> list[ResponseEvent] | None:
        return next(generator, None)

    assert asyncio.run(begin_and_end()) == []


def test_blocking_calls_are_collected(start_server: Start) -> None:
    server = start_server(users=250)
    others: list[str | None] = []
    with blocking_otc_client(server) as otc, collect_responses() as responses:
        otc.users.retrieve_user(1)
        thread = threading.Thread(target=lambda: others.append(otc.users.retrieve_user(2).email))
        thread.start()
        thread.join()
        assert len(list(otc.users.iter_users())) == 250
    assert others
    assert [event.path for event in responses[:2]] == ["/users/1", "/users"]
    assert len(responses) >= 4
    assert all("date" in event.headers for event in responses)


def test_calls_of_the_drop_in_are_collected(start_server: Start) -> None:
    server = start_server(users=3)
    client = OpenToCloseAPI(server.sandbox.config.otc_token, server.otc_base_url)
    with collect_responses() as responses:
        client.users.retrieve_user(1)
    client.close()
    assert [event.status for event in responses] == [200]


async def test_a_missing_list_says_to_check_the_address() -> None:
    async with AsyncOpenToClose("k", transport=answering(404), quota=None) as otc:
        for call in (otc.users.list_users(), otc.tags.create_tag({"name": "x"})):
            with pytest.raises(OpenToCloseAPIError, match="Check base_url"):
                await call
        with pytest.raises(OpenToCloseAPIError, match="Check the id"):
            await otc.users.retrieve_user(5)
        with pytest.raises(OpenToCloseAPIError, match="Check the id"):
            await otc.property_notes.list_property_notes(5)


async def test_a_missing_list_or_sign_in_of_rooms_says_to_check_the_address() -> None:
    account = "3f2a9b10-0000-4000-8000-000000000001"
    async with AsyncRooms(account, access_token="t", transport=answering(404)) as rooms:
        with pytest.raises(OpenToCloseAPIError, match="Check base_url"):
            await rooms.users.get_users()
        with pytest.raises(OpenToCloseAPIError, match="Check the id"):
            await rooms.rooms.get_room(7)
        with pytest.raises(OpenToCloseAPIError, match="Check auth_url"):
            await rooms.get_user_info()


async def test_a_server_of_something_else_says_to_check_the_address() -> None:
    async with AsyncOpenToClose("k", transport=answering(405), quota=None) as otc:
        with pytest.raises(OpenToCloseAPIError, match="Check base_url"):
            await otc.tags.create_tag({"name": "x"})


def test_the_title_of_an_html_page_is_its_message(start_server: Start) -> None:
    page = "<html><head><title>400 No required SSL certificate was sent</title></head></html>"
    transport = httpx.MockTransport(lambda _: httpx.Response(400, html=page))
    said = pytest.raises(OpenToCloseAPIError, match="No required SSL certificate was sent")
    with OpenToClose("k", transport=transport, quota=None) as otc, said:
        otc.users.retrieve_user(1)
