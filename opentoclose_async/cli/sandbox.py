"""``opentoclose sandbox``: both APIs on this machine, to try things on."""

import errno
import ipaddress
import os
import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opentoclose_async.cli.errors import errors_as_lines
from opentoclose_async.cli.export.standard_output import DASH
from opentoclose_async.cli.extras import needs_extra
from opentoclose_async.cli.output import tell
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    from opentoclose_async.sandbox import RunningSandbox

__all__ = ["serve_sandbox"]


class SandboxQuota(StrEnum):
    """What the sandbox refuses."""

    DOCUMENTED = "documented"
    OFF = "off"


class SandboxEnvironment(StrEnum):
    """Which of DocuSign's environments the sandbox plays."""

    PRODUCTION = "production"
    DEMO = "demo"


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
    environment: Annotated[
        SandboxEnvironment,
        typer.Option(
            help="The environment of DocuSign to play: its quota, and whom assertions name."
        ),
    ] = SandboxEnvironment.PRODUCTION,
    host: Annotated[
        str, typer.Option(help="The address to listen on; of this machine only.")
    ] = "127.0.0.1",
    private_key: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            help="A new file for the key that signs DocuSign assertions; it is valid for this run.",
        ),
    ] = None,
) -> None:
    """
    Serve a sandbox until Ctrl-C.

    Args:
        port: The port to listen on.
        users: Users in each API.
        latency_ms: Milliseconds that each answer takes longer.
        quota: What it refuses.
        environment: Which of DocuSign's environments it plays.
        host: The address to listen on.
        private_key: A new file for the key that signs DocuSign assertions.
    """
    if not _is_loopback(host):
        # Its tokens are the same everywhere: it is no server for a network.
        raise typer.BadParameter(f"--host {host}: only a loopback address such as 127.0.0.1.")
    if private_key == DASH:
        raise typer.BadParameter("--private-key is a new file, not standard output.")
    with errors_as_lines():
        try:
            with needs_extra("sandbox", "starlette", "uvicorn"):
                from opentoclose_async.sandbox import Sandbox, run
            sandbox = Sandbox(
                users=users,
                latency=latency_ms / 1000,
                quota=quota.value,
                environment=environment.value,
            )
            with needs_extra("sandbox", "cryptography"):
                key = None if private_key is None else sandbox.private_key

            def begin(running: "RunningSandbox") -> None:
                # Not before: a sandbox that cannot begin leaves no file behind.
                if private_key is not None and key is not None:
                    _write_private_key(private_key, key)
                _print_how_to_reach(running, private_key)

            run(sandbox, host=host, port=port, on_ready=begin)
        except KeyboardInterrupt:
            return  # the way to end it
        except FileExistsError as error:
            raise ConfigurationError(
                f"{private_key} exists and is not overwritten; name another file."
            ) from error
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


def _write_private_key(file: Path, key: str) -> None:
    """Write the key to a new file that only its owner may read."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(key)


def _print_how_to_reach(running: "RunningSandbox", private_key: Path | None) -> None:
    config = running.sandbox.config
    variables = {
        "OPEN_TO_CLOSE_BASE_URL": running.otc_base_url,
        "OPEN_TO_CLOSE_API_KEY": config.otc_token,
        "DOCUSIGN_ACCOUNT_ID": config.account_id,
        "DOCUSIGN_ACCESS_TOKEN": config.rooms_token,
        # Always, as the shell may have another: clients keep the quota of the one that it says.
        "DOCUSIGN_ENVIRONMENT": config.environment,
    }
    rooms = f"--api rooms --base-url {running.rooms_base_url}"
    commands = ["opentoclose export users --api otc", f"opentoclose export users {rooms}"]
    if private_key is not None:
        variables |= {
            "DOCUSIGN_INTEGRATION_KEY": config.integration_key,
            "DOCUSIGN_USER_ID": config.user_id,
            "DOCUSIGN_PRIVATE_KEY": str(private_key.absolute()),
        }
        commands.append(f"opentoclose login --auth-url {running.auth_url}")
    exports = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    key_place = "--private-key FILE writes it" if private_key is None else f"{str(private_key)!r}"
    latency = f"{config.latency * 1000:g} ms an answer"
    # All of it can be pasted into a shell: what is no command is a comment.
    text = [
        f"# Open To Close:  {running.otc_base_url}",
        f"# DocuSign Rooms: {running.rooms_base_url}",
        f"# DocuSign sign-in, /oauth/token and /oauth/userinfo: {running.auth_url}",
        f"#   integration key {config.integration_key}",
        f"#   user id         {config.user_id}",
        f"#   private key     {key_place}",
        f"#   assertions name {config.auth_host} in aud",
        f"# {config.users} users in each, {latency}, quota {config.quota}.",
        f"# DocuSign's {config.environment} environment.",
        "# Ctrl-C ends it. In another shell:",
        *exports,
        *commands,
    ]
    tell(*text)
