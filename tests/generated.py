"""Compare generated files with what their generators would write now."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]


def changed_by_hand(written: dict[Path, str], formatted: Callable[[str, Path], str]) -> list[str]:
    """Return the files that differ from what would be written, by path below the repository."""

    def is_as_written(item: tuple[Path, str]) -> bool:
        path, source = item
        file = ROOT / path
        return file.is_file() and file.read_text("utf-8") == formatted(source, path)

    with ThreadPoolExecutor(2) as threads:
        same = list(threads.map(is_as_written, written.items()))
    return [str(path) for path, is_same in zip(written, same, strict=True) if not is_same]
