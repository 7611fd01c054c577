"""A real PostgreSQL server of the tests' own, on loopback."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

__all__ = ["MAY_TEST", "PostgreSQLServer", "run_postgresql"]

SECONDS_TO_START = 30.0
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # Nothing needs to survive a crash.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


def _folder_of_binaries() -> Path | None:
    """Return the folder with initdb, which Debian keeps out of the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda file: int(file.parts[-3]), default=None)
    return None if newest is None else newest.parent


MAY_TEST = sys.platform == "linux" and (
    _folder_of_binaries() is not None or bool(os.environ.get("CI"))
)
"""Whether to collect tests that need a server. On Linux in CI they fail without one."""


@frozen
class PostgreSQLServer:
    """
    A running server.

    Attributes:
        port: Its port on 127.0.0.1.
        binaries: The folder of its programs.
    """

    port: int
    binaries: Path

    def url(self, database: str = "postgres") -> str:
        """Return the URL of a database."""
        return f"postgresql://tests:tests@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str) -> str:
        """Create a database and return its URL."""
        self._run("createdb", name)
        return self.url(name)

    def _run(self, program: str, *arguments: str) -> None:
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--username", "tests"]
        environment = {**os.environ, "PGPASSWORD": "tests"}
        subprocess.run([self.binaries / program, *where, *arguments], check=True, env=environment)


@contextmanager
def run_postgresql() -> Iterator[PostgreSQLServer]:
    """
    Start a server, and stop it afterwards.

    Raises:
        FileNotFoundError: If PostgreSQL is not installed.
    """
    binaries = _folder_of_binaries()
    if binaries is None:
        raise FileNotFoundError("PostgreSQL is missing: apt-get install postgresql")
    # Not pytest's own folder, which no other user may enter.
    with tempfile.TemporaryDirectory(prefix="tests-postgresql-") as name:
        folder = Path(name)
        data = folder / "data"
        password = folder / "password"
        password.write_text("tests", "utf-8")
        owner = _owner(folder, password)
        subprocess.run(
            [
                *(binaries / "initdb", "--no-sync", "--username=tests", f"--pgdata={data}"),
                *("--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--locale=C"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            **owner,
        )
        server = PostgreSQLServer(_free_port(), binaries)
        settings = [f"--{key}={value}" for key, value in _SETTINGS.items()]
        with (
            (folder / "log").open("ab") as log,
            subprocess.Popen(
                [
                    *(binaries / "postgres", "-D", str(data), "-p", str(server.port)),
                    *settings,
                ],
                stdout=log,
                stderr=log,
                **owner,
            ) as process,
        ):
            try:
                _wait(server, process, folder / "log")
                yield server
            finally:
                process.terminate()
                process.wait(30)


def _owner(*paths: Path) -> dict[str, Any]:
    """Return who runs the server: never root, which it refuses."""
    if os.geteuid() != 0:
        return {"cwd": "/"}
    import pwd  # not on Windows

    names = {each.pw_name: each for each in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    for path in paths:
        os.chown(path, user.pw_uid, user.pw_gid)
    return {"cwd": "/", "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _wait(server: PostgreSQLServer, process: "subprocess.Popen[Any]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    ready = ("--quiet", "--host", "127.0.0.1", "--port", str(server.port))
    while subprocess.run([server.binaries / "pg_isready", *ready], check=False).returncode:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL cannot be started: {log.read_text('utf-8')[-2000:]}")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
