"""CPU time to convert a decoded page to models, compared with msgspec."""

from statistics import median

from benchmarks.client_process import PAGE_SIZE, Job, missing_package, run_whole
from benchmarks.report import Outcome, Table

__all__ = ["measure"]

DECODING = "orjson.loads, for scale"
READERS = {
    DECODING: "conversion_orjson",
    "opentoclose-async": "conversion_sdk",
    "msgspec.convert": "conversion_msgspec",
}


def measure(*, quick: bool) -> Outcome:
    """Convert a page again and again with each library in turn; nothing is sent."""
    pages, turns = (50, 1) if quick else (5_000, 5)
    readers = {label: name for label, name in READERS.items() if not missing_package(name)}
    taken: dict[str, list[float]] = {label: [] for label in readers}
    for _ in range(turns):
        for label, reader in readers.items():
            measured = run_whole(Job(reader, "", pages * PAGE_SIZE))
            taken[label].append(measured.cpu_per_page * 1000.0)
    medians = {label: median(values) for label, values in taken.items()}
    table = Table(
        "CPU to convert a decoded page of 100 rows, in microseconds",
        ["library", "µs", "of decoding"],
        [[label, spent, f"{spent / medians[DECODING]:.2f}x"] for label, spent in medians.items()],
        f"{pages:,} pages, median of {turns} turns. Ours keep the row with unknown fields, and "
        "values of an unexpected type; msgspec drops the former and refuses the latter.",
    )
    return Outcome([table], [], medians)
