"""
Exports in forks of a process that does nothing else: killed at any step, or several at once.

Forking is much cheaper than starting an interpreter, but is only safe while no thread is busy, so
these functions run in a separate process.
"""

import gc
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
from functools import partial
from pathlib import Path
from typing import Any

import anyio

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export import export
from opentoclose_async.export.runner import BATCH_ROWS
from opentoclose_async.sandbox import Sandbox
from tests.cli.processes import environment
from tests.clients import rooms_client
from tests.export.formats.batches import job_at, run, write_batches
from tests.export.formats.file_formats import content_of, data_of, sink_of
from tests.protocol.responses.json_rows import read_rows

__all__ = ["call_alone"]

SANDBOX = Sandbox(users=BATCH_ROWS + 1)
"""Its users are exported in two batches."""
ROOT = Path(__file__).parents[3]
CHANGES = ("open", "ftruncate", "fchmod", "rename", "replace", "unlink", "remove")
"""
Calls that change the disk besides ``write``. A kill before any other, such as ``fsync`` or
``close``, leaves the same files as one before the next change: the system keeps what was written.
"""


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


def kill_at_steps(folder: str, every: str, *suffixes: str) -> None:
    """
    Kill an export at each step on the disk, or at every so many, and resume it.

    Args:
        folder: Where to export to.
        every: 1 for each step, 2 for odd steps of one format and even ones of the next.
        *suffixes: The formats.
    """
    _get_ready_to_fork()
    for number, suffix in enumerate(suffixes):
        whole = Path(folder) / f"whole.{suffix}"
        _export(whole)
        content = content_of(whole)
        for step in itertools.count(1 + number % int(every), int(every)):
            path = Path(folder) / f"{suffix}-{step}" / f"users.{suffix}"
            path.parent.mkdir()
            if not _is_killed(partial(_export, path), step):
                assert step > 20, (suffix, step)
                break
            for again in range(
                2 if step % 5 == 0 else 0
            ):  # some are killed a second and third time
                _check_checkpoint_is_covered(path)
                _is_killed(partial(_export, path), 1 + (step * 7 + again * 11) % 20)
            _check_checkpoint_is_covered(path)
            _export(path)
            assert content_of(path) == content, (suffix, step)
            assert list(path.parent.iterdir()) == [path], (suffix, step)


def _export(path: Path) -> None:
    """Export two batches of rows, or resume that."""

    async def run() -> None:
        async with rooms_client(SANDBOX) as rooms:
            await export(rooms.users.iter_users(), path, resume=True)

    anyio.run(run)


def kill_at_each_step_to_nothing(folder: str, suffix: str) -> None:
    """Kill an export that ends before its first row at each step, and resume it."""
    for step in itertools.count(1):
        path = Path(folder) / f"step-{step}" / f"users.{suffix}"
        path.parent.mkdir()
        killed = _is_killed(partial(run, path, resume=True, stop_after=0), step)
        _check_checkpoint_is_covered(path)
        if not killed:
            assert list(path.parent.iterdir()) == []
            break
        run(path, resume=True)
        assert list(path.parent.iterdir()) == [path], step


def kill_finishing_at_each_step(folder: str, *names: str) -> None:
    """Kill a sink that finishes a part file at each step, and finish the file again."""
    _get_ready_to_fork()
    for name in names:
        part, target = Path(folder) / "rows.part", Path(folder) / "rows"
        sink = sink_of(name)
        data = data_of(sink, read_rows('{"id": 1, "new": 2}', '{"id": 2}'))
        part.write_bytes(data)
        sink.finish(part, target)
        finished = target.read_bytes()
        for step in itertools.count(1):
            target.unlink()
            part.write_bytes(data)
            killed = _is_killed(partial(sink.finish, part, target), step)
            assert part.exists() or target.read_bytes() == finished, (name, step)
            sink.finish(part, target)
            assert target.read_bytes() == finished, (name, step)
            assert list(target.parent.iterdir()) == [target], (name, step)
            if not killed:
                assert step > 2, name
                break
        target.unlink()


def _get_ready_to_fork() -> None:
    """Do once what each fork would have to do."""
    importlib.import_module("pyarrow").array(["any"])  # the first array may also import pandas
    gc.freeze()  # or the garbage collector makes each fork copy all objects


def _is_killed(function: Callable[[], object], step: int) -> bool:
    """Call a function in a fork that is killed at a step, unless it returns earlier."""

    def call() -> None:
        _kill_at(step)
        function()

    _, status = os.waitpid(fork(call), 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, step
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


def _check_checkpoint_is_covered(path: Path) -> None:
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
