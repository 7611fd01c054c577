"""Send one request over HTTP and return its response, or the failure in our own terms."""

import builtins
import sys
from typing import Any
from urllib.parse import quote, urlencode

import anyio
import httpx
from attrs import frozen

from opentoclose_async._protocol.messages import Request, Response
from opentoclose_async._protocol.responses.base64_member import ContentsError
from opentoclose_async._protocol.responses.compression import ACCEPTED, BodyTooLargeError
from opentoclose_async._protocol.responses.decode import CHECK_FIRST
from opentoclose_async._protocol.retry import Outcome, outcome_is_unknown
from opentoclose_async._runtime.transport.connection_pool import PoolTransport
from opentoclose_async._runtime.transport.request_body import RequestBody
from opentoclose_async._runtime.transport.response_body import SLOWEST, BodyReader
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

    The transport is called directly: httpx's client would add redirects, cookies and environment
    proxies, none of them wanted here, and 20 % to the cost of a request.

    Args:
        base_url: The base URL of request paths.
        transport: Sends the requests, and adds the credential.
        user_agent: The User-Agent header.
        max_response_bytes: Maximum size of a decompressed response body.
        secret_responses: Whether responses contain secrets, so that errors must not quote them.
        argument: The argument that the base URL was passed as.
    """

    def __init__(
        self,
        base_url: httpx.URL,
        transport: httpx.AsyncBaseTransport,
        user_agent: str,
        max_response_bytes: int,
        *,
        secret_responses: bool = False,
        argument: str = "base_url",
    ) -> None:
        self._secret_responses = secret_responses
        self._argument = argument
        self.base_url = str(base_url).rstrip("/")
        self._origin = str(base_url.copy_with(raw_path=b"/")).rstrip("/")
        self._transport = transport
        # Other transports may send a request before they read its body.
        self._knows_if_sent = isinstance(transport, PoolTransport)
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

        def restart() -> None:
            scope.deadline = anyio.current_time() + total

        handled = sys.exception()  # handled by the caller, so not a cause of ours
        content = RequestBody(request.content or b"", restart)
        reader = BodyReader(self._max_response_bytes, request.receive)
        response: httpx.Response | None = None
        try:
            with anyio.CancelScope(deadline=anyio.current_time() + total) as scope:
                response = await self._transport.handle_async_request(
                    self._build(request, content, timeout)
                )
                body, still_compressed = await reader.read(response, scope)
                if reader.problem is None:
                    return Response(
                        response.status_code,
                        _plain_headers(response),
                        body,
                        still_compressed,
                        reader.taken,
                    )
        except BodyTooLargeError:
            return self._too_large(request)
        except ConfigurationError as error:  # CA certificates that cannot be loaded
            error.name_request(request.method, request.path)
            return Failure(Outcome.ANSWERED, error)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return self._network_failure(request, error, timeout, handled)
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
            headers, why = _plain_headers(response), str(reader.problem)
            return Response(response.status_code, headers, taken=reader.taken, unreadable=why)
        sent = content.started or not self._knows_if_sent
        return self._overdue(request, total, sent=sent, taken=reader.taken)

    def _overdue(self, request: Request, total: float, *, sent: bool, taken: int) -> Failure:
        """Return the failure of a request that exceeded its total timeout."""
        outcome = Outcome.LOST if sent else Outcome.NOT_SENT
        unknown = outcome_is_unknown(request.repeated_as, outcome)
        more = f", and a second for every {SLOWEST} of the {taken} bytes that came" * bool(taken)
        what = "no complete response" if sent else "no connection"
        check = "Try again" if sent else f"Check {self._argument}, the network and the proxy"
        advice = CHECK_FIRST if unknown else f"{check}, or allow more with total_timeout=."
        overdue = TimeoutError(
            f"{request}: {what} within {total:g} s, which is total_timeout (by default {TOTAL} "
            f"times timeout){more}. {advice}",
            outcome_unknown=unknown,
            method=request.method,
            endpoint=request.path,
        )
        return Failure(outcome, overdue)

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
        error: httpx.HTTPError | httpx.InvalidURL | OSError,
        timeout: float,
        handled: BaseException | None,
    ) -> Failure:
        """Convert an error of the network or transport to our own."""
        known: dict[str, Any] = {"method": request.method, "endpoint": request.path}
        if isinstance(
            error, (httpx.InvalidURL, httpx.LocalProtocolError, httpx.UnsupportedProtocol)
        ):
            unsendable = ConfigurationError(f"{request} cannot be sent: {error}.", **known)
            unsendable.__cause__ = error
            return Failure(Outcome.ANSWERED, unsendable)
        distrust = explain_handshake(error, self._argument, handled)
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
        quoted = not_sent or not self._secret_responses
        what = _reason(error) if quoted else type(error).__name__
        advice = "Try again"
        if not_sent:
            what = f"no connection ({what})"
            advice = f"Check {self._argument}, the network and the proxy"
        elif isinstance(error, timed_out):
            what = f"no response within {timeout:g} s"
            advice = "Try again, or allow more with timeout="
        else:
            what = f"the connection broke before the response was complete ({what})"
        kind = TimeoutError if isinstance(error, timed_out) else NetworkError
        advice = CHECK_FIRST if unknown else f"{advice}."
        lost = kind(f"{request}: {what}. {advice}", outcome_unknown=unknown, **known)
        lost.__cause__ = error if quoted else None
        return Failure(outcome, lost)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    def _build(self, request: Request, content: RequestBody, timeout: float) -> httpx.Request:
        url = self.base_url + request.path
        if request.target is not None:
            url = self._origin + request.target
        elif request.query:
            url = f"{url}?{urlencode(request.query, quote_via=quote)}"
        headers = {**self._headers, **request.headers}
        if request.content is not None:
            headers.setdefault("Content-Type", "application/json")
            headers["Content-Length"] = str(len(request.content))
        # With a stream, httpx takes the headers as they are, without examining them again.
        return httpx.Request(
            request.method,
            url,
            headers=headers,
            stream=content,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)},
        )


def _plain_headers(response: httpx.Response) -> dict[str, str]:
    """Return the headers by lower-case name; the last of each name."""
    # httpx's own mapping decodes and searches all headers for each one.
    return {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in response.headers.raw
    }


def _reason(error: BaseException) -> str:
    """Return the first message in an error's chain of causes; on trio, outer errors have none."""
    each: BaseException | None = error
    while each is not None:
        if text := str(each):  # h11 quotes an invalid status line of any length
            return text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}…"
        each = each.__cause__ or each.__context__
    return type(error).__name__
