"""Export a list of each property, to one file per property in a folder."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anyio
from attrs import define

from opentoclose_async import AsyncOpenToClose
from opentoclose_async._protocol.conversion.row_kind import id_in
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.cli.export.lists import ListName, open_list
from opentoclose_async.cli.progress.display import Display
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.export import ExportReport, Progress
from opentoclose_async.export.options import ExportOptions
from opentoclose_async.export.runner import run_export

__all__ = ["export_per_property", "whole_files_in"]

AT_ONCE = 16
"""Maximum number of files written at the same time."""


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


async def export_per_property(
    display: Display,
    label: str,
    client: AsyncOpenToClose,
    name: ListName,
    folder: Path,
    *,
    filters: dict[str, Any],
    properties: Sequence[int],
    suffix: str,
    options: ExportOptions,
) -> tuple[ExportReport, int]:
    """
    Export one list of each property.

    A failure of one does not stop the others.

    Args:
        display: Where to show their progress together; each property counts as a page.
        label: What is exported, for the user.
        client: The client.
        name: The list.
        folder: Where the files go, named by the properties' ids.
        filters: The filters of the list.
        properties: The ids of the properties; all of the account's if empty.
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
    failures: list[Exception] = []
    try:
        before = client.counters.requests
        ids = list(properties) or await _all_properties(client, failures, verify=options.verify)
        total.requests += client.counters.requests - before
        await anyio.Path(folder).mkdir(parents=True, exist_ok=True)
        slots = anyio.Semaphore(AT_ONCE)
        done = 0

        async def export_one(property_id: int) -> None:
            nonlocal done
            async with slots:
                try:
                    report = await run_export(
                        open_list(client, name, filters, property_id),
                        folder / f"{property_id}.{suffix}",
                        options,
                    )
                except Exception as error:  # noqa: BLE001 - reported with the others at the end
                    error.add_note(f"Property {property_id}.")
                    failures.append(error)
                    return
                total.add(report)
                done += 1
                entry.advance(Progress(total.rows, done, None))

        async with anyio.create_task_group() as group:
            for property_id in ids:
                group.start_soon(export_one, property_id)
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


async def _all_properties(
    client: AsyncOpenToClose, failures: list[Exception], *, verify: bool
) -> list[int]:
    """Read the ids of all properties; one without an id is a failure of that one only."""
    pager = client.properties.iter_properties().raw()
    pages = pager.verified() if verify else pager.pages()
    found: dict[int, None] = {}  # without duplicates: two rows with one id have the same notes
    async for page in pages:
        for place, row in enumerate(page.items, start=page.start):
            identity = id_in(row)
            if identity is None:
                failures.append(_without_id(row, place))
            else:
                found[identity] = None
    return list(found)


def _without_id(row: dict[str, Any], place: int) -> DataFormatError:
    error = DataFormatError(
        f"expected an id in the property at position {place}, got {shorten(row.get('id'))}. Its "
        "own lists cannot be requested."
    )
    error.name_request("GET", "/properties")
    return error
