"""What came of exports, in lines: what is complete, what failed, and how to go on with it."""

import os
from collections.abc import Iterator, Sequence

from opentoclose_async.cli.errors import EXPECTED, FAILED, write_error
from opentoclose_async.cli.export.plan import PlannedExport
from opentoclose_async.cli.export.property_files import files_kept
from opentoclose_async.cli.export.resuming import rows_kept
from opentoclose_async.cli.export.standard_output import (
    DASH,
    READER_LEFT,
    ReaderLeftError,
    StandardOutput,
)
from opentoclose_async.cli.output import tell
from opentoclose_async.exceptions import ConfigurationError, ValidationError
from opentoclose_async.export import ExportReport

__all__ = ["sum_up", "sum_up_stream", "summary"]

MOST_TOLD = 5
"""Errors of files of one folder that are shown."""


def sum_up(planned: Sequence[PlannedExport], command: str, *, resumed: bool, suffix: str) -> bool:
    """
    Write what came of exports: on stdout what is complete, on stderr what is not.

    Args:
        planned: The exports.
        command: What goes on with those that left something.
        resumed: Whether this was such a command already.
        suffix: What the files in a folder end in.

    Returns:
        Whether one of them has failed.
    """
    for each in planned:
        if each.report is not None:
            tell(summary(each.account, each.report, each.files))
    errors = [(each.account, each.error) for each in planned if each.error is not None]
    for account, error in errors:
        for one in _expected_of(error):
            write_error(one, account)
    kept = 0
    for each in planned:
        files = files_kept(each.path, suffix) if each.report is None else 0
        if files:
            tell(f"{files} files are whole in {each.path}", err=True)
            kept += 1
            continue
        rows = rows_kept(each.path) if _can_go_on(each, resumed=resumed) else None
        if rows is not None:
            tell(f"{rows} rows are safe in {each.path}.part", err=True)
            kept += 1
    if kept:
        tell(f"go on with: {command}", err=True)
    mistakes = [each for _, error in errors for each in _mistakes_in(error)]
    if mistakes:
        raise ExceptionGroup("mistakes of opentoclose_async", mistakes)
    return bool(errors)


def sum_up_stream(each: PlannedExport, out: StandardOutput) -> int:
    """
    Write on stderr what came of an export to standard output.

    Args:
        each: The export.
        out: Standard output.

    Returns:
        The exit status, unless a signal has ended it.
    """
    if each.report is not None:
        tell(summary("", each.report), err=True)
        return 0
    if isinstance(each.error, ReaderLeftError):
        return READER_LEFT  # who leaves has what it wanted
    if isinstance(each.error, EXPECTED):
        write_error(each.error)
    if out.written:
        tell(f"standard output has {out.rows} rows: that is not the whole list", err=True)
    if each.error is not None and not isinstance(each.error, EXPECTED):
        raise each.error
    return FAILED


def _expected_of(error: Exception) -> Iterator[Exception]:
    """Give the expected errors that one is, or holds the first few of."""
    if isinstance(error, EXPECTED):
        yield error
    elif isinstance(error, ExceptionGroup):
        expected = [each for each in error.exceptions if isinstance(each, EXPECTED)]
        yield from expected[:MOST_TOLD]
        if len(expected) > MOST_TOLD:
            yield ConfigurationError(f"... and {len(expected) - MOST_TOLD} more such files")


def _mistakes_in(error: Exception) -> Iterator[Exception]:
    """Give what of an error is not expected, of several things done at once too."""
    if isinstance(error, ExceptionGroup):
        unexpected = error.split(EXPECTED)[1]
        if unexpected is not None:
            yield unexpected
    elif not isinstance(error, EXPECTED):
        yield error


def _can_go_on(each: PlannedExport, *, resumed: bool) -> bool:
    """Tell whether the same command with ``--resume`` may get further than this one did."""
    refused = isinstance(each.error, ValidationError) and each.error.status_code is None
    if refused:
        # What lies there is not to be touched, but for one who only forgot to say --resume.
        return not resumed and not os.path.lexists(each.path)
    return each.report is None


def summary(account: str, report: ExportReport, files: int | None = None) -> str:
    """
    Sum up in a line what an export did.

    Args:
        account: Its account, if there are several.
        report: What it did.
        files: How many files it has put into a folder.
    """
    about = f"{account}: " if account else ""
    earlier = f" ({report.resumed} of them were there)" if report.resumed else ""
    place = "standard output" if report.path == DASH else report.path
    result = f"sha256 {report.sha256}" if files is None else f"{files} files"
    counted = "" if report.total is None else f", the server counts {report.total}"
    seams = f", {report.seams} seam{'s' * (report.seams > 1)} stitched" if report.seams else ""
    return (
        f"{about}{place}: {report.rows} rows{earlier} in {report.seconds:.1f} s, "
        f"{report.requests} requests ({report.retries} retries){seams}{counted}, {result}"
    )
