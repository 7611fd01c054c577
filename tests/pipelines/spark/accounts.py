"""Accounts files for sandboxes."""

from collections.abc import Mapping
from pathlib import Path

from opentoclose_async.sandbox import RunningSandbox

__all__ = ["TOKENS", "rooms_accounts"]

TOKENS = {
    "NORTH_TOKEN": "north-secret-2f8a61c09d",
    "SOUTH_TOKEN": "south-secret-77b1e4a35c",
    "WRONG_TOKEN": "wrong-secret-9c0d5e1f7a",
    "OTC_KEY": "otc-secret-51f2c8d0e3a4",
}
"""The environment variables of the executors: a JVM's are those of its start."""


def rooms_accounts(
    folder: Path, servers: Mapping[str, RunningSandbox], *, tokens: Mapping[str, str] = {}
) -> str:
    """
    Write an accounts file.

    Args:
        folder: Where to write it.
        servers: The sandbox of each account.
        tokens: The variables with their tokens; NORTH_TOKEN by default.

    Returns:
        Its path.
    """
    tables = [
        f"""
[[account]]
name = "{name}"
api = "rooms"
account_id = "{server.sandbox.config.account_id}"
access_token_env = "{tokens.get(name, "NORTH_TOKEN")}"
base_url = "{server.rooms_base_url}"
"""
        for name, server in servers.items()
    ]
    file = folder / "accounts.toml"
    file.write_text("".join(tables), encoding="utf-8")
    return str(file)
