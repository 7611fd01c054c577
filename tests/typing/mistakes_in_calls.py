"""
Calls that both type checkers must refuse; never run.

The comment on a line silences both, and both complain about a comment that silences nothing.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    JWTGrant,
    OpenToClose,
    OpenToCloseAPI,
    Quota,
    RefreshToken,
    RetryPolicy,
    Rooms,
)
from opentoclose_async.blocking import Pager as BlockingPager
from opentoclose_async.exceptions import RateLimitError
from opentoclose_async.export import export
from opentoclose_async.hooks import WaitEvent
from opentoclose_async.otc.models import User


def clients_made_wrongly() -> None:
    AsyncOpenToClose(apikey="key")  # type: ignore[call-arg]  # no such keyword
    AsyncOpenToClose("key", "https://api.example.com/v1")  # type: ignore[call-arg]  # by keyword only
    AsyncOpenToClose(timeout="10")  # type: ignore[arg-type]  # of another type
    AsyncOpenToClose(quota=5)  # type: ignore[arg-type]  # a number is no quota
    AsyncOpenToClose(quota_store=5)  # type: ignore[arg-type]  # neither a store nor its name
    AsyncRooms(environment="stage")  # type: ignore[arg-type]  # no such environment
    AsyncRooms("account", "token")  # type: ignore[arg-type,call-arg]  # by keyword only
    AsyncRooms(auth="token")  # type: ignore[arg-type]  # a text is no way to sign in
    JWTGrant("key", "user", 5)  # type: ignore[arg-type]  # no key
    RefreshToken("key", "token")  # type: ignore[call-arg]  # by keyword only
    RefreshToken("key", store="token")  # type: ignore[arg-type]  # no store
    OpenToClose(apikey="key")  # type: ignore[call-arg]  # no such keyword
    OpenToClose("key", "https://api.example.com/v1")  # type: ignore[call-arg]  # by keyword only
    OpenToClose(timeout="10")  # type: ignore[arg-type]  # of another type
    OpenToClose(retry="3")  # type: ignore[arg-type]  # of another type
    OpenToClose(strict_filters="yes")  # type: ignore[arg-type]  # of another type
    Rooms(environment="stage")  # type: ignore[arg-type]  # no such environment
    Rooms(token="token")  # type: ignore[call-arg]  # no such keyword
    OpenToCloseAPI(timeout=5)  # type: ignore[call-arg]  # no such keyword
    OpenToCloseAPI(5)  # type: ignore[arg-type]  # of another type


async def async_calls(otc: AsyncOpenToClose, rooms: AsyncRooms) -> None:
    await otc.users.list_users(rol="Agent")  # type: ignore[call-arg]  # no such keyword
    await otc.users.list_users(role=5)  # type: ignore[arg-type]  # of another type
    await otc.users.list_users(page_size="50")  # type: ignore[arg-type]  # of another type
    await otc.users.list_users(5)  # type: ignore[arg-type]  # of another type
    otc.users.iter_users(team_lead_id=7)  # type: ignore[call-arg]  # a filter of teams
    otc.teams.iter_teams(start=None)  # type: ignore[arg-type]  # 0 is the beginning
    await otc.users.retrieve_user()  # type: ignore[call-arg]  # an argument is missing
    await otc.users.retrieve_user("5")  # type: ignore[arg-type]  # of another type
    await otc.users.retrieve_user(None)  # type: ignore[arg-type]  # of another type
    await otc.users.retrieve_user(5, page_size=10)  # type: ignore[call-arg]  # a keyword of lists
    await otc.users.create_user(name="Ada")  # type: ignore[call-arg]  # fields go into user_data
    await otc.users.create_user(["Ada"])  # type: ignore[arg-type]  # of another type
    await otc.users.update_user(5)  # type: ignore[call-arg]  # an argument is missing
    await otc.users.update_user({"name": "Ada"}, 5)  # type: ignore[arg-type]  # the id comes first
    await otc.teams.delete_team(user_id=5)  # type: ignore[call-arg]  # a team has a team_id
    await rooms.users.list_users(acces_level="Company")  # type: ignore[call-arg]  # no such keyword
    await rooms.users.list_users(start_position=5)  # type: ignore[call-arg]  # it is called start here
    await rooms.users.get_users(page_size=5)  # type: ignore[call-arg]  # it is called count here
    await rooms.users.get_users(count="5")  # type: ignore[arg-type]  # of another type
    await rooms.users.get_users({"filter": "Ada"})  # type: ignore[arg-type, call-arg]  # by keyword only
    rooms.users.iter_users(locked_only="yes")  # type: ignore[arg-type]  # of another type
    await otc.request("GET")  # type: ignore[call-arg]  # an argument is missing
    await otc.request("GET", "/events", params={"page": 1})  # type: ignore[call-arg]  # it is called query
    await otc.request("GET", "/events", query="page=1")  # type: ignore[arg-type]  # a mapping, no text
    await otc.request("GET", "/events", extra_headers={"X-Count": 1})  # type: ignore[dict-item]  # headers are texts


def blocking_calls(otc: OpenToClose, rooms: Rooms) -> None:
    otc.users.list_users(rol="Agent")  # type: ignore[call-arg]  # no such keyword
    otc.users.list_users(role=5)  # type: ignore[arg-type]  # of another type
    otc.users.list_users(5)  # type: ignore[arg-type]  # of another type
    otc.users.iter_users(team_lead_id=7)  # type: ignore[call-arg]  # a filter of teams
    otc.users.retrieve_user()  # type: ignore[call-arg]  # an argument is missing
    otc.users.retrieve_user("5")  # type: ignore[arg-type]  # of another type
    otc.users.create_user(name="Ada")  # type: ignore[call-arg]  # fields go into user_data
    otc.users.create_user(["Ada"])  # type: ignore[arg-type]  # of another type
    otc.users.update_user(5)  # type: ignore[call-arg]  # an argument is missing
    otc.teams.delete_team(user_id=5)  # type: ignore[call-arg]  # a team has a team_id
    rooms.users.list_users(acces_level="Company")  # type: ignore[call-arg]  # no such keyword
    rooms.users.get_users(count="5")  # type: ignore[arg-type]  # of another type
    rooms.users.get_users({"filter": "Ada"})  # type: ignore[arg-type, call-arg]  # by keyword only
    rooms.users.iter_users(locked_only="yes")  # type: ignore[arg-type]  # of another type
    otc.request("GET")  # type: ignore[call-arg]  # an argument is missing
    otc.request("GET", "/events", params={"page": 1})  # type: ignore[call-arg]  # it is called query


def legacy_calls(client: OpenToCloseAPI) -> None:
    client.users.list_users(rol="Agent")  # type: ignore[call-arg]  # no such keyword
    client.users.list_users("role=Agent")  # type: ignore[arg-type]  # a mapping, no text
    client.users.retrieve_user()  # type: ignore[call-arg]  # an argument is missing
    client.users.create_user(name="Ada")  # type: ignore[call-arg]  # fields go into user_data
    client.teams.update_team(5)  # type: ignore[call-arg]  # an argument is missing
    client.teams.retrieve_team([5])  # type: ignore[arg-type]  # of another type
    client.request(path="/events")  # type: ignore[call-arg]  # an argument is missing


def settings_made_wrongly() -> None:
    Quota.parse(5)  # type: ignore[arg-type]  # of another type
    Quota()  # type: ignore[call-arg]  # windows are missing
    Quota((500, 30.0))  # type: ignore[arg-type]  # a window is a Window
    RetryPolicy(attempts="8")  # type: ignore[arg-type]  # of another type
    RetryPolicy(tries=8)  # type: ignore[call-arg]  # no such keyword
    RetryPolicy(max_wait=None)  # type: ignore[arg-type]  # of another type
    RateLimitError("wait", resets_at=5.0)  # type: ignore[arg-type]  # of another type


def models_made_wrongly(user: User) -> None:
    User({"id": 5})  # type: ignore[call-arg]  # by keyword only
    User(id="5")  # type: ignore[arg-type]  # of another type
    User(e_mail="ada@example.com")  # type: ignore[call-arg]  # no such keyword
    user.email = "ada@example.com"  # type: ignore[misc]  # models are frozen


async def exports_asked_wrongly(otc: AsyncOpenToClose, blocking: BlockingPager[User]) -> None:
    await export(otc.users.iter_users())  # type: ignore[call-arg]  # an argument is missing
    await export(otc.users.list_users(), "users.jsonl")  # type: ignore[arg-type]  # a coroutine is no pager
    await export(blocking, "users.jsonl")  # type: ignore[arg-type]  # an async pager is needed
    await export(otc.users.iter_users(), "users.jsonl", "jsonl")  # type: ignore[call-arg]  # by keyword only
    await export(otc.users.iter_users(), "users.jsonl", overwrite="yes")  # type: ignore[arg-type]  # of another type
    await export(otc.users.iter_users(), "users.jsonl", progress=print_nothing)  # type: ignore[arg-type]  # it is called with a Progress


def print_nothing() -> None: ...


def hooks_given_wrongly() -> None:
    AsyncOpenToClose(on_wait=print_nothing)  # type: ignore[arg-type]  # it is called with an event
    AsyncRooms(on_retry=watch_waits)  # type: ignore[arg-type]  # it takes another event
    Rooms(on_request="print")  # type: ignore[arg-type]  # a text cannot be called


async def watch_waits(event: WaitEvent) -> None: ...
