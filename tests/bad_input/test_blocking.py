"""The blocking clients refuse what the async ones do, in the same words."""

from functools import partial

import anyio
import pytest

from tests.bad_input.methods import bad_calls
from tests.bad_input.refusals import NeverCalled, attempt
from tests.bad_input.surface import METHODS, Method, async_client, blocking_client

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("anyio_backend", ["asyncio"])  # what the blocking clients run on
@pytest.mark.parametrize("method", METHODS, ids=str)
async def test_a_bad_argument_is_refused_in_the_same_words(method: Method) -> None:
    transport = NeverCalled()
    compared = 0
    async with async_client(method.api, transport) as client:
        with anyio.fail_after(30), blocking_client(method.api, transport) as twin:
            for _, _, arguments in bad_calls(method):
                theirs = await attempt(partial(method.on(client), **arguments))
                ours = await attempt(partial(method.on(twin), **arguments))
                assert theirs is not None
                assert (type(ours), str(ours)) == (type(theirs), str(theirs))
                compared += 1
    assert compared > 0
    assert transport.requests == []
