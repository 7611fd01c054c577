"""
Kill an archive of a large account about every two seconds until it is done, and compare it.

``python -m tests.archive.kill_often --rooms 1000 --documents 5000`` prints the result.
"""

import argparse
import json
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import anyio

from opentoclose_async import AsyncRooms
from opentoclose_async.archive import archive
from opentoclose_async.sandbox import Sandbox, serve
from tests.archive import verdict


def _archive(base_url: str, account: str, token: str, directory: str) -> None:
    async def run() -> None:
        async with AsyncRooms(
            account, access_token=token, base_url=base_url, quota=None, allow_insecure=True
        ) as client:
            report = await archive(client, directory)
            assert report.complete, report
            assert not report.missing, report.missing

    anyio.run(run)


def _server(pipe: Connection, settings: dict[str, int]) -> None:
    with serve(Sandbox(**settings)) as running:  # type: ignore[arg-type]  # the settings are whole numbers
        pipe.send(
            (
                running.rooms_base_url,
                running.sandbox.config.account_id,
                running.sandbox.config.rooms_token,
            )
        )
        while pipe.recv() == "count":
            pipe.send(running.sandbox.stats.rooms.requests)


def main() -> None:
    """Measure, and print the result as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=1_000)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between kills, about")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="kill-often-"))
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    settings = {"rooms": options.rooms, "documents": options.documents, "seed": options.seed}
    host = context.Process(target=_server, args=(theirs, settings), daemon=True)
    host.start()
    access = ours.recv()

    def start(name: str) -> BaseProcess:
        process = context.Process(target=_archive, args=(*access, str(scratch / name)))
        process.start()
        return process

    def count() -> int:
        ours.send("count")
        return int(ours.recv())

    began = time.monotonic()
    start("whole").join()
    whole_seconds, fewest = time.monotonic() - began, count()
    rng, kills, ended, began = random.Random(options.seed), 0, 0, time.monotonic()
    while True:
        process = start("killed")
        process.join(options.every * rng.uniform(0.75, 1.25))
        if process.exitcode is not None:
            break
        process.kill()
        process.join()
        kills += 1
        state = scratch / "killed" / "archive.json"
        if state.exists() and json.loads(state.read_bytes())["complete"]:
            ended = ended or count()  # after its end, so that a new run begins
    seconds, sent = time.monotonic() - began, ended or count()
    verdict.judge(scratch / "killed")
    result = {
        "seconds": round(seconds, 1),
        "uninterrupted_seconds": round(whole_seconds, 1),
        "kills": kills,
        "killed_after_its_end": bool(ended),
        "exit": process.exitcode,
        "fewest_requests": fewest,
        "requests": sent - fewest,
        "ratio": round((sent - fewest) / fewest, 4),
        "files": len(verdict.contents(scratch / "killed")),
        "equal": verdict.same(scratch / "killed") == verdict.same(scratch / "whole"),
    }
    sys.stdout.write(json.dumps(result, indent=2) + "\n")
    host.terminate()
    shutil.rmtree(scratch)
    sys.exit(0 if result["equal"] else 1)


if __name__ == "__main__":
    main()
