"""The results of many cases, counted."""

from collections import Counter
from collections.abc import Iterable

from attrs import Factory, define

from tests.fuzz_responses.cases import Case, draw_case
from tests.fuzz_responses.judging import MakeTransport, Outcome, carry_out
from tests.fuzz_responses.transports import socket_server

__all__ = ["Tally", "run", "table"]

MEASURED = 25
"""One case in this many has its memory measured."""


@define
class Tally:
    """
    The results of cases.

    Attributes:
        by_what: Cases by call and channel.
        by_came: Cases by result.
        requests: Requests in all.
        convictions: Seeds, descriptions, and what was wrong.
    """

    by_what: Counter[str] = Factory(Counter)
    by_came: Counter[str] = Factory(Counter)
    requests: int = 0
    convictions: list[tuple[int, str, str]] = Factory(list)

    def add(self, case: Case, outcome: Outcome) -> None:
        """Count a case."""
        self.by_what[f"{case.what}, {case.channel}"] += 1
        self.by_came[outcome.came] += 1
        self.requests += outcome.requests
        for charge in outcome.charges:
            described = f"{case.client.__name__}.{case.call.group}.{case.call.name} {case.kind}"
            self.convictions.append((case.seed, described, charge))

    def merge(self, other: "Tally") -> None:
        """Add another tally's counts."""
        self.by_what += other.by_what
        self.by_came += other.by_came
        self.requests += other.requests
        self.convictions += other.convictions


def run(seeds: Iterable[int], make_transport: MakeTransport | None = None) -> Tally:
    """Run and judge the cases of some seeds."""
    tally = Tally()
    options = {} if make_transport is None else {"make_transport": make_transport}
    with socket_server() as server:
        for seed in seeds:
            case = draw_case(seed)
            measure = seed % MEASURED == 0
            tally.add(case, carry_out(case, server, measure=measure, **options))
    return tally


def table(counts: Counter[str]) -> str:
    """Format counts, one per line, the highest first."""
    return "\n".join(f"{count:8,}  {what}" for what, count in counts.most_common())
