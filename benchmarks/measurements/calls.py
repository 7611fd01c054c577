"""Single calls: what the crossing to another thread costs, and how many threads get through."""

from statistics import median

from attrs import frozen

from benchmarks.client_process import Job, Measured, missing_package, run_whole
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

THREADS = 16
ASYNC = "opentoclose-async, async"
BLOCKING = "opentoclose-async, blocking"
REQUESTS = "requests.Session, one a thread"


@frozen
class Contender:
    """A reader, with its label in the table."""

    label: str
    reader: str
    threads: tuple[int, ...] = (1, THREADS)


CONTENDERS = (
    Contender(ASYNC, "calls_sdk", (1,)),
    Contender(BLOCKING, "calls_sdk_blocking"),
    Contender(REQUESTS, "calls_requests"),
    Contender("httpx.Client", "calls_httpx"),
)


def measure(*, quick: bool) -> Outcome:
    """Make the same calls with each contender in turn, from one thread and from many."""
    calls, turns = (32, 1) if quick else (1_600, 5)
    contenders = [each for each in CONTENDERS if not missing_package(each.reader)]
    taken: dict[tuple[str, int], list[Measured]] = {}
    with running_server(rows=100) as server:
        for _ in range(turns):
            for contender in contenders:
                for threads in contender.threads:
                    job = Job(
                        contender.reader,
                        server.base_url,
                        0,
                        connections=THREADS,
                        calls=calls // threads,
                        threads=threads,
                    )
                    taken.setdefault((contender.label, threads), []).append(run_whole(job))
    cpu = {
        label: median(each.cpu_per_call for each in measured)
        for (label, threads), measured in taken.items()
        if threads == 1
    }
    rates = {
        label: median(each.succeeded / each.wall for each in measured)
        for (label, threads), measured in taken.items()
        if threads == THREADS
    }
    table = Table(
        "Calls for one user",
        ["client", "CPU ms a call", "of async", f"calls/s, {THREADS} threads"],
        [
            [label, cpu[label], f"{cpu[label] / cpu[ASYNC]:.2f}x", _whole(rates.get(label))]
            for label in cpu
        ],
        f"No latency, connections open, {calls:,} calls a turn, median of {turns} turns; CPU from "
        "one thread. The server shares the cores. The peers return dicts.",
    )
    return Outcome([table], [] if quick else _claims(cpu, rates), {"cpu": cpu, "rates": rates})


def _claims(cpu: dict[str, float], rates: dict[str, float]) -> list[Claim]:
    ratio = cpu[BLOCKING] / cpu[ASYNC]
    claims = [
        Claim(
            "a blocking call for at most 1.25x the CPU of an async one",
            ratio <= 1.25,
            f"{ratio:.3f}x",
        )
    ]
    if REQUESTS in rates:
        share = rates[BLOCKING] / rates[REQUESTS]
        claims.append(
            Claim(
                f"{THREADS} threads make at least 0.88x the calls a second that they make with "
                "requests",
                share >= 0.88,
                f"{rates[BLOCKING]:,.0f} calls/s, {share:.2f}x",
            )
        )
    return claims


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)
