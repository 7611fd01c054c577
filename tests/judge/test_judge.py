"""The judge's verdict on the package, and tests of the judge itself."""

from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import pytest

from tests.judge import wrong_readers
from tests.judge.loops import ASYNCIO
from tests.judge.plans import Lists, Plan, draw_plan
from tests.judge.reading import Reader, read
from tests.judge.right_readers import right
from tests.judge.sessions import session, session_on_trio
from tests.judge.tally import Tally, examples, table
from tests.judge.verdict import Charge, judge
from tests.thoroughness import scaled

_CHUNK = 125
_CHUNKS = scaled(1, 16)
_PLACES = [first * _CHUNK for first in range(_CHUNKS)]


def _acquitted(tally: Tally) -> None:
    assert not tally.convictions, "\n".join(
        [table(tally, ("api", "way", "lists", "fault"), convicted_only=True), *examples(tally)]
    )


@pytest.mark.parametrize("first", _PLACES)
@pytest.mark.parametrize("lists", ["rest", "moving"])
def test_the_package_keeps_its_guarantees(lists: Lists, first: int) -> None:
    _acquitted(session(range(first, first + _CHUNK), lists))


@pytest.mark.parametrize("lists", ["rest", "moving"])
def test_the_package_keeps_its_guarantees_on_trio(lists: Lists) -> None:
    _acquitted(session_on_trio(range(scaled(30, 200)), lists))


def _honest(plan: Plan) -> bool:
    return plan.honest


@pytest.mark.parametrize("lists", ["rest", "moving"])
def test_a_right_reader_is_acquitted(lists: Lists) -> None:
    which = _any if lists == "rest" else _honest_from_the_beginning
    seeds = [seed for seed in range(scaled(250, 500)) if which(draw_plan(seed, lists))]
    tally = session(seeds, lists, right)
    _acquitted(tally)
    counts = tally.by(())[()]
    assert counts["errors"] < counts["readings"] / 2  # it is not acquitted by giving up


def _honest_from_the_beginning(plan: Plan) -> bool:
    return plan.honest and plan.start == 0  # a later start shifts the rows of a second pass


def _low_total(plan: Plan) -> bool:
    return plan.total == "low" and plan.fault == "none" and plan.way == "verified"


def _endlessly_given(plan: Plan) -> bool:
    return plan.fault in ("ignored", "wrapped", "clamped end")


def _nothing(plan: Plan) -> bool:
    return plan.fault in ("nothing once", "nothing from")


def _limited(plan: Plan) -> bool:
    return plan.honest and plan.max_items is not None


def _any(_plan: Plan) -> bool:
    return True


@pytest.mark.parametrize(
    ("reader", "lists", "which", "charges"),
    [
        (wrong_readers.stops_at_a_short_page, "rest", _honest, {"lost"}),
        (wrong_readers.stops_at_a_short_page, "moving", _honest, {"lost"}),
        (wrong_readers.drops_rows_that_share_an_id, "rest", _honest, {"lost"}),
        (wrong_readers.ignores_motion, "moving", _honest, {"lost", "twice"}),
        (wrong_readers.ignores_motion, "rest", _endlessly_given, {"endless"}),
        (wrong_readers.ignores_motion, "rest", _nothing, {"lost"}),
        (wrong_readers.believes_the_first_total, "rest", _low_total, {"lost"}),
        (wrong_readers.skips_and_looks_back, "rest", _honest, {"order"}),
        (wrong_readers.delivers_more_than_requested, "rest", _limited, {"surplus"}),
        (wrong_readers.waits_forever, "rest", _any, {"hang"}),
        (wrong_readers.waits_forever, "moving", _any, {"hang"}),
        (wrong_readers.turns_forever, "moving", _any, {"hang"}),
        (wrong_readers.asks_forever, "moving", _any, {"endless"}),
        (wrong_readers.fails, "moving", _any, {"crash"}),
    ],
)
def test_a_wrong_reader_is_convicted(
    reader: Reader, lists: Lists, which: Callable[[Plan], bool], charges: set[Charge]
) -> None:
    found = set[str]()
    plans = (draw_plan(seed, lists) for seed in range(2000))
    for plan in (plan for _, plan in zip(range(40), filter(which, plans), strict=False)):
        outcome = anyio.run(read, plan, reader, backend_options=dict(ASYNCIO))
        found |= set(judge(plan, outcome).charges)
        if found >= charges:
            return
    pytest.fail(f"convicted of {found} only")


def test_a_reader_that_never_yields_to_the_loop_is_convicted() -> None:
    plan = draw_plan(0, "rest")

    async def in_a_moment() -> Any:
        return await read(plan, wrong_readers.spins_forever, cpu=0.2)

    outcome = anyio.run(in_a_moment, backend_options=dict(ASYNCIO))
    assert set(judge(plan, outcome).charges) == {"hang"}


def test_a_reading_can_be_repeated() -> None:
    reading: Callable[..., Awaitable[Any]] = read
    for seed in range(20):
        plan = draw_plan(seed, "moving")
        one, other = (
            anyio.run(reading, plan, right, backend_options=dict(ASYNCIO)) for _ in range(2)
        )
        assert one.answers == other.answers
        assert one.delivered == other.delivered
