"""Download what a public link leads to, without any credential."""

import hashlib
import os
import random
from contextlib import aclosing
from functools import partial
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import anyio
import anyio.to_thread
import httpx

from opentoclose_async._protocol.responses.redirects import PORTS, REDIRECTS, origin_of
from opentoclose_async._protocol.retry import Outcome, RetryPolicy, next_delay
from opentoclose_async._runtime.transport.addresses import keeps_secrets
from opentoclose_async._runtime.transport.tls import default_context

__all__ = ["LinkError", "download_link"]

CHUNK = 1 << 20
"""Bytes to collect before they are written."""
TIMEOUT = 30.0
"""Seconds for connecting, and for each read."""
MOST_REDIRECTS = 5
POLICY = RetryPolicy(attempts=4)
WORTH_A_RETRY = frozenset({408, 429, 500, 502, 503, 504})


class LinkError(Exception):
    """Raised if a link leads to nothing; the message names the host, not the whole link."""


class _PassingError(LinkError):
    """Raised for a failure that may pass."""


async def download_link(link: str, path: Path, *, stay: bool) -> tuple[int, str]:
    """
    Write what a link leads to to a file.

    Links may contain a signature, so errors name their host only. Without TLS, only this machine
    and the host that the caller trusts are asked.

    Args:
        link: An http or https URL.
        path: The file; removed again after an error.
        stay: Follow no redirect to another host.

    Returns:
        Its size in bytes, and its SHA-256 in hexadecimal digits.

    Raises:
        LinkError: If nothing complete can be downloaded.
        OSError: If it cannot be written.
    """
    # Nothing from the environment: a netrc file has credentials, and links lead to any host.
    client = httpx.AsyncClient(
        verify=default_context(), trust_env=False, timeout=TIMEOUT, follow_redirects=False
    )
    attempt = 0
    async with client:
        while True:
            attempt += 1
            try:
                return await _follow(client, link, path, stay=stay)
            except BaseException as error:
                await _remove(path)
                if not isinstance(error, _PassingError):
                    raise
                delay = next_delay(POLICY, "GET", attempt, Outcome.LOST, draw=random.uniform)
                if delay is None:
                    raise
            await anyio.sleep(delay)


async def _follow(
    client: httpx.AsyncClient, link: str, path: Path, *, stay: bool
) -> tuple[int, str]:
    first = urlsplit(link)
    there = link
    for _ in range(MOST_REDIRECTS + 1):
        found = await _get(client, there, path)
        if not isinstance(found, str):
            return found
        there = urljoin(there, found)
        to = urlsplit(there)
        if to.scheme not in PORTS or to.username is not None:
            raise LinkError(f"{first.hostname} redirects to something that is not a plain link")
        if stay and origin_of(to) != origin_of(first):
            raise LinkError(f"{first.hostname} redirects to another host, {to.hostname}")
        if origin_of(to) != origin_of(first) and not keeps_secrets(
            httpx.URL(there), own_transport=False
        ):
            raise LinkError(f"{first.hostname} redirects to {to.hostname} without TLS")
    raise LinkError(f"{first.hostname} redirects more than {MOST_REDIRECTS} times")


async def _get(client: httpx.AsyncClient, link: str, path: Path) -> tuple[int, str] | str:
    """Write the body of a response; return where a redirect leads instead."""
    host = urlsplit(link).hostname
    try:
        request = client.build_request("GET", link, headers={"Accept-Encoding": "identity"})
        async with aclosing(_Response(await client.send(request, stream=True))) as held:
            response = held.response
            location = response.headers.get("location", "")
            if response.status_code in REDIRECTS and location:
                return str(location)
            if response.status_code != 200:
                kind = _PassingError if response.status_code in WORTH_A_RETRY else LinkError
                raise kind(f"{host} answered {response.status_code}")
            return await _write(response, path)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        kind = LinkError if isinstance(error, httpx.InvalidURL) else _PassingError
        raise kind(f"{host}: {type(error).__name__}") from None


async def _remove(path: Path) -> None:
    with anyio.CancelScope(shield=True):
        await anyio.to_thread.run_sync(partial(path.unlink, missing_ok=True))


class _Response:
    """A response that is closed on every way out."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response

    async def aclose(self) -> None:
        with anyio.CancelScope(shield=True):
            await self.response.aclose()


async def _write(response: httpx.Response, path: Path) -> tuple[int, str]:
    digest = hashlib.sha256()
    size = 0
    waiting = bytearray()
    file = await anyio.to_thread.run_sync(lambda: path.open("wb"))
    try:
        async for chunk in response.aiter_bytes():
            waiting += chunk
            if len(waiting) >= CHUNK:
                data = bytes(waiting)
                waiting.clear()
                size += len(data)
                digest.update(data)
                await anyio.to_thread.run_sync(file.write, data)
        size += len(waiting)
        digest.update(waiting)

        def end() -> None:
            file.write(waiting)
            file.flush()
            os.fsync(file.fileno())

        await anyio.to_thread.run_sync(end)
    finally:
        file.close()
    return size, digest.hexdigest()
