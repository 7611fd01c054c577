"""One request out over HTTP, one answer back, or what kept it from coming in our own words."""

import builtins
from typing import Any
from urllib.parse import quote, urlencode

import anyio
import httpx
from attrs import frozen

from opentoclose_async.exceptions import (
    ConfigurationError,
    DataFormatError,
    NetworkError,
    OpenToCloseAPIError,
    TimeoutError,
)
from opentoclose_async.protocol.backoff import Outcome, outcome_is_unknown
from opentoclose_async.protocol.compression import ACCEPTED, BodyTooLargeError, unpack
from opentoclose_async.protocol.decode import LOOK_FIRST
from opentoclose_async.protocol.messages import Request, Response

__all__ = ["Exchange", "Failure"]


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


class _UnreadableError(Exception):
    """Say that an answer came, and why it cannot be read."""

    def __init__(self, reason: ValueError) -> None:
        super().__init__(str(reason))
        self.reason = reason


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
        self._max_response_bytes = max_response_bytes
        self._headers = {
            "Host": base_url.netloc.decode("ascii"),
            "Accept": "application/json",
            "Accept-Encoding": ACCEPTED,
            "User-Agent": user_agent,
        }

    async def send(self, request: Request, timeout: float) -> Response | Failure:
        """
        Send a request and read its answer to the end, whatever its status.

        Args:
            request: What to ask.
            timeout: Seconds for connecting, and for each read and write.
        """
        try:
            answer = await self._transport.handle_async_request(self._build(request, timeout))
            body = await _read(answer, self._max_response_bytes)
        except _UnreadableError as error:
            return self._unreadable(request, error.reason)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return self._network_failure(request, error, timeout)
        return Response(answer.status_code, _plain_headers(answer), body)

    def _unreadable(self, request: Request, error: ValueError) -> Failure:
        """Say why an answer that came cannot be read."""
        known: dict[str, Any] = {"method": request.method, "endpoint": request.path}
        if isinstance(error, BodyTooLargeError):
            text = (
                f"{request}: the answer has more than {self._max_response_bytes} bytes, which is "
                "max_response_bytes. Ask for less, or allow more when you make the client."
            )
        else:
            text = f"{request}: the answer cannot be unpacked: {error}."
        unknown = outcome_is_unknown(request.repeated_as, Outcome.LOST)
        if unknown:
            text += f" {LOOK_FIRST}"
        unreadable = DataFormatError(text, outcome_unknown=unknown, **known)
        unreadable.__cause__ = error
        return Failure(Outcome.ANSWERED, unreadable)

    def _network_failure(
        self,
        request: Request,
        error: httpx.HTTPError | httpx.InvalidURL | OSError,
        timeout: float,
    ) -> Failure:
        """Say in our words what kept an answer from coming."""
        known: dict[str, Any] = {"method": request.method, "endpoint": request.path}
        if isinstance(
            error, (httpx.InvalidURL, httpx.LocalProtocolError, httpx.UnsupportedProtocol)
        ):
            unsendable = ConfigurationError(f"{request} cannot be sent: {error}.", **known)
            unsendable.__cause__ = error
            return Failure(Outcome.ANSWERED, unsendable)
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

    def _build(self, request: Request, timeout: float) -> httpx.Request:
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
            stream=httpx.ByteStream(request.content or b""),
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)},
        )


def _plain_headers(answer: httpx.Response) -> dict[str, str]:
    """Give the headers by lower-case name; of several of one name, the last."""
    # httpx's own mapping decodes and searches all of them for each one.
    return {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in answer.headers.raw
    }


async def _read(answer: httpx.Response, most: int) -> bytes:
    """
    Read and unpack the body of an answer, and close it.

    httpx's own reading knows no bounds, and passes every chunk through five generators.

    Raises:
        _UnreadableError: If there is more of it than allowed, or it cannot be unpacked.
    """
    assert isinstance(answer.stream, httpx.AsyncByteStream)
    chunks: list[bytes] = []
    size = 0
    try:
        # Cancelled from within, the generators that the body passes through end one after the
        # other; left behind, they would end when they are collected, which trio complains about.
        with anyio.CancelScope() as scope:
            async for chunk in answer.stream:
                size += len(chunk)
                if size > most:
                    chunks.clear()
                    scope.cancel()
                else:
                    chunks.append(chunk)
    finally:
        await answer.stream.aclose()
    if size > most:
        raise _UnreadableError(BodyTooLargeError(f"it has more than {most} bytes"))
    body = b"".join(chunks)
    encodings = answer.headers.get("content-encoding")
    if encodings is None:
        return body
    try:
        return unpack(body, encodings, most)
    except ValueError as error:
        raise _UnreadableError(error) from error


def _reason(error: BaseException) -> str:
    """Give the first text in what led to an error; on trio, the outer ones have none."""
    each: BaseException | None = error
    while each is not None:
        if text := str(each):
            return text
        each = each.__cause__ or each.__context__
    return type(error).__name__
