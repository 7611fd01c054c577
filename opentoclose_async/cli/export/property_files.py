"""Export what belongs to properties: a file for each of them, in one folder."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anyio
from attrs import define

from opentoclose_async import AsyncOpenToClose
from opentoclose_async._protocol.conversion.converter import shorten
from opentoclose_async._protocol.conversion.row_kind import id_in
from opentoclose_async.cli.export.lists import ListName, open_list
from opentoclose_async.cli.progress.tracking import Display
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.export import ExportReport, Progress, export

__all__ = ["export_parts", "files_kept"]

AT_ONCE = 16
"""Files that are written at the same time, at most."""


@define
class _Sum:
    """What the exports of one folder have done together."""

    rows: int = 0
    pages: int = 0
    requests: int = 0
    retries: int = 0
    seams: int = 0
    resumed: int = 0

    def add(self, report: ExportReport) -> None:
        """Add what one of them did."""
        self.rows += report.rows
        self.pages += report.pages
        self.requests += report.requests
        self.retries += report.retries
        self.seams += report.seams
        self.resumed += report.resumed


def files_kept(folder: Path, suffix: str) -> int:
    """Count the whole files of a folder."""
    return sum(1 for _ in folder.glob(f"*.{suffix}")) if folder.is_dir() else 0


async def export_parts(
    display: Display,
    label: str,
    client: AsyncOpenToClose,
    name: ListName,
    folder: Path,
    *,
    filters: dict[str, Any],
    properties: Sequence[int],
    suffix: str,
    columns: Sequence[str] | None,
    excel: bool,
    resume: bool,
    verify: bool,
    overwrite: bool,
) -> tuple[ExportReport, int]:
    """
    Export one list of each property.

    One that fails does not stop the others.

    Args:
        display: Where to show how far they are together; a page there is a property.
        label: What is exported, for the reader.
        client: What asks.
        name: Which list.
        folder: Where the files go, named by the properties' ids.
        filters: Which rows.
        properties: The ids of the properties; all of the account if there are none.
        suffix: The format.
        columns: Which fields; all if not given.
        excel: Whether the files are for Excel.
        resume: Whether to go on with what an earlier run has left.
        verify: Whether to make sure that no row is lost or doubled.
        overwrite: Whether to replace files that are there.

    Returns:
        What they did together, and how many files that are.

    Raises:
        ExceptionGroup: Of the errors of those that failed, when all have ended.
    """
    began = time.monotonic()
    track = display.add(label, client)
    total = _Sum()
    failures: list[Exception] = []
    try:
        before = client.counters.requests
        ids = list(properties) or await _all_properties(client, failures, verify=verify)
        total.requests += client.counters.requests - before
        await anyio.Path(folder).mkdir(parents=True, exist_ok=True)
        places = anyio.Semaphore(AT_ONCE)
        done = 0

        async def export_one(property_id: int) -> None:
            nonlocal done
            async with places:
                try:
                    report = await export(
                        open_list(client, name, filters, property_id),
                        folder / f"{property_id}.{suffix}",
                        format=suffix,
                        columns=columns,
                        excel=excel,
                        resume=resume,
                        verify=verify,
                        overwrite=overwrite,
                    )
                except Exception as error:  # noqa: BLE001 - told with the others at the end
                    error.add_note(f"Property {property_id}.")
                    failures.append(error)
                    return
                total.add(report)
                done += 1
                track.advance(Progress(total.rows, done, None))

        async with anyio.create_task_group() as group:
            for property_id in ids:
                group.start_soon(export_one, property_id)
        if failures:
            raise ExceptionGroup(f"{len(failures)} files are not there", failures)
    except Exception:
        track.give_up()
        raise
    seconds = time.monotonic() - began
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
    track.complete(together)
    return together, len(ids)


async def _all_properties(
    client: AsyncOpenToClose, failures: list[Exception], *, verify: bool
) -> list[int]:
    """Read the ids of all properties; one that has none is a failure, and costs only itself."""
    pager = client.properties.iter_properties().raw()
    pages = pager.verified() if verify else pager.pages()
    found: dict[int, None] = {}  # each once: two rows of one id have the same notes
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
        f"expected an id in the property at position {place}, got {shorten(row.get('id'))}. What "
        "belongs to it cannot be asked for."
    )
    error.name_request("GET", "/properties")
    return error
