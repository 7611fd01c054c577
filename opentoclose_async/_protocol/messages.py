"""Requests, responses and operations, independent of any transport."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from attrs import field, frozen

from opentoclose_async._protocol.responses.json_reader import read_json

__all__ = ["Operation", "Receiver", "Request", "Response"]

T_co = TypeVar("T_co", covariant=True)


class Receiver(Protocol):
    """Takes contents out of the body of one successful response as it arrives."""

    async def receive(self, chunk: bytes) -> None:
        """
        Read the next chunk of the body, decompressed.

        Raises:
            ContentsError: If the body is invalid. Any other error is raised to the caller.
        """
        ...

    async def finish(self) -> bytes:
        """
        Read the end of the body, and return it without the contents.

        Raises:
            ContentsError: If the body is invalid. Any other error is raised to the caller.
        """
        ...


@frozen
class Request:
    """
    One call as the API sees it, without the credential and the base URL.

    Attributes:
        method: HTTP method, upper case.
        path: Escaped path below the base URL, e.g. ``/users/5``.
        query: Query parameters by wire name, as strings.
        content: The encoded body; None for no body.
        headers: Extra headers by name.
        repeatable: It may be sent again whatever its outcome, although its method is POST.
        target: Where a redirect led: a path and query on the server, used instead of the base URL's
            path, ``path`` and ``query``.
        receive: Return a receiver for the body of a successful response, a new one for each
            attempt; None to read the body as a whole.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(factory=dict)
    content: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(factory=dict)
    repeatable: bool = False
    target: str | None = None
    receive: Callable[[], Receiver] | None = field(default=None, repr=False)

    @property
    def repeated_as(self) -> str:
        """The HTTP method whose rules decide whether it may be sent again."""
        return "GET" if self.repeatable else self.method

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@frozen
class Response:
    """
    One response, its body read and decompressed.

    Attributes:
        status: HTTP status.
        headers: Headers by lower-case name.
        body: The body's bytes.
        still_packed: Why the body is still compressed, in part or in full; None if it has been
            decompressed as the headers say.
        taken: Bytes of the body that a receiver took out of it.
        unreadable: Why a receiver refused the body, which is empty then; None if it did not.
    """

    status: int
    headers: Mapping[str, str] = field(factory=dict)
    body: bytes = b""
    still_packed: str | None = None
    taken: int = 0
    unreadable: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the server reports success."""
        return 200 <= self.status < 300

    @property
    def trace_token(self) -> str | None:
        """The id that DocuSign support asks for; Open To Close has none."""
        return self.headers.get("x-docusign-tracetoken")


@frozen
class Operation(Generic[T_co]):
    """
    A request, and how to convert its response to a value.

    Attributes:
        request: The request.
        convert: Converts the decoded JSON (None for an empty body) to the result; raises
            DataFormatError if it is invalid.
        loads: Decodes the JSON text; raises NotJSONError if it is invalid.
        expects_body: An empty body or ``null`` is only valid with status 204 or 205.
        name: Its public name, such as ``otc.users.retrieve_user``; empty if it has none.
    """

    request: Request
    convert: Callable[[Any], T_co]
    loads: Callable[[bytes], Any] = read_json
    expects_body: bool = False
    name: str = ""
