"""Call each operation of Rooms, and check the result."""

import json
from typing import Any

import httpx

from opentoclose_async import AsyncRooms
from tests.rooms.description import Operation, array_of, fields_of, reference_in, snake_case
from tests.rooms.samples import Samples, check_reading, ids_for, query_for, request_of

__all__ = ["call", "client_of", "read"]

ACCOUNT = "5a1fe7b0-0000-4000-8000-000000000001"


class PlainRefusals(httpx.AsyncBaseTransport):
    """
    Sends requests to Prism, and puts its reason for rejecting one into the response.

    The reason is in a header. Prism would respond with the description's ApiError, but it uses the
    first media type that an operation produces, which is text/plain, cannot write an object in it,
    and responds with a 500 without a reason.
    """

    def __init__(self) -> None:
        self._network = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._network.handle_async_request(request)
        violations = response.headers.get("sl-violations")
        if violations is None:
            return response
        await response.aclose()
        reasons = "; ".join(
            f"{'.'.join(each['location'])}: {each['message']}" for each in json.loads(violations)
        )
        return httpx.Response(422, json={"errorCode": "REFUSED_BY_PRISM", "message": reasons})

    async def aclose(self) -> None:
        await self._network.aclose()


def client_of(url: str) -> AsyncRooms:
    """Return a client of Prism that sends each request once."""
    return AsyncRooms(
        ACCOUNT,
        access_token="token",
        base_url=url,
        retry=None,
        quota=None,
        transport=PlainRefusals(),
    )


async def call(rooms: AsyncRooms, operation: Operation) -> None:
    """
    Call an operation with all its arguments, and check the result.

    A body is sent twice: as a mapping, and as a model.
    """
    method = getattr(getattr(rooms, operation.group), operation.method)
    for content in _contents_for(operation):
        result = await method(*ids_for(operation), *content, **_query(operation))
        if operation.answer:
            _check(result, operation.answer)
        else:
            assert result is None


async def read(rooms: AsyncRooms, operation: Operation) -> None:
    """
    Read one row with both of the list's other methods, and check it.

    Prism returns the same page of one row for every position.
    """
    array = array_of(operation.answer)
    row = reference_in(fields_of(operation.answer)[array]["items"])
    group = getattr(rooms, operation.group)
    ids = ids_for(operation)
    filters = {
        name: value
        for name, value in _query(operation).items()
        if name not in ("start_position", "count")
    }
    listed = await getattr(group, f"list_{operation.list_name}")(*ids, max_items=1, **filters)
    pager = getattr(group, f"iter_{operation.list_name}")(*ids, max_items=1, **filters)
    iterated = [each async for each in pager]
    for rows in (listed, iterated):
        (only,) = rows
        _check(only, row)


def _contents_for(operation: Operation) -> list[list[Any]]:
    if operation.uploads:
        return [[b"%PDF-1.7 \x00\xff", "offer.pdf"]]
    if operation.body:
        value = Samples().of(operation.body)
        return [[value], [request_of(operation.body, value)]]
    return [[]]


def _query(operation: Operation) -> dict[str, Any]:
    return {snake_case(name): value for name, (value, _) in query_for(operation).items()}


def _check(result: Any, definition: str) -> None:
    assert set(result.raw) == set(fields_of(definition)), "Prism returns every field"
    check_reading(result, result.raw, {"$ref": f"#/definitions/{definition}"})
