"""One request out over HTTP, one answer back, or what kept it from coming in our own words."""

import builtins
import sys
from typing import Any
from urllib.parse import quote, urlencode

import anyio
import httpx
from attrs import frozen

from opentoclose_async._protocol.answers.compression import ACCEPTED, BodyTooLargeError
from opentoclose_async._protocol.answers.decode import LOOK_FIRST
from opentoclose_async._protocol.messages import Request, Response
from opentoclose_async._protocol.retry import Outcome, outcome_is_unknown
from opentoclose_async._runtime.transport.handshakes import broken_handshake
from opentoclose_async._runtime.transport.receiving import Receiving
from opentoclose_async._runtime.transport.sending import Pieces
from opentoclose_async._runtime.transport.slots import SlotTransport
from opentoclose_async.exceptions import (
    ConfigurationError,
    DataFormatError,
    NetworkError,
    OpenToCloseAPIError,
    TimeoutError,
)

__all__ = ["Exchange", "Failure"]

LONGEST_REASON = 300
"""Characters of what others say about a failure."""

TOTAL = 5
"""Times ``timeout``: how long one answer may take, unless that is said."""


@frozen
class Failure:
    """
    A request that did not succeed.

    Attributes:
        outcome: How far it got.
        error: What the caller gets if it is not sent again.
        status: The answer's status, if one came.
        told: Seconds that the server said to wait, if it did.
        redirect: What the server says to ask in its place, if that may be done.
    """

    outcome: Outcome
    error: OpenToCloseAPIError
    status: int | None = None
    told: float | None = None
    redirect: Request | None = None


class Exchange:
    """
    Send requests to one base URL.

    The transport is called directly: httpx's client would add redirects, cookies and environment
    proxies, none of which is wanted here, and a fifth to the cost of a request.

    Args:
        base_url: What the paths of requests are below.
        transport: What sends, and adds what lets requests in.
        user_agent: What to call ourselves.
        max_response_bytes: Bytes of an answer's body, unpacked, at most.
        secret_answers: Answers hold secrets; so do errors that quote what could not be understood.
        argument: What the base URL was given as.
    """

    def __init__(
        self,
        base_url: httpx.URL,
        transport: httpx.AsyncBaseTransport,
        user_agent: str,
        max_response_bytes: int,
        *,
        secret_answers: bool = False,
        argument: str = "base_url",
    ) -> None:
        self._secret_answers = secret_answers
        self._argument = argument
        self.base_url = str(base_url).rstrip("/")
        self._origin = str(base_url.copy_with(raw_path=b"/")).rstrip("/")
        self._transport = transport
        # Other transports may send without asking for the body.
        self._knows_if_sent = isinstance(transport, SlotTransport)
        self._max_response_bytes = max_response_bytes
        self._headers = {
            "Host": base_url.netloc.decode("ascii"),
            "Accept": "application/json",
            "Accept-Encoding": ACCEPTED,
            "User-Agent": user_agent,
        }

    async def send(
        self, request: Request, timeout: float, total_timeout: float | None = None
    ) -> Response | Failure:
        """
        Send a request and read its answer to the end, whatever its status.

        Args:
            request: What to ask.
            timeout: Seconds for connecting, and for each read and write.
            total_timeout: Seconds for connecting and sending, and anew for the answer; while a body
                is sent, anew with each piece of it. Five times ``timeout`` if None.
        """
        total = TOTAL * timeout if total_timeout is None else total_timeout

        def start_anew() -> None:
            scope.deadline = anyio.current_time() + total

        handled = sys.exception()  # the caller's, which is no part of what led to ours
        content = Pieces(request.content or b"", start_anew)
        receiving = Receiving(self._max_response_bytes)
        try:
            with anyio.CancelScope(deadline=anyio.current_time() + total) as scope:
                answer = await self._transport.handle_async_request(
                    self._build(request, content, timeout)
                )
                body, still_packed = await receiving.read(answer, scope)
                return Response(answer.status_code, _plain_headers(answer), body, still_packed)
        except BodyTooLargeError:
            return self._too_large(request)
        except ConfigurationError as error:  # what should verify the server is not there
            error.name_request(request.method, request.path)
            return Failure(Outcome.ANSWERED, error)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return self._network_failure(request, error, timeout, handled)
        except RuntimeError as error:
            if "interpreter shutdown" not in str(error):
                raise
            exiting = ConfigurationError(
                f"{request} was not sent: the interpreter is exiting, and opens no connections.",
                method=request.method,
                endpoint=request.path,
            )
            exiting.__cause__ = error
            return Failure(Outcome.ANSWERED, exiting)
        if receiving.too_large:
            return self._too_large(request)
        return self._overdue(request, total, sent=content.begun or not self._knows_if_sent)

    def _overdue(self, request: Request, total: float, *, sent: bool) -> Failure:
        """Say that there was no end to it."""
        outcome = Outcome.LOST if sent else Outcome.NOT_SENT
        unknown = outcome_is_unknown(request.repeated_as, outcome)
        what = "no whole answer" if sent else "no connection"
        check = "Try again" if sent else f"Check {self._argument}, the network and the proxy"
        advice = LOOK_FIRST if unknown else f"{check}, or allow more with total_timeout=."
        overdue = TimeoutError(
            f"{request}: {what} within {total:g} s, which is total_timeout ({TOTAL} times timeout "
            f"unless it is given). {advice}",
            outcome_unknown=unknown,
            method=request.method,
            endpoint=request.path,
        )
        return Failure(outcome, overdue)

    def _too_large(self, request: Request) -> Failure:
        """Say that an answer came which is too large to read."""
        unknown = outcome_is_unknown(request.repeated_as, Outcome.LOST)
        look = f" {LOOK_FIRST}" if unknown else ""
        unreadable = DataFormatError(
            f"{request}: the answer has more than {self._max_response_bytes} bytes, which is "
            f"max_response_bytes. Ask for less, or allow more when you make the client.{look}",
            outcome_unknown=unknown,
            method=request.method,
            endpoint=request.path,
        )
        return Failure(Outcome.ANSWERED, unreadable)

    def _network_failure(
        self,
        request: Request,
        error: httpx.HTTPError | httpx.InvalidURL | OSError,
        timeout: float,
        handled: BaseException | None,
    ) -> Failure:
        """Say in our words what kept an answer from coming."""
        known: dict[str, Any] = {"method": request.method, "endpoint": request.path}
        if isinstance(
            error, (httpx.InvalidURL, httpx.LocalProtocolError, httpx.UnsupportedProtocol)
        ):
            unsendable = ConfigurationError(f"{request} cannot be sent: {error}.", **known)
            unsendable.__cause__ = error
            return Failure(Outcome.ANSWERED, unsendable)
        distrust = broken_handshake(error, self._argument, handled)
        if distrust is not None:
            refused = NetworkError(f"{request}: no connection: {distrust}", **known)
            refused.__cause__ = error
            return Failure(Outcome.ANSWERED, refused)
        timed_out = (httpx.TimeoutException, builtins.TimeoutError)
        not_sent = isinstance(
            error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
        )
        outcome = Outcome.NOT_SENT if not_sent else Outcome.LOST
        unknown = outcome_is_unknown(request.repeated_as, outcome)
        quoted = not_sent or not self._secret_answers
        what = _reason(error) if quoted else type(error).__name__
        advice = "Try again"
        if not_sent:
            what = f"no connection ({what})"
            advice = f"Check {self._argument}, the network and the proxy"
        elif isinstance(error, timed_out):
            what = f"no answer within {timeout:g} s"
            advice = "Try again, or allow more with timeout="
        else:
            what = f"the connection broke before the answer was whole ({what})"
        kind = TimeoutError if isinstance(error, timed_out) else NetworkError
        advice = LOOK_FIRST if unknown else f"{advice}."
        lost = kind(f"{request}: {what}. {advice}", outcome_unknown=unknown, **known)
        lost.__cause__ = error if quoted else None
        return Failure(outcome, lost)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    def _build(self, request: Request, content: Pieces, timeout: float) -> httpx.Request:
        url = self.base_url + request.path
        if request.target is not None:
            url = self._origin + request.target
        elif request.query:
            url = f"{url}?{urlencode(request.query, quote_via=quote)}"
        headers = {**self._headers, **request.headers}
        if request.content is not None:
            headers.setdefault("Content-Type", "application/json")
            headers["Content-Length"] = str(len(request.content))
        # Given a stream, httpx takes the headers as they are, instead of going through them again.
        return httpx.Request(
            request.method,
            url,
            headers=headers,
            stream=content,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)},
        )


def _plain_headers(answer: httpx.Response) -> dict[str, str]:
    """Give the headers by lower-case name; of several of one name, the last."""
    # httpx's own mapping decodes and searches all of them for each one.
    return {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in answer.headers.raw
    }


def _reason(error: BaseException) -> str:
    """Give the first text in what led to an error; on trio, the outer ones have none."""
    each: BaseException | None = error
    while each is not None:
        if text := str(each):  # h11 quotes what it takes for a status line, however long that is
            return text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}…"
        each = each.__cause__ or each.__context__
    return type(error).__name__
