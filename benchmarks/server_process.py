"""Start the load server in a separate process, read its counts, and stop it."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from attrs import frozen

__all__ = ["RunningServer", "ServerCounts", "running_server", "slow_network"]

SECONDS_TO_STOP = 5.0


@frozen
class ServerCounts:
    """
    The counts of the server.

    Attributes:
        requests: Requests for pages.
        refused: Requests refused with 429.
        broken: Requests whose response was broken on purpose.
    """

    requests: int = 0
    refused: int = 0
    broken: int = 0


@frozen
class RunningServer:
    """
    A running load server.

    Attributes:
        port: Where it listens, on the loopback interface.
    """

    port: int

    @property
    def base_url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    def counts(self) -> ServerCounts:
        """Return the counts so far."""
        counted = self._ask("/stats")
        return ServerCounts(
            counted.get("requests", 0), counted.get("refused", 0), counted.get("broken", 0)
        )

    def steadfast(self, account: str) -> list[int]:
        """Return the ids of the rows that stayed in a moving list throughout."""
        ids: list[int] = self._ask(f"/steadfast/{account}")
        return ids

    def _ask(self, path: str) -> Any:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()


@contextlib.contextmanager
def running_server(
    *,
    rows: int,
    latency_ms: float = 0.0,
    quota: str | None = None,
    broken: float = 0.0,
    moving: int = 0,
    seed: int = 1,
    certificate: Path | None = None,
) -> Iterator[RunningServer]:
    """
    Run a load server while the context is open.

    Args:
        rows: The length of its list.
        latency_ms: Milliseconds from a request to its response.
        quota: Its quota, such as "20/2s"; None for no limit.
        broken: Share of the responses to break, 0 to 1.
        moving: Maximum number of rows to delete, and to insert, after each response; if not 0,
            each account has its own list.
        seed: Seeds the random choices of what to break and what to change.
        certificate: A PEM file with its certificate and key, to speak TLS; its counts are then not
            to be had.
    """
    command = [sys.executable, "-m", "benchmarks.load_server", "--rows", str(rows)]
    command += ["--latency-ms", str(latency_ms), "--broken", str(broken), "--seed", str(seed)]
    command += ["--moving", str(moving)]
    if quota is not None:
        command += ["--quota", quota]
    if certificate is not None:
        command += ["--tls", str(certificate)]
    with _listening(command) as port:
        yield RunningServer(port)


@contextlib.contextmanager
def slow_network(server: RunningServer, round_trip_ms: float) -> Iterator[int]:
    """
    Put a network with a latency in front of a server.

    Args:
        server: The server.
        round_trip_ms: Milliseconds of each round trip, including those of handshakes.

    Yields:
        The port to connect to.
    """
    command = [sys.executable, "-m", "benchmarks.slow_network"]
    with _listening([*command, str(server.port), str(round_trip_ms)]) as port:
        yield port


@contextlib.contextmanager
def _listening(command: Sequence[str]) -> Iterator[int]:
    """Run a process that prints the port that it listens on, and yield that."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            port = process.stdout.readline().strip()
            if not port:
                raise RuntimeError(f"{' '.join(command)} did not start: {process.wait()}")
            yield int(port)
        finally:
            process.terminate()
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
