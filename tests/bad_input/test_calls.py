"""Calls for one record or page, with every kind of invalid value for every argument."""

import anyio
import pytest

from opentoclose_async.exceptions import ValidationError
from tests.bad_input.refusals import NeverCalled
from tests.bad_input.surface import METHODS, async_client
from tests.bad_input.tables import complaints_about, good_arguments

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    """Return one kind of event loop: arguments are refused before anything runs in it."""
    return "asyncio"


CALLS = [method for method in METHODS if method.group and not method.opens_list]


async def test_an_invalid_argument_is_refused_before_anything_is_sent() -> None:
    transport = NeverCalled()
    found = []
    for method in CALLS:
        with anyio.fail_after(30):
            async with async_client(method.api, transport) as client:
                found += await complaints_about(method, client)
    assert found == []
    assert transport.requests == []


WITH_OPTIONS = [each for each in CALLS if "extra_headers" in {a.name for a in each.arguments}]


async def test_a_misspelt_option_is_refused_with_a_suggestion() -> None:
    transport = NeverCalled()
    for method in WITH_OPTIONS:
        given = good_arguments(method)
        async with async_client(method.api, transport) as client:
            with pytest.raises(ValidationError) as caught:
                await method.on(client)(**given, extra_heders={"X-A": "b"})
        assert f"{method.name} takes no argument 'extra_heders'" in str(caught.value)
        assert "did you mean 'extra_headers'?" in str(caught.value)
        assert caught.value.field_errors == {"extra_heders": ["is not known"]}
    assert transport.requests == []
