"""The blocking clients keep the same promises: the same errors, the same rows, nothing left."""

from collections.abc import Callable
from typing import Any

import anyio
import anyio.to_thread
import pytest

from opentoclose_async import OpenToClose, Rooms
from opentoclose_async.exceptions import (
    AuthenticationError,
    DataFormatError,
    NetworkError,
    OpenToCloseAPIError,
    ServerError,
    TimeoutError,
)
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.clients import blocking_otc_client, blocking_rooms_client
from tests.faults.harness import (
    APIS,
    DEADLINE,
    QUICK,
    ROWS,
    TIMEOUT,
    ApiName,
    nothing_new,
    open_sockets,
    requests_of,
    rows_of,
    timeout_for,
)

Error = type[OpenToCloseAPIError]


@pytest.fixture
def anyio_backend() -> str:
    """Use one event loop, for the deadlines; the clients have their own."""
    return "asyncio"


async def within_deadline(check: Callable[..., None], *args: Any) -> None:
    """Run blocking code, and check that none of its connections is left."""
    before = open_sockets()
    with anyio.fail_after(DEADLINE):
        await anyio.to_thread.run_sync(check, *args, abandon_on_cancel=True)
    await nothing_new(open_sockets, before)


def client_of(api: ApiName, server: RunningSandbox, **options: Any) -> OpenToClose | Rooms:
    make: Callable[..., OpenToClose | Rooms] = (
        blocking_otc_client if api == "otc" else blocking_rooms_client
    )
    return make(server, **{"timeout": TIMEOUT, "retry": None, **options})


def check_error(api: ApiName, server: RunningSandbox, fault: Fault, error: Error) -> None:
    with client_of(api, server) as client:
        client.users.list_users(max_items=1)  # connects, which the short timeout is not for
        server.sandbox.faults[:] = [fault]
        with pytest.raises(error, match=r"^GET ") as caught:
            client.users.list_users(timeout=timeout_for(fault))
        assert type(caught.value) is error
        server.sandbox.faults.clear()
        assert client.users.iter_users(retry=QUICK).raw().collect() == rows_of(api, server)


def check_rows(api: ApiName, server: RunningSandbox, fault: Fault) -> None:
    with client_of(api, server, retry=QUICK) as client:
        server.sandbox.faults[:] = [fault]
        pager = client.users.iter_users(timeout=timeout_for(fault))
        assert pager.raw().collect() == rows_of(api, server)


def check_create(server: RunningSandbox) -> None:
    with blocking_otc_client(server, retry=QUICK) as otc:
        server.sandbox.faults[:] = [Fault(kind="drop", after=True)]
        with pytest.raises(NetworkError, match="check before you send it again") as caught:
            otc.users.create_user({"role": "Agent"})
        assert caught.value.outcome_unknown
        server.sandbox.faults.clear()
        assert len(otc.users.list_users(retry=QUICK)) == ROWS + 1


@pytest.mark.anyio
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    ("fault", "otc", "rooms"),
    [
        (Fault(kind="status", status=502), ServerError, ServerError),
        (Fault(kind="drop"), NetworkError, NetworkError),
        (Fault(kind="hang", seconds=5), TimeoutError, TimeoutError),
        (Fault(kind="cut"), NetworkError, NetworkError),
        (Fault(kind="html"), AuthenticationError, DataFormatError),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
async def test_blocking_calls_raise_the_same_errors(
    fault: Fault, otc: Error, rooms: Error, api: ApiName, server: RunningSandbox
) -> None:
    await within_deadline(check_error, api, server, fault, otc if api == "otc" else rooms)


@pytest.mark.anyio
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="status", status=503, times=2),
        Fault(kind="reset", times=2),
        Fault(kind="hang", seconds=5, times=1),
        Fault(kind="slow_body", seconds=0.05),
        Fault(kind="idle_close"),
    ],
    ids=lambda fault: fault.kind,
)
async def test_blocking_calls_return_every_row(
    fault: Fault, api: ApiName, server: RunningSandbox
) -> None:
    await within_deadline(check_rows, api, server, fault)


@pytest.mark.anyio
async def test_a_blocking_create_whose_response_is_lost_is_sent_once(
    server: RunningSandbox,
) -> None:
    await within_deadline(check_create, server)
    assert requests_of("POST", server) == 1
