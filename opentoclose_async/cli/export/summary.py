"""Summaries of exports: what is complete, what failed, and how to resume."""

import os
from collections.abc import Iterator, Sequence

from opentoclose_async._protocol.plurals import counted
from opentoclose_async.cli.errors import EXPECTED, FAILED, write_error
from opentoclose_async.cli.export.parent_files import whole_files_in
from opentoclose_async.cli.export.plan import PlannedExport
from opentoclose_async.cli.export.resuming import rows_kept
from opentoclose_async.cli.export.standard_output import StandardOutput
from opentoclose_async.cli.names import DASH
from opentoclose_async.cli.output import print_lines, print_text
from opentoclose_async.cli.signals import READER_LEFT, ReaderLeftError
from opentoclose_async.exceptions import ConfigurationError, ValidationError
from opentoclose_async.export import ExportReport

__all__ = ["print_stream_summary", "print_summary", "summary"]

MOST_ERRORS_SHOWN = 5
"""Maximum number of errors shown for the lists of one account."""


def print_summary(
    planned: Sequence[PlannedExport], command: str, condition: str, *, resumed: bool, suffix: str
) -> bool:
    """
    Print the results of exports: complete ones on stdout, others on stderr.

    Args:
        planned: The exports.
        command: The command that resumes those that can be.
        condition: What has to be done before; empty if nothing.
        resumed: Whether this run was itself such a command.
        suffix: The suffix of the files in a folder.

    Returns:
        Whether any of them failed.
    """
    for each in planned:
        if each.report is not None:
            print_text(summary(each.account, each.report, each.files))
    errors = [(each.account, each.error) for each in planned if each.error is not None]
    for account, error in errors:
        for one in _expected_of(error):
            write_error(one, account)
    kept = 0
    for each in planned:
        files = whole_files_in(each.path, suffix) if each.report is None else 0
        if files:
            be = "is" if files == 1 else "are"
            print_lines(f"{counted(files, 'file')} {be} complete in {each.path}", err=True)
            kept += 1
            continue
        rows = rows_kept(each.path) if _can_resume(each, resumed=resumed) else None
        if rows is not None:
            be = "is" if rows == 1 else "are"
            print_lines(f"{counted(rows, 'row')} {be} safe in {each.path}.part", err=True)
            kept += 1
    if kept:
        print_lines(f"resume with: {command}", *filter(None, [condition]), err=True)
    bugs = [each for _, error in errors for each in _bugs_in(error)]
    if bugs:
        raise ExceptionGroup("bugs in opentoclose_async", bugs)
    return bool(errors)


def print_stream_summary(each: PlannedExport, out: StandardOutput) -> int:
    """
    Print the result of an export to standard output, on stderr.

    Args:
        each: The export.
        out: Standard output.

    Returns:
        The exit status, unless a signal ended the command.
    """
    if each.report is not None:
        print_text(summary("", each.report), err=True)
        return 0
    if isinstance(each.error, ReaderLeftError):
        return READER_LEFT  # the reader has what it wanted
    if isinstance(each.error, EXPECTED):
        write_error(each.error)
    if out.written:
        print_lines(f"standard output has {counted(out.rows, 'row')}, not the whole list", err=True)
    if each.error is not None and not isinstance(each.error, EXPECTED):
        raise each.error
    return FAILED


def _expected_of(error: Exception) -> Iterator[Exception]:
    """Yield an expected error itself, or the first few of a group."""
    if isinstance(error, EXPECTED):
        yield error
    elif isinstance(error, ExceptionGroup):
        expected = [each for each in error.exceptions if isinstance(each, EXPECTED)]
        yield from expected[:MOST_ERRORS_SHOWN]
        if len(expected) > MOST_ERRORS_SHOWN:
            yield ConfigurationError(
                f"... and {counted(len(expected) - MOST_ERRORS_SHOWN, 'more such error')}"
            )


def _bugs_in(error: Exception) -> Iterator[Exception]:
    """Yield an unexpected error itself, or the unexpected ones of a group."""
    if isinstance(error, ExceptionGroup):
        unexpected = error.split(EXPECTED)[1]
        if unexpected is not None:
            yield unexpected
    elif not isinstance(error, EXPECTED):
        yield error


def _can_resume(each: PlannedExport, *, resumed: bool) -> bool:
    """Return whether the same command with ``--resume`` may get further."""
    refused = isinstance(each.error, ValidationError) and each.error.status_code is None
    if refused:
        # Existing files were refused; that can be resumed only if --resume was just forgotten.
        return not resumed and not os.path.lexists(each.path)
    return each.report is None


def summary(account: str, report: ExportReport, files: int | None = None) -> str:
    """
    Return a line about a complete export.

    Args:
        account: Its account, if there are several.
        report: Its report.
        files: The number of files it wrote to a folder.
    """
    about = f"{account}: " if account else ""
    earlier = f" ({report.resumed} from an earlier run)" if report.resumed else ""
    place = "standard output" if report.path == DASH else report.path
    result = f"sha256 {report.sha256}" if files is None else counted(files, "file")
    reported = "" if report.total is None else f", the server reports {report.total}"
    seams = f", {counted(report.seams, 'seam')} stitched" if report.seams else ""
    return (
        f"{about}{place}: {counted(report.rows, 'row')}{earlier} in {report.seconds:.1f} s, "
        f"{counted(report.requests, 'request')} ({counted(report.retries, 'retry')})"
        f"{seams}{reported}, {result}"
    )
