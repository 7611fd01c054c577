"""CPU time per page by connections, compared with its peers."""

from statistics import median

from attrs import frozen

from benchmarks.client_process import PAGE_SIZE, Job, missing_package, run_whole
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

LATENCY_MS = 5.0
OURS_RAW = "opentoclose-async, raw"
OURS_TYPED = "opentoclose-async, typed"
PLAIN = "httpx.AsyncClient + json"
PLAIN2 = "httpx2.AsyncClient + json"
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
    Contender(PLAIN2, "httpx2_workers"),
    Contender(LEAST, "aiohttp_workers"),
)


def measure(*, quick: bool) -> Outcome:
    """Read the same list with each contender in turn, several times over."""
    connections = (8,) if quick else (1, 8, 32, 128)
    turns, pages = (1, 20) if quick else (5, 450)
    taken: dict[tuple[str, int], list[float]] = {}
    for number in connections:
        # With one connection, most of the time is spent waiting.
        rows = (pages if number > 1 else pages // 3) * PAGE_SIZE
        with running_server(rows=rows, latency_ms=LATENCY_MS) as server:
            for _ in range(turns):
                for contender in CONTENDERS:
                    if missing_package(contender.reader):
                        continue
                    job = Job(
                        contender.reader,
                        server.base_url,
                        rows,
                        connections=number,
                        warm_pages=min(pages, 2 * number + 10),
                        typed=contender.typed,
                    )
                    cpu = run_whole(job).cpu_per_page
                    taken.setdefault((contender.label, number), []).append(cpu)
    medians = {key: median(values) for key, values in taken.items()}
    reference = LEAST if (LEAST, connections[0]) in medians else PLAIN
    table_rows: list[list[str | float | None]] = []
    for contender in CONTENDERS:
        absent = missing_package(contender.reader)
        row: list[str | float | None] = [
            f"{contender.label} ({absent} is not installed)" if absent else contender.label
        ]
        for number in connections:
            spent = medians.get((contender.label, number))
            ratio = None if spent is None else f"{spent / medians[reference, number]:.2f}x"
            row += [spent, ratio]
        table_rows.append(row)
    columns = ["client"]
    for number in connections:
        columns += [f"{number} conn.", f"of {reference.partition(' ')[0]}"]
    table = Table(
        "CPU per page of 100 rows, in milliseconds, by connections",
        columns,
        table_rows,
        f"{pages} pages ({pages // 3} with one connection), connections open, {LATENCY_MS:g} ms "
        f"latency, median of {turns} turns; the peers return unordered dicts and know the number "
        "of pages in advance.",
    )
    return Outcome([table], _claims(medians), _series(medians))


def _claims(medians: dict[tuple[str, int], float]) -> list[Claim]:
    if (PLAIN, 32) not in medians:  # a quick run
        return []
    claims = []
    for ours, kind, peer, most in (
        (OURS_RAW, "raw", LEAST, 2.6),
        (OURS_TYPED, "typed", LEAST, 3.8),
        (OURS_RAW, "raw", PLAIN, 1 / 3),
        (OURS_TYPED, "typed", PLAIN, 1 / 2),
    ):
        if (peer, 32) in medians:
            ratio = medians[ours, 32] / medians[peer, 32]
            claims.append(
                Claim(
                    f"{kind} pages at 32 connections for at most {most:.2g}x the CPU of {peer}",
                    ratio <= most,
                    f"{ratio:.2f}x",
                )
            )
    return claims


def _series(medians: dict[tuple[str, int], float]) -> dict[str, dict[str, float]]:
    series: dict[str, dict[str, float]] = {}
    for (label, number), spent in medians.items():
        series.setdefault(label, {})[str(number)] = spent
    return series
