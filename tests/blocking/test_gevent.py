"""
Blocking clients under gevent, which replaces threads with greenlets, as in gunicorn and celery.

Each test runs a process that patches before it imports anything, with warnings as errors. Its
standard error must stay empty. The server runs here, unpatched.
"""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable

import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.blocking.under_gevent import DOES_NOT_APPLY

Run = Callable[..., str]
SECONDS_AT_MOST = 120

PREAMBLE = """
from gevent import monkey
monkey.patch_all()
import asyncio, os, signal, sys
import anyio, gevent
from opentoclose_async import OpenToClose, Quota
from opentoclose_async.exceptions import ConfigurationError, OpenToCloseAPIError
token, base_url = sys.argv[1:]
base_url = base_url.replace("127.0.0.1", "localhost")  # a name that has to be resolved
def client(**options):
    return OpenToClose(token, base_url=base_url, **{"quota": None, **options})
def sees_no_loop():
    # What Django checks before it allows database access.
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return True
    return False
"""
WARNINGS = ["-W", "error", "-W", "ignore:This process:DeprecationWarning"]


@pytest.fixture
def run(start_server: Callable[..., RunningSandbox]) -> Run:
    server = start_server(users=350, latency=0.02)

    def run_script(script: str, *, told_by_gevent: str = "") -> str:
        code = PREAMBLE + textwrap.dedent(script)
        known = (server.sandbox.config.otc_token, server.otc_base_url)
        finished = subprocess.run(
            [sys.executable, *WARNINGS, "-c", code, *known],
            capture_output=True,
            text=True,
            timeout=SECONDS_AT_MOST,
            check=False,
        )
        assert finished.returncode == 0
        assert finished.stderr[: len(told_by_gevent)] == told_by_gevent
        assert told_by_gevent or not finished.stderr
        return finished.stdout

    return run_script


def test_clients_work_side_by_side_and_nobody_sees_their_event_loops(run: Run) -> None:
    script = """
        clients = [client() for _ in range(3)]
        over, seen = False, []
        def other():
            while not over:
                seen.append(sees_no_loop())
                gevent.sleep(0.001)
        watching = gevent.spawn(other)
        lists = [gevent.spawn(each.users.list_users) for each in clients for _ in range(3)]
        gevent.joinall(lists, raise_error=True)
        print({len(each.value) for each in lists}, all(seen), len(seen) > len(lists))
        over = True
        watching.join()
        print(sees_no_loop(), len(list(clients[0].users.iter_users(page_size=50))))
        for each in clients:
            each.close()
    """
    assert run(script) == "{350} True True\nTrue 350\n"


def test_work_in_threads_does_not_see_the_loop_either(run: Run) -> None:
    script = """
        otc = client()
        async def ask(request):
            return await anyio.to_thread.run_sync(sees_no_loop)
        import httpx
        async def answer(request):
            return httpx.Response(200, json={"id": 1, "name": str(await ask(request))})
        own = OpenToClose("key", base_url="http://api.test", transport=httpx.MockTransport(answer))
        print(own.users.retrieve_user(1).name)
    """
    assert run(script) == "True\n"


def test_killing_or_timing_out_a_greenlet_cancels_its_call(run: Run) -> None:
    script = """
        otc = client(quota=Quota.parse("1/50s"))
        otc.users.retrieve_user(1)
        def until(condition):
            while not condition():
                gevent.sleep(0.001)
        waiting = gevent.spawn(otc.users.retrieve_user, 2)
        until(lambda: otc.waiting_until is not None)
        waiting.kill()
        until(lambda: otc.waiting_until is None)
        try:
            with gevent.Timeout(0.05):
                otc.users.retrieve_user(3)
        except gevent.Timeout:
            until(lambda: otc.waiting_until is None)
            print("over", otc.counters.requests)
        otc.close()
    """
    assert run(script) == "over 1\n"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such timer")
def test_ctrl_c_is_prompt_while_a_call_waits(run: Run) -> None:
    script = """
        otc = client(quota=Quota.parse("1/50s"))
        otc.users.retrieve_user(1)
        def press():
            while otc.waiting_until is None:
                gevent.sleep(0.001)
            signal.setitimer(signal.ITIMER_REAL, 0.05)
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        gevent.spawn(press)
        try:
            otc.users.retrieve_user(2)
        except KeyboardInterrupt:
            print("interrupted")
        otc.close()
    """
    assert run(script, told_by_gevent="KeyboardInterrupt") == "interrupted\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_workers_forked_from_a_patched_master_use_its_clients(run: Run) -> None:
    script = """
        used, untouched = client(), client()
        print(used.users.retrieve_user(1).id, flush=True)
        for _ in range(2):
            child = os.fork()
            if child == 0:
                ids = [gevent.spawn(each.users.retrieve_user, 5) for each in (used, untouched)]
                gevent.joinall(ids, raise_error=True)
                print([each.value.id for each in ids], sees_no_loop(), flush=True)
                os._exit(0)
            print(os.waitpid(child, 0)[1], used.users.retrieve_user(2).id, flush=True)
        for each in (used, untouched):
            each.close()
    """
    assert run(script) == "1\n" + "[5, 5] True\n0 2\n" * 2


def test_the_interpreter_exits_silently_though_nothing_was_closed(run: Run) -> None:
    script = """
        otc = client()
        reading = iter(otc.users.iter_users(page_size=10))
        print(next(reading).id)
        def wait():
            try:
                client(quota=Quota.parse("1/50s")).users.list_users()
            except ConfigurationError:
                pass
        gevent.spawn(wait)
        gevent.sleep(0)
    """
    assert run(script) == "1\n"


def test_a_closed_client_says_so_and_leaves_nothing_open(run: Run) -> None:
    script = """
        def use():
            with client() as otc:
                otc.users.retrieve_user(1)
            return otc
        use()
        before = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
        otc = [use() for _ in range(5)][0]
        import gc
        gc.collect()
        after = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
        print(after <= before)
        try:
            otc.users.retrieve_user(1)
        except ConfigurationError as error:
            print(error)
    """
    assert run(script) == "True\nThe client is closed; make a new one.\n"


def test_the_other_tests_of_blocking_clients_pass_under_it() -> None:
    assert all(DOES_NOT_APPLY.values())
    finished = subprocess.run(
        [sys.executable, "-m", "tests.blocking.under_gevent", "--quiet"],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout


def test_eventlet_is_refused_by_name() -> None:
    script = """
        import sys, types
        patcher = types.ModuleType("eventlet.patcher")
        patcher.is_monkey_patched = lambda module: module == "thread"
        sys.modules["eventlet.patcher"] = patcher
        from opentoclose_async import OpenToClose
        from opentoclose_async.exceptions import ConfigurationError
        try:
            OpenToClose("key").users.retrieve_user(1)
        except ConfigurationError as error:
            print("eventlet" in str(error))
    """
    finished = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        timeout=SECONDS_AT_MOST,
        check=True,
    )
    assert finished.stdout == "True\n"
