"""
Tests as users write them, for the plugin to run: collected from a copy, by `test_plugin.py`.

Those of one sandbox come in pairs: the second finds nothing of the first.
"""

import os
from collections.abc import AsyncIterator, Iterator

import anyio
import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    JWTGrant,
    OpenToClose,
    OpenToCloseAPI,
    Quota,
    Rooms,
)
from opentoclose_async.sandbox import Fault
from opentoclose_async.testing import ServedSandbox

pytestmark = pytest.mark.opentoclose(users=120, teams=3)


@pytest.mark.parametrize("name", ["Ada", "Grace"])
def test_each_test_has_the_initial_state(
    name: str, otc: OpenToClose, rooms: Rooms, opentoclose_sandbox: ServedSandbox
) -> None:
    assert opentoclose_sandbox.stats.otc.requests == 0
    otc.users.create_user({"first_name": name, "role": "Agent"})
    assert [row["first_name"] for row in opentoclose_sandbox.otc_rows("users")[120:]] == [name]
    opentoclose_sandbox.faults = [Fault(kind="status", api="rooms", status=404)]
    assert opentoclose_sandbox.delete("rooms", "users", 30001)
    assert len(opentoclose_sandbox.rooms_rows("users")) == 119


@pytest.mark.opentoclose(teams=4)
def test_the_closest_mark_applies(otc: OpenToClose) -> None:
    assert (len(otc.users.list_users()), len(otc.teams.list_teams())) == (120, 4)


@pytest.mark.opentoclose(
    faults=["drop", "slow", {"kind": "status", "api": "auth"}, Fault(kind="status", api="rooms")]
)
def test_faults(otc: OpenToClose, opentoclose_sandbox: ServedSandbox) -> None:
    assert [fault.times for fault in opentoclose_sandbox.faults] == [1, 1, None, None]
    assert len(otc.users.list_users()) == 120
    assert [fault.kind for fault in opentoclose_sandbox.faults] == ["status", "status"]


def test_no_client_has_a_quota(otc: OpenToClose, async_rooms: AsyncRooms) -> None:
    assert otc.quota is async_rooms.quota is OpenToClose().quota is None
    assert OpenToClose(quota=Quota.parse("1/s")).quota == Quota.parse("1/s")


@pytest.mark.opentoclose(client_quota="off")
def test_off_is_no_quota(otc: OpenToClose) -> None:
    assert otc.quota is None


@pytest.mark.opentoclose(client_quota="7/s", environment="demo")
def test_all_clients_have_the_quota(rooms: Rooms, async_otc: AsyncOpenToClose) -> None:
    assert rooms.quota == async_otc.quota == Rooms().quota == Quota.parse("7/s")
    assert rooms.environment == Rooms().environment == "demo"


def test_code_that_reads_the_environment_uses_the_sandbox() -> None:
    with OpenToClose() as otc, Rooms() as rooms:
        assert len(otc.users.list_users()) == len(rooms.users.list_users()) == 120
    with OpenToCloseAPI() as drop_in:
        assert len(drop_in.teams.list_teams()) == 3
    names = ("INTEGRATION_KEY", "USER_ID", "PRIVATE_KEY")
    grant = JWTGrant(*(os.environ[f"DOCUSIGN_{name}"] for name in names))
    with Rooms(auth=grant) as signed_in:
        assert len(signed_in.users.list_users()) == 120


@pytest.fixture
def made_by_a_fixture() -> Iterator[OpenToClose]:
    with OpenToClose() as otc:
        yield otc


def test_a_fixture_may_read_the_environment(
    made_by_a_fixture: OpenToClose, opentoclose_sandbox: ServedSandbox
) -> None:
    made_by_a_fixture.users.retrieve_user(1)
    assert opentoclose_sandbox.sandbox.stats.otc.requests == 1


async def read_all(otc: AsyncOpenToClose, rooms: AsyncRooms) -> None:
    assert len(await otc.users.iter_users(page_size=10).collect()) == 120
    assert len(await rooms.users.list_users()) == 120


def test_loops_of_the_test(async_otc: AsyncOpenToClose, async_rooms: AsyncRooms) -> None:
    anyio.run(read_all, async_otc, async_rooms)
    anyio.run(read_all, async_otc, async_rooms, backend="trio")


@pytest.fixture(scope="module")
def anyio_backend(request: pytest.FixtureRequest) -> str:
    backend: str = request.param
    return backend


@pytest.fixture(scope="module")
async def keeps_the_loop(anyio_backend: str) -> None: ...


@pytest.fixture
async def used_before_and_after(async_otc: AsyncOpenToClose) -> AsyncIterator[AsyncOpenToClose]:
    assert (await async_otc.users.retrieve_user(1)).id == 1
    yield async_otc
    assert (await async_otc.users.retrieve_user(2)).id == 2


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"], indirect=True)
class TestAsync:
    @pytest.mark.parametrize("turn", range(2))
    async def test_one_loop_serves_many_tests(
        self,
        turn: int,
        keeps_the_loop: None,
        used_before_and_after: AsyncOpenToClose,
        async_rooms: AsyncRooms,
    ) -> None:
        await read_all(used_before_and_after, async_rooms)

    async def test_a_reading_may_be_left(
        self, keeps_the_loop: None, async_otc: AsyncOpenToClose
    ) -> None:
        assert (await anext(aiter(async_otc.users.iter_users(page_size=10)))).id == 1

    async def test_a_client_may_be_closed(self, async_rooms: AsyncRooms) -> None:
        async with async_rooms as rooms:
            assert len(await rooms.users.list_users()) == 120
