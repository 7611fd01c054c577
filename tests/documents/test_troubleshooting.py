"""The messages that docs/troubleshooting.md explains are those that are raised."""

import asyncio
import re
import sys
import threading
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    FilterWarning,
    OpenToClose,
    Rooms,
)
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.export import Progress
from opentoclose_async.export.blocking import export
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.clients import blocking_otc_client, blocking_rooms_client, otc_client
from tests.documents.examples import ROOT
from tests.tls_relay import relay, server_context

PAGE = ROOT / "docs" / "troubleshooting.md"
_SECTION = re.compile(r"^### ([^\n]+)\n\n```text\n(.*?)^```$", re.M | re.S)
EXPLAINED = {
    heading: " ".join(message.split())
    for heading, message in _SECTION.findall(PAGE.read_text("utf-8"))
}


@pytest.fixture
def server(start_server: Callable[..., RunningSandbox]) -> RunningSandbox:
    return start_server(users=60)


def no_key(_: RunningSandbox) -> None:
    OpenToClose()


def html(server: RunningSandbox) -> None:
    blocking_otc_client(server, api_key="wrong").users.retrieve_user(1)


def unauthorized(server: RunningSandbox) -> None:
    account, url = server.sandbox.config.account_id, server.rooms_base_url
    Rooms(account, access_token="wrong", base_url=url).users.get_user(30_001)


def forbidden(server: RunningSandbox) -> None:
    server.sandbox.faults = [Fault(kind="status", status=403)]
    blocking_rooms_client(server).users.get_user(30_001)


def sandbox_key(server: RunningSandbox) -> None:
    OpenToClose(server.sandbox.config.otc_token).users.retrieve_user(1)


def refused(server: RunningSandbox) -> None:
    server.sandbox.faults = [Fault(kind="status", status=429)]
    blocking_otc_client(server, retry=None).users.retrieve_user(1)


def used_up(server: RunningSandbox) -> None:
    otc = blocking_otc_client(server, quota="1/h", max_wait=5.0, quota_store=None)
    for _ in range(2):
        otc.users.retrieve_user(1)


def distrusted(server: RunningSandbox) -> None:
    with relay(server.port, server_context()) as secure:
        url = f"https://localhost:{secure.port}/v1"
        blocking_otc_client(server, base_url=url, retry=None).users.retrieve_user(1)


def no_tls(server: RunningSandbox) -> None:
    url = server.otc_base_url.replace("http:", "https:")
    blocking_otc_client(server, base_url=url, retry=None).users.retrieve_user(1)


def plain(_: RunningSandbox) -> None:
    OpenToClose("key", base_url="http://example.com/v1")


def unreachable(server: RunningSandbox) -> None:
    url = "http://127.0.0.1:9/v1"
    blocking_otc_client(server, base_url=url, retry=None).users.retrieve_user(1)


def too_many_files(server: RunningSandbox) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no such limit")

    async def main() -> None:
        async with otc_client(server, retry=None) as otc:
            limits = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))  # those open stay so
            try:
                await otc.users.retrieve_user(1)
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, limits)

    asyncio.run(main())


def lost_create(server: RunningSandbox) -> None:
    server.sandbox.faults = [Fault(kind="hang", method="POST", seconds=1.0)]
    otc = blocking_otc_client(server, timeout=0.2, retry=None)
    otc.users.create_user({"first_name": "Ada"})


def misspelt(server: RunningSandbox) -> None:
    filters: dict[str, Any] = {"rol": "Agent"}
    blocking_otc_client(server).users.list_users(**filters)


def ignored(server: RunningSandbox) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", FilterWarning)
        blocking_otc_client(server).users.list_users(params={"colour": "red"})


def plain_for(server: RunningSandbox) -> None:
    pager: Any = otc_client(server).users.iter_users()
    for _ in pager:
        pass


class StoppedError(Exception):
    """Ends an export in the middle."""


def stop(progress: Progress) -> None:
    if progress.rows:
        raise StoppedError


def part_file(server: RunningSandbox) -> None:
    users = blocking_otc_client(server).users
    with pytest.raises(StoppedError):
        export(users.iter_users(page_size=10), "users.jsonl", progress=stop)
    export(users.iter_users(page_size=10), "users.jsonl")


def another_export(server: RunningSandbox) -> None:
    users = blocking_otc_client(server).users
    with pytest.raises(StoppedError):
        export(users.iter_users(page_size=10), "users.jsonl", progress=stop)
    export(users.iter_users(page_size=10, role="Agent"), "users.jsonl", resume=True)


def two_loops(_: RunningSandbox) -> None:
    sandbox = Sandbox(users=3)
    otc: AsyncOpenToClose = otc_client(sandbox)
    problems: list[Exception] = []

    async def call() -> None:
        await otc.users.retrieve_user(1)

    def call_in_another_loop() -> None:
        try:
            asyncio.run(call())
        except OpenToCloseAPIError as error:
            problems.append(error)

    async def main() -> None:
        async with otc:
            await call()
            thread = threading.Thread(target=call_in_another_loop)
            thread.start()
            thread.join()

    asyncio.run(main())
    raise problems[0]


def eventlet(server: RunningSandbox) -> None:
    patcher = types.ModuleType("eventlet.patcher")
    patcher.is_monkey_patched = lambda _: True  # type: ignore[attr-defined]
    sys.modules["eventlet.patcher"] = patcher
    try:
        blocking_otc_client(server).users.retrieve_user(1)
    finally:
        del sys.modules["eventlet.patcher"]


def closed(server: RunningSandbox) -> None:
    otc = blocking_otc_client(server)
    otc.close()
    otc.users.retrieve_user(1)


def not_installed(server: RunningSandbox) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "redis", None)
        blocking_otc_client(server, quota="1/s", quota_store="redis://cache.test")


RAISED: dict[str, Callable[[RunningSandbox], None]] = {
    "No API key": no_key,
    "An HTML page instead of JSON": html,
    "401 Unauthorized": unauthorized,
    "403 Forbidden": forbidden,
    "The sandbox's key, but the vendor's address": sandbox_key,
    "429 Too Many Requests": refused,
    "The quota is used up": used_up,
    "A certificate that is not trusted": distrusted,
    "The server does not speak TLS": no_tls,
    "Plain HTTP is refused": plain,
    "No connection": unreachable,
    "Too many open files": too_many_files,
    "It may have been carried out anyway": lost_create,
    "A filter that is not known": misspelt,
    "FilterWarning": ignored,
    "A plain for over an async list": plain_for,
    "A part file of an earlier run": part_file,
    "Resuming is refused": another_export,
    "Two event loops": two_loops,
    "eventlet": eventlet,
    "A closed client": closed,
    "Something is not installed": not_installed,
}


def test_every_message_is_checked() -> None:
    assert set(EXPLAINED) == set(RAISED)


@pytest.mark.parametrize("heading", RAISED)
def test_the_message_is_the_one_that_is_raised(
    heading: str, server: RunningSandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPEN_TO_CLOSE_API_KEY", raising=False)
    with pytest.raises((OpenToCloseAPIError, FilterWarning, TypeError)) as caught:
        RAISED[heading](server)
    pattern = ".*?".join(re.escape(part) for part in EXPLAINED[heading].split("…"))
    assert re.fullmatch(pattern, str(caught.value)), str(caught.value)
