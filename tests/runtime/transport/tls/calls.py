"""Calls of the sandbox over TLS."""

from typing import Any

import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.sandbox import RunningSandbox


def key_of(server: RunningSandbox) -> str:
    return server.sandbox.config.otc_token


def client_of(server: RunningSandbox, port: int, **options: Any) -> AsyncOpenToClose:
    return AsyncOpenToClose(
        key_of(server), base_url=f"https://localhost:{port}/v1", quota=None, timeout=5, **options
    )


async def failure_of(server: RunningSandbox, port: int, **options: Any) -> OpenToCloseAPIError:
    """Fail to create a record, and return the error. Its outcome must be known."""
    retries: list[object] = []
    async with client_of(server, port, on_retry=retries.append, **options) as otc:
        with pytest.raises(OpenToCloseAPIError) as caught:
            await otc.tags.create_tag({"name": "x"})
        with pytest.raises(type(caught.value)):
            await otc.tags.list_tags()
    assert retries == []
    assert not caught.value.outcome_unknown
    assert (caught.value.method, caught.value.endpoint) == ("POST", "/tags")
    return caught.value
