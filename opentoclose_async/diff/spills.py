"""Sort more lines than fit in memory: sorted runs in files, merged when read."""

import heapq
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

__all__ = ["LineSorter"]

RUN_SIZE: Final = 1 << 25
"""Bytes of memory that lines take up before they are sorted and written."""
OVERHEAD: Final = 48
"""Bytes of memory that a line takes up besides its own."""
MOST_RUNS: Final = 64
"""Files that are open at once; more runs are merged into one."""


class LineSorter:
    """
    Lines, sorted by their bytes.

    Args:
        folder: Where its files go.
        name: A prefix of their names.
        run_size: Bytes of memory to use.
    """

    def __init__(self, folder: Path, name: str, run_size: int = RUN_SIZE) -> None:
        self._folder = folder
        self._name = name
        self._run_size = run_size
        self._lines: list[bytes] = []
        self._size = 0
        self._runs: list[Path] = []
        self._made = 0

    def add(self, line: bytes) -> None:
        """Add a line, with its end."""
        self._lines.append(line)
        self._size += len(line) + OVERHEAD
        if self._size > self._run_size:
            self._write_run()

    def finish(self) -> Path:
        """Return a file with all lines in order. No more can be added."""
        self._write_run()
        if len(self._runs) > 1:
            self._merge()
        return self._runs[0]

    def _write_run(self) -> None:
        self._lines.sort()
        self._runs.append(self._write(self._lines))
        self._lines, self._size = [], 0
        if len(self._runs) > MOST_RUNS:
            self._merge()

    def _merge(self) -> None:
        with ExitStack() as opened:
            runs = [opened.enter_context(path.open("rb")) for path in self._runs]
            merged = self._write(heapq.merge(*runs))
        for path in self._runs:
            path.unlink()
        self._runs = [merged]

    def _write(self, lines: Iterable[bytes]) -> Path:
        self._made += 1
        path = self._folder / f"{self._name}-{self._made}"
        with path.open("wb") as file:
            file.writelines(lines)
        return path
