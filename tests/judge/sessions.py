"""Many readings in one event loop."""

from collections.abc import Iterable

import anyio

from tests.judge.loops import ASYNCIO
from tests.judge.plans import Lists, draw_plan
from tests.judge.reading import Reader, read, read_with_the_package
from tests.judge.tally import Tally
from tests.judge.verdict import judge


async def _session(seeds: Iterable[int], lists: Lists, reader: Reader) -> Tally:
    tally = Tally()
    for seed in seeds:
        plan = draw_plan(seed, lists)
        outcome = await read(plan, reader)
        tally.add(plan, outcome, judge(plan, outcome))
    return tally


def session(seeds: Iterable[int], lists: Lists, reader: Reader = read_with_the_package) -> Tally:
    """Read and judge the plans of some seeds on asyncio."""
    return anyio.run(_session, seeds, lists, reader, backend_options=dict(ASYNCIO))


def session_on_trio(seeds: Iterable[int], lists: Lists) -> Tally:
    """Read and judge the plans of some seeds on trio, whose clock then jumps too."""
    from trio.testing import MockClock

    return anyio.run(
        _session,
        seeds,
        lists,
        read_with_the_package,
        backend="trio",
        backend_options={"clock": MockClock(autojump_threshold=0)},
    )
