"""
The errors of the package.

::

    OpenToCloseAPIError
    ├── ConfigurationError          the client is misconfigured; nothing was sent
    ├── AuthenticationError         missing, invalid or expired credentials
    │   └── ConsentRequiredError    a DocuSign user must consent first; says where
    ├── PermissionDeniedError       valid credentials that do not allow the request
    ├── ValidationError             an invalid argument or body
    ├── NotFoundError               no such record or path
    ├── ConflictError               the record's current state forbids the request
    ├── RateLimitError              the quota is used up; says until when
    ├── ServerError                 the server failed (5xx)
    ├── DataFormatError             an unexpected response; says where it differs
    └── NetworkError                no response
        └── TimeoutError            no response in time; also a builtin TimeoutError

Every error pickles with all its attributes, so errors cross process pools. None contains a
credential. Constructors take the arguments of the ``open_to_close`` package's errors in the same
order, and the attributes have the same names.
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
    The base class of all errors of this package, for both APIs.

    Attributes:
        message: What was requested, what came back and what to do.
        status_code: HTTP status of the response; None if there was no response.
        response_data: The decoded response: a JSON value, or text if it was not JSON.
        request_data: None, unless code outside this package set it: a request may contain data that
            should not be logged.
        method: HTTP method of the request, such as "GET".
        endpoint: Path of the request below the base URL, such as "/users/5".
        error_code: Rooms only: the ``errorCode`` of its ApiError, or the ``error`` of a sign-in.
        reference_id: Rooms only: the ``referenceId`` of its ApiError.
        trace_token: Rooms only: the X-DocuSign-TraceToken header, which DocuSign support asks for.
        start: Lists only: the position, in rows, of the page that failed. The rows before it were
            delivered; resume with ``start=exc.start``.
        outcome_unknown: True if the server may have processed a request that must not be sent
            twice. Check before sending it again.
        headers: The response headers about limits, dates, support ids and the server, by lower-case
            name; empty if there was no response.
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
        Return the error as a dict, as in the ``open_to_close`` package.

        Returns:
            ``error_type`` and all attributes, by name.
        """
        return {
            "error_type": type(self).__name__,
            **{name: value for name, value in vars(self).items() if not name.startswith("_")},
        }

    def name_request(self, method: str, endpoint: str) -> None:
        """Add the request to an error that was created without it."""
        if self.method is None:
            self.method, self.endpoint = method, endpoint
            self.message = f"{method} {endpoint}: {self.message}"
            self.args = (self.message,)

    def __reduce__(self) -> tuple[Any, ...]:
        # The default passes only positional arguments and would lose the rest.
        return _restore, (type(self), self.args, self.__dict__.copy())


def _restore(
    kind: type[OpenToCloseAPIError], args: tuple[Any, ...], state: dict[str, Any]
) -> OpenToCloseAPIError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigurationError(OpenToCloseAPIError):
    """A client, quota or policy is configured in a way that cannot work."""

    _default_message = "The client is misconfigured."


class AuthenticationError(OpenToCloseAPIError):
    """Credentials are missing, invalid or expired."""

    _default_message = (
        "The credentials are missing or invalid. Check OPEN_TO_CLOSE_API_KEY or api_key."
    )


class ConsentRequiredError(AuthenticationError):
    """
    A user has not consented to the scopes that an app requests from DocuSign on their behalf.

    Attributes:
        consent_url: The address that the user has to open once. If the grant has no
            ``redirect_uri``, replace the text REDIRECT_URI in it.
    """

    def __init__(
        self, message: str | None = None, *, consent_url: str | None = None, **details: Any
    ) -> None:
        super().__init__(message, **details)
        self.consent_url = consent_url


class PermissionDeniedError(OpenToCloseAPIError):
    """The credentials are valid but do not allow the request (403)."""

    _default_message = "The credentials do not allow the request."


class ValidationError(OpenToCloseAPIError):
    """
    An argument or body is invalid, as found by this package or by the server (400, 422).

    Attributes:
        field_errors: The problems, by argument or field name.
    """

    _default_message = "An argument or body is invalid."

    def __init__(
        self,
        message: str | None = None,
        field_errors: Mapping[str, Any] | None = None,
        **details: Any,
    ) -> None:
        if field_errors and not message:
            message = f"Invalid: {dict(field_errors)}"
        super().__init__(message, **details)
        self.field_errors: dict[str, Any] = dict(field_errors or {})

    def get_field_errors(self) -> dict[str, Any]:
        """Return ``field_errors``, or the ``errors`` of the response, as in ``open_to_close``."""
        data = self.response_data
        errors = data.get("errors") if isinstance(data, dict) else None
        return self.field_errors or (errors if isinstance(errors, dict) else {})


class NotFoundError(OpenToCloseAPIError):
    """
    There is no such record or path (404, 410).

    Attributes:
        resource_type: The kind of record, if given.
        resource_id: The id of the record, if given.
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
    """The current state of a record forbids the request (409)."""

    _default_message = "The current state of the record forbids the request."


class RateLimitError(OpenToCloseAPIError):
    """
    The quota is used up, and the wait for it would be longer than allowed.

    Attributes:
        retry_after: Seconds to wait from when the error was raised; None if unknown.
        resets_at: When requests are allowed again, an aware datetime in UTC; None if unknown.
    """

    _default_message = "The quota is used up. Wait before the next request."

    def __init__(
        self,
        message: str | None = None,
        retry_after: float | None = None,
        *,
        resets_at: datetime | None = None,
        **details: Any,
    ) -> None:
        if retry_after and not message:
            message = f"The quota is used up. Wait {retry_after} s before the next request."
        super().__init__(message, **details)
        self.retry_after = retry_after
        self.resets_at = resets_at


class ServerError(OpenToCloseAPIError):
    """The server failed (5xx, or an error page instead of JSON)."""

    _default_message = "The server failed. Try again later."


class DataFormatError(OpenToCloseAPIError):
    """
    A response does not have the form that the API documents.

    Attributes:
        path: Where it differs, such as ``userSummaries[3].userId``; None for the response as a
            whole.
        expected_format: The expected format, if given in addition to the message.
        actual_format: The actual format, if given in addition to the message.
    """

    _default_message = "The response does not have the form that the API documents."

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
    """
    There was no response: no connection was made, or it broke.

    Attributes:
        connected: False if no connection was made, so that nothing was sent.
    """

    _default_message = "No response. Check the network and try again."

    def __init__(
        self,
        message: str | None = None,
        original_error: BaseException | None = None,
        *,
        connected: bool = True,
        **details: Any,
    ) -> None:
        super().__init__(message, **details)
        self._original_error = original_error
        self.connected = connected

    @property
    def original_error(self) -> BaseException | None:
        """The error given or, in the process that raised it, the error it was raised from."""
        return self.__cause__ if self._original_error is None else self._original_error


class TimeoutError(NetworkError, builtins.TimeoutError):  # noqa: A001 - the documented name
    """
    There was no response in time. It is a builtin ``TimeoutError`` too.

    Attributes:
        timeout_duration: Seconds waited, if given.
    """

    _default_message = "No response in time. Try again."

    def __init__(
        self,
        message: str | None = None,
        timeout_duration: float | None = None,
        **details: Any,
    ) -> None:
        if timeout_duration and not message:
            message = f"No response within {timeout_duration} s. Try again."
        super().__init__(message, **details)
        self.timeout_duration = timeout_duration
