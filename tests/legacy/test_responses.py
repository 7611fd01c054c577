"""The forms of responses that the ``open_to_close`` package accepts."""

import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.exceptions import DataFormatError
from tests.legacy.conftest import ClientOf

JANE = {"id": 1, "first_name": "Jane", "score": "not a number", "data": [1]}
PLAIN = {"first_name": "Jane"}

LISTS: dict[str, tuple[Any, list[Any]]] = {
    "bare": ([JANE], [JANE]),
    "wrapped": ({"data": [JANE]}, [JANE]),
    "wrapped with other fields": ({"success": True, "data": [JANE], "total": 1}, [JANE]),
    "wrapped twice": ({"data": {"data": [JANE]}}, [JANE]),
    "of an empty wrapper": ({"data": []}, []),
    "nothing": ({}, []),
    "a single record": ({"id": 1, "name": "x"}, [{"id": 1, "name": "x"}]),
    "a single record, wrapped": ({"data": {"id": 1}}, [{"id": 1}]),
}
OBJECTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "bare": (JANE, JANE),
    "wrapped": ({"data": JANE}, JANE),
    "wrapped with other fields": ({"success": True, "data": JANE}, JANE),
    "wrapped twice": ({"data": {"data": JANE}}, JANE),
    "wrapped without an id": ({"data": PLAIN}, PLAIN),
    "without an id": (PLAIN, PLAIN),
    "empty": ({}, {}),
}
NO_LISTS = [
    {"users": [JANE]},
    {"data": {"users": [JANE]}},
    {"data": "x"},
    {"data": 5},
    {"message": "no"},
    "x",
    5,
]
NO_OBJECTS = [[JANE], "x", 5, {"data": [JANE]}, {"data": "x"}, {"data": {"data": [JANE]}}]


def first_page(answer: Any) -> Callable[[httpx.Request], httpx.Response]:
    """Answer requests for the first page with this, and others with an empty list."""

    def answers(request: httpx.Request) -> httpx.Response:
        first = request.url.params.get("offset", "0") == "0"
        return httpx.Response(200, json=answer if first else [])

    return answers


def always(answer: Any, status: int = 200) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(status, json=answer)


@pytest.mark.parametrize(("answer", "rows"), LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("name", ["users.list_users", "property_notes.list_property_notes"])
def test_a_list_is_read(client_of: ClientOf, name: str, answer: Any, rows: list[Any]) -> None:
    group, _, method = name.partition(".")
    client = client_of(first_page(answer))
    ids = (5,) if group == "property_notes" else ()
    assert getattr(getattr(client, group), method)(*ids) == rows


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"data": rows}])
def test_a_list_of_several_pages_is_read_whole(
    client_of: ClientOf, wrap: Callable[[Any], Any]
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        start, size = (int(request.url.params[name]) for name in ("offset", "limit"))
        rows = [{"id": number} for number in range(1, 251)]
        return httpx.Response(200, json=wrap(rows[start : start + size]))

    assert [row["id"] for row in client_of(answer).users.list_users()] == [*range(1, 251)]


@pytest.mark.parametrize("answer", NO_LISTS, ids=str)
def test_a_response_without_a_list_is_not_treated_as_empty(
    client_of: ClientOf, answer: Any
) -> None:
    with pytest.raises(DataFormatError, match="expected a list, bare or in 'data'"):
        client_of(always(answer)).users.list_users()


@pytest.mark.parametrize(("answer", "record"), OBJECTS.values(), ids=OBJECTS)
def test_a_record_is_read(client_of: ClientOf, answer: Any, record: dict[str, Any]) -> None:
    client = client_of(always(answer))
    assert client.users.retrieve_user(1) == record
    assert client.users.create_user({"first_name": "Jane"}) == record
    assert client.teams.update_team(1, {"name": "North"}) == record
    assert client.property_tasks.retrieve_property_task(5, 1) == record
    assert client.properties.retrieve_property(1) == record


@pytest.mark.parametrize("answer", NO_OBJECTS, ids=str)
def test_a_response_without_a_record_is_an_error(client_of: ClientOf, answer: Any) -> None:
    client = client_of(always(answer))
    with pytest.raises(DataFormatError, match="expected an object, bare or in 'data'"):
        client.users.retrieve_user(1)
    with pytest.raises(DataFormatError) as caught:
        client.users.create_user({"first_name": "Jane"})
    assert caught.value.outcome_unknown


@pytest.mark.parametrize("nothing", [None, "", 0, False])
def test_an_empty_wrapper_is_treated_as_empty_with_a_warning(
    client_of: ClientOf, caplog: pytest.LogCaptureFixture, nothing: object
) -> None:
    client = client_of(always({"data": nothing}))
    with caplog.at_level(logging.WARNING, "opentoclose_async"):
        assert client.users.retrieve_user(1) == {}
        assert client.users.list_users() == []
    assert len([each for each in caplog.messages if "empty wrapper" in each]) >= 2


def test_a_write_without_a_response_body_returns_an_empty_dict(client_of: ClientOf) -> None:
    client = client_of(lambda _: httpx.Response(204))
    assert client.users.update_user(1, {"role": "Agent"}) == {}
    assert client.users.delete_user(1) == {}
    assert client.users.get("/users") == {}


def test_the_confirmation_of_a_delete_is_returned_unchanged(client_of: ClientOf) -> None:
    client = client_of(always({"data": {"deleted": True}}))
    assert client.users.delete_user(1) == {"data": {"deleted": True}}


def test_field_definitions_may_be_wrapped(client_of: ClientOf) -> None:
    field = {"id": 7, "key": "city", "type": "text", "title": "City"}
    groups = [{"group": {"sections": [{"section": {"fields": [field]}}]}}]

    def mapped(client: OpenToCloseAPI) -> list[str]:
        return [*client.properties.get_field_mappings()]

    assert mapped(client_of(always({"data": groups}))) == ["city"]
    assert mapped(client_of(always({}))) == []


def test_any_filter_is_sent_and_no_row_is_compared_with_it(client_of: ClientOf) -> None:
    asked: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.url.params))
        return httpx.Response(200, json=[{"id": 1, "status": "Inactive"}])

    wanted = {"staus": "Active", "status": "Active", "colour": "red", "page_size": "5"}
    assert client_of(answer).users.list_users(params=wanted) == [{"id": 1, "status": "Inactive"}]
    assert wanted.items() <= asked[0].items()
