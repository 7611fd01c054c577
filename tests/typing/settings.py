"""The types of quotas and retry policies; read by the type checkers and never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping
from datetime import datetime
from typing import assert_type

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    FileQuotaStore,
    OpenToClose,
    Quota,
    QuotaStore,
    RedisQuotaStore,
    RetryPolicy,
    Rooms,
)
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.hooks import (
    QuotaStoreEvent,
    RequestEvent,
    ResponseEvent,
    RetryEvent,
    WaitEvent,
)
from opentoclose_async.otc.models import User
from opentoclose_async.otc.operations.users import UserFilters
from opentoclose_async.rooms.client import Environment
from opentoclose_async.types import QuotaStatus, Window


def a_quota(quota: Quota) -> None:
    assert_type(Quota.parse("500/30s, 3000/1h"), Quota)
    assert_type(Quota((Window(500, 30.0), Window(count=3000, seconds=3600))), Quota)
    assert_type(quota.windows, tuple[Window, ...])


def a_window(window: Window) -> None:
    assert_type(window.count, int)
    assert_type(window.seconds, float)


def a_policy(policy: RetryPolicy) -> None:
    assert_type(RetryPolicy(), RetryPolicy)
    assert_type(
        RetryPolicy(attempts=8, max_wait=120, first_delay=0.1, longest_delay=4), RetryPolicy
    )
    assert_type(policy.attempts, int)
    assert_type(policy.max_wait, float)
    assert_type(policy.first_delay, float)
    assert_type(policy.longest_delay, float)


def choices_kept_in_variables(
    quota: QuotaChoice, retry: RetryPolicy | None, where: Environment | None
) -> None:
    assert_type(AsyncOpenToClose(quota=quota, retry=retry), AsyncOpenToClose)
    assert_type(AsyncRooms(quota=quota, retry=retry, environment=where), AsyncRooms)
    assert_type(OpenToClose(quota=quota, retry=retry), OpenToClose)
    assert_type(Rooms(quota=quota, retry=retry, environment=where), Rooms)


def settings_for_short(otc: OpenToClose) -> None:
    assert_type(AsyncOpenToClose(quota="1/s", retry=3, strict_filters=True), AsyncOpenToClose)
    assert_type(Rooms(quota="off", retry=False), Rooms)
    assert_type(otc.users.list_users(retry=0, strict_filters=True), list[User])


def filters_kept_in_variables(otc: OpenToClose, filters: UserFilters) -> None:
    assert_type(otc.users.list_users(**filters), list[User])


def on_request(event: RequestEvent) -> None:
    assert_type(event.method, str)
    assert_type(event.path, str)
    assert_type(event.query, Mapping[str, str])
    assert_type(event.attempt, int)


async def on_response(event: ResponseEvent) -> None:
    assert_type((event.method, event.path, event.quota), tuple[str, str, str])
    assert_type((event.attempt, event.status, event.size), tuple[int, int, int])
    assert_type(event.seconds, float)
    assert_type(event.request_id, str | None)


def on_retry(event: RetryEvent) -> int:
    assert_type((event.method, event.path), tuple[str, str])
    assert_type(event.delay, float)
    assert_type(event.error, OpenToCloseAPIError)
    return event.attempt


async def on_wait(event: WaitEvent) -> None:
    if isinstance(event, QuotaStoreEvent):
        assert_type(event.problem, str)
    assert_type(event.seconds, float)
    assert_type(event.until, datetime)


def hooks_plain_or_async() -> None:
    AsyncOpenToClose(
        on_request=on_request, on_response=on_response, on_retry=on_retry, on_wait=on_wait
    )
    Rooms(on_request=on_request, on_response=on_response, on_retry=on_retry, on_wait=on_wait)


def a_store(store: QuotaStore, choice: str | None) -> None:
    assert_type(AsyncOpenToClose(quota_store=store), AsyncOpenToClose)
    assert_type(AsyncRooms(quota_store="redis://127.0.0.1:6379/0"), AsyncRooms)
    assert_type(OpenToClose(quota_store=FileQuotaStore("quota.sqlite3")), OpenToClose)
    assert_type(Rooms(quota_store=choice), Rooms)
    assert_type(OpenToClose(quota_store=RedisQuotaStore("redis://127.0.0.1")), OpenToClose)


async def the_state_of_a_quota(otc: AsyncOpenToClose, rooms: Rooms) -> None:
    status = await otc.quota_status()
    assert_type(status, QuotaStatus)
    assert_type(rooms.quota_status(), QuotaStatus)
    assert_type(status.windows[0].window, Window)
    assert_type((status.windows[0].used, status.windows[0].free_in), tuple[int, float])
    assert_type(status.clients[0].used, tuple[int, ...])
    assert_type(status.clients[0].waiting, float | None)
    assert_type(status.left, int | None)
    assert_type(status.rate, float | None)


def until_when_the_quota_makes_us_wait(otc: AsyncOpenToClose, rooms: Rooms) -> float:
    assert_type(otc.waiting_until, float | None)
    assert_type(rooms.waiting_until, float | None)
    return otc.waiting_until or 0.0
