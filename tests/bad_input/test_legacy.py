"""The drop-in client is as strict as the others, except that it accepts numbers as strings."""

import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.exceptions import ValidationError
from tests.bad_input.refusals import SECRET
from tests.bad_input.surface import LEGACY
from tests.bad_input.tables import complaints_about

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    """Return one kind of event loop: arguments are refused before anything runs in it."""
    return "asyncio"


NOBODY_LISTENS = "http://127.0.0.1:1/v1"


async def test_an_invalid_argument_is_refused_before_anything_is_sent() -> None:
    found = []
    with OpenToCloseAPI(SECRET, NOBODY_LISTENS) as client:
        for method in LEGACY:
            found += await complaints_about(method, client)
        assert client.counters.requests == 0
    assert found == []


@pytest.mark.parametrize("digits", ["9" * 101, "9" * 5000, "9" * 1_000_000, "٣"])
async def test_a_string_of_too_many_digits_is_refused(digits: str) -> None:
    with OpenToCloseAPI(SECRET, NOBODY_LISTENS) as client:
        for call in (
            lambda: client.users.retrieve_user(digits),  # type: ignore[arg-type]  # the test is about strings
            lambda: client.users.list_users({"limit": digits}),
            lambda: client.teams.list_teams(params={"offset": digits}),
        ):
            with pytest.raises(ValidationError, match="must be a"):
                call()
        assert client.counters.requests == 0
