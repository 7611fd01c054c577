"""
A local server that speaks Open To Close, DocuSign Rooms and DocuSign's sign-in.

It keeps state, pages as the two APIs page, counts their quotas and misbehaves on demand: what one
needs to try an integration, to test it and to measure it without an account. `Sandbox` is an ASGI
application, so it runs in process (`httpx.ASGITransport`) or, by `serve` and `run`, on a socket.
"""

try:
    from opentoclose_async.sandbox.app import Sandbox
    from opentoclose_async.sandbox.config import SandboxConfig
    from opentoclose_async.sandbox.faults.plan import Fault
    from opentoclose_async.sandbox.serving import RunningSandbox, run, serve
    from opentoclose_async.sandbox.stats import ApiStats, LoggedRequest, Stats
except ModuleNotFoundError as error:
    missing = (error.name or "").partition(".")[0]
    if missing not in ("starlette", "uvicorn"):
        raise
    raise ModuleNotFoundError(
        f"{missing} is not installed; the sandbox needs: "
        "python -m pip install 'opentoclose-async[sandbox]'",
        name=error.name,
    ) from error

__all__ = [
    "ApiStats",
    "Fault",
    "LoggedRequest",
    "RunningSandbox",
    "Sandbox",
    "SandboxConfig",
    "Stats",
    "run",
    "serve",
]
