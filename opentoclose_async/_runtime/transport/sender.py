"""What an exchange asks of what sends its requests: our connection pool, or a user's transport."""

from collections.abc import AsyncIterator
from typing import Protocol

from attrs import define, frozen

from opentoclose_async._runtime.transport.credentials import Headers
from opentoclose_async._runtime.transport.deadline import Deadline
from opentoclose_async._runtime.transport.request_body import RequestBody

__all__ = ["Breakdown", "Incoming", "IncomingBody", "Outgoing", "Sender"]


@define
class Outgoing:
    """
    A request as it goes over the wire, but for its credential.

    Attributes:
        method: HTTP method, upper case.
        target: The escaped path and query.
        headers: All headers but the credential's.
        body: The body; empty if there is none.
        deadline: The time it may take.
    """

    method: str
    target: bytes
    headers: Headers
    body: RequestBody
    deadline: Deadline


class IncomingBody(Protocol):
    """The body of a response as it arrives."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Iterate over its chunks, as they were sent."""
        ...

    async def aclose(self) -> None:
        """Release the connection, which can be used again if the body was read to its end."""
        ...


@define
class Incoming:
    """
    A response whose body has yet to be read.

    Attributes:
        status: HTTP status.
        headers: The headers as they came.
        body: The body; to be closed by who read it.
    """

    status: int
    headers: Headers
    body: IncomingBody


@frozen
class Breakdown:
    """
    How sending failed.

    Attributes:
        sent: Whether the server may have received the request.
        timed_out: Whether a timeout ended it.
        unsendable: Whether the request is invalid, and could never be sent.
        custom: Whether just a custom transport knows what failed.
    """

    sent: bool = True
    timed_out: bool = False
    unsendable: bool = False
    custom: bool = False


class Sender(Protocol):
    """
    Sends requests to one origin, and adds the credential.

    Attributes:
        errors: The errors of the network that sending and reading raise.
        steps_have_deadlines: Whether it calls ``begin_step`` of a request's deadline.
        knows_if_sent: Whether a request whose body was not asked for has certainly not been sent.
    """

    errors: tuple[type[Exception], ...]
    steps_have_deadlines: bool
    knows_if_sent: bool

    async def send(self, request: Outgoing) -> Incoming:
        """Send a request, and return the response once its headers are there."""
        ...

    def open_ahead(self, connections: int, timeout: float) -> None:
        """Open connections for requests that are about to follow, if that can be done."""
        ...

    def explain(self, error: Exception, *, body_taken: bool) -> Breakdown:
        """
        Say how far a request got.

        Args:
            error: One of ``errors``.
            body_taken: Whether its body was asked for.
        """
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...
