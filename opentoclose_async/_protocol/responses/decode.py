"""Convert a response to the value that was asked for, or to an error."""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from attrs import field, frozen

from opentoclose_async._protocol.messages import Operation, Request, Response
from opentoclose_async._protocol.printable import printable
from opentoclose_async._protocol.responses.json_reader import NotJSONError, read_json
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._protocol.responses.reported_headers import reportable_headers
from opentoclose_async._protocol.retry import Outcome, outcome_is_unknown
from opentoclose_async._protocol.shortening import shorten
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

__all__ = ["CHECK_FIRST", "Dialect", "Problem", "decode", "error_for"]

CHECK_FIRST = "It may have been carried out anyway: check before you send it again."

T = TypeVar("T")
JSONObject = Mapping[str, Any]

SILENT = frozenset({204, 205})
"""Statuses of responses without a body; anything that comes as one is ignored."""
BLANK = b" \t\r\n" + BOM_UTF8
"""Bytes without meaning of their own."""
LONGEST_QUOTE = 2_000
"""Bytes of a non-JSON body to quote in errors."""
LONGEST_MESSAGE = 500
"""Characters of the server's message in an error's text; ``response_data`` holds all of it."""


@frozen
class Problem:
    """
    What the body of a failed request says, in one vocabulary for both APIs.

    Attributes:
        message: The server's message; empty if there is none.
        error_code: Its code for the error.
        reference_id: Its id for the occurrence.
        field_errors: What is wrong, by field.
    """

    message: str = ""
    error_code: str | None = None
    reference_id: str | None = None
    field_errors: Mapping[str, Any] = field(factory=dict)


@frozen
class Dialect:
    """
    How the APIs differ.

    Attributes:
        name: The API's name, for people.
        credential_hint: What to check when credentials are refused.
        read_problem: Reads the object in the body of a failed request.
        html_is_a_login_page: The API answers a missing or wrong credential with an HTML page and
            status 200.
        shown: Reduces a response that may hold secrets to what errors may show.
        address: The name of the argument for the server's address.
    """

    name: str
    credential_hint: str
    read_problem: Callable[[JSONObject], Problem]
    html_is_a_login_page: bool = False
    shown: Callable[[Any], Any] | None = None
    address: str = "base_url"

    def show(self, answer: Any) -> Any:
        """Return what errors may show of a response, decoded or as text."""
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
    ConflictError: "Read the record again before you retry.",
    NotFoundError: "Check the id; the record may have been deleted.",
    PermissionDeniedError: "The credentials are valid but do not allow this.",
    ServerError: "The server failed; try again later.",
    ValidationError: "Correct the request; sending it again unchanged will not help.",
}


_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
# An id contains a digit. So do versions and account ids, which the paths of lists have too.
_OF_A_RECORD = re.compile(r"(?<!/accounts)/(?!v[0-9.]+(?:/|$))[^/]*[0-9][^/]*")


def decode(operation: Operation[T], response: Response, dialect: Dialect) -> T:
    """
    Convert a successful response to the operation's value.

    The status and the body decide. Headers that describe the body only serve to explain a body that
    is not JSON.

    Raises:
        AuthenticationError: For the HTML login page that Open To Close sends with status 200.
        ServerError: For an HTML error page with status 200.
        DataFormatError: For a body that is not JSON, or not of the documented form.
    """
    request = operation.request
    if response.unreadable is not None:
        details, advice = _details(request, response)
        raise DataFormatError(
            f"{request} answered {response.status}: {response.unreadable}.{advice}", **details
        )
    silent = response.status in SILENT
    value: Any = None
    if not silent and response.body.strip(BLANK):
        try:
            value = operation.loads(response.body)
        except NotJSONError as error:
            raise _not_json_error(request, response, dialect, error) from error
    try:
        if value is None and operation.expects_body and not silent:
            raise DataFormatError(f"expected a JSON value, got {_nothing(response.body)}.")
        return operation.convert(value)
    except DataFormatError as error:
        details, advice = _details(request, response)
        raise DataFormatError(
            f"{request} answered {response.status}: {error.message}{advice}",
            path=error.path,
            response_data=dialect.show(value),
            **details,
        ) from error.__cause__


def _details(request: Request, response: Response) -> tuple[dict[str, Any], str]:
    """Return an unreadable response's error details, and advice if the outcome is unknown."""
    unknown = outcome_is_unknown(request.repeated_as, Outcome.LOST)
    details = {
        "status_code": response.status,
        "method": request.method,
        "endpoint": request.path,
        "trace_token": response.trace_token,
        "headers": reportable_headers(response.headers),
        "outcome_unknown": unknown,
    }
    return details, f" {CHECK_FIRST}" if unknown else ""


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
    Make the error for a response that says that the request failed.

    Args:
        request: The request.
        response: The response.
        dialect: How this API words its errors.
        limits: What the response says about limits.
        now: The current time, aware.
        outcome_unknown: The request may have been carried out anyway.
    """
    data = dialect.show(_json_or_text(response))
    problem = _problem_in(data, dialect)
    status = response.status
    details: dict[str, Any] = {
        "status_code": status,
        "response_data": data,
        "method": request.method,
        "endpoint": request.path,
        "error_code": problem.error_code,
        "reference_id": problem.reference_id,
        "trace_token": response.trace_token,
        "headers": reportable_headers(response.headers),
        "outcome_unknown": outcome_unknown,
    }
    said = f"{request} answered {status}{_reason(status)}"
    message = printable(problem.message[: LONGEST_MESSAGE + 1].rstrip("."))
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]}…"
    said += f": {message}." if message else "."
    if outcome_unknown:
        said += f" {CHECK_FIRST}"
    if limits.refused:
        return _rate_limit_error(said, limits, now, details)
    if 300 <= status < 400:
        return OpenToCloseAPIError(
            f"{said} Redirects are not followed, to protect the credential; check "
            f"{dialect.address}.",
            **details,
        )
    kind = _BY_STATUS.get(status)
    if kind is None:
        kind = ServerError if status >= 500 else OpenToCloseAPIError
    hint = dialect.credential_hint if kind is AuthenticationError else _HINTS.get(kind, "")
    if status == 405 or (kind is NotFoundError and not _OF_A_RECORD.search(request.path)):
        hint = (
            f"Check {dialect.address}: the server does not have this path, or not for this method."
        )
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
    when = " Wait before you retry; the server does not say how long."
    if resets_at is not None:
        when = f" Requests are possible again at {resets_at:%H:%M:%S} UTC."
    return RateLimitError(f"{said}{when}", retry_after=wait, resets_at=resets_at, **details)


def _not_json_error(
    request: Request,
    response: Response,
    dialect: Dialect,
    error: NotJSONError,
) -> OpenToCloseAPIError:
    """Make the error for a body that is not JSON."""
    details, advice = _details(request, response)
    text = response.body[:20_000].decode("utf-8", "replace")
    details["response_data"] = dialect.show(text[:LONGEST_QUOTE])
    said = f"{request} answered {response.status} with"
    check = f"Check {dialect.address} and any proxy or gateway in between."
    text = text.lower()
    if _is_html(response, text):
        said += " an HTML page instead of JSON."
        if "error occurred" in text or "internal server error" in text:
            said += " The page reports an error; try again later."
            return ServerError(f"{said}{advice}", **details)
        if dialect.html_is_a_login_page:
            details["outcome_unknown"] = False
            return AuthenticationError(
                f"{said} {dialect.name} does this when the key is missing or wrong, or when the "
                f"address is wrong. {dialect.credential_hint}",
                **details,
            )
        return DataFormatError(f"{said} {check}{advice}", **details)
    if response.still_packed is not None:
        said = f"{request}: the response cannot be decompressed: {response.still_packed}."
        return DataFormatError(f"{said}{advice}", **details)
    quote = "" if dialect.shown else f" It starts with {response.body[:80]!r}."
    return DataFormatError(
        f"{said} a body that is not JSON: {error}.{quote} {check}{advice}", **details
    )


def _is_html(response: Response, text: str) -> bool:
    """Return whether a body that is not JSON is an HTML page, whatever its content type."""
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return "<html" in text or not text.lstrip("\ufeff").startswith("<?xml")
    said = "html" in response.headers.get("content-type", "").lower()
    return said and response.still_packed is None


def _nothing(body: bytes) -> str:
    return "null" if body.strip(BLANK) else "an empty body"


def _json_or_text(response: Response) -> Any:
    if not response.body.strip(BLANK):
        return None
    try:
        return read_json(response.body)
    except NotJSONError:
        if response.still_packed is not None:
            return None
        return response.body[:LONGEST_QUOTE].decode("utf-8", "replace")


def _problem_in(data: Any, dialect: Dialect) -> Problem:
    if not isinstance(data, dict):
        return Problem(_brief(data))
    try:
        return dialect.read_problem(data)
    except RecursionError:  # it is nested too deeply for Python
        return Problem()


def _brief(data: Any) -> str:
    if data is None:
        return ""
    said = data[:LONGEST_QUOTE] if isinstance(data, str) else shorten(data, 200)
    text = " ".join(said.split())
    if text.startswith("<"):  # an HTML page: use its title
        title = _TITLE.search(text)
        text = title[1].strip() if title else ""
    return text[:200]


def _reason(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""
