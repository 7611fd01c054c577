"""Report requests: one log line each, and the client's hooks."""

import inspect
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from attrs import frozen

from opentoclose_async._protocol.arguments import refuse
from opentoclose_async._protocol.messages import Request, Response
from opentoclose_async._protocol.printable import printable
from opentoclose_async._protocol.responses.reported_headers import reportable_headers
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.hooks import (
    QuotaStoreEvent,
    RequestEvent,
    RequestHook,
    ResponseEvent,
    ResponseHook,
    RetryEvent,
    RetryHook,
    WaitEvent,
    WaitHook,
    collected,
    collecting,
)

__all__ = ["Hooks", "Observer"]

E = TypeVar("E")
logger = logging.getLogger("opentoclose_async")


@frozen(kw_only=True)
class Hooks:
    """The hooks of a client; see ``hooks``."""

    on_request: RequestHook | None = None
    on_response: ResponseHook | None = None
    on_retry: RetryHook | None = None
    on_wait: WaitHook | None = None

    def __attrs_post_init__(self) -> None:
        for name in ("on_request", "on_response", "on_retry", "on_wait"):
            hook = getattr(self, name)
            if hook is not None and not callable(hook):
                raise refuse(name, hook, "a function of one argument, or None")


class Observer:
    """
    Write the log and call the hooks of one client.

    Log lines contain no query: filters are personal data.

    Args:
        hooks: The client's hooks.
        quota: Describe the state of the quota.
    """

    def __init__(self, hooks: Hooks, quota: Callable[[], str]) -> None:
        self._hooks = hooks
        self._quota = quota

    async def sending(self, request: Request, attempt: int) -> None:
        """Report that a request is about to be sent."""
        if (hook := self._hooks.on_request) is not None:
            event = RequestEvent(
                method=request.method, path=request.path, query=request.query, attempt=attempt
            )
            await _call("on_request", hook, event)

    @property
    def listens_to_responses(self) -> bool:
        """Whether responses are to be reported."""
        hooked = self._hooks.on_response is not None
        return hooked or logger.isEnabledFor(logging.INFO) or collecting()

    async def answered(
        self, request: Request, attempt: int, response: Response, seconds: float
    ) -> None:
        """Report a response."""
        if not self.listens_to_responses:
            return
        event = ResponseEvent(
            method=request.method,
            path=request.path,
            attempt=attempt,
            status=response.status,
            seconds=seconds,
            size=len(response.body) + response.taken,
            request_id=response.trace_token,
            quota=self._quota(),
            headers=reportable_headers(response.headers),
        )
        collected(event)
        if logger.isEnabledFor(logging.INFO):
            _log_end(request, attempt, str(event.status), seconds, event.request_id, event.quota)
        if (hook := self._hooks.on_response) is not None:
            await _call("on_response", hook, event)

    def failed(
        self, request: Request, attempt: int, error: OpenToCloseAPIError, seconds: float
    ) -> None:
        """Report that there was no response."""
        if logger.isEnabledFor(logging.INFO):
            _log_end(request, attempt, type(error).__name__, seconds, None, self._quota())

    async def repeating(
        self, request: Request, attempt: int, delay: float, error: OpenToCloseAPIError
    ) -> None:
        """Report that a request failed and will be sent again."""
        logger.debug("%s attempt %d failed; again in %.2f s", request, attempt, delay)
        if (hook := self._hooks.on_retry) is not None:
            event = RetryEvent(
                method=request.method,
                path=request.path,
                attempt=attempt,
                delay=delay,
                error=error,
            )
            await _call("on_retry", hook, event)

    async def waiting(self, seconds: float, until: float) -> None:
        """
        Report that the next request waits for the quota.

        Args:
            seconds: The length of the wait.
            until: The end of the wait, in seconds since the epoch.
        """
        logger.debug("waiting %.2f s for the quota (%s)", seconds, self._quota())
        if (hook := self._hooks.on_wait) is not None:
            event = WaitEvent(seconds=seconds, until=datetime.fromtimestamp(until, UTC))
            await _call("on_wait", hook, event)

    async def quota_store_failed(self, problem: str, seconds: float) -> None:
        """
        Report that the quota store cannot be used.

        Args:
            problem: What happened, and what that means.
            seconds: When it is tried again.
        """
        logger.warning("%s", problem)
        if (hook := self._hooks.on_wait) is not None:
            until = datetime.fromtimestamp(time.time() + seconds, UTC)
            event = QuotaStoreEvent(seconds=0.0, until=until, problem=problem)
            await _call("on_wait", hook, event)


def _log_end(
    request: Request, attempt: int, came: str, seconds: float, request_id: str | None, quota: str
) -> None:
    ms = round(seconds * 1000)
    logger.info(
        "%s %s %s in %d ms, attempt %d, request id %s, quota %s",
        request.method,
        request.path,
        came,
        ms,
        attempt,
        printable(request_id or "-"),
        quota,
        extra={
            "method": request.method,
            "path": request.path,
            "status": came,
            "ms": ms,
            "attempt": attempt,
            "request_id": request_id,
            "quota": quota,
        },
    )


async def _call(name: str, hook: Callable[[E], object], event: E) -> None:
    try:
        result = hook(event)
        if inspect.isawaitable(result):
            await result
    except Exception:  # a hook must not affect the request
        logger.exception("The hook %s failed", name)
