"""The options of clients: one list for signatures, editors and defaults."""

import inspect
from typing import Any, get_type_hints

import httpx
import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    OpenToClose,
    Quota,
    RetryPolicy,
    Rooms,
    ServerError,
)
from opentoclose_async._runtime.options import DEFAULTS
from opentoclose_async.types import ClientOptions

CLIENTS = [AsyncOpenToClose, OpenToClose, AsyncRooms, Rooms]
NAMES = list(get_type_hints(ClientOptions))


def test_every_option_has_a_default() -> None:
    assert list(DEFAULTS) == NAMES


@pytest.mark.parametrize("client", CLIENTS)
def test_a_signature_shows_every_option_with_its_default(client: type) -> None:
    parameters = inspect.signature(client).parameters
    shown = {name: parameters[name].default for name in NAMES}
    assert shown == DEFAULTS
    assert "options" not in parameters


@pytest.mark.parametrize("client", CLIENTS)
def test_a_misspelled_option_is_refused_with_the_nearest(client: Any) -> None:
    # Before a missing credential, which the misspelling may be the cause of.
    with pytest.raises(TypeError, match="argument 'max_conections'; did you mean 'max_conn"):
        client(max_conections=3)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("1/s", "1/1s"),
        ("500/30s, 3000/1h", "500/30s, 3000/3600s"),
        ("documented", "1/1s"),
        ("off", "None"),
        (None, "None"),
        (Quota.parse("7/m"), "7/60s"),
    ],
)
def test_a_quota_may_be_a_text(given: Any, kept: str) -> None:
    assert str(AsyncOpenToClose("key", quota=given).quota) == kept
    assert str(OpenToClose("key", quota=given).quota) == kept


QUICK = RetryPolicy(first_delay=0, longest_delay=0)


@pytest.mark.parametrize(
    ("of_client", "of_call", "requests"),
    [
        (QUICK, 3, 4),
        (QUICK, 1, 2),
        (QUICK, 0, 1),
        (QUICK, False, 1),
        (QUICK, None, 1),
        (QUICK, True, 5),
        (QUICK, RetryPolicy(attempts=2, first_delay=0), 2),
        (0, "client's", 1),
        (False, "client's", 1),
        (None, "client's", 1),
    ],
)
@pytest.mark.anyio
async def test_retry_may_be_the_number_of_retries(
    of_client: Any, of_call: Any, requests: int
) -> None:
    sent = []

    def fail(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(500)

    options = {} if of_call == "client's" else {"retry": of_call}
    transport = httpx.MockTransport(fail)
    async with AsyncOpenToClose("key", transport=transport, quota=None, retry=of_client) as otc:
        for call in (
            lambda: otc.users.retrieve_user(5, **options),
            lambda: otc.users.list_users(**options),
        ):
            sent.clear()
            with pytest.raises(ServerError):
                await call()
            assert len(sent) == requests


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_takes_a_number_of_retries(client: Any) -> None:
    named = (
        {"account_id": "a", "access_token": "t"} if "Rooms" in client.__name__ else {"api_key": "k"}
    )
    assert client(retry=3, **named)
