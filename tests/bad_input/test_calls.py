"""Calls of one record or one page: every argument of every method, wrong in every way."""

import anyio
import pytest

from opentoclose_async.exceptions import ValidationError
from tests.bad_input.methods import complaints_about
from tests.bad_input.refusals import NeverCalled
from tests.bad_input.surface import METHODS, Method, async_client
from tests.bad_input.tables import good_arguments

pytestmark = pytest.mark.anyio

CALLS = [method for method in METHODS if method.group and not method.opens_list]


@pytest.mark.parametrize("method", CALLS, ids=str)
async def test_a_bad_argument_is_refused_before_anything_is_sent(method: Method) -> None:
    transport = NeverCalled()
    with anyio.fail_after(30):
        async with async_client(method.api, transport) as client:
            assert await complaints_about(method, client) == []
    assert transport.requests == []


WITH_OPTIONS = [each for each in CALLS if "extra_headers" in {a.name for a in each.arguments}]


@pytest.mark.parametrize("method", WITH_OPTIONS, ids=str)
async def test_a_misspelt_option_is_refused_with_the_nearest_name(method: Method) -> None:
    given = good_arguments(method)
    transport = NeverCalled()
    with anyio.fail_after(30):
        async with async_client(method.api, transport) as client:
            with pytest.raises(ValidationError) as caught:
                await method.on(client)(**given, extra_heders={"X-A": "b"})
    assert f"{method.name} takes no argument 'extra_heders'" in str(caught.value)
    assert "did you mean 'extra_headers'?" in str(caught.value)
    assert caught.value.field_errors == {"extra_heders": ["is not known"]}
    assert transport.requests == []
