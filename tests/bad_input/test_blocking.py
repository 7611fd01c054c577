"""The blocking clients raise the same errors for invalid arguments as the async ones."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from tests.bad_input.refusals import NeverCalled, attempt
from tests.bad_input.surface import METHODS, Method, async_client, blocking_client
from tests.bad_input.tables import bad_calls

pytestmark = pytest.mark.anyio


def one_bad_value_of_each_argument(method: Method) -> Iterator[dict[str, Any]]:
    """Yield a call for each argument; every value of it is tried on the async clients."""
    seen = set()
    for argument, _, arguments in bad_calls(method):
        if argument.name not in seen:
            seen.add(argument.name)
            yield arguments


@pytest.mark.parametrize("anyio_backend", ["asyncio"])  # what the blocking clients run on
@pytest.mark.parametrize("api", ["otc", "rooms"])
async def test_an_invalid_argument_raises_the_same_error(api: str) -> None:
    transport = NeverCalled()
    async with async_client(api, transport) as client:
        with blocking_client(api, transport) as blocking:
            for method in (each for each in METHODS if each.api == api):
                compared = 0
                for arguments in one_bad_value_of_each_argument(method):
                    expected = await attempt(partial(method.on(client), **arguments))
                    error = await attempt(partial(method.on(blocking), **arguments))
                    assert expected is not None, method
                    assert (type(error), str(error)) == (type(expected), str(expected)), method
                    compared += 1
                assert compared > 0, method
    assert transport.requests == []
