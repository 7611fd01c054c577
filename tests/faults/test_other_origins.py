"""A server that refers to another origin: nothing is sent there, least of all credentials."""

from collections.abc import Iterator

import pytest

from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox, serve
from tests.faults.harness import APIS, QUICK, ROWS, ApiName, all_rows, rows_of, unharmed

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def _other_server() -> Iterator[RunningSandbox]:
    with serve(Sandbox(users=ROWS)) as server:
        yield server


@pytest.fixture
def elsewhere(_other_server: RunningSandbox) -> Iterator[RunningSandbox]:
    """Yield another server, which would respond, and check that it gets no request."""
    _other_server.sandbox.reset()
    yield _other_server
    assert _other_server.sandbox.stats.otc.requests == 0
    assert _other_server.sandbox.stats.rooms.requests == 0


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_not_followed(
    status: int, api: ApiName, server: RunningSandbox, elsewhere: RunningSandbox
) -> None:
    async with unharmed(api, server, retry=QUICK) as client:
        headers = {"Location": f"{elsewhere.base_url}/v1/users"}
        server.sandbox.faults[:] = [Fault(kind="status", status=status, headers=headers)]
        with pytest.raises(OpenToCloseAPIError, match="Redirects are not followed") as caught:
            await all_rows(client)
        assert caught.value.status_code == status


@pytest.mark.parametrize("status", [307, 308])
async def test_a_redirected_create_is_not_followed(
    status: int, server: RunningSandbox, elsewhere: RunningSandbox
) -> None:
    async with unharmed("otc", server, retry=QUICK) as otc:
        headers = {"Location": f"{elsewhere.base_url}/v1/users"}
        server.sandbox.faults[:] = [Fault(kind="status", status=status, headers=headers)]
        with pytest.raises(OpenToCloseAPIError, match="Redirects are not followed"):
            await otc.request("POST", "/users", body={"role": "Agent"})
        assert server.sandbox.stats.otc.requests == 1


async def test_links_to_another_host_are_not_followed(
    server: RunningSandbox, elsewhere: RunningSandbox
) -> None:
    async with unharmed("rooms", server, retry=QUICK) as client:
        server.sandbox.faults[:] = [Fault(kind="other_host", location=elsewhere.base_url)]
        assert await all_rows(client, concurrency=1) == rows_of("rooms", server)
