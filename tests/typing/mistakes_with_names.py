"""
Names that are not there, which both type checkers must refuse; never run.

The comment on a line silences both, and both complain about a comment that silences nothing.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    OpenToClose,
    OpenToCloseAPI,
    OpenToCloseAPIError,
    Page,
    Pager,
    Quota,
    Rooms,
)
from opentoclose_async.blocking import Pager as BlockingPager
from opentoclose_async.exceptions import RateLimitError
from opentoclose_async.export import ExportReport
from opentoclose_async.otc.models import Status, User
from opentoclose_async.rooms.models import UserSummary


async def async_clients(otc: AsyncOpenToClose, rooms: AsyncRooms) -> None:
    await otc.users.get_users()  # type: ignore[attr-defined]  # a method of Rooms
    await otc.users.list_user()  # type: ignore[attr-defined]  # no such name
    otc.users.list_teams()  # type: ignore[attr-defined]  # a method of teams
    otc.contact.list_contacts()  # type: ignore[attr-defined]  # no such name
    otc.close()  # type: ignore[attr-defined]  # it is called aclose here
    await rooms.users.retrieve_user(5)  # type: ignore[attr-defined]  # a method of Open To Close
    await rooms.users.create_user({})  # type: ignore[attr-defined]  # a method of Open To Close
    _ = rooms.teams  # type: ignore[attr-defined]  # a group of Open To Close
    _ = otc.account_id  # type: ignore[attr-defined]  # an attribute of Rooms


def blocking_clients(otc: OpenToClose, rooms: Rooms) -> None:
    otc.users.get_users()  # type: ignore[attr-defined]  # a method of Rooms
    otc.users.list_user()  # type: ignore[attr-defined]  # no such name
    otc.teams.list_users()  # type: ignore[attr-defined]  # a method of users
    otc.contact.list_contacts()  # type: ignore[attr-defined]  # no such name
    otc.aclose()  # type: ignore[attr-defined]  # it is called close here
    rooms.users.retrieve_user(5)  # type: ignore[attr-defined]  # a method of Open To Close
    _ = rooms.teams  # type: ignore[attr-defined]  # a group of Open To Close
    _ = otc.account_id  # type: ignore[attr-defined]  # an attribute of Rooms


def legacy_client(client: OpenToCloseAPI) -> None:
    client.users.iter_users()  # type: ignore[attr-defined]  # the original has none
    client.teams.iter_teams()  # type: ignore[attr-defined]  # the original has none
    client.contact.list_contacts()  # type: ignore[attr-defined]  # no such name
    _ = client.users.retrieve_user(5).email  # type: ignore[attr-defined]  # a dict, no model


def settings_and_errors(quota: Quota, error: OpenToCloseAPIError, limit: RateLimitError) -> None:
    _ = quota.count  # type: ignore[attr-defined]  # of its windows
    _ = error.status  # type: ignore[attr-defined]  # it is called status_code
    _ = error.resets_at  # type: ignore[attr-defined]  # of RateLimitError only
    _ = error.field_errors  # type: ignore[attr-defined]  # of ValidationError only
    _ = limit.reset_at  # type: ignore[attr-defined]  # no such name


def models(user: User, other: UserSummary, report: ExportReport) -> None:
    _ = user.user_id  # type: ignore[attr-defined]  # it is called id here
    _ = user.email_address  # type: ignore[attr-defined]  # no such name
    _ = other.id  # type: ignore[attr-defined]  # it is called user_id here
    _ = other.userId  # type: ignore[attr-defined]  # attributes are in snake case
    _ = Status.PENDING  # type: ignore[attr-defined]  # a status of Rooms only
    _ = report.bytes  # type: ignore[attr-defined]  # no such name


def what_lists_give(pager: Pager[User], blocking: BlockingPager[User], page: Page[User]) -> None:
    _ = page.rows  # type: ignore[attr-defined]  # it is called items
    _ = page.items.email  # type: ignore[attr-defined]  # a list of users, no user
    _ = pager.items  # type: ignore[attr-defined]  # its pages have them
    _ = blocking.items  # type: ignore[attr-defined]  # its pages have them
    _ = pager.counters.pages  # type: ignore[attr-defined]  # no such name
    _ = blocking.raw().pages().items  # type: ignore[attr-defined]  # pages, no page
