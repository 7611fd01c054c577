"""Export a list of each parent, such as each room, to one file per parent in a folder."""

import time
from pathlib import Path

import anyio
from attrs import define

from opentoclose_async._runtime.client import BaseClient
from opentoclose_async.cli.progress.display import Display
from opentoclose_async.export import ExportReport, Progress
from opentoclose_async.export.lists_of_parents import AT_ONCE, CONCERNS_ALL, ListsOfParents
from opentoclose_async.export.options import ExportOptions
from opentoclose_async.export.runner import run_export

__all__ = ["export_per_parent", "whole_files_in"]


@define
class _Totals:
    """The sums over the exports to one folder."""

    rows: int = 0
    pages: int = 0
    requests: int = 0
    retries: int = 0
    seams: int = 0
    resumed: int = 0

    def add(self, report: ExportReport) -> None:
        """Add one report."""
        self.rows += report.rows
        self.pages += report.pages
        self.requests += report.requests
        self.retries += report.retries
        self.seams += report.seams
        self.resumed += report.resumed


def whole_files_in(folder: Path, suffix: str) -> int:
    """Count the complete files in a folder."""
    return sum(1 for _ in folder.glob(f"*.{suffix}")) if folder.is_dir() else 0


async def export_per_parent(
    display: Display,
    label: str,
    client: BaseClient,
    lists: ListsOfParents,
    folder: Path,
    *,
    suffix: str,
    options: ExportOptions,
) -> tuple[ExportReport, int]:
    """
    Export one list of each parent.

    A failure of one does not stop the others, unless it concerns all of them.

    Args:
        display: Where to show their progress together; each parent counts as a page.
        label: What is exported, for the user.
        client: The client.
        lists: The lists.
        folder: Where the files go, named by the parents' ids.
        suffix: The suffix of the files.
        options: The options of each export.

    Returns:
        A report with their sums, and the number of files.

    Raises:
        ExceptionGroup: The errors of those that failed, once all have ended.
    """
    started = time.monotonic()
    entry = display.add(label, client)
    total = _Totals()
    try:
        before = client.counters.requests
        ids, failures = await lists.parents.read_ids(verify=options.verify)
        total.requests += client.counters.requests - before
        await anyio.Path(folder).mkdir(parents=True, exist_ok=True)
        slots = anyio.Semaphore(AT_ONCE)
        done = 0

        async def export_one(parent: int) -> None:
            nonlocal done
            async with slots:
                try:
                    report = await run_export(
                        lists.list_of(parent), folder / f"{parent}.{suffix}", options
                    )
                except Exception as error:  # noqa: BLE001 - reported with the others at the end
                    lists.parents.add_note(error, parent)
                    failures.append(error)
                    if isinstance(error, CONCERNS_ALL):
                        group.cancel_scope.cancel()
                    return
                total.add(report)
                done += 1
                entry.advance(Progress(total.rows, done, None))

        async with anyio.create_task_group() as group:
            for parent in ids:
                group.start_soon(export_one, parent)
        if failures:
            raise ExceptionGroup(f"{len(failures)} files are missing", failures)
    except Exception:
        entry.fail()
        raise
    seconds = time.monotonic() - started
    together = ExportReport(
        path=folder,
        rows=total.rows,
        pages=total.pages,
        requests=total.requests,
        retries=total.retries,
        seams=total.seams,
        resumed=total.resumed,
        seconds=seconds,
        sha256="",
    )
    entry.complete(together)
    return together, len(ids)
