"""
Await and async where they are not due, and their lack where they are; never run.

Both type checkers must refuse them: the comment on a line silences both, and both complain about a
comment that silences nothing.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, OpenToCloseAPI, Rooms
from opentoclose_async.otc.models import Team, User


async def blocking_calls_are_not_awaited(
    otc: OpenToClose, rooms: Rooms, client: OpenToCloseAPI
) -> None:
    await otc.users.list_users()  # type: ignore[misc]  # nothing to await
    await otc.users.retrieve_user(5)  # type: ignore[misc]  # nothing to await
    await otc.users.iter_users().collect()  # type: ignore[misc]  # nothing to await
    await otc.users.iter_users()  # type: ignore[misc]  # nothing to await
    await otc.close()  # type: ignore[func-returns-value, misc]  # nothing to await
    await rooms.users.get_users()  # type: ignore[misc]  # nothing to await
    await client.teams.list_teams()  # type: ignore[misc]  # nothing to await


async def async_calls_are_awaited(otc: AsyncOpenToClose, rooms: AsyncRooms) -> None:
    otc.users.list_users()  # type: ignore[unused-coroutine]  # await is missing
    otc.users.delete_user(5)  # type: ignore[unused-coroutine]  # await is missing
    otc.request("GET", "/events")  # type: ignore[unused-coroutine]  # await is missing
    otc.aclose()  # type: ignore[unused-coroutine]  # await is missing
    rooms.users.iter_users().collect()  # type: ignore[unused-coroutine]  # await is missing
    _ = otc.users.retrieve_user(5).email  # type: ignore[attr-defined]  # await is missing
    users: list[User] = otc.users.list_users()  # type: ignore[assignment]  # await is missing
    _ = users


async def pages_are_not_awaited(otc: AsyncOpenToClose) -> None:
    await otc.users.iter_users().pages()  # type: ignore[misc]  # iterate over it


async def pagers_have_no_length_and_no_index(otc: AsyncOpenToClose, blocking: OpenToClose) -> None:
    len(otc.users.iter_users())  # type: ignore[arg-type]  # unknown before it is read
    _ = otc.users.iter_users()[0]  # type: ignore[index]  # not read yet
    len(blocking.users.iter_users())  # type: ignore[arg-type]  # unknown before it is read
    _ = blocking.users.iter_users()[0]  # type: ignore[index]  # not read yet


def async_pagers_are_not_for_plain_loops(otc: AsyncOpenToClose, rooms: AsyncRooms) -> None:
    for user in otc.users.iter_users():  # type: ignore[attr-defined]  # async for is due
        _ = user
    for page in rooms.users.iter_users().pages():  # type: ignore[attr-defined]  # async for is due
        _ = page
    for row in rooms.users.iter_users().raw():  # type: ignore[attr-defined]  # async for is due
        _ = row
    list(otc.teams.iter_teams())  # type: ignore[call-overload]  # async for is due


async def blocking_pagers_are_not_for_async_loops(otc: OpenToClose, rooms: Rooms) -> None:
    async for user in otc.users.iter_users():  # type: ignore[attr-defined]  # plain for is due
        _ = user
    async for page in rooms.users.iter_users().pages():  # type: ignore[attr-defined]  # plain for is due
        _ = page


async def a_list_that_is_not_awaited_is_no_list(otc: AsyncOpenToClose) -> None:
    for user in otc.users.list_users():  # type: ignore[attr-defined]  # await is missing
        _ = user
    async for user in otc.users.list_users():  # type: ignore[attr-defined]  # await it and use for
        _ = user


def async_clients_are_not_for_plain_with() -> None:
    with AsyncOpenToClose():  # type: ignore[attr-defined]  # async with is due
        pass
    with AsyncRooms():  # type: ignore[attr-defined]  # async with is due
        pass


async def blocking_clients_are_not_for_async_with() -> None:
    async with OpenToClose():  # type: ignore[attr-defined]  # plain with is due
        pass
    async with Rooms():  # type: ignore[attr-defined]  # plain with is due
        pass
    async with OpenToCloseAPI():  # type: ignore[attr-defined]  # plain with is due
        pass


async def results_are_not_mixed_up(otc: AsyncOpenToClose, blocking: OpenToClose) -> None:
    team: Team = await otc.users.retrieve_user(5)  # type: ignore[assignment]  # another type
    teams: list[Team] = blocking.users.list_users()  # type: ignore[assignment]  # another type
    user: User = await otc.users.delete_user(5)  # type: ignore[assignment]  # another type
    models: list[User] = blocking.users.iter_users().raw().collect()  # type: ignore[assignment]  # another type
    _ = team, teams, user, models
