"""Updates and deletes whose response is lost are sent again, since they are idempotent."""

import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import NotFoundError
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.faults.harness import QUICK, ROWS, requests_of, unharmed

pytestmark = pytest.mark.anyio


async def test_an_update_whose_response_is_lost_is_sent_again(server: RunningSandbox) -> None:
    async with unharmed("otc", server, retry=QUICK) as otc:
        assert isinstance(otc, AsyncOpenToClose)
        server.sandbox.faults[:] = [Fault(kind="drop", after=True, times=2)]
        assert (await otc.users.update_user(5, {"role": "Broker"})).raw["role"] == "Broker"
        assert requests_of("PUT", server) == 3
    assert server.sandbox.otc_rows("users")[4]["role"] == "Broker"


async def test_a_delete_whose_response_is_lost_says_that_it_may_have_worked(
    server: RunningSandbox,
) -> None:
    async with unharmed("otc", server, retry=QUICK) as otc:
        assert isinstance(otc, AsyncOpenToClose)
        server.sandbox.faults[:] = [Fault(kind="drop", after=True, times=1)]
        with pytest.raises(NotFoundError) as caught:
            await otc.users.delete_user(5)
        assert any("may have deleted it" in note for note in caught.value.__notes__)
        assert requests_of("DELETE", server) == 2
    assert len(server.sandbox.otc_rows("users")) == ROWS - 1
