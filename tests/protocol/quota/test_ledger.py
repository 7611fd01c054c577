"""The ledger's guarantees about counts in windows, with a simulated clock and network."""

import heapq
from random import Random

import pytest
from attrs import define, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.quota.client_ledger import ClientLedger
from opentoclose_async._protocol.quota.ledger import SLACK
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._protocol.quota.round_trips import MARGIN, TRUSTED_ROUND_TRIPS
from opentoclose_async._protocol.quota.windows import Quota, Window
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async.exceptions import ConfigurationError
from tests.thoroughness import repeatable

TINY = 1e-6

# Eighths of a second are exact in binary, so the tests can compare for equality.
WINDOWS = st.lists(
    st.builds(Window, st.integers(1, 6), st.sampled_from([0.125, 0.5, 1.0, 2.0, 3.5, 8.0])),
    min_size=1,
    max_size=3,
)
PAUSES = st.lists(st.sampled_from([0, 0, 0, 0, 1, 2, 5, 9, 40]), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("1/s", [Window(1, 1.0)]),
        ("1/1s", [Window(1, 1.0)]),
        ("20/2s", [Window(20, 2.0)]),
        ("500/30s, 3000/1h", [Window(500, 30.0), Window(3000, 3600.0)]),
        ("500/30s,3000/h", [Window(500, 30.0), Window(3000, 3600.0)]),
        ("  7 / 1.5 m ", [Window(7, 90.0)]),
        ("1/d", [Window(1, 86400.0)]),
        ("5/0.25s", [Window(5, 0.25)]),
        ("10/min", [Window(10, 60.0)]),
        ("20 per 2s", [Window(20, 2.0)]),
        ("1 per second, 5/hour", [Window(1, 1.0), Window(5, 3600.0)]),
        ("2/3 days", [Window(2, 3 * 86400.0)]),
    ],
)
def test_a_quota_is_parsed(text: str, windows: list[Window]) -> None:
    assert Quota.parse(text).windows == tuple(windows)


@pytest.mark.parametrize("text", ["1/s", "500/30s, 3000/1h", "20/2.5s", "1/d", "3/30d"])
def test_the_text_of_a_quota_parses_to_the_same_quota(text: str) -> None:
    quota = Quota.parse(text)
    assert Quota.parse(str(quota)) == quota


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "off",
        "1",
        "1/",
        "/s",
        "1/30",
        "0/s",
        "-1/s",
        "1.5/s",
        "1/0s",
        "1/-1s",
        "1/1w",
        "1/ms",
        "20per2s",
        "20 perhaps 2s",
        "1/s,",
        ",1/s",
        "1/s 2/s",
        "1/s; 2/m",
        "1/1e3s",
        "1/nans",
        "1/999999d",
        "9999999999/s",
    ],
)
def test_an_invalid_quota_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError):
        Quota.parse(text)


@pytest.mark.parametrize(
    ("count", "seconds"),
    [(0, 1.0), (-1, 1.0), (True, 1.0), (1, 0.0), (1, -1.0), (1, float("nan")), (1, float("inf"))],
)
def test_a_window_without_room_or_time_is_refused(count: int, seconds: float) -> None:
    with pytest.raises(ConfigurationError):
        Window(count, seconds)


def test_a_quota_without_windows_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="quota=None disables it"):
        Quota(())


def earliest(sent: list[float], windows: list[Window], now: float) -> float:
    """Return when every window has room, from the times of sending alone."""
    frees = [
        sent[-window.count] + window.seconds for window in windows if len(sent) >= window.count
    ]
    return max([now, *frees])


@repeatable(200)
@given(windows=WINDOWS, pauses=PAUSES, answered=st.booleans())
def test_without_round_trips_no_window_is_exceeded_or_left_idle(
    windows: list[Window], pauses: list[int], answered: bool
) -> None:
    ledger = ClientLedger(Quota(tuple(windows)))
    now, sent = 0.0, list[float]()
    for pause in pauses:
        now += pause / 8
        has_room_at = earliest(sent, windows, now)
        assert now + ledger.wait(now) == has_room_at
        now = has_room_at
        assert ledger.wait(now) == 0.0
        ledger.settle(ledger.take(now), now, LimitSignals() if answered else None)
        sent.append(now)
    for window in windows:
        for first, one_too_many in zip(sent, sent[window.count :], strict=False):
            assert one_too_many - first >= window.seconds


@frozen
class Trip:
    """Seconds that a request takes to arrive, and its response to return."""

    out: float
    back: float


@define
class Network:
    """
    Send requests through a ledger, many in flight at a time.

    Attributes:
        ledger: The ledger.
        now: Seconds.
        sent: When requests were sent.
        arrived: When the server counted them.
        round_trips: Their duration in seconds, in the order of the responses.
    """

    ledger: ClientLedger
    now: float = 0.0
    sent: list[float] = field(factory=list)
    arrived: list[float] = field(factory=list)
    round_trips: list[float] = field(factory=list)
    _answers: list[tuple[float, int, Permit]] = field(factory=list)

    def wait(self) -> float:
        """Wait until the ledger permits a request; return the seconds that took."""
        began = self.now
        while (wait := self.ledger.wait(self.now)) > 0:
            assert self.now - began < 1000.0
            next_answer = self._answers[0][0] if self._answers else float("inf")
            self.advance(max(self.now + TINY / 1000, min(self.now + wait, next_answer)))
        return self.now - began

    def advance(self, until: float) -> None:
        """Let time pass, and receive responses meanwhile."""
        while self._answers and self._answers[0][0] <= until:
            at, _, permit = heapq.heappop(self._answers)
            self.round_trips.append(at - permit.sent)
            self.ledger.settle(permit, at, LimitSignals())
        self.now = until

    def send(self, trip: Trip) -> None:
        """Send one request now."""
        permit = self.ledger.take(self.now)
        self.sent.append(self.now)
        self.arrived.append(self.now + trip.out)
        answer = (self.now + trip.out + trip.back, len(self.sent), permit)
        heapq.heappush(self._answers, answer)

    def narrowest(self, window: Window) -> float:
        """Return the shortest time in which the server counted one request too many."""
        arrived = sorted(self.arrived)
        pairs = zip(arrived, arrived[window.count :], strict=False)
        return min((late - early for early, late in pairs), default=float("inf"))


SEEDS = st.integers(0, 2**32)


@repeatable(125)
@given(windows=WINDOWS, pauses=PAUSES, floor=st.sampled_from([0.0, 0.03, 0.4]), seed=SEEDS)
def test_the_server_never_counts_too_many_on_a_network_with_jitter(
    windows: list[Window], pauses: list[int], floor: float, seed: int
) -> None:
    """
    Every request takes at least a floor each way. One of the first takes exactly that, the others
    at most the slack longer. Then the count is never exceeded, from the first request on.
    """
    random = Random(seed)
    network = Network(ClientLedger(Quota(tuple(windows))))
    for number, pause in enumerate(pauses):
        network.advance(network.now + pause / 8)
        network.wait()
        jitter = random.choice([0.0, random.random(), 1.0]) * SLACK if number else 0.0
        out = random.choice([0.0, random.random(), 1.0]) * jitter
        network.send(Trip(floor + out, floor + jitter - out))
    for window in windows:
        assert network.narrowest(window) >= window.seconds - TINY


@repeatable(125)
@given(windows=WINDOWS, pauses=PAUSES, seed=SEEDS)
def test_an_arrival_is_estimated_within_the_fastest_round_trip(
    windows: list[Window], pauses: list[int], seed: int
) -> None:
    """
    The only assumption is that no round trip is longer than the slack. Then a window is too short
    by at most the presumed floor: the fastest of the first responses.
    """
    random = Random(seed)
    network = Network(ClientLedger(Quota(tuple(windows))))
    for pause in pauses:
        network.advance(network.now + pause / 8)
        network.wait()
        round_trip = random.random() * SLACK
        out = random.choice([0.0, random.random(), 1.0]) * round_trip
        network.send(Trip(out, round_trip - out))
    network.advance(network.now + SLACK)
    quickest = min(network.round_trips[:TRUSTED_ROUND_TRIPS])
    for window in windows:
        assert network.narrowest(window) >= window.seconds - quickest - TINY


@repeatable(125)
@given(windows=WINDOWS, pauses=PAUSES, seed=SEEDS)
def test_allowing_for_late_arrivals_costs_at_most_the_slack(
    windows: list[Window], pauses: list[int], seed: int
) -> None:
    random = Random(seed)
    network = Network(ClientLedger(Quota(tuple(windows))))
    for pause in pauses:
        network.advance(network.now + pause / 8)
        ideal = earliest(network.sent, windows, network.now)
        network.wait()
        assert network.now <= ideal + SLACK + TINY
        network.send(Trip(random.expovariate(2.0), random.expovariate(2.0)))


def test_a_steady_round_trip_costs_almost_nothing() -> None:
    """Once the fastest round trip is trusted, a request counts from about when it was sent."""
    ledger = ClientLedger(Quota.parse("1/1s"))
    starts = [2.0 * number for number in range(TRUSTED_ROUND_TRIPS + 1)]
    for start in starts:
        ledger.settle(ledger.take(start), start + 0.25, LimitSignals())
    assert ledger.wait(starts[-1] + 0.25) == pytest.approx(0.75 + MARGIN)
    assert ledger.wait(starts[-1] + 1.0 + MARGIN) == pytest.approx(0.0)


def test_an_unanswered_request_counts_as_late_as_possible() -> None:
    ledger = ClientLedger(Quota.parse("1/10s"))
    ledger.take(0.0)
    assert ledger.wait(0.0) == 10.0 + SLACK


def test_a_returned_permit_makes_room_immediately() -> None:
    ledger = ClientLedger(Quota.parse("2/1s, 3/1h"))
    one, other = ledger.take(0.0), ledger.take(0.0)
    assert ledger.wait(0.0) > 0
    ledger.cancel(one)
    assert ledger.wait(0.0) == 0.0
    ledger.cancel(other)
    for _ in range(2):
        assert ledger.wait(0.0) == 0.0
        ledger.settle(ledger.take(0.0), 0.0, LimitSignals())
    assert ledger.wait(0.0) == 1.0


def test_the_permits_at_once_are_what_every_limit_leaves() -> None:
    ledger = ClientLedger(Quota.parse("20/2s, 30/1h"))
    assert ledger.permits(0.0) == 20
    for _ in range(15):
        ledger.settle(ledger.take(0.0), 0.0, LimitSignals())
    assert [ledger.permits(now) for now in (0.0, 3.0)] == [5, 15]
    ledger.settle(ledger.take(3.0), 3.0, LimitSignals(remaining=4, resets_in=100.0))
    assert [ledger.permits(now) for now in (3.0, 104.0, 3_604.0)] == [4, 14, 20]


@pytest.mark.parametrize("wait", [None, 5.0])
def test_after_a_refusal_none_is_permitted_at_once(wait: float | None) -> None:
    ledger = ClientLedger(Quota.parse("20/2s"))
    refused = LimitSignals(refused=True, retry_after=wait)
    ledger.settle(ledger.take(0.0), 0.0, refused)
    assert [ledger.permits(now) for now in (0.0, 4.0)] == [0, 0]
