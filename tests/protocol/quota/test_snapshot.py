"""A shared ledger survives as bytes, with everything it knows."""

from array import array
from zlib import crc32

import pytest
from attrs import astuple, fields
from hypothesis import assume, given
from hypothesis import strategies as st

from opentoclose_async._protocol.quota.ledger import InFlight
from opentoclose_async._protocol.quota.pace import Pace
from opentoclose_async._protocol.quota.sharing import (
    Client,
    EndedRequest,
    QuotaRequest,
    SharedLedger,
)
from opentoclose_async._protocol.quota.snapshot import dump, load
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._protocol.responses.rate_limits import LimitSignals

WINDOWS = (Window(50, 1.0), Window(3000, 3600.0))
TIMES = st.floats(-1e9, 1e9)
MAYBE_NEVER = st.one_of(TIMES, st.just(float("-inf")))
NUMBERS = st.integers(0, 2**53)


@st.composite
def ledgers(draw: st.DrawFn) -> SharedLedger:
    shared = SharedLedger(WINDOWS)
    ledger = shared.ledger
    ledger.counted = array("d", sorted(draw(st.lists(TIMES, max_size=50))))
    size = len(ledger.counted)
    ledger.owners = array("l", draw(st.lists(st.integers(0, 10**9), min_size=size, max_size=size)))
    ledger.in_flight = draw(
        st.dictionaries(NUMBERS, st.builds(InFlight, TIMES, TIMES, NUMBERS), max_size=5)
    )
    ledger.left = draw(st.none() | st.integers(-10, 10**6))
    ledger.left_until = draw(MAYBE_NEVER)
    ledger.last_permit = draw(NUMBERS)
    for field in fields(Pace):
        if field.name in ("slowest", "longest_pause"):
            continue  # these follow from the windows
        kinds = {
            "_exploring": st.booleans(),
            "refusals": st.integers(0, 1000),
            "rate": st.none() | st.floats(0.01, 1e6),
        }
        setattr(ledger.pace, field.name, draw(kinds.get(field.name, MAYBE_NEVER)))
    shared.clients = draw(
        st.dictionaries(NUMBERS, st.builds(Client, st.text(), st.text(), TIMES), max_size=4)
    )
    shared.waiting = draw(st.dictionaries(st.text(), st.tuples(TIMES, TIMES), max_size=4))
    shared.last_client = draw(NUMBERS)
    return shared


def content(shared: SharedLedger) -> object:
    ledger = shared.ledger
    state = {**vars(ledger), "pace": astuple(ledger.pace)}
    return state, shared.clients, shared.waiting, shared.last_client


@given(ledgers())
def test_a_ledger_survives_as_bytes(shared: SharedLedger) -> None:
    assert content(load(dump(shared), WINDOWS)) == content(shared)


def refused_at(now: float) -> SharedLedger:
    """Return a ledger with requests that have ended, one in flight, one refused, and a waiter."""
    shared = SharedLedger(WINDOWS)
    signals = LimitSignals(refused=True, burst=True, remaining=7, resets_in=16.0, status=429)
    permits = [
        *shared.exchange(QuotaRequest("a", "host:1", 1), now).permits,
        *shared.exchange(QuotaRequest("a", "host:1", 1), now).permits,
    ]
    ended = (EndedRequest(permits[0], 0.125, signals),)
    shared.exchange(QuotaRequest("a", "host:1", 0, ended=ended), now + 0.25)
    shared.exchange(QuotaRequest("b", "host:2", 1), now + 0.25)
    return shared


def test_a_shift_moves_all_times() -> None:
    moved = load(dump(refused_at(1024.0)), WINDOWS, -1000.0)
    assert content(moved) == content(refused_at(24.0))


def test_a_ledger_may_have_other_windows_afterwards() -> None:
    windows = (Window(3, 2.0),)
    ledger = load(dump(refused_at(10.0)), windows)
    expected = SharedLedger(windows).ledger
    assert ledger.ledger.windows == windows
    assert ledger.ledger.pace.slowest == expected.pace.slowest
    assert ledger.status(10.5).windows[0].used == 2


def test_three_thousand_requests_take_little_room() -> None:
    shared = SharedLedger(WINDOWS)
    shared.ledger.counted = array("d", map(float, range(3000)))
    shared.ledger.owners = array("l", [1]) * 3000
    assert len(dump(shared)) < 50_000


SNAPSHOT = dump(refused_at(10.0))
CONTENT = SNAPSHOT[8:]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"0",
        b"\n",
        b"[]\n",
        b"3\n",
        b"{}\n",
        b"\xff\xfe\n",
        b'{"version":1}\n',
        CONTENT.replace(b'"version":', b'"version":9'),
        CONTENT.replace(b'"pace":[', b'"pace":[1,'),
        CONTENT.replace(b'"in_flight":[', b'"in_flight":[7,'),
        CONTENT.replace(b'"waiting":{', b'"waiting":{"c":1,'),
        CONTENT[:-1],
        CONTENT[:-16],
        CONTENT + b"12345678",
    ],
)
def test_bytes_of_another_version_or_damaged_ones_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        load(data, WINDOWS)
    with pytest.raises(ValueError, match=r"."):
        load(b"%08x" % crc32(data) + data, WINDOWS)


@given(st.integers(0, len(SNAPSHOT) - 1), st.binary(max_size=3))
def test_damage_anywhere_is_noticed(place: int, instead: bytes) -> None:
    damaged = SNAPSHOT[:place] + instead + SNAPSHOT[place + 1 :]
    assume(damaged != SNAPSHOT)
    with pytest.raises(ValueError, match="damaged"):
        load(damaged, WINDOWS)
