"""Redirects: the drop-in, like requests, follows them, but only within the server."""

import json
from collections.abc import Callable

import httpx
import pytest

from opentoclose_async import OpenToClose
from opentoclose_async.exceptions import NotFoundError, OpenToCloseAPIError
from tests.legacy.conftest import ClientOf

REDIRECTS = [301, 302, 303, 307, 308]
JANE = {"id": 1}


class Moved:
    """
    A server that redirects the first request, and records all requests.

    Args:
        status: The status of the redirect.
        location: Its target.
        answer: The response of the target.
    """

    def __init__(self, status: int, location: str, answer: object = JANE) -> None:
        self.status, self.location, self.answer = status, location, answer
        self.seen: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        if len(self.seen) == 1:
            return httpx.Response(self.status, headers={"Location": self.location})
        return httpx.Response(200, json=self.answer)


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize(
    ("location", "path", "query"),
    [
        ("https://otc.test/v1/people/1", "/v1/people/1", {}),
        ("https://OTC.test:443/v1/people/1", "/v1/people/1", {}),
        ("/v2/users/1", "/v2/users/1", {}),
        ("1/", "/v1/users/1/", {}),
        ("//otc.test/x", "/x", {}),
        ("https://otc.test", "/", {}),
        ("/v2/users?role=a%20b&empty=#top", "/v2/users", {"role": "a b", "empty": ""}),
        ("/v2/users?api_token=key%3D&role=x", "/v2/users", {"role": "x"}),
    ],
)
def test_a_read_is_followed_within_the_server(
    client_of: ClientOf, status: int, location: str, path: str, query: dict[str, str]
) -> None:
    server = Moved(status, location)
    assert client_of(server).users.retrieve_user(1) == JANE
    first, second = (request.url for request in server.seen)
    assert (second.scheme, second.host, second.port) == (first.scheme, first.host, first.port)
    assert second.path == path
    assert dict(second.params) == {**query, "api_token": "key="}
    assert str(second).count("api_token") == 1


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize(
    "location",
    [
        "https://evil.test/v1/users/1",
        "//evil.test/v1/users/1",
        "http://otc.test/v1/users/1",
        "https://otc.test:8443/v1/users/1",
        "https://otc.test@evil.test/",
        "https://user@otc.test/",
        "https://otc.test.evil.test/",
        "https://[::1",
        "https://otc.test:99999/",
        "ftp://otc.test/",
        "javascript:alert(1)",
        "",
    ],
)
def test_a_redirect_to_another_server_is_not_followed(
    client_of: ClientOf, status: int, location: str
) -> None:
    server = Moved(status, location)
    with pytest.raises(OpenToCloseAPIError, match="not followed") as caught:
        client_of(server).users.retrieve_user(1)
    assert caught.value.status_code == status
    assert len(server.seen) == 1


@pytest.mark.parametrize("status", [307, 308])
def test_a_write_is_followed_if_the_method_stays_the_same(client_of: ClientOf, status: int) -> None:
    server = Moved(status, "/v2/users")
    assert client_of(server).users.create_user({"first_name": "Jane"}) == JANE
    assert [request.method for request in server.seen] == ["POST", "POST"]
    assert [json.loads(request.content) for request in server.seen] == [{"first_name": "Jane"}] * 2


@pytest.mark.parametrize("status", [301, 302, 303])
@pytest.mark.parametrize("verb", ["create", "update", "delete"])
def test_a_write_that_would_become_a_read_is_an_error(
    client_of: ClientOf, status: int, verb: str
) -> None:
    server = Moved(status, "/v2/users")
    users = client_of(server).users
    calls: dict[str, Callable[[], object]] = {
        "create": lambda: users.create_user({"first_name": "Jane"}),
        "update": lambda: users.update_user(1, {"first_name": "Jane"}),
        "delete": lambda: users.delete_user(1),
    }
    with pytest.raises(OpenToCloseAPIError, match="not followed"):
        calls[verb]()
    assert len(server.seen) == 1


def test_every_page_of_a_list_is_followed(client_of: ClientOf) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/users":
            query = request.url.query.decode("ascii")
            return httpx.Response(301, headers={"Location": f"/v1/users/?{query}"})
        start, size = (int(request.url.params[name]) for name in ("offset", "limit"))
        rows = [{"id": number} for number in range(1, 251)]
        return httpx.Response(200, json=rows[start : start + size])

    assert len(client_of(answer).users.list_users({"role": "Agent"})) == 250


def test_a_loop_ends(client_of: ClientOf) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        return httpx.Response(302, headers={"Location": f"/v1/{len(seen)}"})

    with pytest.raises(OpenToCloseAPIError, match="302") as caught:
        client_of(answer).users.retrieve_user(1)
    assert len(seen) == 11
    assert "10 redirects before it were followed." in caught.value.__notes__


def test_an_error_of_the_target_is_raised(client_of: ClientOf) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/users/1":
            return httpx.Response(301, headers={"Location": "/v1/gone"})
        return httpx.Response(404, json={"detail": "Not Found"})

    with pytest.raises(NotFoundError) as caught:
        client_of(answer).users.retrieve_user(1)
    assert caught.value.endpoint == "/users/1"


def test_the_typed_clients_follow_no_redirects() -> None:
    server = Moved(301, "/v2/users/1")
    transport = httpx.MockTransport(server)
    with (
        OpenToClose("key", base_url="https://otc.test/v1", transport=transport) as otc,
        pytest.raises(OpenToCloseAPIError, match="not followed"),
    ):
        otc.users.retrieve_user(1)
    assert len(server.seen) == 1
