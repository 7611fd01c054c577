"""The same exports for blocking code: ``export`` and ``export_many`` of blocking Pagers."""

import functools
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from opentoclose_async._blocking.pager import Pager, call_with
from opentoclose_async.export.arguments import check_arguments, check_exports, check_pager
from opentoclose_async.export.many import ExportsFailed
from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.runner import export as export_async

__all__ = ["export", "export_many"]


def export(
    pager: Pager[Any],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the documented name
    columns: Sequence[str] | None = None,
    excel: bool = False,
    resume: bool = False,
    verify: bool = True,
    overwrite: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> ExportReport:
    """
    Write the whole list that a blocking pager reads into a file.

    See ``opentoclose_async.export.export``, whose arguments, result and errors are the same;
    ``progress`` is called in the client's own thread. Ctrl-C keeps what has been read, for
    ``resume=True`` to go on with.
    """
    check_pager(pager, Pager, "a blocking client")
    run = functools.partial(
        export_async,
        path=path,
        format=format,
        columns=columns,
        excel=excel,
        resume=resume,
        verify=verify,
        overwrite=overwrite,
        progress=progress,
    )
    return call_with(pager, run)


def export_many(
    exports: Mapping[str | os.PathLike[str], Pager[Any]],
    *,
    format: str | None = None,  # noqa: A002 - the documented name
    columns: Sequence[str] | None = None,
    excel: bool = False,
    resume: bool = False,
    verify: bool = True,
    overwrite: bool = False,
    progress: Callable[[Path, Progress], None] | None = None,
) -> dict[Path, ExportReport]:
    """
    Write several lists into files at the same time, each within its own client's quota.

    See ``opentoclose_async.export.export_many``, whose arguments, result and errors are the same.
    Ctrl-C stops each of them after its present page.
    """
    check_arguments(
        format=format, resume=resume, verify=verify, overwrite=overwrite, progress=progress
    )
    lists = check_exports(
        exports, Pager, "a blocking client", format=format, columns=columns, excel=excel
    )
    interrupted = threading.Event()

    def run(path: Path, pager: Pager[Any]) -> ExportReport:
        def tell(each: Progress) -> None:
            if interrupted.is_set():
                raise InterruptedError(f"The export to {path} was interrupted.")
            if progress is not None:
                progress(path, each)

        return export(
            pager,
            path,
            format=format,
            columns=columns,
            excel=excel,
            resume=resume,
            verify=verify,
            overwrite=overwrite,
            progress=tell,
        )

    reports: dict[Path, ExportReport] = {}
    failures: dict[Path, Exception] = {}
    with ThreadPoolExecutor(max(1, len(lists)), "opentoclose_async export") as pool:
        try:
            running = {path: pool.submit(run, path, pager) for path, pager in lists.items()}
            for path, each in running.items():
                try:
                    reports[path] = each.result()
                except Exception as error:  # noqa: BLE001 - reported with the others at the end
                    error.add_note(f"while exporting to {path}")
                    failures[path] = error
        except BaseException:
            interrupted.set()
            raise
    if failures:
        raise ExportsFailed.of(failures, reports)
    return reports
