"""Any text in any argument is refused, or sent unchanged in the intended request."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._protocol.arguments import path_with
from opentoclose_async.exceptions import ConfigurationError, ValidationError
from tests.bad_input.refusals import attempt
from tests.thoroughness import repeatable

pytestmark = pytest.mark.anyio

TEXTS = st.one_of(
    st.text(st.characters(), max_size=8),
    st.text("ab5./\\%?#&=;:@{}+\r\n\t\x00\x7f \u200büü\ud800", max_size=8),
    st.sampled_from(["", ".", "..", "../1", "%2e%2e", "%2F", "5", "a" * 20_000]),
)
PAGE = {"offset": "0", "limit": "100"}
ROOMS_PAGE = {"startPosition": "0", "count": "100"}


class Recorder(httpx.AsyncBaseTransport):
    """Answer every request with this, and record the requests."""

    def __init__(self, answer: Any) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = answer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json=self._answer)


async def asked(
    transport: Recorder, call: Callable[[], Awaitable[object]]
) -> tuple[str, dict[str, str], dict[str, str]] | None:
    """Return path, query and headers of a call's only request; None if it was refused."""
    error = await attempt(call)
    if error is not None:
        assert isinstance(error, (ConfigurationError, ValidationError))
        assert len(str(error)) < 400
        assert transport.requests == []
        return None
    (request,) = transport.requests
    target = request.url.raw_path.decode("ascii")
    assert target.isprintable()
    path, _, query = target.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, errors="strict")
    assert len(pairs) == len(dict(pairs))
    assert "#" not in target
    assert (request.url.scheme, request.url.host) == ("https", "sdk.test")
    headers = {name.lower().decode(): value.decode() for name, value in request.headers.raw}
    assert len(headers) == len(request.headers.raw)
    return path, {k: v for k, v in pairs if k != "api_token"}, headers


def otc(transport: Recorder) -> AsyncOpenToClose:
    return AsyncOpenToClose(
        "key", base_url="https://sdk.test/v1", transport=transport, quota=None, retry=None
    )


def rooms(transport: Recorder, account_id: str = "account") -> AsyncRooms:
    return AsyncRooms(
        account_id,
        access_token="token",
        base_url="https://sdk.test/restapi",
        transport=transport,
        quota=None,
        retry=None,
    )


@repeatable(38)
@given(text=TEXTS)
async def test_as_an_id(text: str) -> None:
    transport = Recorder({})
    call: Any = otc(transport).users.retrieve_user
    assert await asked(transport, lambda: call(text)) is None


@repeatable(38)
@given(text=TEXTS)
async def test_as_an_account_id(text: str) -> None:
    transport = Recorder({"userSummaries": []})
    came = await asked(transport, lambda: rooms(transport, text).users.get_users())
    assert came is None or came[:2] == (f"/restapi/v2/accounts/{text}/users", {})


@repeatable(38)
@given(text=TEXTS)
async def test_as_part_of_a_path(text: str) -> None:
    transport = Recorder({})

    async def call() -> object:
        return await otc(transport).request("GET", path_with("/things/{name}/x", name=text))

    came = await asked(transport, call)
    if came is not None:
        assert [unquote(part, errors="strict") for part in came[0].split("/")] == [
            "", "v1", "things", text, "x",
        ]  # fmt: skip
        assert came[1] == {}


@repeatable(38)
@given(text=TEXTS)
async def test_as_a_whole_path(text: str) -> None:
    transport = Recorder({})
    came = await asked(transport, lambda: otc(transport).request("GET", f"/{text}"))
    if came is not None:
        assert came[0].startswith("/v1/")
        assert came[0].count("/") == text.count("/") + 2
        assert came[1] == {}


@repeatable(50)
@given(name=TEXTS, text=TEXTS)
async def test_as_a_filter_of_open_to_close(name: str, text: str) -> None:
    transport = Recorder([])
    came = await asked(transport, lambda: otc(transport).users.list_users({name: text}))
    if came is not None:
        assert came[:2] == ("/v1/users", {name: text, **PAGE})


@repeatable(38)
@given(text=TEXTS, status=TEXTS)
async def test_as_a_filter_of_rooms(text: str, status: str) -> None:
    transport = Recorder({"userSummaries": []})
    call = rooms(transport).users.list_users
    came = await asked(transport, lambda: call(filter=text, status=status))
    if came is not None:
        query = {"filter": text, "status": status, **ROOMS_PAGE}
        assert came[:2] == ("/restapi/v2/accounts/account/users", query)


@repeatable(50)
@given(name=TEXTS, text=TEXTS)
async def test_in_an_extra_query(name: str, text: str) -> None:
    transport = Recorder({})
    options: Any = {"extra_query": {name: text}}
    came = await asked(transport, lambda: otc(transport).request("GET", "/x", **options))
    if came is not None:
        assert came[:2] == ("/v1/x", {name: text})


@repeatable(50)
@given(name=st.one_of(TEXTS, st.text("aZ9-_Host", min_size=1, max_size=8)), text=TEXTS)
async def test_as_a_header(name: str, text: str) -> None:
    transport = Recorder({})
    options: Any = {"extra_headers": {name: text}}
    came = await asked(transport, lambda: otc(transport).request("GET", "/x", **options))
    if came is not None:
        plain = Recorder({})
        usual = await asked(plain, lambda: otc(plain).request("GET", "/x"))
        assert usual is not None
        assert came == (*usual[:2], {**usual[2], name.lower(): text})
