"""Format and write generated files."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def formatted(source: str, path: Path) -> str:
    """Return a source as ruff formats it with the repository's settings."""
    for command in (["check", "--fix-only", "--select", "I,UP"], ["format"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "-", "--quiet", "--stdin-filename", str(path)],
            input=source,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=True,
        )
        source = done.stdout
    return source


def write_all(files: dict[Path, str]) -> None:
    """Format and write sources, given by path below the repository."""
    for path, source in files.items():
        (ROOT / path).parent.mkdir(exist_ok=True, parents=True)
        (ROOT / path).write_text(formatted(source, path), encoding="utf-8")
        print(path)
