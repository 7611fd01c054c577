"""A real Redis or Valkey server of the tests' own, on loopback."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
import redis.exceptions
from attrs import define

from tests.tls_relay import AUTHORITY

__all__ = ["MAY_TEST", "RedisServer", "run_redis"]

NAMES = ("valkey-server", "redis-server")
MAY_TEST = any(map(shutil.which, NAMES)) or (bool(os.environ.get("CI")) and sys.platform == "linux")
"""Whether to collect tests that need a server. On Linux in CI they fail without one."""
SECONDS_TO_START = 20.0


@define
class RedisServer:
    """
    A server that can be killed and started again.

    Attributes:
        folder: For its configuration, certificates and log.
        password: What it asks for; "" for nothing.
        tls: Whether it speaks TLS, with a certificate of tests.tls_relay.AUTHORITY.
        port: Its port on 127.0.0.1.
    """

    folder: Path
    password: str = ""
    tls: bool = False
    port: int = 0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its URL, with the password, and with the authority to trust."""
        user = f":{self.password}@" if self.password else ""
        if not self.tls:
            return f"redis://{user}127.0.0.1:{self.port}/0"
        return f"rediss://{user}localhost:{self.port}/0?ssl_ca_certs={self.folder / 'ca.pem'}"

    def start(self) -> None:
        """Start it, on the same port as before, and wait until it replies."""
        binary = next(filter(None, map(shutil.which, NAMES)), None)
        if binary is None:
            raise FileNotFoundError(f"Install one of {', '.join(NAMES)}, and add it to the PATH.")
        self.port = self.port or _free_port()
        settings = ["bind 127.0.0.1", f"dir {self.folder}", 'save ""', "daemonize no"]
        settings += [f"requirepass {self.password}"] * bool(self.password)
        if self.tls:
            self._write_certificates()
            settings += ["port 0", f"tls-port {self.port}", "tls-auth-clients optional"]
            settings += [f"tls-cert-file {self.folder / 'server.pem'}"]
            settings += [f"tls-key-file {self.folder / 'server.pem'}"]
            settings += [f"tls-ca-cert-file {self.folder / 'ca.pem'}"]
        else:
            settings += [f"port {self.port}"]
        file = self.folder / "redis.conf"
        file.write_text("\n".join(settings), "utf-8")
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen([binary, str(file)], stdout=log, stderr=log)
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._replies():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                text = (self.folder / "log").read_text("utf-8", "replace")
                raise RuntimeError(f"{binary} cannot be started: {text[-2000:]}")
            time.sleep(0.01)

    def kill(self) -> None:
        """Kill it; it forgets everything."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Stop it in an orderly way."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None

    @contextmanager
    def client(self) -> Iterator[redis.Redis]:
        """Connect to it."""
        with redis.Redis.from_url(self.url, protocol=2) as client:
            yield client

    def _replies(self) -> bool:
        try:
            with self.client() as client:
                client.ping()
        except (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError):
            return False
        return True

    def _write_certificates(self) -> None:
        AUTHORITY.cert_pem.write_to_path(self.folder / "ca.pem")
        for name in ("server", "client"):
            certificate = AUTHORITY.issue_cert("localhost")
            certificate.private_key_and_cert_chain_pem.write_to_path(self.folder / f"{name}.pem")


@contextmanager
def run_redis(folder: Path, *, password: str = "", tls: bool = False) -> Iterator[RedisServer]:
    """Start a server, and stop it afterwards."""
    server = RedisServer(folder, password, tls)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
