"""``python -m tests.fuzz_responses``: run many cases and print the results."""

import argparse
import logging
import resource
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from pprint import pformat

from tests.fuzz_responses.cases import draw_case
from tests.fuzz_responses.judging import carry_out
from tests.fuzz_responses.tally import Tally, run, table
from tests.fuzz_responses.transports import socket_server

_CHUNK = 250


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_responses", description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, metavar="SEED", help="one case, in full")
    return parser.parse_args()


def _one(seed: int) -> int:
    case = draw_case(seed)
    print(pformat(case))  # noqa: T201
    for answer, sending in zip(case.played.answers, case.played.sendings, strict=True):
        shown = b"".join(sending.parts) if case.channel == "socket" else answer.plain
        print(answer.status, shown[:3000])  # noqa: T201
    with socket_server() as server:
        outcome = carry_out(case, server, measure=True)
    print(outcome)  # noqa: T201
    return int(bool(outcome.charges))


def _part(seeds: range) -> tuple[Tally, int]:
    warnings.simplefilter("error")
    logging.getLogger("opentoclose_async").addHandler(logging.NullHandler())  # it logs a lot
    tally = run(seeds)
    return tally, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> int:
    """Run the command line."""
    arguments = _arguments()
    if arguments.only is not None:
        return _one(arguments.only)
    last = arguments.seed + arguments.cases
    chunks = [
        range(first, min(first + _CHUNK, last)) for first in range(arguments.seed, last, _CHUNK)
    ]
    tally, most = Tally(), 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for part, memory in pool.map(_part, chunks):
            tally.merge(part)
            most = max(most, memory)
    for counts in (tally.by_what, tally.by_came):
        print(table(counts), end="\n\n")  # noqa: T201
    print(  # noqa: T201
        f"{counts.total():,} cases, {tally.requests:,} requests, {most // 1024} MB at most"
    )
    for seed, described, charge in tally.convictions[:60]:
        print(f"seed {seed}: {described}: {charge}")  # noqa: T201
    print(f"{len(tally.convictions):,} convictions")  # noqa: T201
    return int(bool(tally.convictions))


if __name__ == "__main__":
    sys.exit(main())
