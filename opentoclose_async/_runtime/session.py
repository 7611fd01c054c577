"""The one place that sends: acquire a permit, exchange, decode, and retry if appropriate."""

import random
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import anyio
from attrs import define, evolve, frozen

from opentoclose_async._protocol.conversion.dataclass_view import DataclassLike
from opentoclose_async._protocol.messages import Operation, Request, Response
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._protocol.redaction.tracebacks import forget_frames
from opentoclose_async._protocol.responses.decode import Dialect, decode, error_for
from opentoclose_async._protocol.responses.rate_limits import LimitSignals, read_limits
from opentoclose_async._protocol.responses.redirects import MOST_REDIRECTS, redirected
from opentoclose_async._protocol.retry import (
    Outcome,
    RetryPolicy,
    next_delay,
    outcome_is_unknown,
)
from opentoclose_async._runtime.concurrency.cooperative import run_cooperatively
from opentoclose_async._runtime.concurrency.event_loops import EventLoops, PerLoop, clock_here
from opentoclose_async._runtime.concurrency.turnstile import turnstile_here
from opentoclose_async._runtime.final_errors import last_words, only_without_secrets
from opentoclose_async._runtime.observer import Observer
from opentoclose_async._runtime.quota.throttle import CALLS, Throttle
from opentoclose_async._runtime.tracing import OperationSpan, Tracing
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.exchange import Exchange, Failure
from opentoclose_async.exceptions import (
    ConfigurationError,
    OpenToCloseAPIError,
    RateLimitError,
)

__all__ = ["Counters", "SendOptions", "Session"]

T = TypeVar("T")

ONCE = RetryPolicy(attempts=1)


@define
class Counters(DataclassLike):
    """
    Counts of what a client, or a list's pager, has done so far.

    Attributes:
        requests: Requests sent, including retries.
        retries: Requests among them that repeated a failed one.
    """

    requests: int = 0
    retries: int = 0


@frozen
class SendOptions:
    """
    The options of one call.

    Attributes:
        timeout: Seconds for connecting, and for each read and write.
        retry: The retry policy; None sends once.
        total_timeout: Seconds for connecting and sending, and again for the response; five times
            ``timeout`` if None.
    """

    timeout: float
    retry: RetryPolicy | None
    total_timeout: float | None = None


class Session:
    """
    Send the operations of one client.

    Args:
        exchange: Sends requests to the server.
        credential: The credential that the exchange adds.
        dialect: How this API words its errors.
        defaults: The options of calls without their own.
        throttle: Makes requests wait for the quota.
        observer: Logs each request and calls the hooks.
        max_connections: Maximum number of requests in flight.
        complete: Complete a request's path; None if all paths are complete.
        follow_redirects: Whether to follow redirects within the server.
        loops: The client's event loops.
        wall_clock: Return the seconds since the epoch.
        draw: ``random.uniform``, for the jitter of delays.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        credential: Credential,
        dialect: Dialect,
        defaults: SendOptions,
        throttle: Throttle,
        observer: Observer,
        max_connections: int,
        complete: Callable[[Request], Awaitable[Request]] | None = None,
        follow_redirects: bool = False,
        loops: EventLoops | None = None,
        wall_clock: Callable[[], float] = time.time,
        draw: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.counters = Counters()
        self.throttle = throttle
        self.defaults = defaults
        self.server = exchange.base_url
        self.account = credential.account
        self._credential = credential
        self.secrets = credential.secrets
        self._complete = complete
        self._most_redirects = MOST_REDIRECTS if follow_redirects else 0
        self._exchange = exchange
        self._observer = observer
        self._tracing = Tracing(exchange.base_url, credential.secrets)
        self._dialect = dialect
        self._wall_clock = wall_clock
        self._draw = draw
        self._closed = False
        self._loops = loops or EventLoops()
        connections = partial(anyio.Semaphore, max_connections, fast_acquire=True)
        self._here = PerLoop(self._loops, lambda: (turnstile_here(), connections()))
        self._max_connections = max_connections
        self._in_flight: dict[Permit, anyio.Semaphore] = {}

    def send(
        self,
        operation: Operation[T],
        options: SendOptions | None = None,
        *,
        permit: Permit | None = None,
        counters: Counters | None = None,
    ) -> Coroutine[Any, Any, T]:
        """
        Carry out an operation.

        Args:
            operation: The request, and how to read its response.
            options: The options of this call; by default the client's.
            permit: A permit to send that the caller already holds.
            counters: Counts the requests in addition to the client's own counters.

        Raises:
            OpenToCloseAPIError: If it fails; see ``exceptions``.
        """
        span = self._tracing.operation(operation)
        sent = self._send(operation, options or self.defaults, permit, counters, span)
        return sent if span is None else span.carry_out(sent)

    async def _send(
        self,
        operation: Operation[T],
        options: SendOptions,
        permit: Permit | None,
        counters: Counters | None,
        span: OperationSpan | None,
    ) -> T:
        policy = options.retry or ONCE
        if self._complete is not None:
            operation = await self._completed(operation, permit)
        request = operation.request
        counted = (self.counters,) if counters is None else (self.counters, counters)
        attempt = 0
        renewals = 0
        refusals = 0
        refused_at = 0.0
        redirects = 0
        may_have_worked = False
        failed: OpenToCloseAPIError | None = None
        while True:
            attempt += 1
            if permit is None:
                if failed is None or not refusals:
                    permit = await self._acquire_again(request, failed, counters)
                else:
                    left = refused_at + policy.max_wait - self._loops.now()
                    with anyio.move_on_after(max(0.0, left)):
                        permit = await self._acquire_again(request, failed, counters)
                    if permit is None:
                        attempt -= 1
                        raise last_words(failed, request, attempt, may_have_worked=may_have_worked)
            for each in counted:
                each.requests += 1
                each.retries += attempt > 1
            stamp = self._credential.stamp
            result = await self._attempt(request, options, permit, attempt, span)
            permit = None
            if isinstance(result, Response):
                await self._here.here()[0].enter()
                try:
                    return decode(operation, result, self._dialect)
                except OpenToCloseAPIError:
                    steps = self.secrets.scrubbing_response(result)
                del result  # so that no frame holds it where this is cancelled
                # Decode again, so that neither the error nor a frame holds a secret.
                clean = await run_cooperatively(steps)
                decode(operation, clean, self._dialect)
                raise only_without_secrets(request, clean)
            if result.status == 401 and not renewals and await self._credential.renew(stamp):
                # An unauthorized request did nothing, so retry it whatever the policy.
                renewals = 1
                failed = result.error
                await self._observer.repeating(request, attempt, 0.0, failed)
                continue
            if result.redirect is not None and redirects < self._most_redirects:
                redirects += 1
                attempt -= 1
                request = result.redirect
                continue
            # A server that wants it again at once refuses an attempt, not the pace.
            limited = result.limited and result.requested_wait != 0.0
            if limited and not refusals:
                refused_at = self._loops.now()
            delay = next_delay(
                policy,
                request.repeated_as,
                attempt - renewals - refusals,
                result.outcome,
                limit_waited=self._loops.now() - refused_at if limited else None,
                status=result.status,
                requested_wait=result.requested_wait,
                draw=self._draw,
            )
            if delay is None:
                if redirects and result.redirect:
                    result.error.add_note(f"{redirects} redirects before it were followed.")
                raise last_words(result.error, request, attempt, may_have_worked=may_have_worked)
            failed = result.error
            await self._observer.repeating(request, attempt, delay, failed)
            may_have_worked = may_have_worked or result.outcome is not Outcome.NOT_SENT
            if limited:
                refusals += 1  # it takes no attempt, and waits with all others for the throttle
            else:
                await anyio.sleep(delay)

    async def acquire(self, counters: Counters | None = None) -> Permit:
        """
        Wait until a request can be sent at once: for a token, a connection, then for the quota.

        The quota comes last, because a request that waited for a connection after it would be
        counted before it is sent, and could be sent into a pause that started in between.

        Args:
            counters: Those of the list that the request belongs to; lists and calls take turns.

        Returns:
            A permit, to pass to ``send`` or ``cancel``.

        Raises:
            RateLimitError: If the wait for the quota would be too long.
            ConfigurationError: If the client is in use in another running event loop.
            OpenToCloseAPIError: If no token can be obtained.
        """
        self._require_open()
        self._loops.enter()
        turnstile, connections = self._here.here()
        await turnstile.enter()
        await self._credential.ready()
        await connections.acquire()
        try:
            self._require_open()  # before waiting for the quota in vain
            permit = await self.throttle.acquire(CALLS if counters is None else id(counters))
        except BaseException:
            connections.release()
            raise
        self._in_flight[permit] = connections
        if self._closed:
            self.cancel(permit)
            self._require_open()
        return permit

    async def complete(self, request: Request) -> Request:
        """
        Return a request with its path completed.

        Raises:
            OpenToCloseAPIError: If what the path lacks cannot be found out.
        """
        return request if self._complete is None else await self._complete(request)

    async def _completed(self, operation: Operation[T], permit: Permit | None) -> Operation[T]:
        try:
            request = await self.complete(operation.request)
        except BaseException:
            if permit is not None:
                self.cancel(permit)
            raise
        return operation if request is operation.request else evolve(operation, request=request)

    def _require_open(self) -> None:
        if self._closed:
            raise ConfigurationError("The client is closed; make a new one.")

    async def _acquire_again(
        self, request: Request, failed: OpenToCloseAPIError | None, counters: Counters | None
    ) -> Permit:
        try:
            return await self.acquire(counters)
        except RateLimitError as too_long:
            if not isinstance(failed, RateLimitError) or too_long.method is not None:
                too_long.name_request(request.method, request.path)
                raise
            # The server's refusal says more than ours, which adds when it ends.
            failed.retry_after, failed.resets_at = too_long.retry_after, too_long.resets_at
            raise failed from too_long

    def open_ahead(self, requests: int) -> None:
        """Open connections for requests that are about to follow one in flight."""
        self._exchange.open_ahead(min(requests, self._max_connections), self.defaults.timeout)

    def cancel(self, permit: Permit) -> None:
        """Return a permit that was not used."""
        connections = self._in_flight.pop(permit, None)
        if connections is not None:
            self.throttle.cancel(permit)
            connections.release()

    async def aclose(self) -> None:
        """Close all connections."""
        self._closed = True
        try:
            await self.throttle.aclose()
        finally:
            await self._exchange.aclose()

    def _settle(self, permit: Permit, heard: LimitSignals | None) -> bool:
        """Account for a request that has ended; return whether a limit refused it."""
        connections = self._in_flight.pop(permit, None)
        if connections is None:
            return False
        connections.release()
        return self.throttle.settle(permit, heard)

    async def _attempt(
        self,
        request: Request,
        options: SendOptions,
        permit: Permit,
        attempt: int,
        span: OperationSpan | None,
    ) -> Response | Failure:
        heard: LimitSignals | None = None
        before = sys.exception()
        try:
            await self._observer.sending(request, attempt)
            clock = clock_here()
            began = clock()
            try:
                sent = self._exchange.send(request, options.timeout, options.total_timeout)
                response = await (sent if span is None else span.send(request, permit, sent))
            except Exception:
                raise  # a bug of a custom transport
            except BaseException as cancelled:  # its frames may hold secrets the server repeated
                forget_frames(cancelled, before)
                raise
            seconds = clock() - began
            if isinstance(response, Failure):
                forget_frames(response.error, before)
                self.secrets.scrub_error(response.error)
                self._observer.failed(request, attempt, response.error, seconds)
                return response
            signals = heard = read_limits(response, self._wall_clock())
            if response.ok and not self._observer.listens_to_responses:
                return response
            # The returned body stays as it arrived; what is reported about it is scrubbed.
            steps = self.secrets.scrubbing_response(response, body=not response.ok)
            del response
            response = await run_cooperatively(steps)
        finally:
            limited = self._settle(permit, heard)
        await self._observer.answered(request, attempt, response, seconds)
        if response.ok:
            return response
        outcome = Outcome.REFUSED if signals.refused else Outcome.ANSWERED
        requested_wait = signals.retry_after
        error = error_for(
            request,
            response,
            self._dialect,
            signals,
            datetime.fromtimestamp(self._wall_clock(), UTC),
            outcome_unknown=outcome_is_unknown(
                request.repeated_as, outcome, status=response.status, requested_wait=requested_wait
            ),
        )
        redirect = None
        if self._most_redirects:
            redirect = redirected(request, response, self._exchange.base_url)
        return Failure(outcome, error, response.status, requested_wait, redirect, limited)
