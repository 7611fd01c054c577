"""Tests that nothing protects but the plugin, without its extra: run by `test_plugin.py`."""

import asyncio
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import aiohttp
import httpx
import pytest
import respx
from dotenv import load_dotenv

from opentoclose_async import AsyncOpenToClose, OpenToClose, OpenToCloseAPI, Rooms
from opentoclose_async.testing import RealHostError


async def through_aiohttp(url: str) -> None:
    async with aiohttp.ClientSession(trust_env=True) as session:
        await session.get(url)


async def through_asyncio(_: str) -> None:
    async with AsyncOpenToClose("key") as otc:
        await otc.users.list_users()


PATHS: list[Callable[[str], Any]] = [
    httpx.get,
    urlopen,
    lambda url: asyncio.run(through_aiohttp(url)),
    lambda _: socket.create_connection(("docusign.net.", 443)),
    lambda _: socket.gethostbyname("Account-D.DocuSign.com"),
    lambda _: asyncio.run(through_asyncio("")),
    lambda _: OpenToClose().users.list_users(),  # with the placeholder
    lambda _: OpenToCloseAPI().users.list_users(),
    lambda _: Rooms("4f2c", access_token="t", environment="demo").users.list_users(),
    lambda _: OpenToClose(proxy="http://127.0.0.1:9").users.list_users(),
]


@pytest.mark.parametrize("connect", PATHS)
def test_real_hosts_are_refused(connect: Callable[[str], Any]) -> None:
    with pytest.raises(RealHostError, match=r"refused.*opentoclose_live=true"):
        connect("https://api.opentoclose.com/v1/users")


def test_other_hosts_are_looked_up() -> None:
    assert socket.getaddrinfo("localhost", 80)
    assert socket.getaddrinfo(None, 80)
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("opentoclose.com.invalid", 80)


@respx.mock
def test_mocked_requests_are_not_refused() -> None:
    respx.get("https://api.opentoclose.com/v1/users/5").respond(json={"id": 5})
    with OpenToClose(quota=None) as otc:
        assert otc.users.retrieve_user(5).id == 5


def test_the_credentials_are_hidden(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPEN_TO_CLOSE_API_KEY=real-secret\n")
    load_dotenv(tmp_path / ".env")
    assert not [name for name, value in os.environ.items() if "real-secret" in value]
    assert "hidden" in os.environ["OPEN_TO_CLOSE_API_KEY"]
    assert "DOCUSIGN_BASE_URL" not in os.environ


def test_variables_that_are_not_set_stay_so() -> None:
    """Code may give its mocked requests a key, or skip tests that need a real one."""
    assert os.environ["DOCUSIGN_ACCESS_TOKEN"] == ""
    assert "DOCUSIGN_REFRESH_TOKEN" not in os.environ


def test_a_fixture_without_the_extra(async_otc: AsyncOpenToClose) -> None: ...
