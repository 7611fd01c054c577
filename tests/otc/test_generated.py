"""The resources are what the tool writes from its table."""

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "tools"


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    sys.path.insert(0, str(TOOLS))
    try:
        return runpy.run_path(str(TOOLS / "generate_open_to_close.py"))
    finally:
        sys.path.remove(str(TOOLS))


def test_every_file_is_as_the_tool_writes_it(tool: dict[str, Any]) -> None:
    formatted: Callable[[str, Path], str] = tool["formatted"]
    written: dict[Path, str] = tool["files"]()
    assert len(written) > 10
    for path, source in written.items():
        assert (ROOT / path).read_text("utf-8") == formatted(source, path), (
            f"{path}: run python tools/generate_open_to_close.py"
        )
