"""The contents of ``opentoclose_async.hooks`` under their earlier name."""

from opentoclose_async.hooks import (
    RequestEvent,
    RequestHook,
    ResponseEvent,
    ResponseHook,
    RetryEvent,
    RetryHook,
    WaitEvent,
    WaitHook,
    collect_responses,
)

__all__ = [
    "RequestEvent",
    "RequestHook",
    "ResponseEvent",
    "ResponseHook",
    "RetryEvent",
    "RetryHook",
    "WaitEvent",
    "WaitHook",
    "collect_responses",
]
