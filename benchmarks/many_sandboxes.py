"""
Serve a sandbox for each of many accounts: ``python -m benchmarks.many_sandboxes``.

The account with number n is at ``/n/restapi`` and has its own rows and its own quota.
"""

import argparse
import socket
import threading
from typing import Any

import orjson
import uvicorn
from starlette.types import Receive, Scope, Send

from benchmarks.load_server import parent_gone
from opentoclose_async.sandbox import Sandbox

__all__ = ["ACCOUNT_ID", "TOKEN"]

ACCOUNT_ID = "bench-account"
TOKEN = "bench-token"
BACKLOG = 4_096


class ManySandboxes:
    """
    Dispatch requests by the account in their paths.

    Args:
        accounts: The number of accounts.
        users: The number of users of each.
        quota: The quota of each, as (requests, seconds).
    """

    def __init__(self, accounts: int, users: int, quota: tuple[int, float]) -> None:
        self._sandboxes = [
            Sandbox(
                users=users,
                rooms=1,
                properties=1,
                rooms_quota=(quota,),
                rooms_token=TOKEN,
                account_id=ACCOUNT_ID,
            )
            for _ in range(accounts)
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            await self._sandboxes[0](scope, receive, send)
            return
        if scope["path"] == "/stats":
            await _send_json(send, self._stats())
            return
        number, _, path = scope["path"].removeprefix("/").partition("/")
        inner = {**scope, "path": f"/{path}", "raw_path": f"/{path}".encode()}
        await self._sandboxes[int(number)](inner, receive, send)

    def _stats(self) -> dict[str, int]:
        """Return counts since the last call."""
        stats = [sandbox.stats.rooms for sandbox in self._sandboxes]
        counts = {
            "requests": sum(each.requests for each in stats),
            "most": max(each.requests for each in stats),
            "refused": sum(each.rate_limited for each in stats),
        }
        for sandbox in self._sandboxes:
            sandbox.reset()
        return counts


async def _send_json(send: Send, value: Any) -> None:
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": orjson.dumps(value)})


def _quota(text: str) -> tuple[int, float]:
    count, _, seconds = text.partition("/")
    return int(count), float(seconds.removesuffix("s"))


def main() -> None:
    """Serve until the parent process is gone."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many_sandboxes")
    parser.add_argument("--accounts", type=int, required=True)
    parser.add_argument("--users", type=int, required=True, help="of each account")
    parser.add_argument("--quota", type=_quota, required=True, help='of each, such as "2/1s"')
    options = parser.parse_args()
    application = ManySandboxes(options.accounts, options.users, options.quota)
    listener = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    server = uvicorn.Server(
        uvicorn.Config(application, lifespan="off", log_level="critical", access_log=False)
    )

    def stop_with_parent() -> None:
        import asyncio

        asyncio.run(parent_gone())
        server.should_exit = True

    threading.Thread(target=stop_with_parent, daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
