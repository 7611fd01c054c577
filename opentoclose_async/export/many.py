"""Several exports at once, of several accounts or of both APIs."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anyio

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.export.options import ExportOptions, check_exports, check_progress
from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.runner import run_export

__all__ = ["ExportsFailed", "export_many"]


class ExportsFailed(ExceptionGroup[Exception]):
    """
    Raised if some of several exports failed; the files of the others are complete.

    Attributes:
        failures: The errors, by path.
        reports: The results of the others, by path.
    """

    failures: Mapping[Path, Exception]
    reports: Mapping[Path, ExportReport]

    @classmethod
    def of(
        cls, failures: Mapping[Path, Exception], reports: Mapping[Path, ExportReport]
    ) -> "ExportsFailed":
        """Make the error for these failures."""
        count = len(failures) + len(reports)
        group = cls(f"{len(failures)} of {count} exports failed", list(failures.values()))
        group.failures, group.reports = failures, reports
        return group


async def export_many(
    exports: Mapping[str | os.PathLike[str], Pager[Any]],
    *,
    format: str | None = None,  # noqa: A002 - the documented name
    columns: Sequence[str] | None = None,
    excel: bool = False,
    resume: bool = False,
    verify: bool = True,
    overwrite: bool = False,
    fields: Sequence[str] | str | None = None,
    field_layout: str | None = None,
    nested: str | None = None,
    names: str = "wire",
    progress: Callable[[Path, Progress], None] | None = None,
) -> dict[Path, ExportReport]:
    """
    Write several lists to files at the same time, each within its own client's quota.

    A failure of one does not stop the others.

    Args:
        exports: The lists by the paths of their files.
        format: As for ``export``, for all of them.
        columns: As for ``export``; every list must have them.
        excel: As for ``export``, for all of them.
        resume: As for ``export``.
        verify: As for ``export``.
        overwrite: As for ``export``.
        fields: As for ``export``; every list must be one of properties.
        field_layout: As for ``export``.
        nested: As for ``export``; every file must be Parquet.
        names: As for ``export``, for all of them.
        progress: Called with the path after each page.

    Returns:
        The reports, by path.

    Raises:
        ValidationError: If an argument is invalid; nothing was sent or written.
        ExportsFailed: If some failed; see its ``failures`` and ``reports``.
    """
    options = ExportOptions(
        format=format,
        columns=columns,
        excel=excel,
        resume=resume,
        verify=verify,
        overwrite=overwrite,
        fields=fields,
        field_layout=field_layout,
        nested=nested,
        names=names,
    )
    check_progress(progress)
    lists = check_exports(exports, Pager, "an async client", options)
    reports: dict[Path, ExportReport] = {}
    failures: dict[Path, Exception] = {}

    async def run(path: Path, pager: Pager[Any]) -> None:
        def report_progress(each: Progress) -> None:
            if progress is not None:
                progress(path, each)

        try:
            reports[path] = await run_export(pager, path, options, report_progress)
        except Exception as error:  # noqa: BLE001 - reported with the others at the end
            error.add_note(f"while exporting to {path}")
            failures[path] = error

    async with anyio.create_task_group() as group:
        for path, pager in lists.items():
            group.start_soon(run, path, pager)
    if failures:
        raise ExportsFailed.of(failures, reports)
    return reports
