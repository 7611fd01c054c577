"""The types of what errors carry; read by the type checkers and never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

import builtins
from datetime import datetime
from typing import Any, assert_type

from opentoclose_async import AsyncOpenToClose, OpenToClose, OpenToCloseAPIError
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    ConflictError,
    ConsentRequiredError,
    DataFormatError,
    NetworkError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TimeoutError,
    ValidationError,
)


def every_error(error: OpenToCloseAPIError) -> None:
    assert_type(error.message, str)
    assert_type(error.status_code, int | None)
    assert_type(error.response_data, Any)
    assert_type(error.request_data, Any)
    assert_type(error.method, str | None)
    assert_type(error.endpoint, str | None)
    assert_type(error.error_code, str | None)
    assert_type(error.reference_id, str | None)
    assert_type(error.trace_token, str | None)
    assert_type(error.start, int | None)
    assert_type(error.outcome_unknown, bool)
    assert_type(error.headers, dict[str, str])
    assert_type(error.get_error_details(), dict[str, Any])
    error.name_request("GET", "/users")


def a_used_up_quota(error: RateLimitError) -> None:
    assert_type(error.resets_at, datetime | None)
    assert_type(error.retry_after, float | None)


def a_bad_argument(error: ValidationError) -> None:
    assert_type(error.field_errors, dict[str, Any])
    assert_type(error.get_field_errors(), dict[str, Any])


def a_consent_to_be_given(error: ConsentRequiredError) -> None:
    assert_type(error.consent_url, str | None)


def an_answer_of_another_form(error: DataFormatError) -> None:
    assert_type(error.path, str | None)
    assert_type(error.expected_format, str | None)
    assert_type(error.actual_format, str | None)


def a_record_that_is_not_there(error: NotFoundError) -> None:
    assert_type(error.resource_type, str | None)
    assert_type(error.resource_id, Any)


def no_answer(error: NetworkError) -> None:
    assert_type(error.original_error, BaseException | None)
    assert_type(error.connected, bool)


def no_answer_in_time(error: TimeoutError) -> None:
    assert_type(error.timeout_duration, float | None)
    assert_type(error.original_error, BaseException | None)
    assert_type(error.connected, bool)


def one_except_catches_them_all(
    problem: AuthenticationError
    | ConfigurationError
    | ConflictError
    | DataFormatError
    | NetworkError
    | NotFoundError
    | PermissionDeniedError
    | RateLimitError
    | ServerError
    | TimeoutError
    | ValidationError,
    late: TimeoutError,
) -> tuple[OpenToCloseAPIError, NetworkError, builtins.TimeoutError]:
    return problem, late, late


def errors_are_made_with_what_they_carry(moment: datetime) -> None:
    assert_type(NotFoundError("no such user", status_code=404, start=5), NotFoundError)
    assert_type(RateLimitError("wait", retry_after=1, resets_at=moment), RateLimitError)
    assert_type(ValidationError("bad", field_errors={"role": ["no"]}), ValidationError)
    assert_type(DataFormatError("odd", path="[0].id", status_code=200), DataFormatError)


def errors_are_made_as_those_of_open_to_close_are() -> None:
    assert_type(OpenToCloseAPIError("no", 404, {}, "/users/5", "GET", {}), OpenToCloseAPIError)
    assert_type(NotFoundError("no", "user", 5), NotFoundError)
    assert_type(RateLimitError("wait", 5), RateLimitError)
    assert_type(ValidationError("bad", {"role": ["no"]}), ValidationError)
    assert_type(DataFormatError("odd", "list", "dict"), DataFormatError)
    assert_type(NetworkError("gone", OSError()), NetworkError)
    assert_type(NetworkError("gone", connected=False).connected, bool)
    assert_type(TimeoutError("late", 30.0), TimeoutError)
    assert_type((AuthenticationError(), ServerError()), tuple[AuthenticationError, ServerError])


async def errors_of_async_calls(otc: AsyncOpenToClose) -> int | None:
    try:
        await otc.users.list_users()
    except RateLimitError as error:
        assert_type(error, RateLimitError)
    except (NotFoundError, ValidationError) as error:
        assert_type(error, NotFoundError | ValidationError)
    except OpenToCloseAPIError as error:
        return error.start
    return None


def errors_of_blocking_calls(otc: OpenToClose) -> int | None:
    try:
        otc.users.list_users()
    except builtins.TimeoutError:
        return None
    except OpenToCloseAPIError as error:
        return error.start
    return None
