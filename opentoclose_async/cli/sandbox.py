"""``opentoclose sandbox``: both APIs on this machine, to try things on."""

import errno
import ipaddress
import shlex
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from opentoclose_async.cli.errors import errors_as_lines
from opentoclose_async.cli.extras import needs_extra
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    from opentoclose_async.sandbox import RunningSandbox

__all__ = ["serve_sandbox"]


class SandboxQuota(StrEnum):
    """What the sandbox refuses."""

    DOCUMENTED = "documented"
    OFF = "off"


def serve_sandbox(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")
    ] = 8000,
    users: Annotated[int, typer.Option(min=0, help="Users in each of the two APIs.")] = 5000,
    latency_ms: Annotated[
        int, typer.Option(min=0, help="Milliseconds that each answer takes longer.")
    ] = 50,
    quota: Annotated[
        SandboxQuota, typer.Option(help="Refuse what the vendors would refuse, or nothing.")
    ] = SandboxQuota.DOCUMENTED,
    host: Annotated[
        str, typer.Option(help="The address to listen on; of this machine only.")
    ] = "127.0.0.1",
) -> None:
    """
    Serve a sandbox until Ctrl-C.

    Args:
        port: The port to listen on.
        users: Users in each API.
        latency_ms: Milliseconds that each answer takes longer.
        quota: What it refuses.
        host: The address to listen on.
    """
    if not _is_loopback(host):
        # Its tokens are the same everywhere: it is no server for a network.
        raise typer.BadParameter(f"--host {host}: only a loopback address such as 127.0.0.1.")
    refuses: Literal["documented", "off"] = (
        "documented" if quota is SandboxQuota.DOCUMENTED else "off"
    )
    with errors_as_lines():
        try:
            with needs_extra("sandbox", "starlette", "uvicorn"):
                from opentoclose_async.sandbox import Sandbox, run
            sandbox = Sandbox(users=users, latency=latency_ms / 1000, quota=refuses)
            run(sandbox, host=host, port=port, on_ready=_print_how_to_reach)
        except KeyboardInterrupt:
            return  # the way to end it
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ConfigurationError(
                    f"port {port} of {host} is in use; choose another with --port, or 0 for a "
                    "free one."
                ) from error
            raise


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _print_how_to_reach(running: "RunningSandbox") -> None:
    config = running.sandbox.config
    variables = {
        "OPEN_TO_CLOSE_BASE_URL": running.otc_base_url,
        "OPEN_TO_CLOSE_API_KEY": config.otc_token,
        "DOCUSIGN_ACCOUNT_ID": config.account_id,
        "DOCUSIGN_ACCESS_TOKEN": config.rooms_token,
    }
    exports = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    latency = f"{config.latency * 1000:g} ms an answer"
    # All of it can be pasted into a shell: what is no command is a comment.
    text = [
        f"# Open To Close:  {running.otc_base_url}",
        f"# DocuSign Rooms: {running.rooms_base_url}",
        f"# {config.users} users in each, {latency}, quota {config.quota}.",
        "# Ctrl-C ends it. In another shell:",
        *exports,
        "opentoclose export users --api otc",
        f"opentoclose export users --api rooms --base-url {running.rooms_base_url}",
    ]
    typer.echo("\n".join(text))
