"""``opentoclose sandbox``: both APIs on this machine, for trying things out."""

import errno
import ipaddress
import os
import shlex
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opentoclose_async._protocol.plurals import counted
from opentoclose_async.cli.account_options import integer_option
from opentoclose_async.cli.background_sandbox import PID, answers, is_free, start_in_background
from opentoclose_async.cli.commands import arguments_of
from opentoclose_async.cli.completion import offer
from opentoclose_async.cli.errors import report_errors
from opentoclose_async.cli.extras import require_extra
from opentoclose_async.cli.names import DASH
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.usage_errors import UsageError
from opentoclose_async.cli.values import one_of
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    from opentoclose_async.sandbox import RunningSandbox
    from opentoclose_async.sandbox.config import SandboxConfig

__all__ = ["serve_sandbox"]


class SandboxQuota(StrEnum):
    """The quota that the sandbox enforces."""

    DOCUMENTED = "documented"
    OFF = "off"


class SandboxEnvironment(StrEnum):
    """The DocuSign environment that the sandbox simulates."""

    PRODUCTION = "production"
    DEMO = "demo"


def serve_sandbox(
    context: typer.Context,
    port: Annotated[
        int,
        integer_option(
            "--port", "Port to listen on; 0 picks a free one.", most=65535, metavar="PORT"
        ),
    ] = 8000,
    users: Annotated[int, integer_option("--users", "Users in each of the two APIs.")] = 5000,
    latency_ms: Annotated[
        int, integer_option("--latency-ms", "Milliseconds added to each response.")
    ] = 50,
    quota: Annotated[
        SandboxQuota,
        typer.Option(
            parser=one_of("--quota", tuple(SandboxQuota), SandboxQuota),
            autocompletion=offer(*SandboxQuota),
            metavar="QUOTA",
            help="documented enforces the vendors' documented quotas, off none.",
        ),
    ] = SandboxQuota.DOCUMENTED,
    environment: Annotated[
        SandboxEnvironment,
        typer.Option(
            parser=one_of("--environment", tuple(SandboxEnvironment), SandboxEnvironment),
            autocompletion=offer(*SandboxEnvironment),
            metavar="ENVIRONMENT",
            help="DocuSign environment to simulate: production or demo. It decides the quota and "
            "the audience of assertions.",
        ),
    ] = SandboxEnvironment.PRODUCTION,
    rooms: Annotated[int, integer_option("--rooms", "Rooms, from 2019 to 2026.")] = 40,
    documents: Annotated[
        int | None,
        integer_option("--documents", "Documents in all rooms together. Default: up to 3 in each."),
    ] = None,
    large_document_bytes: Annotated[
        int, integer_option("--large-document-bytes", "Size of one more document; 0 for none.")
    ] = 0,
    properties: Annotated[int, integer_option("--properties", "Properties in Open To Close.")] = 30,
    oddities: Annotated[
        bool,
        typer.Option(
            "--oddities",
            help="Add names that make bad file names, and documents that are empty, fail or are "
            "refused.",
        ),
    ] = False,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="Address to listen on; loopback only.")
    ] = "127.0.0.1",
    private_key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="New file for the key that signs DocuSign assertions; valid for this run only.",
        ),
    ] = None,
    env: Annotated[
        bool,
        typer.Option(
            "--env",
            help='For eval "$(opentoclose sandbox --env)": serve in the background, and print only '
            "the lines that set the variables. A sandbox that runs at the port already is used if "
            f"no option says what it contains. Stop it with kill ${PID}.",
        ),
    ] = False,
) -> None:
    """
    Serve a sandbox until Ctrl-C.

    Args:
        context: The command's context.
        port: The port to listen on.
        users: Users in each API.
        latency_ms: Milliseconds added to each response.
        quota: The quota it enforces.
        environment: The DocuSign environment it simulates.
        rooms: Rooms in Rooms.
        documents: Documents in all rooms together; up to three in each if None.
        large_document_bytes: Size of one more document; none if 0.
        properties: Properties in Open To Close.
        oddities: Whether to add odd names and documents.
        host: The address to listen on.
        private_key: A new file for the key that signs DocuSign assertions.
        env: Whether to serve in the background, and print only the variables.
    """
    if not _is_loopback(host):
        # Its tokens are the same everywhere, so it must not be exposed to a network.
        raise UsageError(f"--host {host}: it must be a loopback address such as 127.0.0.1.")
    if private_key is not None and (private_key == DASH or private_key.is_dir()):
        raise UsageError("--private-key must be a new file, not a folder or standard output.")
    if env:
        _serve_in_background(context, host, port)
        return
    with report_errors():
        try:
            with require_extra("sandbox", "starlette", "uvicorn"):
                import uvicorn  # noqa: F401 - imported only when serving

                from opentoclose_async.sandbox import Sandbox, run
            sandbox = Sandbox(
                users=users,
                latency=latency_ms / 1000,
                quota=quota.value,
                environment=environment.value,
                rooms=rooms,
                documents=documents,
                large_document_bytes=large_document_bytes,
                properties=properties,
                oddities=oddities,
                otc_files=True,
            )
            with require_extra("sandbox", "cryptography"):
                key = None if private_key is None else sandbox.private_key

            def announce(running: "RunningSandbox") -> None:
                # Not earlier: a sandbox that fails to start must leave no file.
                if private_key is not None and key is not None:
                    _write_private_key(private_key, key)
                _print_connection_details(running, private_key)

            run(sandbox, host=host, port=port, on_ready=announce)
        except KeyboardInterrupt:
            return  # the usual way to stop it
        except FileExistsError as error:
            raise ConfigurationError(
                f"{private_key} exists and is not overwritten; choose another file."
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ConfigurationError(
                    f"port {port} of {host} is in use; choose another with --port, or 0 for a "
                    "free one."
                ) from error
            raise


def _serve_in_background(context: typer.Context, host: str, port: int) -> None:
    """Print the variables of a sandbox that runs already, or of a new one."""
    chosen = {
        name
        for name in context.params
        if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"
    }
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    with report_errors():
        if chosen <= {"env", "host", "port"} and port and answers(address):
            with require_extra("sandbox", "starlette"):
                from opentoclose_async.sandbox import Sandbox
            # All sandboxes of this command have the same credentials.
            print_lines(*_exports(_variables(Sandbox(users=0).config, address)))
            return
        arguments = [each for each in arguments_of(context) if each != "--env"]
        if "port" not in chosen:
            arguments += ["--port", str(port if is_free(host, port) else 0)]
        start_in_background(arguments)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _write_private_key(file: Path, key: str) -> None:
    """Write the key to a new file that only its owner can read."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(key)


def _variables(
    config: "SandboxConfig", base_url: str, private_key: Path | None = None
) -> dict[str, str]:
    """Return the environment variables for clients of a sandbox."""
    variables = {
        "OPEN_TO_CLOSE_BASE_URL": f"{base_url}/v1",
        "OPEN_TO_CLOSE_API_KEY": config.otc_token,
        "DOCUSIGN_BASE_URL": f"{base_url}/restapi",
        "DOCUSIGN_AUTH_URL": base_url,
        "DOCUSIGN_ACCOUNT_ID": config.account_id,
        "DOCUSIGN_ACCESS_TOKEN": config.rooms_token,
        # Always set: the shell may have another value, and it determines the clients' quota.
        "DOCUSIGN_ENVIRONMENT": config.environment,
    }
    if private_key is not None:
        variables |= {
            "DOCUSIGN_INTEGRATION_KEY": config.integration_key,
            "DOCUSIGN_USER_ID": config.user_id,
            "DOCUSIGN_PRIVATE_KEY": str(private_key.absolute()),
        }
    return variables


def _exports(variables: Mapping[str, str]) -> list[str]:
    return [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]


def _print_connection_details(running: "RunningSandbox", private_key: Path | None) -> None:
    config = running.sandbox.config
    commands = [f"opentoclose export users --api {api}" for api in ("otc", "rooms")]
    if private_key is not None:
        commands.append("opentoclose login")
    key_location = (
        "written by --private-key FILE" if private_key is None else f"{str(private_key)!r}"
    )
    rooms, properties = counted(config.rooms, "room"), counted(config.properties, "property")
    contents = f"Rooms has {rooms}; Open To Close has {properties}"
    latency = f"{config.latency * 1000:g} ms per response"
    # All of this can be pasted into a shell: lines that are not commands are comments.
    text = [
        f"# Open To Close:  {running.otc_base_url}",
        f"# DocuSign Rooms: {running.rooms_base_url}",
        f"# DocuSign sign-in, /oauth/token and /oauth/userinfo: {running.auth_url}",
        f"#   integration key {config.integration_key}",
        f"#   user id         {config.user_id}",
        f"#   private key     {key_location}",
        f"#   audience (aud)  {config.auth_host}",
        f"# {counted(config.users, 'user')} in each, {latency}, quota {config.quota}.",
        f"# DocuSign's {config.environment} environment.",
        f"# {contents}.",
        *_special_documents(running),
        f"# Counts of requests: {running.base_url}/_sandbox/stats",
        "# Stop it with Ctrl-C. In another shell:",
        *_exports(_variables(config, running.base_url, private_key)),
        *commands,
    ]
    print_lines(*text)


def _special_documents(running: "RunningSandbox") -> list[str]:
    """Return a line that says which documents are special, if any are."""
    special = running.sandbox.special_documents
    ids = {
        "large": special.large,
        "empty": special.empty,
        "failing": special.failing,
        "refused": special.refused,
    }
    named = [f"{kind} {each}" for kind, each in ids.items() if each is not None]
    return [f"# Special documents in Rooms: {', '.join(named)}"] if named else []
