"""The script that carries out exchanges inside Redis: its text, arguments and replies."""

from hashlib import sha1
from importlib.resources import files
from typing import Any

import orjson
from attrs import asdict

from opentoclose_async._protocol.quota import ledger, pace, sharing
from opentoclose_async._protocol.quota.sharing import (
    ClientUsage,
    QuotaReply,
    QuotaRequest,
    QuotaStatus,
    WindowUsage,
)
from opentoclose_async._protocol.quota.windows import Window

__all__ = [
    "DIGEST",
    "SCRIPT",
    "exchange_argument",
    "keys_of",
    "read_reply",
    "read_status",
    "status_argument",
]

MARGIN = 300
"""Seconds for which keys outlive everything that they say."""

_CONSTANTS: dict[str, float] = {
    "CUT": pace.CUT,
    "CYCLE": pace.CYCLE,
    "CYCLE_REQUESTS": pace.CYCLE_REQUESTS,
    "ENOUGH": ledger.ENOUGH,
    "FIRST": pace.FIRST,
    "FIRST_PAUSE": pace.FIRST_PAUSE,
    "FORGET_CLIENTS_AFTER": sharing.FORGET_CLIENTS_AFTER,
    "GRACE": sharing.GRACE,
    "HOURLY_WAIT": ledger.HOURLY_WAIT,
    "JITTER": pace.JITTER,
    "LONGEST_PAUSE": ledger.LONGEST_PAUSE,
    "MARGIN": MARGIN,
    "MEMORY": pace.MEMORY,
    "POLL": sharing.POLL,
    "SAME_RESET": ledger.SAME_RESET,
    "SHARE": sharing.SHARE,
    "SLACK": ledger.SLACK,
    "SLOWEST": ledger.SLOWEST,
    "SLOWEST_SHARE": ledger.SLOWEST_SHARE,
    "TENTH": ledger.TENTH,
}
_FOLDER = files("opentoclose_async._runtime.quota")

SCRIPT = "".join(
    [
        *(f"local {name} = {value!r}\n" for name, value in _CONSTANTS.items()),
        *(
            _FOLDER.joinpath(name).read_text("utf-8")
            for name in ("redis_ledger.lua", "redis_sharing.lua")
        ),
    ]
)
DIGEST = sha1(SCRIPT.encode(), usedforsecurity=False).hexdigest()
"""By which EVALSHA names the script."""

_KEYS = ("state", "in_flight", "counted", "owners", "clients", "waiting")


def keys_of(account: str) -> list[str]:
    """Return the keys of an account, which a cluster keeps together because of the braces."""
    return [f"opentoclose:quota:1:{{{account}}}:{name}" for name in _KEYS]


def exchange_argument(windows: tuple[Window, ...], request: QuotaRequest) -> bytes:
    """Return the script's argument for an exchange."""
    return orjson.dumps(
        {
            "windows": [[window.count, window.seconds] for window in windows],
            "lease": sharing.lease(windows),
            "client": request.client,
            "label": request.label.encode("utf-8", "replace").decode(),
            "wanted": request.wanted,
            "ended": [asdict(ended, filter=_is_stated) for ended in request.ended],
            "returned": request.returned,
            "held": request.held,
            "chance": request.chance,
        }
    )


def status_argument(windows: tuple[Window, ...]) -> bytes:
    """Return the script's argument that asks for the status."""
    return orjson.dumps({"windows": [[window.count, window.seconds] for window in windows]})


def read_reply(reply: Any) -> QuotaReply:
    """Return what the script replied to an exchange."""
    permits, wait, expected = reply
    return QuotaReply(tuple(int(permit) for permit in permits), float(wait), float(expected))


def read_status(windows: tuple[Window, ...], reply: Any) -> QuotaStatus:
    """Return the status that the script replied."""
    of_windows, of_clients, left, left_resets_in, paused_for, rate = reply
    clients = [
        ClientUsage(
            label.decode("utf-8", "replace"),
            tuple(used),
            in_flight,
            float(seen),
            float(waiting) if waiting else None,
        )
        for _, label, used, in_flight, seen, waiting in sorted(of_clients)
    ]
    clients.sort(key=lambda each: each.used, reverse=True)
    return QuotaStatus(
        tuple(
            WindowUsage(window, used, float(free_in))
            for window, (used, free_in) in zip(windows, of_windows, strict=True)
        ),
        tuple(clients),
        int(float(left)) if left else None,
        float(left_resets_in),
        float(paused_for),
        float(rate) if rate else None,
    )


def _is_stated(_: Any, value: Any) -> bool:
    return value is not None
