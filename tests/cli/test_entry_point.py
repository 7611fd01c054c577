"""The script, its version, and extras that are not installed."""

import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from opentoclose_async._extras import install_command
from opentoclose_async.cli.app import app
from tests.cli.processes import run

SCRIPT = shutil.which("opentoclose", path=str(Path(sys.executable).parent))


@pytest.mark.skipif(SCRIPT is None, reason="the package is not installed for this Python")
def test_the_script_shows_its_version(tmp_path: Path) -> None:
    assert SCRIPT is not None
    result = run("--version", folder=tmp_path, command=[SCRIPT])
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"opentoclose {version('opentoclose-async')}\n"


def test_help_lists_all_commands() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert result.exit_code == 0
    for command in ("export", "demo", "sandbox", "quota", "login", "whoami"):
        assert command in result.stdout


@pytest.mark.parametrize(
    ("package", "extra", "arguments"),
    [
        ("typer", "cli", ["--version"]),
        ("uvicorn", "sandbox", ["demo"]),
        ("starlette", "sandbox", ["sandbox"]),
    ],
)
def test_an_extra_that_is_not_installed(
    tmp_path: Path, package: str, extra: str, arguments: list[str]
) -> None:
    # With None in sys.modules, Python raises the same error as for a missing package.
    code = (
        f"import sys; sys.modules[{package!r}] = None; "
        "from opentoclose_async.cli import main; main()"
    )
    result = run(*arguments, folder=tmp_path, command=[sys.executable, "-W", "error", "-c", code])
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"error: {package} is not installed; install it with: {install_command(extra)}\n"
    )
    assert list(tmp_path.iterdir()) == []
