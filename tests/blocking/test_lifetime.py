"""
Clients in legacy code: never closed, collected, forked, interrupted; each in its own process.

The processes run with warnings as errors, so that anything left open is reported on standard error,
which must stay empty. (Not in development mode: asyncio would report slow steps, which a busy
machine has.)
"""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable

import pytest

from opentoclose_async.sandbox import RunningSandbox

Run = Callable[[str], str]
SECONDS_AT_MOST = 60

PREAMBLE = """
import gc, os, signal, sys, threading
from opentoclose_async import OpenToClose, Quota
token, base_url = sys.argv[1:]
def client(**options):
    return OpenToClose(token, base_url=base_url, **{"quota": None, **options})
def loop_threads():
    return [each for each in threading.enumerate() if each.name == "opentoclose_async"]
"""
# From Python 3.12 on, a fork warns about threads, whoever started them.
WARNINGS = ["-W", "error", "-W", "ignore:This process:DeprecationWarning"]


@pytest.fixture
def run(start_server: Callable[..., RunningSandbox]) -> Run:
    server = start_server(users=350)

    def run_script(script: str) -> str:
        code = PREAMBLE + textwrap.dedent(script)
        known = (server.sandbox.config.otc_token, server.otc_base_url)
        finished = subprocess.run(
            [sys.executable, *WARNINGS, "-c", code, *known],
            capture_output=True,
            text=True,
            timeout=SECONDS_AT_MOST,
            check=False,
        )
        assert (finished.returncode, finished.stderr) == (0, "")
        return finished.stdout

    return run_script


def test_the_interpreter_exits_silently_though_nothing_was_closed(run: Run) -> None:
    script = """
        otc = client()
        other = client(max_connections=1)
        print(len(otc.users.list_users()), other.users.retrieve_user(5).id)
        reading = iter(otc.users.iter_users(page_size=10))
        print(next(reading).id)
    """
    assert run(script) == "350 5\n1\n"


def test_the_interpreter_exits_by_itself_while_a_thread_waits_for_the_quota(run: Run) -> None:
    script = """
        otc = client(quota=Quota.parse("1/50s"))
        otc.users.retrieve_user(5)
        started = threading.Event()
        def wait():
            started.set()
            try:
                otc.users.retrieve_user(6)
            except Exception as error:
                pass
        threading.Thread(target=wait, daemon=True).start()
        started.wait()
        print("done")
    """
    assert run(script) == "done\n"


def test_collecting_an_unclosed_client_stops_its_thread(run: Run) -> None:
    script = """
        otc = client()
        otc.users.retrieve_user(5)
        thread, = loop_threads()
        users = otc.users
        del otc
        print(users.retrieve_user(6).id, thread.is_alive())
        reading = iter(users.iter_users(page_size=10))
        del users
        print(next(reading).id, thread.is_alive())
        del reading
        thread.join(20)
        print(thread.is_alive())
    """
    assert run(script) == "6 True\n1 True\nFalse\n"


def test_a_client_in_a_reference_cycle_is_collected_too(run: Run) -> None:
    script = """
        class Service:
            def __init__(self):
                self.otc = client()
                self.itself = self
        Service().otc.users.retrieve_user(5)
        threads = loop_threads()
        gc.collect()
        for thread in threads:
            thread.join(20)
        print([thread.is_alive() for thread in threads])
    """
    assert run(script) in ("[False]\n", "[]\n")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_parent_and_child_go_on_after_a_fork(run: Run) -> None:
    script = """
        otc = client()
        pager = otc.users.iter_users(page_size=10, max_items=30)
        untouched = client()
        reading = iter(otc.users.iter_users(page_size=10))
        print("before", next(reading).id, len(pager.collect()), flush=True)
        child = os.fork()
        if child == 0:
            print("child", otc.users.retrieve_user(5).id, len(pager.collect()), flush=True)
            print("child", untouched.users.retrieve_user(6).id, pager.counters.requests, flush=True)
            grandchild = os.fork()
            if grandchild == 0:
                print("grandchild", len(list(otc.users.iter_users())), flush=True)
                sys.exit(0)
            print("child", os.waitpid(grandchild, 0)[1], flush=True)
            with otc:
                pass
            sys.exit(0)
        print("parent", os.waitpid(child, 0)[1], otc.users.retrieve_user(7).id, flush=True)
        print("parent", len(list(reading)), untouched.users.retrieve_user(8).id, flush=True)
    """
    assert run(script).splitlines() == [
        "before 1 30",
        "child 5 30",
        "child 6 3",
        "grandchild 350",
        "child 0",
        "parent 0 7",
        "parent 349 8",
    ]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_child_may_be_forked_while_other_threads_call(run: Run) -> None:
    script = """
        otc = client()
        stop = threading.Event()
        def call():
            while not stop.is_set():
                otc.users.retrieve_user(5)
        threads = [threading.Thread(target=call) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(5):
            child = os.fork()
            if child == 0:
                # Without cleaning up the parent's threads.
                os._exit(0 if otc.users.retrieve_user(6).id == 6 else 1)
            print(os.waitpid(child, 0)[1])
        stop.set()
        for thread in threads:
            thread.join()
    """
    assert run(script) == "0\n" * 5


def test_ctrl_c_is_prompt_while_the_quota_makes_a_call_wait(run: Run) -> None:
    script = """
        otc = client(quota=Quota.parse("1/50s"))
        otc.users.retrieve_user(5)
        def press():
            while otc.waiting_until is None:
                pass
            os.kill(os.getpid(), signal.SIGINT)
        threading.Thread(target=press).start()
        try:
            otc.users.retrieve_user(6)
        except KeyboardInterrupt:
            print("interrupted")
        otc.close()
    """
    assert run(script) == "interrupted\n"


def test_the_client_is_usable_after_ctrl_c(run: Run) -> None:
    script = """
        import asyncio
        import httpx
        async def respond(request):
            number = int(request.url.path.rpartition("/")[2])
            if number % 2:
                os.kill(os.getpid(), signal.SIGINT)
                await asyncio.Event().wait()
            return httpx.Response(200, json={"id": number})
        otc = client(transport=httpx.MockTransport(respond))
        for number in range(1, 9):
            try:
                print(otc.users.retrieve_user(number).id)
            except KeyboardInterrupt:
                print("interrupted")
        otc.close()
    """
    assert run(script).split() == [
        word for number in (2, 4, 6, 8) for word in ("interrupted", str(number))
    ]
