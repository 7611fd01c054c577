"""An answer into the value that was asked for, or into the error that says what went wrong."""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from attrs import field, frozen

from opentoclose_async._protocol.answers.json_reader import NotJSONError, read_json
from opentoclose_async._protocol.answers.rate_limits import LimitSignals
from opentoclose_async._protocol.answers.reported_headers import telling_headers
from opentoclose_async._protocol.conversion.converter import shorten
from opentoclose_async._protocol.messages import Operation, Request, Response
from opentoclose_async._protocol.printable import printable
from opentoclose_async._protocol.retry import Outcome, outcome_is_unknown
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

__all__ = ["LOOK_FIRST", "Dialect", "Problem", "decode", "error_for"]

LOOK_FIRST = "It may have been carried out all the same: look before you send it again."

T = TypeVar("T")
JSONObject = Mapping[str, Any]

SILENT = frozenset({204, 205})
"""Statuses of answers that have no body; what comes as one all the same is not looked at."""
BLANK = b" \t\r\n" + BOM_UTF8
"""Bytes that say nothing by themselves."""
LONGEST_QUOTE = 2_000
"""Bytes of what is no JSON, in errors."""
LONGEST_MESSAGE = 500
"""Characters of the server's own words in the text of an error; ``response_data`` has them all."""


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
        address: The argument for the address of its server.
    """

    name: str
    credential_hint: str
    read_problem: Callable[[JSONObject], Problem]
    html_is_a_login_page: bool = False
    shown: Callable[[Any], Any] | None = None
    address: str = "base_url"

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


_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
# An id has a digit in it. So have versions and the ids of accounts, which lists have, too.
_OF_A_RECORD = re.compile(r"(?<!/accounts)/(?!v[0-9.]+(?:/|$))[^/]*[0-9][^/]*")


def decode(operation: Operation[T], response: Response, dialect: Dialect) -> T:
    """
    Turn a successful answer into the operation's value.

    The status and the body are what counts. Headers that say what the body is are believed only
    where it is no JSON: to say what it is.

    Raises:
        AuthenticationError: For the HTML login page that Open To Close sends with status 200.
        ServerError: For an HTML error page with status 200.
        DataFormatError: For a body that is no JSON, or not of the promised form.
    """
    request = operation.request
    silent = response.status in SILENT
    value: Any = None
    if not silent and response.body.strip(BLANK):
        try:
            value = operation.loads(response.body)
        except NotJSONError as error:
            raise _no_json_error(request, response, dialect, error) from error
    try:
        if value is None and operation.expects_body and not silent:
            raise DataFormatError(f"expected a JSON value, got {_nothing(response.body)}.")
        return operation.convert(value)
    except DataFormatError as error:
        known, look = _known(request, response)
        raise DataFormatError(
            f"{request} answered {response.status}: {error.message}{look}",
            path=error.path,
            response_data=dialect.show(value),
            **known,
        ) from error.__cause__


def _known(request: Request, response: Response) -> tuple[dict[str, Any], str]:
    """Give what errors about an answer that cannot be read say, and the advice to look first."""
    unknown = outcome_is_unknown(request.repeated_as, Outcome.LOST)
    known = {
        "status_code": response.status,
        "method": request.method,
        "endpoint": request.path,
        "trace_token": response.trace_token,
        "headers": telling_headers(response.headers),
        "outcome_unknown": unknown,
    }
    return known, f" {LOOK_FIRST}" if unknown else ""


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
        "headers": telling_headers(response.headers),
        "outcome_unknown": outcome_unknown,
    }
    said = f"{request} answered {status}{_reason(status)}"
    message = printable(problem.message[: LONGEST_MESSAGE + 1].rstrip("."))
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]}…"
    said += f": {message}." if message else "."
    if outcome_unknown:
        said += f" {LOOK_FIRST}"
    if limits.refused:
        return _rate_limit_error(said, limits, now, details)
    if 300 <= status < 400:
        return OpenToCloseAPIError(
            f"{said} Redirects are not followed, for the credentials' sake; check "
            f"{dialect.address}.",
            **details,
        )
    kind = _BY_STATUS.get(status)
    if kind is None:
        kind = ServerError if status >= 500 else OpenToCloseAPIError
    hint = dialect.credential_hint if kind is AuthenticationError else _HINTS.get(kind, "")
    if status == 405 or (kind is NotFoundError and not _OF_A_RECORD.search(request.path)):
        hint = f"Check {dialect.address}: the server knows no such path, or not for this."
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


def _no_json_error(
    request: Request,
    response: Response,
    dialect: Dialect,
    error: NotJSONError,
) -> OpenToCloseAPIError:
    """Say what came in place of JSON."""
    known, look = _known(request, response)
    text = response.body[:20_000].decode("utf-8", "replace")
    known["response_data"] = dialect.show(text[:LONGEST_QUOTE])
    said = f"{request} answered {response.status} with"
    check = f"Check {dialect.address} and whatever stands in between."
    text = text.lower()
    if _is_html(response, text):
        said += " an HTML page in place of JSON."
        if "error occurred" in text or "internal server error" in text:
            said += " The page reports an error; try again later."
            return ServerError(f"{said}{look}", **known)
        if dialect.html_is_a_login_page:
            known["outcome_unknown"] = False
            return AuthenticationError(
                f"{said} {dialect.name} does so when the key is missing or wrong, or the address "
                f"is. {dialect.credential_hint}",
                **known,
            )
        return DataFormatError(f"{said} {check}{look}", **known)
    if response.still_packed is not None:
        said = f"{request}: the answer cannot be unpacked: {response.still_packed}."
        return DataFormatError(f"{said}{look}", **known)
    quote = "" if dialect.shown else f" It starts with {response.body[:80]!r}."
    return DataFormatError(f"{said} a body that is no JSON: {error}.{quote} {check}{look}", **known)


def _is_html(response: Response, text: str) -> bool:
    """Tell whether a body that is no JSON is a page for people; it need not say so."""
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
    except RecursionError:  # it nests more deeply than Python can show
        return Problem()


def _brief(data: Any) -> str:
    if data is None:
        return ""
    said = data[:LONGEST_QUOTE] if isinstance(data, str) else shorten(data, 200)
    text = " ".join(said.split())
    if text.startswith("<"):  # of a page for people, what it is about
        title = _TITLE.search(text)
        text = title[1].strip() if title else ""
    return text[:200]


def _reason(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""
