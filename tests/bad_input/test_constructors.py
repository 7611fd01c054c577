"""Clients and policies: every argument of every constructor, wrong in every way."""

import os
from functools import partial

import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import ConfigurationError
from tests.bad_input.constructors import CONSTRUCTORS, Constructor
from tests.bad_input.refusals import SECRET, attempt, complaints


@pytest.mark.anyio
@pytest.mark.parametrize("constructor", CONSTRUCTORS, ids=str)
async def test_a_bad_argument_is_refused(constructor: Constructor) -> None:
    found = []
    for argument, rows in constructor.table.items():
        for bad in rows:
            error = await attempt(partial(constructor.call, argument, bad.value))
            found += complaints(error, argument, bad)
    assert found == []


@pytest.mark.parametrize(
    "variable", ["HTTPS_PROXY", "ALL_PROXY"] if os.name == "posix" else ["HTTPS_PROXY"]
)
def test_a_bad_proxy_in_the_environment_is_refused_at_once(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, f"ftp://u:{SECRET}@proxy.test")
    with pytest.raises(ConfigurationError, match=f"environment's proxy.*{variable}") as caught:
        AsyncOpenToClose("key")
    assert SECRET not in str(caught.value)


def test_proxies_of_every_kind_that_can_work_are_taken() -> None:
    AsyncOpenToClose("key", proxy="http://proxy.test:3128")
    AsyncOpenToClose("key", proxy=f"https://u:{SECRET}@proxy.test")
    AsyncRooms("account", access_token="token", proxy="http://[::1]:8080")


@pytest.mark.parametrize(
    "base_url",
    [
        "https://a.test",
        "https://a.test/",
        "https://a.test:65535/v1",
        "https://xn--bcher-kva.example/v1",
        "https://bücher.example/v1",
        "http://[::1]:8000/v1",
        "https://under_score.test.",
    ],
)
def test_addresses_of_every_kind_that_can_work_are_taken(base_url: str) -> None:
    AsyncOpenToClose("key", base_url=base_url)


@pytest.mark.parametrize("constructor", CONSTRUCTORS, ids=str)
def test_the_tables_are_about_calls_that_work_otherwise(constructor: Constructor) -> None:
    assert constructor.make(**constructor.good) is not None
