"""Read with a plain ``httpx2.AsyncClient``, which has httpx's interface, and json."""

import asyncio
import importlib

from benchmarks.client_process import Job, Meter
from benchmarks.readers.httpx_workers import read_with

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the pages; the first failure ends it."""
    asyncio.run(read_with(importlib.import_module("httpx2"), job, meter))  # an optional peer
