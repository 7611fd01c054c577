"""Prism, serving the official description of Rooms on loopback."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

__all__ = ["NO_PRISM", "PrismError", "find_prism", "serve"]

NO_PRISM = "there is no Prism: install @stoplight/prism-cli, or name its binary in PRISM"
SECONDS_TO_START = 60.0
SECONDS_BETWEEN_LOOKS = 0.05


class PrismError(Exception):
    """Prism did not start; says what it printed."""


def find_prism() -> list[str] | None:
    """
    Find Prism: what the variable PRISM names, what is on PATH, what npx has here.

    Returns:
        The command that runs it; None if there is none. Nothing is ever installed.
    """
    if named := os.environ.get("PRISM"):
        return [named]
    candidates = []
    if on_path := shutil.which("prism"):
        candidates.append([on_path])
    if npx := shutil.which("npx"):
        candidates.append([npx, "--no-install", "prism"])
    return next((each for each in candidates if _is_prism(each)), None)


def _is_prism(command: list[str]) -> bool:
    """Tell Prism from other programs of this name: it says a bare version."""
    try:
        finished = subprocess.run(
            [*command, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_START,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(re.fullmatch(r"\d+\.\d+\.\d+\S*", finished.stdout.strip()))


@contextmanager
def serve(command: list[str], description: Path) -> Iterator[str]:
    """
    Serve a description; it ends with the block.

    Args:
        command: What runs Prism.
        description: Where the description is.

    Yields:
        The root of its paths: Prism leaves the ``basePath`` of a description out.

    Raises:
        PrismError: If it ended, or was not there in time.
    """
    port = _free_port()
    options = ["--errors", "--port", str(port), "--host", "127.0.0.1"]
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                [*command, "mock", *options, str(description)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # npx runs Prism as another process, which has to end too
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
    """Look until it listens, or ends, or the time is up."""
    deadline = monotonic() + SECONDS_TO_START
    while monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return True
        except OSError:
            try:
                process.wait(SECONDS_BETWEEN_LOOKS)
            except subprocess.TimeoutExpired:
                continue
            return False
    return False
