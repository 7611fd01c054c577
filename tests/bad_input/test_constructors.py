"""Clients and policies, with every kind of invalid value for every constructor argument."""

import os
from functools import partial

import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import ConfigurationError
from tests.bad_input.constructors import CONSTRUCTORS, Constructor
from tests.bad_input.refusals import SECRET, attempt, complaints


@pytest.mark.anyio
@pytest.mark.parametrize("constructor", CONSTRUCTORS, ids=str)
@pytest.mark.loops_in_turn
async def test_an_invalid_argument_is_refused(constructor: Constructor) -> None:
    found = []
    for argument, rows in constructor.table.items():
        for bad in rows:
            error = await attempt(partial(constructor.call, argument, bad.value))
            found += complaints(error, argument, bad)
    assert found == []


@pytest.mark.parametrize(
    "variable", ["HTTPS_PROXY", "ALL_PROXY"] if os.name == "posix" else ["HTTPS_PROXY"]
)
def test_an_invalid_proxy_in_the_environment_is_refused_by_the_constructor(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, f"ftp://u:{SECRET}@proxy.test")
    with pytest.raises(ConfigurationError, match=f"environment's proxy.*{variable}") as caught:
        AsyncOpenToClose("key")
    assert SECRET not in str(caught.value)


def test_every_valid_kind_of_proxy_is_accepted() -> None:
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
def test_every_valid_kind_of_address_is_accepted(base_url: str) -> None:
    AsyncOpenToClose("key", base_url=base_url)


def test_the_constructors_succeed_with_valid_arguments() -> None:
    for constructor in CONSTRUCTORS:
        assert constructor.make(**constructor.good) is not None
