"""Clients that share a limit without knowing of each other, simulated without a clock."""

import heapq
from random import Random

from attrs import define, field

from opentoclose_async._protocol.quota.client_ledger import ClientLedger
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from tests.protocol.quota.limits import Limit

DOCUMENTED = Quota.parse("500/30s, 3000/1h")
ROUND_TRIP = 0.02
"""Seconds, on average."""


@define
class Crowd:
    """
    Clients that send as many requests as they may.

    Attributes:
        limit: The server's.
        status: What it refuses with.
        clients: How many there are.
        workers: Requests that each has in flight at most.
        quota: What each believes it may send.
        random: Decides how long requests take.
        now: Seconds.
        accepted: Requests accepted, by client.
        refused: Requests refused, by client.
        times: When requests of each client were sent.
    """

    limit: Limit
    status: int = 429
    clients: int = 1
    workers: int = 16
    quota: Quota = DOCUMENTED
    random: Random = field(factory=lambda: Random(1))
    now: float = 0.0
    accepted: list[int] = field(init=False)
    refused: list[int] = field(init=False)
    times: list[list[float]] = field(init=False)
    _ledgers: list[ClientLedger] = field(init=False)
    _in_flight: list[int] = field(init=False)
    _responses: list[tuple[float, int, int, Permit, bool]] = field(factory=list)
    _sent: int = 0

    def __attrs_post_init__(self) -> None:
        self._ledgers = [ClientLedger(self.quota) for _ in range(self.clients)]
        self.accepted, self.refused, self._in_flight = ([0] * self.clients for _ in range(3))
        self.times = [[] for _ in range(self.clients)]

    def run(self, *, seconds: float = float("inf"), requests: int | None = None) -> None:
        """Run until a time, or until so many requests were accepted."""
        until = self.now + seconds
        while self.now < until and (requests is None or sum(self.accepted) < requests):
            free, client = min(
                (
                    (self.now + ledger.wait(self.now), number)
                    for number, ledger in enumerate(self._ledgers)
                    if self._in_flight[number] < self.workers
                ),
                default=(float("inf"), -1),
            )
            if self._responses and self._responses[0][0] <= free:
                self._receive()
            else:
                self.now = free
                if free < until:
                    self._send(client)

    def _send(self, client: int) -> None:
        permit = self._ledgers[client].take(self.now, self.random.random())
        self.times[client].append(self.now)
        self._in_flight[client] += 1
        self._sent += 1
        back = self.now + ROUND_TRIP * (0.5 + self.random.random())
        response = (back, self._sent, client, permit, self.limit(self.now))
        heapq.heappush(self._responses, response)

    def _receive(self) -> None:
        self.now, _, client, permit, accepted = heapq.heappop(self._responses)
        self._in_flight[client] -= 1
        counts = self.accepted if accepted else self.refused
        counts[client] += 1
        signals = LimitSignals(
            refused=not accepted and self.status == 429, status=200 if accepted else self.status
        )
        self._ledgers[client].settle(permit, self.now, signals, self.random.random())
