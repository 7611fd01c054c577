"""An archive that was killed any number of times equals one that never was."""

import json
import signal
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest

from tests.archive import killed, verdict
from tests.archive.rooms_account import Account, small_account
from tests.archive.rooms_server import Server
from tests.archive.rooms_socket import serve
from tests.thoroughness import scaled

AT_ONCE = 8
"""Requests whose responses were not yet on the disk when the process was killed."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def _uninterrupted(directory: Path, account: Account) -> int:
    """Archive, and return the number of requests."""
    server = Server(account)
    with serve(server) as url:
        process = killed.start(url, account.guid, str(directory))
        process.join()
        assert process.exitcode == 0
    verdict.judge(directory, account)
    return len(server.log)


def _sent_again(directory: Path) -> int:
    """Return how many requests a kill may cost: those in flight, or the lists of a new run."""
    state = directory / "archive.json"
    ended = state.exists() and json.loads(state.read_bytes())["complete"]
    return 1_000 if ended else AT_ONCE


def _kill(process: BaseProcess, end: int, number: int) -> None:
    if number == end:
        process.kill()


def _judge(server: Server, directory: Path, whole: Path, in_flight: int, fewest: int) -> None:
    verdict.judge(directory, server.account)
    assert verdict.same(directory) == verdict.same(whole)
    assert len(server.log) <= fewest + in_flight, "only what was in flight is sent again"
    repeated = server.kinds["document"] - len(server.account.documents())
    assert repeated <= in_flight
    kinds = ("document", "room", "form")
    assert sum(server.kinds[kind] for kind in kinds) <= fewest + in_flight % 1_000


def _kill_until_it_ends(start: Callable[[], BaseProcess], directory: Path) -> int:
    """Start an archive that is killed until it is not; return what the kills may cost."""
    in_flight = kills = 0
    while True:
        process = start()
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        kills += 1
        in_flight += _sent_again(directory)
        assert kills < 200, "it never ends"
    assert kills
    return in_flight


@pytest.mark.parametrize("seed", range(scaled(1, 60)))
def test_killed_at_random_requests(tmp_path: Path, seed: int) -> None:
    account = small_account(rooms=4)
    fewest = _uninterrupted(tmp_path / "whole", account)
    random, server = Random(seed), Server(account)
    directory = tmp_path / "archive"

    def start() -> BaseProcess:
        server.in_flight = 0
        sent, after = len(server.log), random.randint(1, 14)
        process = killed.start(url, account.guid, str(directory), None, "asyncio")
        server.at_request = partial(_kill, process, sent + after)
        return process

    with serve(server) as url:
        in_flight = _kill_until_it_ends(start, directory)
    _judge(server, directory, tmp_path / "whole", in_flight, fewest)


@pytest.mark.parametrize("seed", range(scaled(1, 60)))
def test_killed_before_random_file_system_events(tmp_path: Path, seed: int) -> None:
    account = small_account(rooms=2, documents=2)
    fewest = _uninterrupted(tmp_path / "whole", account)
    random, server = Random(seed), Server(account)
    directory = tmp_path / "archive"

    def start() -> BaseProcess:
        event = random.randint(20, 120)  # 157 are needed in all, 60 to check and finish
        return killed.start(url, account.guid, str(directory), event)

    with serve(server) as url:
        in_flight = _kill_until_it_ends(start, directory)
    _judge(server, directory, tmp_path / "whole", in_flight, fewest)


def test_killed_before_each_file_system_event(tmp_path: Path) -> None:
    account = small_account(rooms=1, documents=1)
    fewest = _uninterrupted(tmp_path / "whole", account)
    step = scaled(41, 1)
    event = 1
    while True:
        directory = tmp_path / str(event)
        server = Server(account)
        with serve(server) as url:
            process = killed.start(url, account.guid, str(directory), event)
            process.join()
            if process.exitcode == 0:
                break
            assert process.exitcode == -signal.SIGKILL
            in_flight = _sent_again(directory)
            process = killed.start(url, account.guid, str(directory))
            process.join()
        assert process.exitcode == 0, event
        _judge(server, directory, tmp_path / "whole", in_flight, fewest)
        event += step
    assert event > 20
