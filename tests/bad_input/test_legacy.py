"""The drop-in client: as strict as the others, but for numbers that come as texts."""

from functools import partial

import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.exceptions import ValidationError
from tests.bad_input.methods import bad_calls
from tests.bad_input.refusals import SECRET, attempt, complaints
from tests.bad_input.surface import LEGACY, Method

pytestmark = pytest.mark.anyio

NOBODY_LISTENS = "http://127.0.0.1:1/v1"


@pytest.mark.parametrize("method", LEGACY, ids=str)
async def test_a_bad_argument_is_refused_before_anything_is_sent(method: Method) -> None:
    found = []
    with OpenToCloseAPI(SECRET, NOBODY_LISTENS) as client:
        call = method.on(client)
        for argument, bad, arguments in bad_calls(method):
            error = await attempt(partial(call, **arguments))
            found += complaints(error, argument.name, bad)
        assert client.counters.requests == 0
    assert found == []


@pytest.mark.parametrize("digits", ["9" * 101, "9" * 5000, "9" * 1_000_000, "٣"])
async def test_a_text_of_far_too_many_digits_is_no_number(digits: str) -> None:
    with OpenToCloseAPI(SECRET, NOBODY_LISTENS) as client:
        for call in (
            lambda: client.users.retrieve_user(digits),  # type: ignore[arg-type]  # that is the point
            lambda: client.users.list_users({"limit": digits}),
            lambda: client.teams.list_teams(params={"offset": digits}),
        ):
            with pytest.raises(ValidationError, match="must be a"):
                call()
        assert client.counters.requests == 0
