"""A call of each operation of Rooms, and what it has to give."""

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
    Hands requests on, and says in an answer why Prism refuses the request.

    Prism tells it in a header. The answer itself would be the ApiError of the description; but the
    description has text/plain before JSON in what operations produce, Prism takes the first for
    refusals, and fails with a 500 that says nothing, as an object is no text.
    """

    def __init__(self) -> None:
        self._network = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._network.handle_async_request(request)
        refusal = response.headers.get("sl-violations")
        if refusal is None:
            return response
        await response.aclose()
        reasons = "; ".join(
            f"{'.'.join(each['location'])}: {each['message']}" for each in json.loads(refusal)
        )
        return httpx.Response(422, json={"errorCode": "REFUSED_BY_PRISM", "message": reasons})

    async def aclose(self) -> None:
        await self._network.aclose()


def client_of(url: str) -> AsyncRooms:
    """Make a client of Prism, that sends once."""
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
    Call an operation with every argument that it has, and check what it gives.

    A body goes out twice: as a mapping, and as a model.
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
    Read a list by both of its other methods, and check the rows.

    One row is read: Prism gives the same page, of one row, wherever it is asked to start.
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
    assert set(result.raw) == set(fields_of(definition)), "Prism gives every field"
    check_reading(result, result.raw, {"$ref": f"#/definitions/{definition}"})
