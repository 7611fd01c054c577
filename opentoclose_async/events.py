"""The contents of ``opentoclose_async.hooks`` under their earlier name."""

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
    collect_responses,
)

__all__ = [
    "QuotaStoreEvent",
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
