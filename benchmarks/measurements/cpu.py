"""CPU time per page by connections, compared with three peers."""

from statistics import median

from attrs import frozen

from benchmarks.client_process import PAGE_SIZE, Job, missing_package, run
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

LATENCY_MS = 5.0
OURS_RAW = "opentoclose-async, raw"
OURS_TYPED = "opentoclose-async, typed"
PLAIN = "httpx.AsyncClient + json"
LEAST = "aiohttp + orjson"


@frozen
class Contender:
    """A reader, with its label in the table."""

    label: str
    reader: str
    typed: bool = False


CONTENDERS = (
    Contender(OURS_RAW, "sdk"),
    Contender(OURS_TYPED, "sdk", typed=True),
    Contender(PLAIN, "httpx_workers"),
    Contender(LEAST, "aiohttp_workers"),
)


def measure(*, quick: bool) -> Outcome:
    """Read the same list with each contender in turn, several times over."""
    connections = (8,) if quick else (1, 8, 32, 128)
    turns, pages = (1, 20) if quick else (5, 600)
    taken: dict[tuple[str, int], list[float]] = {}
    with running_server(rows=pages * PAGE_SIZE, latency_ms=LATENCY_MS) as server:
        for number in connections:
            for _ in range(turns):
                for contender in CONTENDERS:
                    if missing_package(contender.reader):
                        continue
                    job = Job(
                        contender.reader,
                        server.base_url,
                        pages * PAGE_SIZE,
                        connections=number,
                        warm_pages=min(pages, 2 * number + 10),
                        typed=contender.typed,
                    )
                    measured = run(job)
                    if measured.error is not None or measured.rows != job.rows:
                        raise RuntimeError(f"{contender.label}: {measured}")
                    taken.setdefault((contender.label, number), []).append(measured.cpu_per_page)
    medians = {key: median(values) for key, values in taken.items()}
    rows: list[list[str | float | None]] = []
    for contender in CONTENDERS:
        absent = missing_package(contender.reader)
        row: list[str | float | None] = [
            f"{contender.label} ({absent} is not installed)" if absent else contender.label
        ]
        for number in connections:
            spent = medians.get((contender.label, number))
            plain = medians[PLAIN, number]
            row += [spent, None if spent is None else f"{spent / plain:.2f}x"]
        rows.append(row)
    columns = ["client"]
    for number in connections:
        columns += [f"{number} conn.", "of httpx"]
    table = Table(
        "CPU per page of 100 rows, in milliseconds, by connections",
        columns,
        rows,
        f"{pages} pages, connections open, {LATENCY_MS:g} ms latency, median of {turns} turns; "
        "the peers return unordered dicts and know the number of pages in advance.",
    )
    return Outcome([table], _claims(medians), _series(medians))


def _claims(medians: dict[tuple[str, int], float]) -> list[Claim]:
    if (PLAIN, 32) not in medians:
        return []
    raw, typed = (medians[label, 32] / medians[PLAIN, 32] for label in (OURS_RAW, OURS_TYPED))
    return [
        Claim(
            "raw pages at 32 connections for at most a third of plain httpx's CPU",
            raw <= 1 / 3,
            f"{raw:.2f}x",
        ),
        Claim(
            "typed pages at 32 connections for at most half of plain httpx's CPU",
            typed <= 1 / 2,
            f"{typed:.2f}x",
        ),
    ]


def _series(medians: dict[tuple[str, int], float]) -> dict[str, dict[str, float]]:
    series: dict[str, dict[str, float]] = {}
    for (label, number), spent in medians.items():
        series.setdefault(label, {})[str(number)] = spent
    return series
