"""A full disk, in a separate process whose file size is limited."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from opentoclose_async.sandbox import RunningSandbox

SCRIPT = """
import resource, signal, sys
import anyio
from opentoclose_async import AsyncOpenToClose
from opentoclose_async.export import export
token, base_url, path, limit = sys.argv[1:]

async def main():
    async with AsyncOpenToClose(token, base_url=base_url, quota=None) as otc:
        await otc.users.retrieve_user(1)
        if limit != "none":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
        try:
            report = await export(otc.users.iter_users(), path, resume=True)
        except OSError as error:
            print(error.errno is not None, error)
        else:
            print(report.rows, report.resumed > 0)

anyio.run(main)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files cannot be limited here")
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".csv"])
def test_a_full_disk_leaves_the_checkpoint_valid(
    start_server: Callable[..., RunningSandbox], tmp_path: Path, suffix: str
) -> None:
    server = start_server(users=4000)
    path = tmp_path / f"users{suffix}"
    known = [server.sandbox.config.otc_token, server.otc_base_url, str(path)]

    def run(limit: str) -> str:
        finished = subprocess.run(
            [sys.executable, "-W", "error", "-c", SCRIPT, *known, limit],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert finished.stderr == ""
        return finished.stdout

    limit = "200000" if suffix == ".jsonl.gz" else "1200000"
    said = run(limit)
    assert said.startswith("True")
    assert "could not be written" in said
    assert "rows are safe in it; free some space, and continue with resume=True" in said
    assert not path.exists()
    assert run("none") == "4000 True\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == [path.name]
