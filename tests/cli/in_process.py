"""Run the command within this process."""

from pathlib import Path
from typing import Any

import orjson
from typer.testing import CliRunner

from opentoclose_async.cli.app import app


def invoke(*arguments: str, **variables: str) -> tuple[int, str, str]:
    """Run an export in this process; return its exit code, stdout and stderr."""
    return invoke_command("export", *arguments, **variables)


def invoke_command(*arguments: str, **variables: str) -> tuple[int, str, str]:
    """Run any command in this process; return its exit code, stdout and stderr."""
    result = CliRunner(env=variables).invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def rows_in(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def is_one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
