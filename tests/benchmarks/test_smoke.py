"""The benchmarks run from end to end, whatever the speed."""

import json
import subprocess
import sys
from pathlib import Path

import benchmarks

MEASUREMENTS = {
    *("blocking", "calls", "collector", "conversion", "cpu", "exports", "faults", "files", "kills"),
    *("memory", "moving", "permits", "quota", "requests", "short", "stalls", "start-up", "storm"),
    "wall",
}


def test_many_accounts_are_read_by_one_process() -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "benchmarks.beyond_one_machine", "--quick", "--no-spark"],
        cwd=Path(benchmarks.__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "one process" in finished.stdout


def test_quick_run_measures_everything_and_saves_it(tmp_path: Path) -> None:
    output = tmp_path / "results.json"
    finished = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--output", str(output)],
        cwd=Path(benchmarks.__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    results = json.loads(output.read_text(encoding="utf-8"))
    assert set(results["measurements"]) == MEASUREMENTS
    claims = [claim for outcome in results["measurements"].values() for claim in outcome["claims"]]
    assert claims
    assert all(claim["holds"] for claim in claims), claims
    for outcome in results["measurements"].values():
        for table in outcome["tables"]:
            assert table["title"] in finished.stdout
