"""``export`` and ``export_many`` for blocking code; they take blocking Pagers."""

import functools
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from os import PathLike
from pathlib import Path
from typing import Any

from opentoclose_async._blocking.borrowed_arguments import takes_arguments_of
from opentoclose_async._blocking.pager import Pager, call_with
from opentoclose_async.export import many, runner
from opentoclose_async.export.many import ExportsFailed
from opentoclose_async.export.options import (
    ExportOptions,
    check_exports,
    check_pager,
    check_progress,
)
from opentoclose_async.export.report import ExportReport, Progress

__all__ = ["export", "export_many"]


@takes_arguments_of(runner.export)
def export(pager: Pager[Any], *args: Any, **options: Any) -> ExportReport:
    """
    Write the whole list of a blocking pager to a file.

    Arguments, result and errors are those of ``opentoclose_async.export.export``; ``progress`` is
    called in the client's thread. Ctrl-C keeps the rows read so far, for ``resume=True``.
    """
    check_pager(pager, Pager, "a blocking client")
    return call_with(pager, lambda each: runner.export(each, *args, **options))


@takes_arguments_of(many.export_many)
def export_many(
    exports: Mapping[str | PathLike[str], Pager[Any]],
    *,
    progress: Callable[[Path, Progress], None] | None = None,
    **options: Any,
) -> dict[Path, ExportReport]:
    """
    Write several lists to files at the same time, each within its own client's quota.

    Arguments, result and errors are those of ``opentoclose_async.export.export_many``. Ctrl-C stops
    each export after its current page.
    """
    checked = ExportOptions(**options)
    check_progress(progress)
    lists = check_exports(exports, Pager, "a blocking client", checked)
    interrupted = threading.Event()

    def run(path: Path, pager: Pager[Any]) -> ExportReport:
        def report_progress(each: Progress) -> None:
            if interrupted.is_set():
                raise InterruptedError(f"The export to {path} was interrupted.")
            if progress is not None:
                progress(path, each)

        return call_with(
            pager,
            functools.partial(
                runner.run_export, target=path, options=checked, progress=report_progress
            ),
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
