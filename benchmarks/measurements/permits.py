"""What a permit to send costs: with a quota of the client's own, and with one that is shared."""

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import anyio.lowlevel

from benchmarks.report import Claim, Outcome, Table
from opentoclose_async import FileQuotaStore, Quota, QuotaStore, RedisQuotaStore
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._runtime.quota.throttle import Throttle

__all__ = ["measure"]

# Wide enough that nobody waits; the second window keeps thousands of times.
WINDOWS = [(1_000_000, 30), (2_000_000, 3600)]
MOST_MS = 1.0

Permits = Callable[[int], Awaitable[float]]
"""Take so many permits, one after another, and return the seconds that took."""


def measure(*, quick: bool) -> Outcome:
    """Take permits, next to two libraries that count in the same windows in the same stores."""
    count, turns = (50, 1) if quick else (600, 5)
    with TemporaryDirectory() as name, _redis(Path(name)) as url:
        folder = Path(name)
        readers: dict[tuple[str, str], Callable[[], Permits]] = {
            ("none", "opentoclose_async"): lambda: _ours(None),
            ("file", "opentoclose_async"): lambda: _ours(FileQuotaStore(folder / "ours.sqlite3")),
            ("file", "pyrate-limiter"): lambda: _pyrate_file(folder / "pyrate.sqlite3"),
            ("Redis", "opentoclose_async"): lambda: _ours(RedisQuotaStore(url)),
            ("Redis", "pyrate-limiter"): lambda: _pyrate_redis(url),
            ("Redis", "limits"): lambda: _limits_redis(url),
        }
        rows: list[list[str | int | float | None]] = []
        found: dict[tuple[str, str], float] = {}
        for key, make in readers.items():
            try:
                if key[0] == "Redis" and not url:
                    raise ImportError("no server is installed")
                permits = make()
            except ImportError:
                rows.append([*key, None])
                continue
            times = [asyncio.run(_run(permits, count)) / count * 1000 for _ in range(turns)]
            found[key] = median(times)
            rows.append([*key, round(found[key], 3)])
    claims = [
        Claim(
            f"A permit from the {store} store costs at most {MOST_MS:g} ms",
            milliseconds <= MOST_MS,
            f"{milliseconds:.2f} ms",
        )
        for (store, reader), milliseconds in found.items()
        if reader == "opentoclose_async" and store != "none" and not quick
    ]
    table = Table(
        "A permit to send one request, taken and reported, in milliseconds",
        ["store", "library", "ms"],
        rows,
        f"Means over {count:,} permits one after another, two windows, medians of {turns} turns. "
        "The others report nothing: they count a request when it is permitted.",
    )
    return Outcome([table], claims)


async def _run(permits: Permits, count: int) -> float:
    return await permits(count)


def _ours(store: QuotaStore | None) -> Permits:
    quota = Quota.parse(", ".join(f"{count}/{seconds}s" for count, seconds in WINDOWS))

    async def permits(count: int) -> float:
        throttle = Throttle(quota, store=store, account=lambda: "account")
        began = time.perf_counter()
        for _ in range(count):
            throttle.settle(await throttle.acquire(), LimitSignals())
            await anyio.lowlevel.checkpoint()  # so that it is reported
        await throttle.aclose()
        took = time.perf_counter() - began
        if store is not None:
            await store.aclose()
        return took

    return permits


def _pyrate_file(path: Path) -> Permits:
    pyrate = import_module("pyrate_limiter")
    bucket = pyrate.SQLiteBucket.init_from_file(_rates(), db_path=str(path), use_file_lock=True)
    return _pyrate(pyrate.Limiter(bucket))


def _pyrate_redis(url: str) -> Permits:
    pyrate, redis = import_module("pyrate_limiter"), import_module("redis")
    bucket = pyrate.RedisBucket.init(_rates(), redis.Redis.from_url(url), "pyrate")
    return _pyrate(pyrate.Limiter(bucket))


def _pyrate(limiter: Any) -> Permits:
    async def permits(count: int) -> float:
        began = time.perf_counter()
        for _ in range(count):
            limiter.try_acquire("account")
        return time.perf_counter() - began

    return permits


def _rates() -> list[Any]:
    pyrate = import_module("pyrate_limiter")
    return [pyrate.Rate(count, seconds * 1000) for count, seconds in WINDOWS]


def _limits_redis(url: str) -> Permits:
    limits = import_module("limits")
    storage = import_module("limits.storage").RedisStorage(url)
    limiter = import_module("limits.strategies").MovingWindowRateLimiter(storage)
    items = [limits.RateLimitItemPerSecond(count, seconds) for count, seconds in WINDOWS]

    async def permits(count: int) -> float:
        began = time.perf_counter()
        for _ in range(count):
            for item in items:
                limiter.hit(item, "account")
        return time.perf_counter() - began

    return permits


@contextmanager
def _redis(folder: Path) -> Iterator[str]:
    """Run a Redis or Valkey server, and yield its URL; "" if none is installed."""
    binary = shutil.which("valkey-server") or shutil.which("redis-server")
    if binary is None:
        yield ""
        return
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [
        binary,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            for _ in range(200):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.02)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
