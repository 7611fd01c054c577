"""One reading of one plan, and its outcome."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import anyio

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import OpenToCloseAPIError
from tests.judge.lists import Row, row_of
from tests.judge.loops import SpinningError, bounded, made_progress
from tests.judge.plans import Plan
from tests.judge.servers import Answer, Server

_LONG = 1000.0  # seconds; more than any reader waits between two requests

Reader = Callable[[Plan, Server, list[dict[str, Any]]], Awaitable[None]]
"""Reads the server's list as the plan says, and puts row after row into the list it is given."""


@dataclass
class Outcome:
    """
    What a reading delivered, and what the list was meanwhile.

    Attributes:
        delivered: The rows in the order of delivery.
        initial: The list at the first request.
        touched: The serials of the rows that did not stay unchanged and in place.
        error: The package's error that ended the reading.
        crash: Any other error that did.
        twin_error: The error of a plain reading of the same list, if there was one.
    """

    delivered: list[Row]
    initial: tuple[Row, ...]
    touched: set[int]
    answers: list[Answer]
    requests: int
    needed: int
    hang: bool
    endless: bool
    error: OpenToCloseAPIError | None
    crash: BaseException | None
    twin_error: OpenToCloseAPIError | None = None


async def read_with_the_package(plan: Plan, server: Server, rows: list[dict[str, Any]]) -> None:
    """Read through the package's own clients."""
    async with _client(plan, server) as client:
        pager = client.users.iter_users(
            page_size=plan.page_size,
            concurrency=plan.concurrency,
            start=plan.start,
            max_items=plan.max_items,
        ).raw()
        async for page in pager.verified() if plan.way == "verified" else pager.pages():
            rows += page.items


def _client(plan: Plan, server: Server) -> AsyncOpenToClose | AsyncRooms:
    if plan.api == "otc":
        return AsyncOpenToClose(
            "t", base_url="http://sandbox.test/v1", transport=server, quota=None, retry=None
        )
    return AsyncRooms(
        "acc",
        access_token="t",
        base_url="http://sandbox.test/restapi",
        transport=server,
        quota=None,
        retry=None,
    )


async def read(plan: Plan, reader: Reader = read_with_the_package, *, cpu: float = 30.0) -> Outcome:
    """
    Read a plan's list once; if responses are repeatable, also read it without verification, to
    compare.

    Args:
        plan: What to read, and how.
        reader: The reader.
        cpu: Seconds of CPU time that the reading may take.
    """
    outcome = await _read_once(plan, reader, cpu)
    if plan.way == "verified" and plan.repeatable and not plan.honest:
        twin = await _read_once(replace(plan, way="plain", concurrency=1), reader, cpu)
        outcome.twin_error = twin.error
    return outcome


async def _read_once(plan: Plan, reader: Reader, cpu: float) -> Outcome:
    made_progress()
    server = Server(plan)
    rows: list[dict[str, Any]] = []
    error: OpenToCloseAPIError | None = None
    crash: BaseException | None = None
    spins = False
    with anyio.move_on_after(_LONG) as scope, bounded(cpu):
        server.stop = scope.cancel
        try:
            await reader(plan, server, rows)
        except OpenToCloseAPIError as raised:
            error = raised
        except SpinningError:
            spins = True
        except Exception as raised:  # noqa: BLE001 - any error is part of the outcome
            crash = raised
    asked_for = len(server.list.initial[plan.start :][: plan.max_items])
    return Outcome(
        delivered=[row_of(content) for content in rows],
        initial=server.list.initial,
        touched=server.list.touched,
        answers=server.answers,
        requests=server.requests,
        needed=max(1, math.ceil(asked_for / plan.pace)),
        hang=spins or (scope.cancelled_caught and not server.endless),
        endless=server.endless,
        error=error,
        crash=crash,
    )
