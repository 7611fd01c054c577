"""How long many accounts at once hold the event loop."""

import tempfile
from statistics import median

from attrs import frozen

from benchmarks.client_process import PAGE_SIZE, Job, Measured, missing_package, run_whole
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

ACCOUNTS = 50
CONNECTIONS = 8
LATENCY_MS = 50.0
ALLOWED_MS = 50.0


@frozen
class Contender:
    """A reader, with its label in the table."""

    label: str
    reader: str


READING = "opentoclose-async, reading models"
EXPORTING = "opentoclose-async, exporting"
CONTENDERS = (
    Contender(READING, "accounts_sdk"),
    Contender(EXPORTING, "accounts_sdk_export"),
    Contender("aiohttp + orjson, reading dicts", "accounts_aiohttp"),
)


def measure(*, quick: bool) -> Outcome:
    """Read and export many accounts at once in one event loop, several times over."""
    accounts, pages, turns = (3, 2, 1) if quick else (ACCOUNTS, 25, 5)
    rows = pages * PAGE_SIZE
    contenders = [each for each in CONTENDERS if not missing_package(each.reader)]
    taken: dict[str, list[Measured]] = {each.label: [] for each in contenders}
    with running_server(rows=rows, latency_ms=LATENCY_MS) as server:
        for _ in range(turns):
            for contender in contenders:
                with tempfile.TemporaryDirectory() as folder:
                    job = Job(
                        contender.reader,
                        server.base_url,
                        rows,
                        connections=CONNECTIONS,
                        accounts=accounts,
                        file=folder,
                    )
                    taken[contender.label].append(run_whole(job))
    waits = {
        label: median(each.longest_stall for each in measured) for label, measured in taken.items()
    }
    table = Table(
        f"{accounts} accounts at once in one event loop: the longest that another task waits for "
        "its turn, in milliseconds",
        ["client", "longest", "CPU in it", "in all, s"],
        [
            [
                label,
                waits[label],
                median(each.longest_hold for each in measured),
                median(each.wall for each in measured),
            ]
            for label, measured in taken.items()
        ],
        f"{pages} pages each, {CONNECTIONS} connections each, {LATENCY_MS:g} ms latency, median of "
        f"{turns} turns. The server shares the cores.",
    )
    claims = [
        Claim(
            f"{ACCOUNTS} accounts at once, {label.partition(', ')[2]}: another task waits at most "
            f"{ALLOWED_MS:g} ms for its turn",
            waits[label] <= ALLOWED_MS,
            f"{waits[label]:.0f} ms",
        )
        for label in (READING, EXPORTING)
    ]
    return Outcome([table], [] if quick else claims, waits)
