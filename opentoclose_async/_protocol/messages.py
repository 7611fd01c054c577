"""What goes out and what comes back, without saying how: the vocabulary of the other layers."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from opentoclose_async._protocol.answers.json_reader import read_json

__all__ = ["Operation", "Request", "Response"]

T_co = TypeVar("T_co", covariant=True)


@frozen
class Request:
    """
    One call as the API sees it, without credentials and without the base URL.

    Attributes:
        method: HTTP method in capitals.
        path: Path below the base URL, escaped, as ``/users/5``.
        query: Query parameters by wire name, as texts.
        content: What to send, encoded; None for no body.
        headers: Extra headers by name.
        repeatable: It may be sent again whatever became of it, although its method is POST.
        target: Where a redirect led: a path and query of the server, in place of the base URL's
            path, ``path`` and ``query``.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(factory=dict)
    content: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(factory=dict)
    repeatable: bool = False
    target: str | None = None

    @property
    def repeated_as(self) -> str:
        """The HTTP method by whose rules it may be sent again."""
        return "GET" if self.repeatable else self.method

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@frozen
class Response:
    """
    One answer, its body read and decompressed.

    Attributes:
        status: HTTP status.
        headers: Headers by lower-case name.
        body: The body's bytes.
        still_packed: Why the body is, in part or all, as it came over the wire; None if it has been
            decompressed as the headers say.
    """

    status: int
    headers: Mapping[str, str] = field(factory=dict)
    body: bytes = b""
    still_packed: str | None = None

    @property
    def ok(self) -> bool:
        """Tell whether the server says that it did what was asked."""
        return 200 <= self.status < 300

    @property
    def trace_token(self) -> str | None:
        """What DocuSign support asks for; Open To Close has none."""
        return self.headers.get("x-docusign-tracetoken")


@frozen
class Operation(Generic[T_co]):
    """
    A request together with what turns the decoded JSON of its answer into a value.

    Attributes:
        request: What to ask.
        convert: Turn the answer's JSON value (None for an empty body) into the result; raise
            DataFormatError where it does not fit.
        loads: Read the answer's JSON text; raise NotJSONError where it is none.
        expects_body: Nothing, or ``null``, is an answer only with status 204 or 205.
    """

    request: Request
    convert: Callable[[Any], T_co]
    loads: Callable[[bytes], Any] = read_json
    expects_body: bool = False
