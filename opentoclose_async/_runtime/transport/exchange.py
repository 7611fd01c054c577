"""Send one request over HTTP and return its response, or the failure in our own terms."""

import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from attrs import frozen

from opentoclose_async._protocol.argument_names import in_python
from opentoclose_async._protocol.messages import Request, Response
from opentoclose_async._protocol.responses.base64_member import ContentsError
from opentoclose_async._protocol.responses.compression import ACCEPTED, BodyTooLargeError
from opentoclose_async._protocol.responses.decode import CHECK_FIRST
from opentoclose_async._protocol.retry import Outcome, outcome_is_unknown
from opentoclose_async._runtime.transport.credentials import Headers
from opentoclose_async._runtime.transport.deadline import Deadline
from opentoclose_async._runtime.transport.request_body import RequestBody
from opentoclose_async._runtime.transport.response_body import SLOWEST, BodyReader
from opentoclose_async._runtime.transport.sender import Breakdown, Incoming, Outgoing, Sender
from opentoclose_async._runtime.transport.tls_errors import explain_handshake
from opentoclose_async.exceptions import (
    ConfigurationError,
    DataFormatError,
    NetworkError,
    OpenToCloseAPIError,
    TimeoutError,
)

__all__ = ["Exchange", "Failure"]

LONGEST_REASON = 300
"""Characters of another library's error message to quote."""

IN_PATHS = "/%:@!$&'()*+,;=~"
"""Characters that stay as they are in a path, besides letters, digits and ``-._``."""

TOTAL = 5
"""The default total_timeout, as a multiple of timeout."""


@frozen
class Failure:
    """
    A request that did not succeed.

    Attributes:
        outcome: How far it got.
        error: What to raise if it is not sent again.
        status: The response's status; None without a response.
        requested_wait: Seconds that the server said to wait; None if it did not.
        redirect: The request to send instead, if the server redirected to one that may be sent.
        limited: Whether a limit refused it.
    """

    outcome: Outcome
    error: OpenToCloseAPIError
    status: int | None = None
    requested_wait: float | None = None
    redirect: Request | None = None
    limited: bool = False


class Exchange:
    """
    Send requests to one base URL.

    Args:
        base_url: The base URL of request paths.
        sender: Sends the requests, and adds the credential.
        user_agent: The User-Agent header.
        max_response_bytes: Maximum size of a decompressed response body.
        secret_responses: Whether responses contain secrets, so that errors must not quote them.
        argument: The argument that the base URL was passed as.
    """

    def __init__(
        self,
        base_url: httpx.URL,
        sender: Sender,
        user_agent: str,
        max_response_bytes: int,
        *,
        secret_responses: bool = False,
        argument: str = "base_url",
    ) -> None:
        self._secret_responses = secret_responses
        self._argument = argument
        self.base_url = str(base_url).rstrip("/")
        self._base_path = base_url.raw_path.rstrip(b"/")
        self._path, self._escaped_path = "", self._base_path
        self._sender = sender
        self._max_response_bytes = max_response_bytes
        self._headers: Headers = [
            (b"Host", base_url.netloc),
            (b"Accept", b"application/json"),
            (b"Accept-Encoding", ACCEPTED.encode("ascii")),
            (b"User-Agent", user_agent.encode("ascii")),
        ]

    async def send(
        self, request: Request, timeout: float, total_timeout: float | None = None
    ) -> Response | Failure:
        """
        Send a request and read its whole response, whatever the status.

        Args:
            request: The request.
            timeout: Seconds for connecting, and for each read and write.
            total_timeout: Seconds for connecting and sending, and again for the response; it
                restarts with each piece of a body sent. A response with a receiver gets a second
                more for each 16 KiB that arrive. Five times ``timeout`` if None.

        Raises:
            Exception: What the request's receiver raised, unless it is a ContentsError.
        """
        total = TOTAL * timeout if total_timeout is None else total_timeout
        sender = self._sender
        handled = sys.exception()  # handled by the caller, so not a cause of ours
        deadline = Deadline(timeout, total, stepwise=sender.steps_have_deadlines)
        content = RequestBody(request.content or b"", deadline.restart)
        reader = BodyReader(self._max_response_bytes, request.receive)
        response: Incoming | None = None
        try:
            with deadline.scope:
                response = await sender.send(self._outgoing(request, content, deadline))
                body, still_compressed = await reader.read(response, deadline)
                if reader.problem is None:
                    return Response(
                        response.status,
                        _plain_headers(response.headers),
                        body,
                        still_compressed,
                        reader.taken,
                    )
        except BodyTooLargeError:
            return self._too_large(request)
        except ConfigurationError as error:  # CA certificates that cannot be loaded
            error.name_request(request.method, request.path)
            return Failure(Outcome.ANSWERED, error)
        except sender.errors as error:
            how = sender.explain(error, body_taken=content.started)
            return self._network_failure(request, error, how, timeout, handled)
        except RuntimeError as error:
            if "interpreter shutdown" not in str(error):
                raise
            exiting = ConfigurationError(
                f"{request} was not sent: the interpreter is exiting and cannot open connections.",
                method=request.method,
                endpoint=request.path,
            )
            exiting.__cause__ = error
            return Failure(Outcome.ANSWERED, exiting)
        if reader.too_large:
            return self._too_large(request)
        if reader.problem is not None and response is not None:
            if not isinstance(reader.problem, ContentsError):
                raise reader.problem
            headers, why = _plain_headers(response.headers), str(reader.problem)
            return Response(response.status, headers, taken=reader.taken, unreadable=why)
        sent = content.started or not sender.knows_if_sent
        if deadline.of_step:
            return self._step_overdue(request, timeout, sent=sent)
        return self._overdue(request, total, sent=sent, taken=reader.taken)

    def _step_overdue(self, request: Request, timeout: float, *, sent: bool) -> Failure:
        """Return the failure of a request of which a step exceeded its timeout."""
        what = f"no {'response' if sent else 'connection'} within {timeout:g} s"
        return self._broken(TimeoutError, request, what, sent=sent)

    def _overdue(self, request: Request, total: float, *, sent: bool, taken: int) -> Failure:
        """Return the failure of a request that exceeded its total timeout."""
        more = f", and a second for every {SLOWEST} of the {taken} bytes that came" * bool(taken)
        check = "Try again" if sent else f"Check {self._argument}, the network and the proxy"
        return self._broken(
            TimeoutError,
            request,
            f"no {'complete response' if sent else 'connection'} within {total:g} s, which is "
            f"total_timeout (by default {TOTAL} times timeout){more}",
            sent=sent,
            advice=f"{check}{in_python(', or allow more with total_timeout=')}.",
        )

    def _broken(
        self,
        kind: type[NetworkError],
        request: Request,
        what: str,
        *,
        sent: bool,
        advice: str | None = None,
    ) -> Failure:
        """Return the failure of a request that has no complete response."""
        outcome = Outcome.LOST if sent else Outcome.NOT_SENT
        unknown = outcome_is_unknown(request.repeated_as, outcome)
        if unknown:
            advice = CHECK_FIRST
        elif advice is None and not sent:
            advice = f"Check {self._argument}, the network and the proxy."
        elif advice is None:
            advice = "Try again."
            if issubclass(kind, TimeoutError):
                advice = f"Try again{in_python(', or allow more with timeout=')}."
        error = kind(
            f"{request}: {what}. {advice}",
            outcome_unknown=unknown,
            connected=sent,
            method=request.method,
            endpoint=request.path,
        )
        return Failure(outcome, error)

    def _too_large(self, request: Request) -> Failure:
        """Return the failure of a request whose response is too large."""
        unknown = outcome_is_unknown(request.repeated_as, Outcome.LOST)
        look = f" {CHECK_FIRST}" if unknown else ""
        unreadable = DataFormatError(
            f"{request}: the response has more than {self._max_response_bytes} bytes, which is "
            f"max_response_bytes. Request less, or pass the client a higher limit.{look}",
            outcome_unknown=unknown,
            method=request.method,
            endpoint=request.path,
        )
        return Failure(Outcome.ANSWERED, unreadable)

    def _network_failure(
        self,
        request: Request,
        error: Exception,
        how: Breakdown,
        timeout: float,
        handled: BaseException | None,
    ) -> Failure:
        """Convert an error of the network or transport to our own."""
        known: dict[str, Any] = {"method": request.method, "endpoint": request.path}
        if how.unsendable:
            unsendable = ConfigurationError(f"{request} cannot be sent: {error}.", **known)
            unsendable.__cause__ = error
            return Failure(Outcome.ANSWERED, unsendable)
        distrust = explain_handshake(error, self._argument, handled)
        if distrust is not None:
            refused = NetworkError(
                f"{request}: no connection: {distrust}", connected=False, **known
            )
            refused.__cause__ = error
            return Failure(Outcome.ANSWERED, refused)
        quoted = not (how.sent and self._secret_responses)
        what = _reason(error) if quoted else type(error).__name__
        if not how.sent:
            what = f"no connection ({what})"
        elif how.timed_out:
            what = f"no response within {timeout:g} s"
        elif how.custom:
            what = f"the transport passed as transport= failed ({what})"
        else:
            what = f"the connection broke before the response was complete ({what})"
        kind = TimeoutError if how.timed_out else NetworkError
        failure = self._broken(kind, request, what, sent=how.sent)
        failure.error.__cause__ = error if quoted else None
        return failure

    def open_ahead(self, connections: int, timeout: float) -> None:
        """Open connections for requests that are about to follow, if that can be done."""
        self._sender.open_ahead(connections, timeout)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._sender.aclose()

    def _outgoing(self, request: Request, body: RequestBody, deadline: Deadline) -> Outgoing:
        if request.target is not None:
            target = request.target.encode("ascii")
        else:
            if request.path is not self._path:  # that of a list's pages is the same object
                path = quote(request.path, safe=IN_PATHS).encode("ascii")
                self._path, self._escaped_path = request.path, self._base_path + path
            target = self._escaped_path
            if request.query:
                target += b"?" + _query(request.query).encode("ascii")
        headers = self._headers
        if request.headers or request.content is not None:
            headers = _merged(headers, request.headers, request.content)
        return Outgoing(request.method, target, headers, body, deadline)


def _query(query: Mapping[str, str]) -> str:
    """Return a query, escaped."""
    text = "".join([*query, *query.values()])
    if text.isalnum() and text.isascii():
        return "&".join([f"{name}={value}" for name, value in query.items()])  # as most are
    return urlencode(query, quote_via=quote)


def _merged(base: Headers, extra: Mapping[str, str], content: bytes | None) -> Headers:
    """Return the headers of a request; each extra one replaces one of the same name."""
    names = {name.lower().encode("ascii") for name in extra}
    merged = [(name, value) for name, value in base if name.lower() not in names]
    merged += [(name.encode("ascii"), value.encode("ascii")) for name, value in extra.items()]
    if content is not None:
        if b"content-type" not in names:
            merged.append((b"Content-Type", b"application/json"))
        merged.append((b"Content-Length", b"%d" % len(content)))
    return merged


def _plain_headers(headers: Headers) -> dict[str, str]:
    """Return the headers by lower-case name; the last of each name."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}


def _reason(error: BaseException) -> str:
    """Return the first message in an error's chain of causes; on trio, outer errors have none."""
    each: BaseException | None = error
    while each is not None:
        if text := str(each):  # h11 quotes an invalid status line of any length
            return text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}…"
        each = each.__cause__ or each.__context__
    return type(error).__name__
