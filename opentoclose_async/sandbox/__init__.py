"""
A local server that simulates Open To Close, DocuSign Rooms and DocuSign's sign-in.

It keeps state, pages like the two APIs, enforces their quotas and injects faults on demand, so an
integration can be tried, tested and measured without an account. `Sandbox` is an ASGI application:
run it in process (`httpx.ASGITransport`), or on a socket with `serve` or `run`, which need uvicorn.
"""

try:
    from opentoclose_async.sandbox.app import Sandbox
    from opentoclose_async.sandbox.config import SandboxConfig
    from opentoclose_async.sandbox.faults.plan import Fault
    from opentoclose_async.sandbox.serving import RunningSandbox, run, serve
    from opentoclose_async.sandbox.special_documents import SpecialDocuments
    from opentoclose_async.sandbox.stats import ApiStats, LoggedRequest, Stats
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "starlette":
        raise
    from opentoclose_async._extras import install_command

    raise ModuleNotFoundError(
        "starlette is not installed; the sandbox needs the extra 'sandbox': "
        + install_command("sandbox"),
        name=error.name,
    ) from error

__all__ = [
    "ApiStats",
    "Fault",
    "LoggedRequest",
    "RunningSandbox",
    "Sandbox",
    "SandboxConfig",
    "SpecialDocuments",
    "Stats",
    "run",
    "serve",
]
