"""CPU time of fresh processes: the command's help, imports, and a first call."""

import resource
import subprocess
import sys
from statistics import median

from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

BARE_COMMAND = """
import rich
import typer
app = typer.Typer(no_args_is_help=True)
@app.command()
def export() -> None: ...
@app.command()
def archive() -> None: ...
app()
"""
FIRST_CALL = """
import sys
from opentoclose_async import Rooms
with Rooms("bench", access_token="x", base_url=sys.argv[1] + "/restapi", quota=None) as rooms:
    rooms.users.get_users(count=1)
"""
FIRST_CALL_OF_HTTPX = """
import sys
import httpx
with httpx.Client() as client:
    client.get(sys.argv[1] + "/restapi/v2/accounts/bench/users?count=1").json()
"""
TYPER = "a command of typer and rich, --help"
HELP = "opentoclose --help"
PROCESSES = {
    "python, doing nothing": ["-c", ""],
    TYPER: ["-c", BARE_COMMAND, "--help"],
    HELP: ["-m", "opentoclose_async.cli", "--help"],
    "import httpx": ["-c", "import httpx"],
    "from opentoclose_async import Rooms": ["-c", "from opentoclose_async import Rooms"],
    "httpx.Client, with a first call": ["-c", FIRST_CALL_OF_HTTPX],
    "Rooms, with a first call": ["-c", FIRST_CALL],
}


def measure(*, quick: bool) -> Outcome:
    """Run each in turn, several times over."""
    turns = 1 if quick else 9
    taken: dict[str, list[float]] = {label: [] for label in PROCESSES}
    with running_server(rows=100) as server:
        for _ in range(turns):
            for label, arguments in PROCESSES.items():
                if not label.endswith("--help"):
                    arguments = [*arguments, server.base_url]
                taken[label].append(_cpu([sys.executable, *arguments]))
    medians = {label: median(values) for label, values in taken.items()}
    table = Table(
        "CPU of a fresh process, in milliseconds",
        ["process", "ms"],
        [[label, spent] for label, spent in medians.items()],
        f"Median of {turns} turns, compiled modules in place.",
    )
    ratio = medians[HELP] / medians[TYPER]
    claim = Claim(
        f"{HELP} for at most 1.3x the CPU of a command of typer and rich with nothing in it",
        ratio <= 1.3,
        f"{medians[HELP]:.0f} ms, {ratio:.2f}x",
    )
    return Outcome([table], [] if quick else [claim], medians)


def _cpu(command: list[str]) -> float:
    """Run a process and return its milliseconds of CPU time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return spent * 1000.0
