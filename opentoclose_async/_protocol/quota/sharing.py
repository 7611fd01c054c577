"""
One ledger for all clients of an account, wherever they run.

A client sends a ``QuotaRequest``: how its earlier requests ended, and how many permits it wants.
The ledger replies with permits, or with how long to wait before asking again. Every store carries
out one such exchange at a time, by its own clock; clients only report how long things took, so that
clocks may differ.

Permits are leased: a client reports those still in flight, and what it does not report counts as
arrived, so that a client that was killed blocks nobody. Clients that wait are served in turn.
"""

from attrs import frozen

from opentoclose_async._protocol.conversion.dataclass_view import DataclassLike
from opentoclose_async._protocol.quota.ledger import QuotaLedger
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._protocol.responses.rate_limits import LimitSignals

__all__ = [
    "ClientUsage",
    "EndedRequest",
    "QuotaReply",
    "QuotaRequest",
    "QuotaStatus",
    "SharedLedger",
    "WindowUsage",
    "lease",
]

FEW = 2
"""Permits in a window of which a killed client may hold a large part."""
LONGEST_LEASE = 1.0
SHORTEST_LEASE = 0.25
"""Seconds."""
POLL = 0.02
"""Seconds until asking again, where only a response in flight can tell when there is room."""
GRACE = 0.25
"""Seconds that a client may be late for its turn."""
SHARE = 4
"""A client may take one of so many free permits at once, so that something is left for others."""
FORGET_CLIENTS_AFTER = 60.0
"""Seconds after a client was last heard of, and has left all windows."""


def lease(windows: tuple[Window, ...]) -> float:
    """Return the seconds after which a permit counts as used, unless the client reports it."""
    shortest = min(windows, key=lambda window: window.seconds)
    # Short enough for others to take over within a window, and long enough for a busy process to
    # report in time. A process that was killed holds little of many permits, but all of one.
    share = 0.5 if shortest.count <= FEW else 0.75
    return max(SHORTEST_LEASE, min(LONGEST_LEASE, share * shortest.seconds))


@frozen
class EndedRequest:
    """
    The end of a request.

    Attributes:
        permit: Its permit.
        late: Seconds after the permit was taken at which the server may have counted it.
        signals: What the response said about limits; None if there was none.
    """

    permit: int
    late: float
    signals: LimitSignals | None = None


@frozen
class QuotaRequest:
    """
    What a client tells the store, and asks of it.

    Attributes:
        client: A random name of the client.
        label: Its host, process and program, for people.
        wanted: Permits wanted, at most; 0 to report only.
        ended: Requests that have ended.
        returned: Permits that were not used.
        held: Permits in use, or about to be used.
        chance: A random number from 0 to 1.
    """

    client: str
    label: str = ""
    wanted: int = 0
    ended: tuple[EndedRequest, ...] = ()
    returned: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    chance: float = 0.5


@frozen
class QuotaReply:
    """
    What the store replies.

    Attributes:
        permits: Permits to send one request each.
        wait: Seconds after which to ask again, if there is no permit.
        expected: Seconds until a permit is certain, if nothing is heard until then.
    """

    permits: tuple[int, ...] = ()
    wait: float = 0.0
    expected: float = 0.0


@frozen
class ClientUsage(DataclassLike):
    """
    What one client has used.

    Attributes:
        label: Its host, process and program.
        used: Its requests in each window.
        in_flight: Its requests in flight.
        seen: Seconds since it was last heard of.
        waiting: Seconds that it has waited for its turn; None if it does not wait.
    """

    label: str
    used: tuple[int, ...]
    in_flight: int
    seen: float
    waiting: float | None = None


@frozen
class WindowUsage(DataclassLike):
    """
    What is used of one window.

    Attributes:
        window: The window.
        used: Requests in it.
        free_in: Seconds until it has room; 0 if it has.
    """

    window: Window
    used: int
    free_in: float


@frozen
class QuotaStatus(DataclassLike):
    """
    The state of an account's quota.

    Attributes:
        windows: Its windows.
        clients: Who used it, the busiest first.
        left: What the server's headers say is left; None if they do not.
        left_resets_in: Seconds until that is reset.
        paused_for: Seconds until the last refusal's pause ends; 0 if there is none.
        rate: Requests a second to which refusals limit the clients; None if they do not.
    """

    windows: tuple[WindowUsage, ...]
    clients: tuple[ClientUsage, ...] = ()
    left: int | None = None
    left_resets_in: float = 0.0
    paused_for: float = 0.0
    rate: float | None = None


@frozen
class Client:
    """
    A client that the ledger knows.

    Attributes:
        client: Its random name.
        label: Its host, process and program.
        seen: When it was last heard of.
    """

    client: str
    label: str
    seen: float


class SharedLedger:
    """
    Account for the requests of several clients.

    Args:
        windows: The windows to keep.
    """

    def __init__(self, windows: tuple[Window, ...]) -> None:
        self.ledger = QuotaLedger(windows)
        self.clients: dict[int, Client] = {}
        # Clients that wait: since when, and until when their turn is kept.
        self.waiting: dict[str, tuple[float, float]] = {}
        self.last_client = 0
        self._lease = lease(windows)

    def exchange(self, request: QuotaRequest, now: float) -> QuotaReply:
        """
        Carry out an exchange with a client.

        Args:
            request: What the client reports and asks.
            now: The time, in seconds of the store's clock.
        """
        ledger = self.ledger
        for ended in request.ended:
            ledger.settle(ended.permit, now, ended.late, ended.signals, request.chance)
        for permit in request.returned:
            ledger.cancel(permit)
        for permit in request.held:
            ledger.hold(permit, now + self._lease)
        owner = self._known(request, now)
        if not request.wanted:
            return QuotaReply()
        waiting = self.waiting
        for client in [client for client, (_, until) in waiting.items() if until < now]:
            del waiting[client]
        since = waiting[request.client][0] if request.client in waiting else now
        ahead = sum(
            each < since for client, (each, _) in waiting.items() if client != request.client
        )
        used = zip(ledger.windows, ledger.used(now), strict=True)
        room = min(window.count - count for window, count in used)
        most = min(request.wanted, max(1, room // SHARE))
        permits: list[int] = []
        free = ledger.free_at(now, ahead)
        while free <= now and len(permits) < most:
            permits.append(ledger.take(now, request.chance, keep=self._lease, owner=owner))
            free = ledger.free_at(now, ahead)
        if permits:
            waiting.pop(request.client, None)
            return QuotaReply(tuple(permits))
        wait = max(POLL, ledger.free_soonest(now, ahead) - now)
        waiting[request.client] = (since, now + wait + GRACE)
        return QuotaReply((), wait, free - now)

    def status(self, now: float) -> QuotaStatus:
        """Describe the state for people."""
        ledger = self.ledger
        used = ledger.used(now)
        windows = tuple(
            WindowUsage(window, count, ledger.window_free_at(window, now) - now)
            for window, count in zip(ledger.windows, used, strict=True)
        )
        clients = []
        for number, client in self.clients.items():
            in_flight = sum(each.owner == number for each in ledger.in_flight.values())
            counts = tuple(count + in_flight for count in ledger.counted_of(number, now))
            turn = self.waiting.get(client.client)
            waits = turn is not None and turn[1] >= now
            clients.append(
                ClientUsage(
                    client.label,
                    counts,
                    in_flight,
                    now - client.seen,
                    now - turn[0] if turn is not None and waits else None,
                )
            )
        clients.sort(key=lambda each: each.used, reverse=True)
        left = ledger.left if now < ledger.left_until else None
        return QuotaStatus(
            windows,
            tuple(clients),
            None if left is None else max(0, left),
            0.0 if left is None else ledger.left_until - now,
            max(0.0, ledger.pace.paused_until - now),
            ledger.pace.rate,
        )

    def _known(self, request: QuotaRequest, now: float) -> int:
        """Return the number of a client, and remember when it was heard of."""
        found = None
        for number, client in list(self.clients.items()):
            if client.client == request.client:
                found = number
            elif now - client.seen > FORGET_CLIENTS_AFTER and not self.ledger.remembers(number):
                del self.clients[number]
        if found is None:
            self.last_client = found = self.last_client + 1
        self.clients[found] = Client(request.client, request.label, now)
        return found
