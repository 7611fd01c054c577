"""Errors are constructed, caught and read like those of ``open_to_close``."""

import json
import pickle
from typing import Any

import httpx
import pytest

from opentoclose_async import exceptions
from opentoclose_async.exceptions import (
    AuthenticationError,
    DataFormatError,
    NetworkError,
    NotFoundError,
    OpenToCloseAPIError,
    RateLimitError,
    ServerError,
    TimeoutError,
    ValidationError,
)
from tests.legacy.conftest import ClientOf

BY_POSITION: list[tuple[OpenToCloseAPIError, dict[str, Any]]] = [
    (
        OpenToCloseAPIError("m", 404, {"a": 1}, "/users/5", "GET", {"b": 2}),
        {
            "status_code": 404,
            "response_data": {"a": 1},
            "endpoint": "/users/5",
            "method": "GET",
            "request_data": {"b": 2},
        },
    ),
    (ValidationError("m", {"email": ["is missing"]}), {"field_errors": {"email": ["is missing"]}}),
    (NotFoundError("m", "user", 5), {"resource_type": "user", "resource_id": 5}),
    (RateLimitError("m", 30), {"retry_after": 30}),
    (TimeoutError("m", 2.5), {"timeout_duration": 2.5}),
    (DataFormatError("m", "list", "dict"), {"expected_format": "list", "actual_format": "dict"}),
]


def name_of(value: object) -> str:
    return type(value).__name__


@pytest.mark.parametrize(("error", "carried"), BY_POSITION, ids=name_of)
def test_an_error_takes_the_same_positional_arguments(
    error: OpenToCloseAPIError, carried: dict[str, Any]
) -> None:
    for each in (error, pickle.loads(pickle.dumps(error))):
        assert {name: getattr(each, name) for name in carried} == carried
        assert str(each) == each.message == "m"
        details = each.get_error_details()
        assert details == json.loads(json.dumps(details))
        assert carried.items() <= details.items()


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ValidationError(field_errors={"email": ["is missing"]}), "email"),
        (NotFoundError(resource_type="user", resource_id=5), "user with the id 5"),
        (RateLimitError(retry_after=30), "30 s"),
        (TimeoutError(timeout_duration=2.5), "2.5 s"),
        (DataFormatError(expected_format="list", actual_format="dict"), "list, got dict"),
        (AuthenticationError(), "OPEN_TO_CLOSE_API_KEY"),
        (ServerError(None), "Try again"),
    ],
    ids=name_of,
)
def test_without_a_message_it_is_built_from_the_other_arguments(
    error: OpenToCloseAPIError, text: str
) -> None:
    assert text in str(error)


def test_every_error_has_the_common_details() -> None:
    for name in exceptions.__all__:
        error = getattr(exceptions, name)("m", status_code=418, request_data={"a": 1})
        details = error.get_error_details()
        assert {
            "error_type": name,
            "message": "m",
            "status_code": 418,
            "endpoint": None,
            "method": None,
            "response_data": None,
            "request_data": {"a": 1},
        }.items() <= details.items()


def test_the_original_error_is_the_one_given_or_the_cause(client_of: ClientOf) -> None:
    given = OSError("gone")
    assert NetworkError("m", given).original_error is given
    assert NetworkError("m").original_error is None
    carried = pickle.loads(pickle.dumps(NetworkError("m", given)))
    assert str(carried.original_error) == "gone"

    def unreachable(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    client = client_of(unreachable)
    client.users.max_retries = 1
    with pytest.raises(NetworkError) as caught:
        client.users.retrieve_user(1)
    assert isinstance(caught.value.original_error, httpx.ConnectError)


def test_field_errors_are_read_from_the_response() -> None:
    data = {"errors": {"email": ["is taken"]}}
    assert ValidationError("m", response_data=data).get_field_errors() == data["errors"]
    assert ValidationError("m", {"a": 1}, response_data=data).get_field_errors() == {"a": 1}
    for other in (None, "x", {}, {"errors": ["x"]}):
        assert ValidationError("m", response_data=other).get_field_errors() == {}


def test_a_subclass_written_for_the_original_errors_works() -> None:
    class MissingError(NotFoundError):
        def __init__(self, number: int) -> None:
            super().__init__(f"no {number}", resource_type="user", resource_id=number)

    with pytest.raises(OpenToCloseAPIError, match="no 5") as caught:
        raise MissingError(5)
    assert caught.value.get_error_details()["resource_id"] == 5
