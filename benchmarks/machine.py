"""The machine and the package versions of a run."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["describe_machine", "describe_versions"]

PACKAGES = (
    "opentoclose-async",
    "httpx",
    "httpcore",
    "h11",
    "anyio",
    "trio",
    "orjson",
    "aiohttp",
    "httpx2",
    "requests",
    "typer",
    "pyarrow",
    "polars",
    "duckdb",
    "msgspec",
    "docusign-rooms",
)


def describe_machine() -> dict[str, str | int]:
    """Name the processor, its cores as this process may use them, and the system."""
    usable = getattr(os, "sched_getaffinity", None)
    cores = len(usable(0)) if usable is not None else os.cpu_count() or 1
    return {"processor": _processor(), "cores": cores, "system": platform.system()}


def describe_versions() -> dict[str, str]:
    """Return the versions of Python and of the packages compared."""
    versions = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "not installed"
    return versions


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        for line in listing.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
