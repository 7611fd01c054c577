"""An answer into the value that was asked for, or into the error that says what went wrong."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeVar

import orjson
from attrs import field, frozen

from opentoclose_async.exceptions import (
    AuthenticationError,
    ConflictError,
    DataFormatError,
    NotFoundError,
    OpenToCloseAPIError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TimeoutError,
    ValidationError,
)
from opentoclose_async.protocol.backoff import Outcome, outcome_is_unknown
from opentoclose_async.protocol.limits import LimitSignals
from opentoclose_async.protocol.messages import Operation, Request, Response

__all__ = ["LOOK_FIRST", "Dialect", "Problem", "decode", "error_for"]

LOOK_FIRST = "It may have been carried out all the same: look before you send it again."

T = TypeVar("T")
JSONObject = Mapping[str, Any]


@frozen
class Problem:
    """
    What the body of a failed request says, in one vocabulary for both APIs.

    Attributes:
        message: The server's own words; empty if none.
        error_code: Its code for the error.
        reference_id: Its id for the occurrence.
        field_errors: What is wrong with which field.
    """

    message: str = ""
    error_code: str | None = None
    reference_id: str | None = None
    field_errors: Mapping[str, Any] = field(factory=dict)


@frozen
class Dialect:
    """
    How one of the APIs speaks where they differ.

    Attributes:
        name: The API's name, for people.
        credential_hint: What to check when credentials are refused.
        read_problem: Read the object in the body of a failed request.
        html_is_a_login_page: The API answers missing or wrong credentials with an HTML page and
            status 200.
        shown: Take from an answer what errors may hold of it, where answers hold secrets.
    """

    name: str
    credential_hint: str
    read_problem: Callable[[JSONObject], Problem]
    html_is_a_login_page: bool = False
    shown: Callable[[Any], Any] | None = None

    def show(self, answer: Any) -> Any:
        """Give of an answer, decoded or as a text, what errors may hold."""
        return answer if self.shown is None else self.shown(answer)


_BY_STATUS: dict[int, type[OpenToCloseAPIError]] = {
    400: ValidationError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    408: TimeoutError,
    409: ConflictError,
    410: NotFoundError,
    422: ValidationError,
}

_HINTS: dict[type[OpenToCloseAPIError], str] = {
    ConflictError: "Read the record again and decide anew.",
    NotFoundError: "Check the id; the record may have been deleted.",
    PermissionDeniedError: "The credentials are good but do not allow this.",
    ServerError: "The fault lies with the server; try again later.",
    ValidationError: "Correct the request; sending it again as it is will not help.",
}


def decode(operation: Operation[T], response: Response, dialect: Dialect) -> T:
    """
    Turn a successful answer into the operation's value.

    Raises:
        AuthenticationError: For the HTML login page that Open To Close sends with status 200.
        ServerError: For an HTML error page with status 200.
        DataFormatError: For a body that is no JSON, or not of the promised form.
    """
    request = operation.request
    known: dict[str, Any] = {
        "status_code": response.status,
        "method": request.method,
        "endpoint": request.path,
        "trace_token": response.trace_token,
    }
    if "html" in response.headers.get("content-type", "").lower():
        raise _html_error(request, response, dialect, known)
    unknown = known["outcome_unknown"] = outcome_is_unknown(request.repeated_as, Outcome.LOST)
    look = f" {LOOK_FIRST}" if unknown else ""
    value: Any = None
    if response.status != 204 and response.body.strip():
        try:
            value = operation.loads(response.body)
        except json.JSONDecodeError as error:
            raise DataFormatError(
                f"{request} answered {response.status} with a body that is no JSON: {error}. "
                f"It starts with {response.body[:80]!r}. Check base_url and whatever stands in "
                f"between.{look}",
                response_data=dialect.show(response.body[:2000].decode("utf-8", "replace")),
                **known,
            ) from error
    try:
        if value is None and operation.expects_body and response.status != 204:
            raise DataFormatError(f"expected a JSON value, got {_nothing(response.body)}.")
        return operation.convert(value)
    except DataFormatError as error:
        raise DataFormatError(
            f"{request} answered {response.status}: {error.message}{look}",
            path=error.path,
            response_data=dialect.show(value),
            **known,
        ) from error.__cause__


def error_for(
    request: Request,
    response: Response,
    dialect: Dialect,
    limits: LimitSignals,
    now: datetime,
    *,
    outcome_unknown: bool = False,
) -> OpenToCloseAPIError:
    """
    Make the error for an answer that says that the request failed.

    Args:
        request: What was asked.
        response: What came back.
        dialect: How this API words its errors.
        limits: What the answer says about limits.
        now: The present time, aware.
        outcome_unknown: The request may have been carried out all the same.
    """
    data = dialect.show(_json_or_text(response))
    problem = dialect.read_problem(data) if isinstance(data, dict) else Problem(_brief(data))
    status = response.status
    details: dict[str, Any] = {
        "status_code": status,
        "response_data": data,
        "method": request.method,
        "endpoint": request.path,
        "error_code": problem.error_code,
        "reference_id": problem.reference_id,
        "trace_token": response.trace_token,
        "outcome_unknown": outcome_unknown,
    }
    said = f"{request} answered {status}{_reason(status)}"
    said += f": {problem.message.rstrip('.')}." if problem.message else "."
    if outcome_unknown:
        said += f" {LOOK_FIRST}"
    if limits.refused:
        return _rate_limit_error(said, limits, now, details)
    if 300 <= status < 400:
        return OpenToCloseAPIError(
            f"{said} Redirects are not followed, for the credentials' sake; check base_url.",
            **details,
        )
    kind = _BY_STATUS.get(status)
    if kind is None:
        kind = ServerError if status >= 500 else OpenToCloseAPIError
    hint = dialect.credential_hint if kind is AuthenticationError else _HINTS.get(kind, "")
    message = f"{said} {hint}".rstrip()
    if issubclass(kind, ValidationError):
        return ValidationError(message, field_errors=problem.field_errors, **details)
    return kind(message, **details)


def _rate_limit_error(
    said: str, limits: LimitSignals, now: datetime, details: dict[str, Any]
) -> RateLimitError:
    wait = limits.retry_after
    if wait is None and limits.burst is not True:
        wait = limits.resets_in
    resets_at = None if wait is None else now.astimezone(UTC) + timedelta(seconds=wait)
    when = " Wait before you ask again; it does not say how long."
    if resets_at is not None:
        when = f" Requests are possible again at {resets_at:%H:%M:%S} UTC."
    return RateLimitError(f"{said}{when}", retry_after=wait, resets_at=resets_at, **details)


def _html_error(
    request: Request, response: Response, dialect: Dialect, known: dict[str, Any]
) -> OpenToCloseAPIError:
    text = response.body[:20_000].decode("utf-8", "replace")
    known["response_data"] = dialect.show(text[:2000])
    said = f"{request} answered {response.status} with an HTML page in place of JSON."
    lowered = text.lower()
    if "error occurred" in lowered or "internal server error" in lowered:
        return ServerError(f"{said} The page reports an error; try again later.", **known)
    if dialect.html_is_a_login_page:
        return AuthenticationError(
            f"{said} {dialect.name} does so when the key is missing or wrong, or the address is. "
            f"{dialect.credential_hint}",
            **known,
        )
    return DataFormatError(f"{said} Check base_url and whatever stands in between.", **known)


def _nothing(body: bytes) -> str:
    return "null" if body.strip() else "an empty body"


def _json_or_text(response: Response) -> Any:
    if not response.body:
        return None
    try:
        return orjson.loads(response.body)
    except orjson.JSONDecodeError:
        return response.body[:2000].decode("utf-8", "replace")


def _brief(data: Any) -> str:
    text = "" if data is None else " ".join(str(data).split())
    return "" if text.startswith("<") else text[:200]


def _reason(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""
