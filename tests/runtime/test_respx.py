"""A user's own tests may fake the network with respx, without touching our transport."""

from typing import Any

import httpx
import pytest
import respx

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import NotFoundError

pytestmark = pytest.mark.anyio


@respx.mock
async def test_open_to_close_through_respx() -> None:
    route = respx.get("https://api.opentoclose.com/v1/users/5").respond(json={"id": 5})
    respx.get("https://api.opentoclose.com/v1/users/6").respond(404, json={"detail": "Not found."})
    async with AsyncOpenToClose("key=", quota=None) as otc:
        assert (await otc.users.retrieve_user(5)).id == 5
        with pytest.raises(NotFoundError):
            await otc.users.retrieve_user(6)
    assert route.calls.last.request.url.params["api_token"] == "key="


@respx.mock
async def test_rooms_through_respx() -> None:
    pages = {
        "0": {"userSummaries": [{"userId": n} for n in range(100)], "nextUri": "/elsewhere"},
        "100": {"userSummaries": [{"userId": 100}], "nextUri": None},
    }

    def answer(request: httpx.Request) -> httpx.Response:
        nothing: dict[str, Any] = {"userSummaries": []}
        return httpx.Response(200, json=pages.get(request.url.params["startPosition"], nothing))

    respx.get("https://demo.rooms.docusign.com/restapi/v2/accounts/acc/users").mock(
        side_effect=answer
    )
    async with AsyncRooms("acc", access_token="token", environment="demo") as rooms:
        users = await rooms.users.iter_users(concurrency=1).collect()
    assert [user.user_id for user in users] == list(range(101))
    assert respx.calls.last.request.headers["Authorization"] == "Bearer token"
