"""Serve the official description of Rooms on loopback, with Prism."""

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

__all__ = ["NO_PRISM", "PrismError", "prism_binary", "serve"]

NO_PRISM = "PRISM must name the binary of Prism; install it with npm install @stoplight/prism-cli"
SECONDS_TO_START = 60.0
SECONDS_BETWEEN_CHECKS = 0.05


class PrismError(Exception):
    """Prism did not start; the message is its output."""


def prism_binary() -> str | None:
    """Return the binary of Prism; None if the environment names none."""
    return os.environ.get("PRISM") or None


@contextmanager
def serve(description: Path) -> Iterator[str]:
    """
    Serve a description until the block ends.

    Args:
        description: The file of the description.

    Yields:
        The root of its paths. Prism ignores the ``basePath`` of a description.

    Raises:
        PrismError: If there is no Prism, it exited, or it did not listen in time.
    """
    binary = prism_binary()
    if binary is None:
        raise PrismError(NO_PRISM)
    port = _free_port()
    command = [binary, "mock", "--errors", "--port", str(port), "--host", "127.0.0.1"]
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                [*command, str(description)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a wrapper may run Prism in another process, to kill too
            )
        except OSError as error:
            raise PrismError(str(error)) from error
        try:
            if not _listens(process, port):
                output.seek(0)
                raise PrismError(output.read().decode(errors="replace")[-2000:])
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port: int = any_port.getsockname()[1]
        return port


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the process listens, exits, or time is up."""
    deadline = monotonic() + SECONDS_TO_START
    while monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return True
        except OSError:
            try:
                process.wait(SECONDS_BETWEEN_CHECKS)
            except subprocess.TimeoutExpired:
                continue
            return False
    return False
