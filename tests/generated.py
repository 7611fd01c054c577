"""Whether files are as a tool writes them."""

import runpy
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / "tools"


def load_tool(name: str) -> dict[str, Any]:
    """Give what a tool defines."""
    sys.path.insert(0, str(TOOLS))
    try:
        return runpy.run_path(str(TOOLS / name))
    finally:
        sys.path.remove(str(TOOLS))


def changed_by_hand(written: dict[Path, str], formatted: Callable[[str, Path], str]) -> list[str]:
    """Give the files that are not as they would be written, by path below the repository."""

    def is_as_written(item: tuple[Path, str]) -> bool:
        path, source = item
        file = ROOT / path
        return file.is_file() and file.read_text("utf-8") == formatted(source, path)

    with ThreadPoolExecutor(2) as threads:
        same = list(threads.map(is_as_written, written.items()))
    return [str(path) for path, is_same in zip(written, same, strict=True) if not is_same]
