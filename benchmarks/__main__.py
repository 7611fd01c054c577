"""Run the measurements, print them, and save them with a plot and in the documentation."""

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import asdict

from benchmarks.machine import describe_machine, describe_versions
from benchmarks.measurements import MEASUREMENTS
from benchmarks.page import RESULTS, write_page
from benchmarks.plot import can_draw, draw
from benchmarks.report import Outcome


def main() -> int:
    """
    Run the measurements.

    Returns:
        The exit status: 1 if a claim fails, 0 otherwise.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to check that it runs")
    parser.add_argument("--only", choices=MEASUREMENTS, action="append", help="may be repeated")
    parser.add_argument(
        "--output",
        type=Path,
        help="JSON file; the plot is saved next to it. By default, a full run is saved in "
        "benchmarks/ and its tables in docs/, and a quick or partial one is not saved",
    )
    options = parser.parse_args()
    outcomes: dict[str, Outcome] = {}
    seconds: dict[str, float] = {}
    for name in options.only or MEASUREMENTS:
        began = time.monotonic()
        outcomes[name] = MEASUREMENTS[name](quick=options.quick)
        seconds[name] = round(time.monotonic() - began, 1)
        for table in outcomes[name].tables:
            print(f"\n{table}", flush=True)
    claims = [claim for outcome in outcomes.values() for claim in outcome.claims]
    if claims:
        print("\nClaims", *claims, sep="\n")
    output: Path | None = options.output
    if output is None and not options.quick and not options.only:
        output = RESULTS
    if output is not None:
        _save(outcomes, seconds, output, quick=options.quick)
        if output == RESULTS:
            write_page()
    return 0 if all(claim.holds for claim in claims) else 1


def _save(
    outcomes: dict[str, Outcome], seconds: dict[str, float], file: Path, *, quick: bool
) -> None:
    machine, versions = describe_machine(), describe_versions()
    now = datetime.now(UTC)
    results: dict[str, Any] = {
        "measured_at": now.isoformat(timespec="seconds"),
        "quick": quick,
        "machine": machine,
        "versions": versions,
        "seconds": seconds,
        "measurements": {name: asdict(outcome) for name, outcome in outcomes.items()},
    }
    file.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if not {"cpu", "wall"} <= set(outcomes):
        return
    if not can_draw():
        print("\nNo plot: matplotlib is not installed.")
        return
    subtitle = "quick run with tiny sizes, the titles do not apply; " if quick else ""
    subtitle += (
        f"{machine['cores']} cores, Python {versions['python']}, httpx {versions['httpx']}, "
        f"loopback, {now:%Y-%m-%d}"
    )
    draw(outcomes["cpu"].series, outcomes["wall"].series, subtitle, file.with_suffix(".png"))


if __name__ == "__main__":
    sys.exit(main())
