"""The only send(): wait for leave, exchange, decide about another attempt, decode."""

import random
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import anyio
from attrs import define, evolve, frozen

from opentoclose_async._protocol.answers.decode import LOOK_FIRST, Dialect, decode, error_for
from opentoclose_async._protocol.answers.rate_limits import LimitSignals, read_limits
from opentoclose_async._protocol.answers.redirects import MOST_REDIRECTS, redirected
from opentoclose_async._protocol.messages import Operation, Request, Response
from opentoclose_async._protocol.quota import Permit
from opentoclose_async._protocol.redaction.tracebacks import forget_frames
from opentoclose_async._protocol.retry import (
    Outcome,
    RetryPolicy,
    next_delay,
    outcome_is_unknown,
)
from opentoclose_async._runtime.concurrency.event_loops import EventLoops, OfLoop
from opentoclose_async._runtime.concurrency.in_turns import in_turns
from opentoclose_async._runtime.observer import Observer
from opentoclose_async._runtime.throttle import Throttle
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.exchange import Exchange, Failure
from opentoclose_async.exceptions import (
    ConfigurationError,
    DataFormatError,
    NotFoundError,
    OpenToCloseAPIError,
    RateLimitError,
)

__all__ = ["Counters", "SendOptions", "Session"]

T = TypeVar("T")

ONCE = RetryPolicy(attempts=1)


@define
class Counters:
    """
    What a client, or the reading of a list, has done so far.

    Attributes:
        requests: Requests sent, repeated ones included.
        retries: Requests among them that repeated a failed one.
    """

    requests: int = 0
    retries: int = 0


@frozen
class SendOptions:
    """
    How one call departs from its client's ways.

    Attributes:
        timeout: Seconds for connecting, and for each read and write.
        retry: The policy; None sends once.
        total_timeout: Seconds for getting a request out, and again for its answer; five times
            ``timeout`` if None.
    """

    timeout: float
    retry: RetryPolicy | None
    total_timeout: float | None = None


class Session:
    """
    Send the operations of one client.

    Args:
        exchange: What sends.
        credential: What lets requests in.
        dialect: How this API words its errors.
        timeout: Seconds for connecting, and for each read and write.
        retry: The policy for calls that bring none; None sends once.
        total_timeout: Seconds for getting a request out, and again for its answer; five times
            ``timeout`` if None.
        throttle: What makes requests wait for the quota.
        observer: What is told of each request.
        max_connections: Requests on the way at the same time, at most.
        complete: Fill in what a request's path leaves open; None if none does.
        follow_redirects: Follow redirects within the server.
        loops: The event loops of the client.
        wall_clock: Seconds since the epoch.
        draw: ``random.uniform``, for the jitter of delays.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        credential: Credential,
        dialect: Dialect,
        timeout: float,
        retry: RetryPolicy | None,
        total_timeout: float | None = None,
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
        self.defaults = SendOptions(timeout, retry, total_timeout)
        self.server = exchange.base_url
        self.account = credential.account
        self._credential = credential
        self._secrets = credential.secrets
        self._complete = complete
        self._most_redirects = MOST_REDIRECTS if follow_redirects else 0
        self._exchange = exchange
        self._observer = observer
        self._dialect = dialect
        self._wall_clock = wall_clock
        self._draw = draw
        self._closed = False
        self._loops = loops or EventLoops()
        self._places = OfLoop(
            self._loops, partial(anyio.Semaphore, max_connections, fast_acquire=True)
        )
        self._on_the_way: dict[Permit, anyio.Semaphore] = {}

    async def send(
        self,
        operation: Operation[T],
        options: SendOptions | None = None,
        *,
        permit: Permit | None = None,
        counters: Counters | None = None,
    ) -> T:
        """
        Carry out an operation.

        Args:
            operation: What to ask, and what to make of the answer.
            options: How to depart from the client's ways.
            permit: Leave to send that the caller has waited for already.
            counters: Where to count the requests beside the client's own counters.

        Raises:
            OpenToCloseAPIError: The one that fits, see ``exceptions``.
        """
        options = options or self.defaults
        policy = options.retry or ONCE
        if self._complete is not None:
            operation = await self._completed(operation, permit)
        request = operation.request
        counted = (self.counters,) if counters is None else (self.counters, counters)
        attempt = 0
        renewals = 0
        redirects = 0
        may_have_worked = False
        failed: OpenToCloseAPIError | None = None
        while True:
            attempt += 1
            if permit is None:
                permit = await self._acquire_again(request, failed)
            for each in counted:
                each.requests += 1
                each.retries += attempt > 1
            stamp = self._credential.stamp
            result = await self._attempt(request, options, permit, attempt)
            permit = None
            if isinstance(result, Response):
                try:
                    return decode(operation, result, self._dialect)
                except OpenToCloseAPIError:
                    steps = self._secrets.scrubbing_response(result)
                del result  # so that no frame holds it where this is cancelled
                # Once more, so that neither the error nor a frame holds what nobody may see.
                clean = await in_turns(steps)
                decode(operation, clean, self._dialect)
                raise _only_without_secrets(request, clean)
            if result.status == 401 and not renewals and await self._credential.renew(stamp):
                # It was not let in, so nothing was done; it is no failure that policies are about.
                renewals = 1
                failed = result.error
                await self._observer.repeating(request, attempt, 0.0, failed)
                continue
            if result.redirect is not None and redirects < self._most_redirects:
                redirects += 1
                attempt -= 1
                request = result.redirect
                continue
            delay = next_delay(
                policy,
                request.repeated_as,
                attempt - renewals,
                result.outcome,
                status=result.status,
                told=result.told,
                draw=self._draw,
            )
            if delay is None:
                if redirects and result.redirect is not None:
                    result.error.add_note(f"{redirects} redirects before it were followed.")
                raise _last_words(result.error, request, attempt, may_have_worked=may_have_worked)
            failed = result.error
            await self._observer.repeating(request, attempt, delay, failed)
            may_have_worked = may_have_worked or result.outcome is not Outcome.NOT_SENT
            if not self._is_paused(result):
                await anyio.sleep(delay)

    async def acquire(self) -> Permit:
        """
        Wait for leave to send one request at once: for a token, a connection, then for the quota.

        In this order, because who has leave by the quota and then waits for a connection would be
        counted before it is sent, and would be sent into a pause that began meanwhile.

        Returns:
            A permit, to be used by ``send`` or given back by ``cancel``.

        Raises:
            RateLimitError: If the wait for the quota would be too long.
            ConfigurationError: If the client is in use in another loop that runs, too.
            OpenToCloseAPIError: If there is no token to be had.
        """
        self._require_open()
        self._loops.enter()
        await self._credential.ready()
        places = self._places.here()
        await places.acquire()
        try:
            self._require_open()  # before anybody waits for the quota in vain
            permit = await self.throttle.acquire()
        except BaseException:
            places.release()
            raise
        self._on_the_way[permit] = places
        if self._closed:
            self.cancel(permit)
            self._require_open()
        return permit

    async def complete(self, request: Request) -> Request:
        """
        Fill in what a request's path leaves open.

        Raises:
            OpenToCloseAPIError: If what belongs there cannot be found out.
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

    async def _acquire_again(self, request: Request, failed: OpenToCloseAPIError | None) -> Permit:
        try:
            return await self.acquire()
        except RateLimitError as too_long:
            if not isinstance(failed, RateLimitError) or too_long.method is not None:
                too_long.name_request(request.method, request.path)
                raise
            # The server's refusal tells more than our own; when it ends is what we add.
            failed.retry_after, failed.resets_at = too_long.retry_after, too_long.resets_at
            raise failed from too_long

    def cancel(self, permit: Permit) -> None:
        """Give leave back that was not used."""
        places = self._on_the_way.pop(permit, None)
        if places is not None:
            self.throttle.cancel(permit)
            places.release()

    async def aclose(self) -> None:
        """Close all connections."""
        self._closed = True
        await self._exchange.aclose()

    def _settle(self, permit: Permit, heard: LimitSignals | None) -> None:
        """Account for a request that has come to its end."""
        places = self._on_the_way.pop(permit, None)
        if places is not None:
            self.throttle.settle(permit, heard)
            places.release()

    def _is_paused(self, failure: Failure) -> bool:
        """Tell whether the throttle makes everybody wait for what this failure said."""
        return failure.outcome is Outcome.REFUSED and self.throttle.active

    async def _attempt(
        self, request: Request, options: SendOptions, permit: Permit, attempt: int
    ) -> Response | Failure:
        heard: LimitSignals | None = None
        before = sys.exception()
        try:
            await self._observer.sending(request, attempt)
            began = anyio.current_time()
            try:
                response = await self._exchange.send(
                    request, options.timeout, options.total_timeout
                )
            except Exception:
                raise  # of a transport of one's own
            except BaseException as cancelled:  # its frames may hold what the server repeats
                forget_frames(cancelled, before)
                raise
            seconds = anyio.current_time() - began
            if isinstance(response, Failure):
                forget_frames(response.error, before)
                self._secrets.scrub_error(response.error)
                self._observer.failed(request, attempt, response.error, seconds)
                return response
            signals = heard = read_limits(response, self._wall_clock())
            if response.ok and not self._observer.listens_to_answers:
                return response
            # What the caller asked for stays as it came, but what is told about it does not.
            steps = self._secrets.scrubbing_response(response, body=not response.ok)
            del response
            response = await in_turns(steps)
        finally:
            self._settle(permit, heard)
        await self._observer.answered(request, attempt, response, seconds)
        if response.ok:
            return response
        outcome = Outcome.REFUSED if signals.refused else Outcome.ANSWERED
        told = signals.retry_after
        error = error_for(
            request,
            response,
            self._dialect,
            signals,
            datetime.fromtimestamp(self._wall_clock(), UTC),
            outcome_unknown=outcome_is_unknown(
                request.repeated_as, outcome, status=response.status, told=told
            ),
        )
        redirect = None
        if self._most_redirects:
            redirect = redirected(request, response, self._exchange.base_url)
        return Failure(outcome, error, response.status, told, redirect)


def _only_without_secrets(request: Request, clean: Response) -> DataFormatError:
    """Refuse an answer that made no sense before the secrets in it were replaced."""
    unknown = outcome_is_unknown(request.repeated_as, Outcome.LOST)
    look = f" {LOOK_FIRST}" if unknown else ""
    return DataFormatError(
        f"{request} answered {clean.status} with something that repeats a credential, and makes "
        f"no sense with it.{look}",
        status_code=clean.status,
        method=request.method,
        endpoint=request.path,
        outcome_unknown=unknown,
    )


def _last_words(
    error: OpenToCloseAPIError, request: Request, attempt: int, *, may_have_worked: bool
) -> OpenToCloseAPIError:
    """Add to an error what the attempts before it mean."""
    if attempt > 1:
        error.add_note(f"Sent {attempt} times.")
    if may_have_worked and request.method == "DELETE" and isinstance(error, NotFoundError):
        error.add_note("An earlier attempt went unanswered and may have deleted it.")
    return error
