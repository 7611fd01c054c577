"""Files that documents for developers name exist."""

import re
from pathlib import Path

import pytest

from tests.documents.examples import ROOT

PAGES = [
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    "docs/recipes.md",
    "tests/README.md",
    "tools/README.md",
]
FOLDERS = (ROOT, *(ROOT / name for name in ("opentoclose_async", "tests", "tools")))
_NAME = re.compile(r"`([\w.-]+(?:/[\w.-]*)+|[\w-]+\.(?:py|toml|md|yml|json))`")
_COMMAND = re.compile(r"python -m ([\w.]+)")


def named(page: str) -> list[str]:
    """Return the paths that a document names in backticks."""
    return sorted(set(_NAME.findall((ROOT / page).read_text("utf-8"))))


def test_paths_are_recognized() -> None:
    assert "tests/test_layers.py" in named("docs/architecture.md")
    assert ".ci/run" in named("CONTRIBUTING.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_file_named_exists(page: str) -> None:
    missing = [
        name for name in named(page) if not any((folder / name).exists() for folder in FOLDERS)
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_named_exists(page: str) -> None:
    modules = set(_COMMAND.findall((ROOT / page).read_text("utf-8"))) - {"venv"}
    files = [Path(*name.split(".")) for name in modules]
    missing = [
        file
        for file in files
        if not (ROOT / file / "__main__.py").is_file()
        and not (ROOT / file).with_suffix(".py").is_file()
    ]
    assert missing == []
