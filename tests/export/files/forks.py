"""
Exports in forks of a process that does nothing else: killed at any step, or several at once.

Forking costs a fraction of what a new interpreter would, and no thread may be doing anything then;
so what is here is called by a process of its own.
"""

import hashlib
import importlib
import itertools
import json
import os
import signal
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from opentoclose_async.exceptions import ValidationError
from tests.cli.processes import environment
from tests.export.formats.batches import BATCHES, job_at, run, write_batches

__all__ = ["call_alone"]

ROOT = Path(__file__).parents[3]
CHANGES = ("open", "fsync", "ftruncate", "fchmod", "rename", "replace", "unlink", "close")
"""System calls by which an export changes the disk, and which are not interrupted halfway."""


def call_alone(function: str, *arguments: object) -> None:
    """Call a function of this module in a new process and check that it succeeds."""
    call = f"import sys, tests.export.files.forks as forks; forks.{function}(*sys.argv[1:])"
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", call, *map(str, arguments)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert finished.returncode == 0, finished.stderr


def fork(function: Callable[[], object]) -> int:
    """Call a function in a fork of this process and return its process id."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # libraries may have idle threads
        child = os.fork()
    if child == 0:
        try:
            function()
        except BaseException:  # noqa: BLE001 - nothing may get out of a fork
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def kill_at_each_step(folder: str, suffix: str) -> None:
    """Kill an export at its first step on the disk, the next at its second, and resume each."""
    if suffix == "parquet":
        importlib.import_module("pyarrow.parquet")  # once, not in each fork
        importlib.import_module("pyarrow").array(["any"])
    whole = Path(folder) / f"whole.{suffix}"
    run(whole)
    for step in itertools.count(1):
        path = Path(folder) / f"step-{step}" / f"users.{suffix}"
        path.parent.mkdir()
        if not _is_killed(path, step):
            assert step > 50, step
            break
        for again in range(step % 3):  # some are killed a second and third time
            _says_no_more_than_is_there(path)
            _is_killed(path, 1 + (step * 7 + again * 11) % 40)
        _says_no_more_than_is_there(path)
        run(path, resume=True)
        assert path.read_bytes() == whole.read_bytes(), step
        assert list(path.parent.iterdir()) == [path], step


def kill_at_each_step_to_nothing(folder: str, suffix: str) -> None:
    """Kill an export that ends before its first row at each step, and resume it."""
    for step in itertools.count(1):
        path = Path(folder) / f"step-{step}" / f"users.{suffix}"
        path.parent.mkdir()
        killed = _is_killed(path, step, stop_after=0)
        _says_no_more_than_is_there(path)
        if not killed:
            assert list(path.parent.iterdir()) == []
            break
        run(path, resume=True)
        assert list(path.parent.iterdir()) == [path], step


def _is_killed(path: Path, step: int, *, stop_after: int = len(BATCHES)) -> bool:
    def export() -> None:
        _kill_at(step)
        run(path, resume=True, stop_after=stop_after)

    _, status = os.waitpid(fork(export), 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def _kill_at(step: int) -> None:
    """Make this process die before or in the middle of a step on the disk."""
    steps = itertools.count(1)

    def die_in_time() -> bool:
        return next(steps) == step

    def before(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if die_in_time():
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **options)

        return call

    write = os.write

    def write_half(descriptor: int, data: memoryview) -> int:
        if die_in_time():
            write(descriptor, data[: len(data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return write(descriptor, data)

    for name in CHANGES:
        setattr(os, name, before(getattr(os, name)))
    os.write = write_half  # type: ignore[assignment]  # called with positional arguments only


def _says_no_more_than_is_there(path: Path) -> None:
    """Check that everything a checkpoint counts is on the disk, and nothing exists without one."""
    part, checkpoint = Path(f"{path}.part"), Path(f"{path}.checkpoint")
    if not checkpoint.exists():
        assert not part.exists() or part.stat().st_size == 0
        return
    says = json.loads(checkpoint.read_bytes())
    if path.exists():
        return  # finished; the files next to it are being removed
    for file, prefix in ((part, ""), (Path(f"{path}.delivered"), "record_")):
        size = says[f"{prefix}size"]
        data = file.read_bytes() if file.exists() else b""
        assert len(data) >= size
        assert hashlib.sha256(data[:size]).hexdigest() == says[f"{prefix}sha256"]


def race(folder: str, rounds: str, processes: str, options: str) -> None:
    """Repeatedly let processes export to one path at the same time."""
    whole = Path(folder) / "whole.jsonl"
    run(whole)
    for number in range(int(rounds)):
        path = Path(folder) / f"round-{number}" / "users.jsonl"
        path.parent.mkdir()
        ready, go = os.pipe()

        def export(path: Path = path, ready: int = ready, go: int = go) -> None:
            os.close(go)
            os.read(ready, 1)  # returns once all have started
            for _ in range(3):
                try:
                    run(path, **json.loads(options))
                except ValidationError as error:
                    assert "is being written by another" in str(error), error  # noqa: PT017
                if path.exists():
                    assert path.read_bytes() == whole.read_bytes()

        children = [fork(export) for _ in range(int(processes))]
        os.close(ready)
        os.close(go)
        for child in children:
            _, status = os.waitpid(child, 0)
            assert os.waitstatus_to_exitcode(status) == 0, number
        assert path.read_bytes() == whole.read_bytes(), number
        assert list(path.parent.iterdir()) == [path], number


def outlive(folder: str) -> None:
    """Check that a fork made during an export may outlive it, but the lock does not."""
    path = Path(folder) / "users.jsonl"
    job = job_at(path)
    job.open()
    write_batches(job, 1)
    ready, go = os.pipe()

    def wait() -> None:
        os.close(go)
        os.read(ready, 1)

    child = fork(wait)
    job.close()
    run(path, resume=True)
    os.close(go)
    os.waitpid(child, 0)
