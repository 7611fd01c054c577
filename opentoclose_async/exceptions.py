"""
The one error tree of the package.

::

    OpenToCloseAPIError
    ├── ConfigurationError          the client was set up wrongly; nothing was sent
    ├── AuthenticationError         no, wrong or expired credentials
    │   └── ConsentRequiredError    a DocuSign user has to consent first; says where
    ├── PermissionDeniedError       good credentials that may not do this
    ├── ValidationError             an argument or body that is not acceptable
    ├── NotFoundError               no such record or path
    ├── ConflictError               the record's present state forbids it
    ├── RateLimitError              the quota is used up; says until when
    ├── ServerError                 the server failed (5xx)
    ├── DataFormatError             the answer is not what the API promises; says where
    └── NetworkError                no answer came
        └── TimeoutError            none came in time (also a builtin TimeoutError)

Every class pickles with all that it carries, so that errors cross process pools. None of them holds
a credential. They take what the errors of the ``open_to_close`` package take, in its order, and
have the attributes of those.
"""

import builtins
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

__all__ = [
    "AuthenticationError",
    "ConfigurationError",
    "ConflictError",
    "ConsentRequiredError",
    "DataFormatError",
    "NetworkError",
    "NotFoundError",
    "OpenToCloseAPIError",
    "PermissionDeniedError",
    "RateLimitError",
    "ServerError",
    "TimeoutError",
    "ValidationError",
]


class OpenToCloseAPIError(Exception):
    """
    The root of all errors of this package, of both APIs.

    Attributes:
        message: What was asked, what came back and what to do.
        status_code: HTTP status of the answer; None where there was none.
        response_data: The decoded answer (JSON value, or text where it was not JSON).
        request_data: None, unless whoever raises it says otherwise: a request may hold what should
            not be in a log.
        method: HTTP method of the request, as "GET".
        endpoint: Path of the request below the base URL, as "/users/5".
        error_code: Rooms only: the ``errorCode`` of its ApiError, or the ``error`` of a sign-in.
        reference_id: Rooms only: the ``referenceId`` of its ApiError.
        trace_token: Rooms only: the X-DocuSign-TraceToken header, which DocuSign support asks for.
        start: Paged reading only: the position in rows of the page that could not be had. Rows
            before it were delivered; read on with ``start=exc.start``.
        outcome_unknown: True where the server may have carried out a request that must not be
            sent twice; look before sending it again.
        headers: Of the answer's headers, those about limits, dates, ids for support and who
            answered, by lower-case name; empty where there was no answer.
    """

    _default_message: ClassVar[str] = "The request failed."

    def __init__(
        self,
        message: str | None = None,
        status_code: int | None = None,
        response_data: Any = None,
        endpoint: str | None = None,
        method: str | None = None,
        request_data: Any = None,
        *,
        error_code: str | None = None,
        reference_id: str | None = None,
        trace_token: str | None = None,
        start: int | None = None,
        outcome_unknown: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        message = message or self._default_message
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.response_data = response_data
        self.method = method
        self.endpoint = endpoint
        self.request_data = request_data
        self.error_code = error_code
        self.reference_id = reference_id
        self.trace_token = trace_token
        self.start = start
        self.outcome_unknown = outcome_unknown
        self.headers = dict(headers or {})

    def __str__(self) -> str:
        return self.message

    def get_error_details(self) -> dict[str, Any]:
        """
        Give what is known about the error by name, as the ``open_to_close`` package does.

        Returns:
            ``error_type`` and all attributes.
        """
        return {
            "error_type": type(self).__name__,
            **{name: value for name, value in vars(self).items() if not name.startswith("_")},
        }

    def name_request(self, method: str, endpoint: str) -> None:
        """Say what was asked, in an error that was made where nobody knew."""
        if self.method is None:
            self.method, self.endpoint = method, endpoint
            self.message = f"{method} {endpoint}: {self.message}"
            self.args = (self.message,)

    def __reduce__(self) -> tuple[Any, ...]:
        # The default would call the class with positional arguments only and lose the rest.
        return _restore, (type(self), self.args, self.__dict__.copy())


def _restore(
    kind: type[OpenToCloseAPIError], args: tuple[Any, ...], state: dict[str, Any]
) -> OpenToCloseAPIError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigurationError(OpenToCloseAPIError):
    """Raise when a client, a quota or a policy is set up in a way that cannot work."""

    _default_message = "The client is set up in a way that cannot work."


class AuthenticationError(OpenToCloseAPIError):
    """Raise when credentials are missing, wrong or expired."""

    _default_message = (
        "The credentials are missing or wrong; check OPEN_TO_CLOSE_API_KEY or api_key."
    )


class ConsentRequiredError(AuthenticationError):
    """
    Raise when a user has not consented to what an app asks DocuSign for in their name.

    Attributes:
        consent_url: The address that the user has to open once. Without a ``redirect_uri`` of the
            app, the text REDIRECT_URI stands where it has to be put.
    """

    def __init__(
        self, message: str | None = None, *, consent_url: str | None = None, **details: Any
    ) -> None:
        super().__init__(message, **details)
        self.consent_url = consent_url


class PermissionDeniedError(OpenToCloseAPIError):
    """Raise when the credentials are good but do not allow the request (403)."""

    _default_message = "The credentials do not allow the request."


class ValidationError(OpenToCloseAPIError):
    """
    Raise when an argument or a body is not acceptable, here or to the server (400, 422).

    Attributes:
        field_errors: What is wrong, by argument or field name.
    """

    _default_message = "An argument or a body is not acceptable."

    def __init__(
        self,
        message: str | None = None,
        field_errors: Mapping[str, Any] | None = None,
        **details: Any,
    ) -> None:
        if field_errors and not message:
            message = f"Not acceptable: {dict(field_errors)}"
        super().__init__(message, **details)
        self.field_errors: dict[str, Any] = dict(field_errors or {})

    def get_field_errors(self) -> dict[str, Any]:
        """Give ``field_errors``, or those of the answer, as the ``open_to_close`` package does."""
        answer = self.response_data
        told = answer.get("errors") if isinstance(answer, dict) else None
        return self.field_errors or (told if isinstance(told, dict) else {})


class NotFoundError(OpenToCloseAPIError):
    """
    Raise when there is no such record or path (404, 410).

    Attributes:
        resource_type: What there is none of, if whoever raises it says so.
        resource_id: Its id, likewise.
    """

    _default_message = "There is no such record or path."

    def __init__(
        self,
        message: str | None = None,
        resource_type: str | None = None,
        resource_id: Any = None,
        **details: Any,
    ) -> None:
        if resource_type and resource_id and not message:
            message = f"There is no {resource_type} with the id {resource_id}."
        super().__init__(message, **details)
        self.resource_type = resource_type
        self.resource_id = resource_id


class ConflictError(OpenToCloseAPIError):
    """Raise when the present state of a record forbids the request (409)."""

    _default_message = "The present state of the record forbids the request."


class RateLimitError(OpenToCloseAPIError):
    """
    Raise when the quota is used up and waiting for it would take longer than allowed.

    Attributes:
        retry_after: Seconds to wait, counted from when the error was raised; None if unknown.
        resets_at: When requests are possible again, an aware datetime in UTC; None if unknown.
    """

    _default_message = "The quota is used up; wait before asking again."

    def __init__(
        self,
        message: str | None = None,
        retry_after: float | None = None,
        *,
        resets_at: datetime | None = None,
        **details: Any,
    ) -> None:
        if retry_after and not message:
            message = f"The quota is used up; wait {retry_after} s before asking again."
        super().__init__(message, **details)
        self.retry_after = retry_after
        self.resets_at = resets_at


class ServerError(OpenToCloseAPIError):
    """Raise when the server failed (5xx, or an error page in place of JSON)."""

    _default_message = "The server failed; try again later."


class DataFormatError(OpenToCloseAPIError):
    """
    Raise when an answer is not of the form that the API promises.

    Attributes:
        path: Where in the answer, as ``userSummaries[3].userId``; None for the answer as a whole.
        expected_format: What was expected, if whoever raises it says so apart from the message.
        actual_format: What came, likewise.
    """

    _default_message = "The answer is not of the form that the API promises."

    def __init__(
        self,
        message: str | None = None,
        expected_format: str | None = None,
        actual_format: str | None = None,
        *,
        path: str | None = None,
        **details: Any,
    ) -> None:
        if expected_format and actual_format and not message:
            message = f"Expected {expected_format}, got {actual_format}."
        super().__init__(message, **details)
        self.path = path
        self.expected_format = expected_format
        self.actual_format = actual_format


class NetworkError(OpenToCloseAPIError):
    """Raise when no answer came: no connection, or one that broke."""

    _default_message = "No answer came; check the network and try again."

    def __init__(
        self,
        message: str | None = None,
        original_error: BaseException | None = None,
        **details: Any,
    ) -> None:
        super().__init__(message, **details)
        self._original_error = original_error

    @property
    def original_error(self) -> BaseException | None:
        """What it was made with, or else raised from; the latter is None in another process."""
        return self.__cause__ if self._original_error is None else self._original_error


class TimeoutError(NetworkError, builtins.TimeoutError):  # noqa: A001 - the documented name
    """
    Raise when no answer came in time; ``except`` the builtin TimeoutError catches it too.

    Attributes:
        timeout_duration: Seconds that were waited, if whoever raises it says so.
    """

    _default_message = "No answer came in time; try again."

    def __init__(
        self,
        message: str | None = None,
        timeout_duration: float | None = None,
        **details: Any,
    ) -> None:
        if timeout_duration and not message:
            message = f"No answer came within {timeout_duration} s; try again."
        super().__init__(message, **details)
        self.timeout_duration = timeout_duration
