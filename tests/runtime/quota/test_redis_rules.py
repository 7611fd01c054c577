"""The script in Redis follows the same rules as ``SharedLedger``."""

from collections.abc import Iterator
from typing import Any

import pytest
import redis
from attrs import asdict, frozen
from hypothesis import example, given
from hypothesis import strategies as st

from opentoclose_async._protocol.quota.sharing import (
    EndedRequest,
    QuotaReply,
    QuotaRequest,
    QuotaStatus,
    SharedLedger,
)
from opentoclose_async._protocol.quota.windows import Quota, Window
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._runtime.quota import redis_script
from tests.redis_server import RedisServer
from tests.thoroughness import repeatable

QUOTAS = ("1/s", "2/1s", "3/2s, 4/2s", "5/1s, 12/10s", "20/2s", "500/30s, 3000/1h", "9/0.1s, 10/1m")
MOMENT = 1_795_000_000.0


@pytest.fixture(scope="module")
def server(redis_server: RedisServer) -> Iterator[redis.Redis]:
    with redis_server.client() as client:
        yield client


@frozen
class Report:
    """
    What a client reports of a permit.

    Attributes:
        place: Its place among those handed out so far, counted from the latest.
        kind: "ended", "returned" or "held".
        late: Of an ended one.
        signals: Of an ended one.
    """

    place: int
    kind: str
    late: float
    signals: LimitSignals | None


@frozen
class Step:
    """One exchange: by which client, how long after the one before, and what it asks."""

    passed: float
    client: int
    wanted: int
    reports: tuple[Report, ...]
    chance: float


seconds = st.one_of(st.sampled_from([0.0, 0.25, 1.0, 2.0, 30.0]), st.floats(0, 90))
counts = st.one_of(st.none(), st.integers(0, 30))
all_signals = st.builds(
    LimitSignals,
    refused=st.booleans(),
    burst=st.sampled_from([None, True, False]),
    retry_after=st.one_of(st.none(), st.none(), seconds),
    remaining=counts,
    resets_in=st.one_of(st.none(), seconds),
    burst_remaining=counts,
    status=st.sampled_from([200, 429, 503]),
)
plain_signals = st.builds(LimitSignals, refused=st.sampled_from([False, False, False, True]))
reports = st.builds(
    Report,
    place=st.integers(0, 6) | st.integers(0, 20),
    kind=st.sampled_from(["ended", "ended", "ended", "returned", "held"]),
    late=st.one_of(st.sampled_from([0.0, 0.1, 4.0, 7.0]), st.floats(0, 0.3)),
    signals=st.one_of(st.none(), plain_signals, plain_signals, all_signals),
)
steps = st.builds(
    Step,
    passed=st.one_of(
        st.floats(0, 0.05), st.floats(0, 1.5), st.sampled_from([0.0, 2.0, 30.0, -3.0, 70.0, 4000.0])
    ),
    client=st.integers(0, 3),
    wanted=st.sampled_from([0, 1, 1, 2, 5, 20, 400]),
    reports=st.lists(reports, max_size=8).map(tuple),
    chance=st.floats(0, 1),
)


class Both:
    """The same account in a ``SharedLedger`` and in Redis, by a clock of their own."""

    def __init__(self, server: redis.Redis, windows: tuple[Window, ...]) -> None:
        self.windows = windows
        self.ledger = SharedLedger(windows)
        self.now = MOMENT
        self.permits: list[int] = []
        self._server = server
        self._keys = redis_script.keys_of("rules")
        server.delete(*self._keys)

    def exchange(self, step: Step) -> QuotaReply:
        self.now += step.passed
        if (
            not self.ledger.clients
        ):  # the script numbers permits from the time of the first exchange
            self.ledger.ledger.last_permit = int(self.now * 1e6)
        chosen = [
            (self.permits[-1 - each.place], each)
            for each in step.reports
            if each.place < len(self.permits)
        ]
        request = QuotaRequest(
            f"client {step.client}",
            f"a host {step.client}\n é",
            step.wanted,
            tuple(EndedRequest(p, r.late, r.signals) for p, r in chosen if r.kind == "ended"),
            tuple(p for p, r in chosen if r.kind == "returned"),
            tuple(p for p, r in chosen if r.kind == "held"),
            step.chance,
        )
        expected = self.ledger.exchange(request, self.now)
        argument = redis_script.exchange_argument(self.windows, request)
        reply = redis_script.read_reply(self._run(argument))
        assert reply == expected
        self._compare_states()
        self.permits += reply.permits
        return reply

    def status(self) -> QuotaStatus:
        expected = self.ledger.status(self.now)
        argument = redis_script.status_argument(self.windows)
        status = redis_script.read_status(self.windows, self._run(argument))
        assert status == expected
        return status

    def _compare_states(self) -> None:
        """Compare what may change replies only much later."""
        ledger = self.ledger.ledger
        state, in_flight, counted = self._keys[:3]
        saved: Any = self._server.hgetall(state)
        values = {name.decode(): float(value) for name, value in saved.items() if value}
        expected = {name.lstrip("_"): value for name, value in asdict(ledger.pace).items()}
        expected |= {"left": ledger.left, "left_until": ledger.left_until}
        expected |= {"last_permit": ledger.last_permit, "last_client": self.ledger.last_client}
        del expected["slowest"], expected["longest_pause"]  # which are not kept
        missing = (None, float("-inf"))
        assert values == {name: each for name, each in expected.items() if each not in missing}
        flights: Any = self._server.hgetall(in_flight)
        assert {int(permit): value.split() for permit, value in flights.items()} == {
            permit: [b"%.17g" % one.taken, b"%.17g" % one.until, b"%d" % one.owner]
            for permit, one in ledger.in_flight.items()
        }
        members: Any = self._server.zrange(counted, 0, -1, withscores=True)
        assert [at for _, at in members] == list(ledger.counted)

    def lives(self) -> list[int]:
        """Return the seconds after which each key that exists expires."""
        lives: list[Any] = [self._server.ttl(key) for key in self._keys]
        return [life for life in lives if life != -2]

    def _run(self, argument: bytes) -> Any:
        keys, time = self._keys, repr(self.now)
        return self._server.eval(redis_script.SCRIPT, len(keys), *keys, argument, time)


def ended(place: int, **signals: Any) -> Report:
    return Report(place, "ended", 0.1, LimitSignals(**signals))


REFUSED = [
    Step(0.0, 0, 20, (), 0.5),
    Step(0.1, 0, 5, (ended(0), ended(1), ended(2)), 0.3),
    Step(0.2, 1, 1, (ended(0, refused=True),), 0.9),
    Step(0.0, 2, 1, (), 0.1),
    Step(0.1, 0, 1, (ended(1, refused=True), ended(2, refused=True), ended(3)), 0.2),
    *(Step(0.4, turn % 4, 2, (ended(0), ended(1)), turn / 20) for turn in range(16)),
    Step(0.1, 3, 1, (ended(0, refused=True), ended(1)), 0.0),
    *(Step(1.5, turn % 3, 1, (ended(0),), turn / 20) for turn in range(10)),
    *(Step(1.5, turn % 3, 1, (ended(0, refused=True),), turn / 20) for turn in range(10)),
]

LONG_HELD = [
    Step(0.0, 0, 20, (), 0.5),
    Step(
        0.1,
        0,
        0,
        (ended(0, remaining=9, resets_in=30.0), ended(1, remaining=12, resets_in=31.0)),
        0.5,
    ),
    Step(0.1, 1, 2, (), 0.5),
    *(Step(0.4, 1, 0, (Report(0, "held", 0.0, None),), 0.5) for _ in range(14)),
    Step(0.1, 1, 2, (), 0.5),
    Step(0.1, 1, 0, (Report(0, "ended", 7.0, None),), 0.5),
    Step(30.0, 1, 0, (), 0.5),
    Step(90.0, 1, 2, (), 0.5),
    Step(0.1, 1, 0, (ended(0, refused=True, burst=True),), 0.5),
    Step(60.0, 1, 2, (), 0.5),
    Step(0.1, 1, 0, (ended(0, refused=True, retry_after=0.0),), 0.5),
    Step(0.1, 1, 2, (), 0.5),
    Step(0.1, 1, 0, (ended(0, refused=True, burst=True, remaining=0, resets_in=50.0),), 0.5),
    Step(90.0, 1, 2, (), 0.5),
]
SLOW = [
    Step(1.05 + turn // 12, 0, 1, (ended(0, refused=turn % 2 == 1),), 0.5) for turn in range(40)
]


@given(quota=st.sampled_from(QUOTAS), steps=st.lists(steps, min_size=1, max_size=40))
@example(quota="500/30s, 3000/1h", steps=REFUSED)
@example(quota="20/2s", steps=REFUSED)
@example(quota="2/1s", steps=SLOW)
@example(quota="20/2s", steps=LONG_HELD)
@example(quota="500/30s, 3000/1h", steps=LONG_HELD)
@repeatable(75)
def test_every_reply_and_status_is_that_of_the_shared_ledger(
    server: redis.Redis, quota: str, steps: list[Step]
) -> None:
    both = Both(server, Quota.parse(quota).windows)
    for step in steps:
        both.exchange(step)
        both.status()


@pytest.mark.parametrize("chance", [0.0, 0.37, 1.0])
def test_a_crowd_that_is_refused_has_the_same_pace(server: redis.Redis, chance: float) -> None:
    """Waiting in turn, refusals at intervals, and recovery, with few idle steps."""
    both = Both(server, Quota.parse("40/2s, 3000/1h").windows)
    open_permits: list[int] = []
    rates = set()
    for turn in range(600):
        refused = turn % 90 == 89
        done = tuple(
            Report(len(both.permits) - 1 - both.permits.index(permit), "ended", 0.02, signals)
            for permit in open_permits[:4]
            for signals in [LimitSignals(refused=refused)]
        )
        del open_permits[:4]
        open_permits += both.exchange(Step(0.03, turn % 5, 3, done, chance)).permits
        rates.add(both.status().rate)
    assert len(rates) > 50


@pytest.mark.parametrize(
    ("quota", "signals", "least", "most"),
    [
        ("5/1s", {}, 0, 302),
        ("500/30s, 3000/1h", {}, 3600, 3902),
        ("5/1s", {"refused": True, "burst": False, "retry_after": 7200.0}, 7200, 7502),
        ("5/1s", {"remaining": 3, "resets_in": 7200.0}, 7200, 7502),
    ],
)
def test_keys_expire_but_not_before_what_they_say(
    server: redis.Redis, quota: str, signals: dict[str, Any], least: int, most: int
) -> None:
    both = Both(server, Quota.parse(quota).windows)
    both.exchange(Step(0.0, 0, 1, (), 0.5))
    both.exchange(Step(0.1, 0, 1, (ended(0, **signals),), 0.5))
    both.exchange(Step(0.1, 1, 9, (), 0.5))
    both.exchange(Step(0.0, 2, 9, (), 0.5))
    lives = both.lives()
    assert len(lives) >= 5
    assert all(least < life <= most for life in lives)
