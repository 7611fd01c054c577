"""Requests to a server of the judge without the package, for the judge's own readers."""

from dataclasses import dataclass
from typing import Any

import httpx
import orjson

from tests.judge.plans import Plan
from tests.judge.servers import Server


@dataclass
class Told:
    """What a response says. ``rows`` is None if it has no array."""

    status: int
    rows: list[dict[str, Any]] | None
    total: int | None = None
    link: bool = False


async def ask(plan: Plan, server: Server, start: int, count: int) -> Told:
    """Request one page."""
    names = ("startPosition", "count") if plan.api == "rooms" else ("offset", "limit")
    url = f"http://sandbox.test/users?{names[0]}={start}&{names[1]}={count}"
    response = await server.handle_async_request(httpx.Request("GET", url))
    data = orjson.loads(await response.aread() or b"null")
    if plan.api == "otc":
        return Told(response.status_code, data if isinstance(data, list) else None)
    if not isinstance(data, dict):
        return Told(response.status_code, None)
    return Told(
        response.status_code,
        data.get("userSummaries"),
        data.get("totalRowCount"),
        data.get("nextUri") is not None,
    )
