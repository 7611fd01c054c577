"""The interface of progress displays, and running an export with one."""

from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from opentoclose_async import Pager
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.export.resuming import rows_kept
from opentoclose_async.export import ExportReport, Progress
from opentoclose_async.export.options import ExportOptions
from opentoclose_async.export.runner import run_export
from opentoclose_async.export.sources import RowSource

__all__ = ["Display", "DisplayEntry", "export_and_show"]


class DisplayEntry(Protocol):
    """One export's entry in a display."""

    def advance(self, progress: Progress) -> None:
        """Show that a page was written."""
        ...

    def complete(self, report: ExportReport) -> None:
        """Show that the export is complete."""
        ...

    def fail(self) -> None:
        """Show that the export failed."""
        ...


class Display(Protocol):
    """Shows the progress of exports while its context is active."""

    def add(self, name: str, client: BaseClient, earlier: int = 0) -> DisplayEntry:
        """
        Add an export that starts now.

        Args:
            name: What is exported, for the user.
            client: The client that sends its requests.
            earlier: Rows that an earlier run wrote.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


async def export_and_show(
    display: Display,
    name: str,
    client: BaseClient,
    rows: Pager[Any] | RowSource,
    path: Path,
    options: ExportOptions,
) -> ExportReport:
    """
    Run one export and show its progress.

    Args:
        display: Where to show it.
        name: What is exported, for the user.
        client: The client that sends the requests.
        rows: The list, or another source.
        path: The file.
        options: The options of the export.
    """
    entry = display.add(name, client, (rows_kept(path) or 0) if options.resume else 0)
    try:
        report = await run_export(rows, path, options, entry.advance)
    except Exception:
        entry.fail()
        raise
    entry.complete(report)
    return report
