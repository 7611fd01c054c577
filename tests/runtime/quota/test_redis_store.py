"""Sharing a quota through a real Redis or Valkey server."""
# ruff: noqa: ASYNC110, ASYNC220 - other processes cannot set an event, and start quickly

import logging
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import anyio
import pytest

from opentoclose_async._protocol.quota.sharing import EndedRequest, QuotaReply, QuotaRequest
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._runtime.quota.redis_store import RedisQuotaStore
from opentoclose_async._runtime.quota.store import QuotaStoreError
from tests.redis_server import RedisServer, run_redis
from tests.runtime.quota.takers import keep_the_quota_though_two_are_killed

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]
WINDOWS = (Window(10, 100.0),)
SECRET = "hunter2"


@pytest.fixture
def server(redis_server: RedisServer) -> RedisServer:
    """Return a server that is empty."""
    with redis_server.client() as client:
        client.flushall()
    return redis_server


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[RedisQuotaStore]:
    store = RedisQuotaStore(url)
    try:
        yield store
    finally:
        await store.aclose()


async def take(
    store: RedisQuotaStore, client: str = "c", windows: tuple[Window, ...] = WINDOWS
) -> QuotaReply:
    """Take one permit, and report at once that it was used."""
    reply = await store.exchange("a", windows, QuotaRequest(client, "host:1", 1))
    ended = tuple(EndedRequest(permit, 0.0) for permit in reply.permits)
    await store.exchange("a", windows, QuotaRequest(client, "host:1", ended=ended))
    return reply


async def use_up(store: RedisQuotaStore) -> int:
    taken = 0
    while (await take(store)).permits:
        taken += 1
    return taken


async def failure(store: RedisQuotaStore) -> str:
    """Return the text of an exchange's error, which neither is nor contains a secret."""
    with pytest.raises(QuotaStoreError) as caught:
        await take(store)
    error = caught.value
    assert (error.__cause__, error.__context__) == (None, None)
    assert SECRET not in "".join(traceback.format_exception(error))
    return str(error)


async def test_clients_share_a_window(server: RedisServer) -> None:
    async with connected(server.url) as one, connected(server.url) as two:
        for _ in range(5):
            assert (await take(one, "one")).permits
            assert (await take(two, "two")).permits
        reply = await take(two, "two")
        status = await one.status("a", WINDOWS)
    assert reply.permits == ()
    assert 0 < reply.wait <= 100
    assert [usage.used for usage in status.windows] == [10]
    assert sorted(client.used for client in status.clients) == [(5,), (5,)]


async def test_the_clocks_of_hosts_do_not_matter(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the server's clock counts: with the clients', the window would be over at once."""
    right = time.time
    taken = 0
    async with connected(server.url) as one, connected(server.url) as two:
        for turn in range(20):
            minutes = 7 if turn % 2 else -7
            with monkeypatch.context() as patch:
                patch.setattr(time, "time", lambda minutes=minutes: right() + 60 * minutes)
                taken += len((await take(two if turn % 2 else one, f"client {turn % 2}")).permits)
        status = await one.status("a", WINDOWS)
    assert taken == 10
    assert 90 < status.windows[0].free_in <= 100


async def test_accounts_do_not_share(server: RedisServer) -> None:
    async with connected(server.url) as store:
        assert await use_up(store) == 10
        assert (await store.exchange("b", WINDOWS, QuotaRequest("c", wanted=1))).permits
        assert (await store.status("unknown", WINDOWS)).clients == ()
    with server.client() as client:
        keys = sorted(map(bytes.decode, client.scan_iter()))
        assert all(client.ttl(key) > 0 for key in keys)
    assert {key.rpartition(":")[0] for key in keys} == {
        "opentoclose:quota:1:{a}",
        "opentoclose:quota:1:{b}",
    }


async def test_a_flushed_script_is_sent_again(server: RedisServer) -> None:
    async with connected(server.url) as store:
        assert (await take(store)).permits
        with server.client() as client:
            client.script_flush()
        assert (await take(store)).permits
        assert (await store.status("a", WINDOWS)).windows[0].used == 2


async def test_a_restarted_server_is_used_again_and_knows_no_old_permits(tmp_path: Path) -> None:
    with run_redis(tmp_path) as server:
        async with connected(server.url) as store:
            old = await store.exchange("a", WINDOWS, QuotaRequest("old", wanted=2))
            server.kill()
            assert "cannot be reached" in await failure(store)
            assert "cannot be reached" in await failure(store)
            server.start()
            new = await store.exchange("a", WINDOWS, QuotaRequest("new", wanted=2))
            request = QuotaRequest("old", returned=old.permits)
            await store.exchange("a", WINDOWS, request)
            assert len(new.permits) == 2
            assert (await store.status("a", WINDOWS)).windows[0].used == 2


async def test_a_restart_between_exchanges_is_not_noticed(tmp_path: Path) -> None:
    with run_redis(tmp_path) as server:
        async with connected(server.url) as store:
            assert (await take(store)).permits
            server.kill()
            server.start()
            assert (await take(store)).permits


async def test_a_store_can_be_used_after_it_was_closed(server: RedisServer) -> None:
    store = RedisQuotaStore(server.url)
    await store.aclose()
    assert (await take(store)).permits
    await store.aclose()
    assert (await take(store)).permits
    await store.aclose()
    with server.client() as client, anyio.fail_after(10):
        while len(client.client_list()) > 1:
            await anyio.sleep(0.01)


async def test_a_server_that_does_not_reply_is_given_up_soon() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        url = f"redis://:{SECRET}@127.0.0.1:{port}?socket_timeout=0.1"
        async with connected(url) as store:
            with anyio.fail_after(10):
                assert "did not respond in time" in await failure(store)


async def test_an_exchange_that_cannot_be_understood_is_reported(server: RedisServer) -> None:
    with server.client() as client:
        client.set("opentoclose:quota:1:{a}:state", "x")
    async with connected(server.url) as store:
        assert "refused the exchange: WRONGTYPE" in await failure(store)


@pytest.mark.parametrize("secret", [SECRET, f"{SECRET}@:/%?#"])
async def test_a_password_is_used_and_never_shown(
    tmp_path: Path, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    escaped = quote(secret, safe="")
    with run_redis(tmp_path) as server:
        place = f"127.0.0.1:{server.port}/0"
        with server.client() as client:
            client.config_set("requirepass", secret)
        async with connected(f"redis://:{escaped}@{place}") as store:
            assert (await take(store)).permits
            assert SECRET not in repr(store)
        for url in (f"redis://:{escaped}x@{place}", f"redis://{place}"):
            async with connected(url) as store:
                assert await failure(store) == (
                    f"redis://{place} refused the user or password of the URL, or needs one."
                )
    assert SECRET not in caplog.text


async def test_a_command_that_the_server_does_not_know_is_not_quoted(tmp_path: Path) -> None:
    """Servers quote its arguments: here, the password."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        place = f"127.0.0.1:{listener.getsockname()[1]}"
        answer = f"-ERR unknown command 'AUTH', with args beginning with: '{SECRET}' \\r\\n"
        program = (
            "import socket, sys; s = socket.socket(fileno=int(sys.argv[1])); c = s.accept()[0];"
            f"c.recv(9999); c.sendall(b{answer!r}.replace(b'\\\\r\\\\n', b'\\r\\n') * 9); c.recv(9)"
        )
        number = listener.fileno()
        command = [sys.executable, "-c", program, str(number)]
        with subprocess.Popen(command, pass_fds=[number]) as process:
            async with connected(f"redis://:{SECRET}@{place}") as store:
                assert "unknown command 'AUTH'" in await failure(store)
            process.kill()


async def test_tls(tmp_path: Path) -> None:
    with run_redis(tmp_path, password=SECRET, tls=True) as server:
        async with connected(server.url) as store:
            assert (await take(store)).permits
        untrusted = f"rediss://:{SECRET}@localhost:{server.port}/0"
        async with connected(untrusted) as store:
            assert "CERTIFICATE_VERIFY_FAILED" in (await failure(store)).upper()
        other_host = server.url.replace("localhost", "127.0.0.1")
        async with connected(other_host) as store:
            assert "CERTIFICATE_VERIFY_FAILED" in (await failure(store)).upper()
        async with connected(f"{other_host}&ssl_check_hostname=no") as store:
            assert (await take(store)).permits
        async with connected(f"{untrusted}?ssl_cert_reqs=none") as store:
            assert (await take(store)).permits
        async with connected(f"{untrusted}?ssl_ca_certs={tmp_path}/missing.pem") as store:
            assert "cannot be reached" in await failure(store)


async def test_tls_with_a_certificate_of_the_client(tmp_path: Path) -> None:
    with run_redis(tmp_path, tls=True) as server:
        with server.client() as client:
            client.config_set("tls-auth-clients", "yes")
        certificate = f"{tmp_path}/client.pem"
        url = f"{server.url}&ssl_certfile={certificate}&ssl_keyfile={certificate}"
        async with connected(url) as store:
            assert (await take(store)).permits
        async with connected(server.url) as store:
            await failure(store)
        with server.client() as client:
            pass


async def test_what_nobody_received_expires(server: RedisServer) -> None:
    """The exchange is carried out after its caller was canceled."""
    windows = (Window(1, 1.0),)
    async with connected(server.url) as store:
        with server.client() as client:
            client.client_pause(500)
            with anyio.move_on_after(0.1) as scope:
                await take(store, "canceled", windows)
            assert scope.cancelled_caught
            client.client_unpause()
        with anyio.fail_after(10):
            while not (reply := await take(store, "next", windows)).permits:
                await anyio.sleep(reply.wait)


FORK = """
import os, sys, anyio
from tests.runtime.quota.test_redis_store import RedisQuotaStore, take, use_up

store = RedisQuotaStore(sys.argv[1])

def taken():
    return len(anyio.run(take, store).permits)

total = taken()
children = []
for _ in range(2):
    child = os.fork()
    if not child:
        os._exit(taken() + taken())
    total += taken()
    children.append(child)
for child in children:
    total += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
total += anyio.run(use_up, store)
print(total)
anyio.run(store.aclose)
"""


async def test_forked_processes_share_it(server: RedisServer) -> None:
    done = await anyio.run_process([sys.executable, "-c", FORK, server.url], cwd=ROOT)
    assert done.stdout.split() == [b"10"]


async def test_real_processes_keep_the_quota_and_two_are_killed(
    server: RedisServer, tmp_path: Path
) -> None:
    """50 requests a second are allowed."""
    await keep_the_quota_though_two_are_killed(server.url, tmp_path / "notes", 6.0)
