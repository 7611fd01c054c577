"""CPU time of an export, verified or not, compared with a plain script."""

import tempfile
from pathlib import Path
from statistics import median

from attrs import frozen

from benchmarks.client_process import Job, missing_package, run_whole
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

CONNECTIONS = 32
VERIFIED = "opentoclose-async, verified"
UNVERIFIED = "opentoclose-async, not verified"
SCRIPT = "a script: aiohttp + orjson"


@frozen
class Contender:
    """A way to export, with its label in the table."""

    label: str
    reader: str
    verify: bool = False


CONTENDERS = (
    Contender(VERIFIED, "export_sdk", verify=True),
    Contender(UNVERIFIED, "export_sdk"),
    Contender(SCRIPT, "export_script"),
)


def measure(*, quick: bool) -> Outcome:
    """Export a short and a long list as JSON lines with each contender in turn."""
    sizes = {1_000: 1} if quick else {100_000: 9, 1_000_000: 3}
    contenders = [each for each in CONTENDERS if not missing_package(each.reader)]
    spent: dict[tuple[str, int], float] = {}
    for rows, turns in sizes.items():
        taken: dict[str, list[float]] = {each.label: [] for each in contenders}
        with running_server(rows=rows) as server, tempfile.TemporaryDirectory() as folder:
            for _ in range(turns):
                for contender in contenders:
                    job = Job(
                        contender.reader,
                        server.base_url,
                        rows,
                        connections=CONNECTIONS,
                        verify=contender.verify,
                        file=str(Path(folder, "users.jsonl")),
                    )
                    taken[contender.label].append(run_whole(job).cpu)
        spent |= {(label, rows): median(cpu) for label, cpu in taken.items()}
    columns = ["client"]
    for rows in sizes:
        columns += [f"{rows:,} rows, s", "µs a row"]
    table = Table(
        "CPU of an export as JSON lines",
        columns,
        [
            [
                each.label,
                *(
                    cell
                    for rows in sizes
                    for cell in (spent[each.label, rows], spent[each.label, rows] / rows * 1e6)
                ),
            ]
            for each in contenders
        ],
        f"{CONNECTIONS} connections, no latency; turns: "
        + ", ".join(f"{turns} of {rows:,} rows" for rows, turns in sizes.items())
        + ". The script checks nothing and cannot resume.",
    )
    series = {each.label: spent[each.label, max(sizes)] for each in contenders}
    return Outcome([table], [] if quick else _claims(spent, min(sizes), max(sizes)), series)


def _claims(spent: dict[tuple[str, int], float], few: int, many: int) -> list[Claim]:
    verifying = spent[VERIFIED, few] / spent[UNVERIFIED, few]
    growth = (spent[VERIFIED, many] / many) / (spent[VERIFIED, few] / few)
    claims = [
        Claim(
            "verifying an export costs at most 10% CPU", verifying <= 1.1, f"{verifying - 1:+.0%}"
        ),
        Claim(
            f"a row of a verified export of {many:,} rows costs at most 1.15x that of one of "
            f"{few:,}",
            growth <= 1.15,
            f"{growth:.2f}x",
        ),
    ]
    if (SCRIPT, many) in spent:
        ratio = spent[VERIFIED, many] / spent[SCRIPT, many]
        claims.append(
            Claim(
                f"a verified export of {many:,} rows for at most 5x the CPU of a plain script",
                ratio <= 5,
                f"{spent[VERIFIED, many]:.1f} s, {ratio:.1f}x",
            )
        )
    return claims
