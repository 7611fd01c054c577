"""
The pytest plugin: a sandbox and clients as fixtures, and no way to the vendors' real hosts.

pytest loads it wherever this package is installed. Its fixtures need the extra `testing`; without
it, the plugin still hides credentials and refuses real hosts, and imports next to nothing.
"""

from typing import TYPE_CHECKING

from opentoclose_async.testing.real_hosts import RealHostError

if TYPE_CHECKING:
    from opentoclose_async.testing.server import ServedSandbox

__all__ = ["RealHostError", "ServedSandbox"]


def __getattr__(name: str) -> object:
    if name != "ServedSandbox":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Imported here because pytest loads this package in every run, also without the extra.
    from opentoclose_async.testing.server import ServedSandbox

    return ServedSandbox
