"""Retries, pauses and final errors, through clients and a scripted transport."""

import json
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Quota, RetryPolicy
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    DataFormatError,
    NetworkError,
    NotFoundError,
    OpenToCloseAPIError,
    RateLimitError,
    ServerError,
    TimeoutError,
)

pytestmark = pytest.mark.anyio

AT_ONCE = RetryPolicy(attempts=3, first_delay=0.0)
USER = {"id": 5, "username": "ana"}
Step = int | dict[str, Any] | Exception | httpx.Response


class Script(httpx.MockTransport):
    """Respond to requests as scripted: with a status, a JSON object, or an exception."""

    def __init__(self, *steps: Step) -> None:
        super().__init__(self._respond)
        self.steps = list(steps)
        self.requests: list[httpx.Request] = []

    async def _respond(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        if isinstance(step, int):
            return httpx.Response(step, json={"message": "told to"})
        return step if isinstance(step, httpx.Response) else httpx.Response(200, json=step)


class NoGzip(httpx.AsyncByteStream):
    """A body that is not compressed."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"xx"


def client(script: Script, **options: Any) -> AsyncOpenToClose:
    options.setdefault("quota", None)
    options.setdefault("retry", AT_ONCE)
    return AsyncOpenToClose("secret-token=", base_url="http://a.test", transport=script, **options)


def limited(status: int = 429, **headers: str) -> httpx.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json={"detail": "slow down"}, headers=names)


REPEATABLE: list[Step] = [
    408,
    500,
    502,
    503,
    504,
    limited(),
    httpx.ConnectError("no"),
    httpx.ConnectTimeout("no"),
    httpx.ReadTimeout("no"),
    httpx.ReadError("no"),
    httpx.RemoteProtocolError("no"),
]


@pytest.mark.parametrize("failure", REPEATABLE, ids=repr)
async def test_a_read_an_update_and_a_delete_are_repeated(failure: Step) -> None:
    calls: Iterable[Callable[[AsyncOpenToClose], Any]] = (
        lambda otc: otc.users.retrieve_user(5),
        lambda otc: otc.users.update_user(5, {"role": "Agent"}),
        lambda otc: otc.users.delete_user(5),
    )
    for call in calls:
        script = Script(failure, failure, USER)
        async with client(script) as otc:
            await call(otc)
            assert len(script.requests) == 3
            assert (otc.counters.requests, otc.counters.retries) == (3, 2)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 422])
async def test_permanent_failures_are_sent_once(status: int) -> None:
    script = Script(status)
    async with client(script) as otc:
        with pytest.raises(OpenToCloseAPIError) as caught:
            await otc.users.retrieve_user(5)
    assert caught.value.status_code == status
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("no"),
        httpx.ConnectTimeout("no"),
        limited(),
        limited(503, retry_after="0"),
        httpx.Response(400, json={"errorCode": "Burst_ApiInvocation_Limit_Exceeded"}),
    ],
    ids=repr,
)
async def test_a_create_that_was_certainly_not_processed_is_repeated(failure: Step) -> None:
    script = Script(failure, USER)
    async with client(script) as otc:
        assert (await otc.users.create_user({"username": "ana"})).id == 5
    assert len(script.requests) == 2


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (500, ServerError),
        (502, ServerError),
        (503, ServerError),
        (504, ServerError),
        (408, TimeoutError),
        (httpx.ReadTimeout("no"), TimeoutError),
        (httpx.WriteError("no"), NetworkError),
        (httpx.RemoteProtocolError("no"), NetworkError),
    ],
)
async def test_a_create_of_unknown_outcome_is_sent_once_and_says_so(
    failure: Step, kind: type[OpenToCloseAPIError]
) -> None:
    script = Script(failure, USER)
    async with client(script) as otc:
        with pytest.raises(kind, match="may have been carried out") as caught:
            await otc.users.create_user({"username": "ana"})
    assert caught.value.outcome_unknown
    assert len(script.requests) == 1


async def test_the_last_error_is_raised_with_the_number_of_attempts() -> None:
    script = Script(500, 502, 503)
    async with client(script) as otc:
        with pytest.raises(ServerError) as caught:
            await otc.users.retrieve_user(5)
    assert caught.value.status_code == 503
    assert caught.value.__notes__ == ["Sent 3 times."]


async def test_retry_none_sends_once_for_a_client_or_a_call() -> None:
    cases: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"retry": None}, {}),
        ({}, {"retry": None}),
    ]
    for options, call in cases:
        script = Script(500)
        async with client(script, **options) as otc:
            with pytest.raises(ServerError):
                await otc.users.retrieve_user(5, **call)
        assert len(script.requests) == 1


async def test_a_call_may_have_its_own_policy() -> None:
    script = Script(500, USER)
    async with client(script, retry=None) as otc:
        await otc.users.retrieve_user(5, retry=AT_ONCE)
    assert len(script.requests) == 2


async def test_a_wait_longer_than_the_policy_allows_raises_with_the_time() -> None:
    script = Script(limited(retry_after="3600"))
    async with client(script) as otc:
        with pytest.raises(RateLimitError) as caught:
            await otc.users.retrieve_user(5)
    assert caught.value.retry_after == 3600
    assert caught.value.resets_at is not None
    assert caught.value.resets_at.tzinfo is not None
    assert len(script.requests) == 1


async def test_a_refusal_too_long_for_the_quota_raises_what_the_server_said() -> None:
    script = Script(limited(retry_after="3600"))
    async with client(script, quota=Quota.parse("100/1s"), max_wait=60) as otc:
        with pytest.raises(RateLimitError, match="429") as caught:
            await otc.users.retrieve_user(5)
        assert caught.value.status_code == 429
        assert caught.value.response_data == {"detail": "slow down"}
        assert caught.value.retry_after == pytest.approx(3600, abs=5)
        # The pause is for all requests: another call does not even try.
        with pytest.raises(RateLimitError, match="Nothing was sent"):
            await otc.users.retrieve_user(6)
    assert len(script.requests) == 1


async def test_a_call_may_be_less_patient_than_its_client() -> None:
    script = Script(limited(retry_after="30"))
    async with client(script, quota=Quota.parse("100/1s"), max_wait=60) as otc:
        with pytest.raises(RateLimitError) as caught:
            await otc.users.retrieve_user(5, retry=RetryPolicy(max_wait=5))
    assert caught.value.retry_after == 30
    assert len(script.requests) == 1


async def test_a_delete_that_may_have_worked_before_says_so() -> None:
    script = Script(httpx.ReadTimeout("no"), 404)
    async with client(script) as otc:
        with pytest.raises(NotFoundError) as caught:
            await otc.users.delete_user(5)
    assert "may have deleted it" in " ".join(caught.value.__notes__)


async def test_the_cause_is_kept_and_the_message_says_what_to_do() -> None:
    script = Script(httpx.ConnectError("name not known"))
    async with client(script, retry=None) as otc:
        with pytest.raises(
            NetworkError, match=r"GET /users/5: no connection \(name not known\)"
        ) as caught:
            await otc.users.retrieve_user(5)
    assert isinstance(caught.value.__cause__, httpx.ConnectError)
    assert "base_url" in caught.value.message


async def test_a_timeout_of_a_call_reaches_the_wire() -> None:
    script = Script(USER, USER)
    async with client(script, timeout=12) as otc:
        await otc.users.retrieve_user(5)
        await otc.users.retrieve_user(5, timeout=3)
    assert [request.extensions["timeout"]["read"] for request in script.requests] == [12, 3]


async def test_extra_query_and_headers_reach_the_wire() -> None:
    script = Script(USER)
    async with client(script) as otc:
        await otc.users.retrieve_user(5, extra_query={"expand": True}, extra_headers={"X-A": "b"})
    (request,) = script.requests
    assert request.url.params["expand"] == "true"
    assert request.headers["X-A"] == "b"
    assert request.url.params["api_token"] == "secret-token="
    assert str(request.url).endswith("secret-token%3D")
    assert request.headers["Accept"] == "application/json"


async def test_none_in_a_body_is_sent_as_null() -> None:
    script = Script(USER)
    async with client(script) as otc:
        await otc.users.update_user(5, {"phone": None, "role": "Agent"})
    assert json.loads(script.requests[0].content) == {"phone": None, "role": "Agent"}
    assert script.requests[0].headers["Content-Type"] == "application/json"


async def test_a_redirect_is_not_followed() -> None:
    script = Script(httpx.Response(302, headers={"location": "http://evil.test/"}))
    async with client(script) as otc:
        with pytest.raises(OpenToCloseAPIError, match="not followed"):
            await otc.users.retrieve_user(5)
    assert len(script.requests) == 1


async def test_a_body_that_contradicts_its_content_type() -> None:
    for step in (
        httpx.Response(200, content=b'{"id": 5', headers={"content-type": "application/json"}),
        httpx.Response(200, stream=NoGzip(), headers={"content-encoding": "gzip"}),
        httpx.Response(200, json=[1]),
        httpx.Response(200, json="5"),
    ):
        script = Script(step)
        async with client(script) as otc:
            with pytest.raises(DataFormatError, match="GET /users/5"):
                await otc.users.retrieve_user(5)


async def test_after_aclose_every_call_says_so() -> None:
    otc = client(Script())
    await otc.aclose()
    await otc.aclose()
    with pytest.raises(ConfigurationError, match="closed"):
        await otc.users.retrieve_user(5)
    with pytest.raises(ConfigurationError, match="closed"):
        await otc.users.list_users()


async def test_a_rooms_bearer_token_goes_into_a_header_only() -> None:
    script = Script({"userSummaries": []})
    async with AsyncRooms("acc", access_token="s3cret", transport=script) as rooms:
        await rooms.users.get_users()
    (request,) = script.requests
    assert request.headers["Authorization"] == "Bearer s3cret"
    assert "s3cret" not in str(request.url)
    assert str(request.url) == "https://rooms.docusign.com/restapi/v2/accounts/acc/users"


async def test_an_expired_token_is_an_authentication_error() -> None:
    script = Script(401)
    async with AsyncRooms("acc", access_token="s3cret", transport=script) as rooms:
        with pytest.raises(AuthenticationError, match="may have expired"):
            await rooms.users.get_users()
