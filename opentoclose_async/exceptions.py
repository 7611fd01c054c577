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
a credential.
"""

import builtins
from collections.abc import Mapping
from datetime import datetime
from typing import Any

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
        method: HTTP method of the request, as "GET".
        endpoint: Path of the request below the base URL, as "/users/5".
        error_code: Rooms only: the ``errorCode`` of its ApiError, or the ``error`` of a sign-in.
        reference_id: Rooms only: the ``referenceId`` of its ApiError.
        trace_token: Rooms only: the X-DocuSign-TraceToken header, which DocuSign support asks for.
        start: Paged reading only: the position in rows of the page that could not be had. Rows
            before it were delivered; read on with ``start=exc.start``.
        outcome_unknown: True where the server may have carried out a request that must not be
            sent twice; look before sending it again.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int | None = None,
        response_data: Any = None,
        method: str | None = None,
        endpoint: str | None = None,
        error_code: str | None = None,
        reference_id: str | None = None,
        trace_token: str | None = None,
        start: int | None = None,
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.response_data = response_data
        self.method = method
        self.endpoint = endpoint
        self.error_code = error_code
        self.reference_id = reference_id
        self.trace_token = trace_token
        self.start = start
        self.outcome_unknown = outcome_unknown

    def __str__(self) -> str:
        return self.message

    def get_error_details(self) -> dict[str, Any]:
        """
        Give what is known about the error by name, as the ``open_to_close`` package does.

        Returns:
            ``error_type`` and all attributes; ``request_data`` is there for code that looks for it,
            and always None, since a request may hold what should not be in a log.
        """
        return {"error_type": type(self).__name__, "request_data": None, **vars(self)}

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


class AuthenticationError(OpenToCloseAPIError):
    """Raise when credentials are missing, wrong or expired."""


class ConsentRequiredError(AuthenticationError):
    """
    Raise when a user has not consented to what an app asks DocuSign for in their name.

    Attributes:
        consent_url: The address that the user has to open once. Without a ``redirect_uri`` of the
            app, the text REDIRECT_URI stands where it has to be put.
    """

    def __init__(self, message: str, *, consent_url: str | None = None, **details: Any) -> None:
        super().__init__(message, **details)
        self.consent_url = consent_url


class PermissionDeniedError(OpenToCloseAPIError):
    """Raise when the credentials are good but do not allow the request (403)."""


class ValidationError(OpenToCloseAPIError):
    """
    Raise when an argument or a body is not acceptable, here or to the server (400, 422).

    Attributes:
        field_errors: What is wrong, by argument or field name.
    """

    def __init__(
        self, message: str, *, field_errors: Mapping[str, Any] | None = None, **details: Any
    ) -> None:
        super().__init__(message, **details)
        self.field_errors: dict[str, Any] = dict(field_errors or {})

    def get_field_errors(self) -> dict[str, Any]:
        """Give ``field_errors``, as the ``open_to_close`` package does."""
        return self.field_errors


class NotFoundError(OpenToCloseAPIError):
    """Raise when there is no such record or path (404, 410)."""


class ConflictError(OpenToCloseAPIError):
    """Raise when the present state of a record forbids the request (409)."""


class RateLimitError(OpenToCloseAPIError):
    """
    Raise when the quota is used up and waiting for it would take longer than allowed.

    Attributes:
        retry_after: Seconds to wait, counted from when the error was raised; None if unknown.
        resets_at: When requests are possible again, an aware datetime in UTC; None if unknown.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after: float | None = None,
        resets_at: datetime | None = None,
        **details: Any,
    ) -> None:
        super().__init__(message, **details)
        self.retry_after = retry_after
        self.resets_at = resets_at


class ServerError(OpenToCloseAPIError):
    """Raise when the server failed (5xx, or an error page in place of JSON)."""


class DataFormatError(OpenToCloseAPIError):
    """
    Raise when an answer is not of the form that the API promises.

    Attributes:
        path: Where in the answer, as ``userSummaries[3].userId``; None for the answer as a whole.
    """

    def __init__(self, message: str, *, path: str | None = None, **details: Any) -> None:
        super().__init__(message, **details)
        self.path = path


class NetworkError(OpenToCloseAPIError):
    """Raise when no answer came: no connection, or one that broke."""


class TimeoutError(NetworkError, builtins.TimeoutError):  # noqa: A001 - the documented name
    """Raise when no answer came in time; ``except`` the builtin TimeoutError catches it too."""
