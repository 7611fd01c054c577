"""``python -m tests.judge``: judge many readings and print the results."""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pprint import pformat

import anyio

from tests.judge.loops import ASYNCIO
from tests.judge.plans import Lists, draw_plan
from tests.judge.reading import read
from tests.judge.sessions import session
from tests.judge.tally import COLUMNS, Tally, examples, table
from tests.judge.verdict import judge

_CHUNK = 250


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.judge", description=__doc__)
    parser.add_argument("--readings", type=int, default=20_000)
    parser.add_argument("--lists", choices=("rest", "moving"), default="moving")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, metavar="SEED", help="one reading, in full")
    parser.add_argument("--by", default=",".join(COLUMNS), help="columns of the table")
    parser.add_argument("--all", action="store_true", help="lines without convictions too")
    return parser.parse_args()


def _one(seed: int, lists: Lists) -> int:
    plan = draw_plan(seed, lists)
    outcome = anyio.run(read, plan, backend_options=dict(ASYNCIO))
    verdict = judge(plan, outcome)
    print(pformat(plan))  # noqa: T201
    for answer in outcome.answers:
        rows = " ".join(f"{row.serial}.{row.version}" for row in answer.rows)
        print(  # noqa: T201
            f"{answer.start}+{answer.count}: {answer.kind} [{rows}] total={answer.total}"
            f"{' link' if answer.link else ''}{'' if answer.read else ' (not read)'}"
        )
    print("touched:", sorted(outcome.touched))  # noqa: T201
    print("delivered:", *(f"{row.serial}.{row.version}" for row in outcome.delivered))  # noqa: T201
    print(f"error: {outcome.error!r}; twin's: {outcome.twin_error!r}")  # noqa: T201
    print(f"requests: {outcome.requests}; needed: {outcome.needed}")  # noqa: T201
    print(verdict)  # noqa: T201
    return int(bool(verdict.charges))


def main() -> int:
    """Run the command line."""
    arguments = _arguments()
    if arguments.only is not None:
        return _one(arguments.only, arguments.lists)
    last = arguments.seed + arguments.readings
    chunks = [
        range(first, min(first + _CHUNK, last)) for first in range(arguments.seed, last, _CHUNK)
    ]
    tally = Tally()
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for part in pool.map(partial(session, lists=arguments.lists), chunks):
            tally.merge(part)
    columns = tuple(arguments.by.split(","))
    print(table(tally, columns, convicted_only=not arguments.all))  # noqa: T201
    print()  # noqa: T201
    print(table(tally, ("api", "way", "lists")))  # noqa: T201
    for line in examples(tally):
        print(line)  # noqa: T201
    if tally.convictions:
        print(f"To repeat one: python -m tests.judge --lists {arguments.lists} --only SEED")  # noqa: T201
    return int(bool(tally.convictions))


if __name__ == "__main__":
    sys.exit(main())
