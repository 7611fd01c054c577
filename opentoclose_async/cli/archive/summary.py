"""The end of archives: what there is, what is missing and why, and what the next run does."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.filesize import decimal

from opentoclose_async._protocol.plurals import counted
from opentoclose_async._protocol.shortening import cut
from opentoclose_async.archive import ArchivePlan, ArchiveReport, MissingItem
from opentoclose_async.cli.archive.choices import PlannedArchive
from opentoclose_async.cli.errors import EXPECTED, leaves, write_error
from opentoclose_async.cli.output import print_lines, print_text
from opentoclose_async.exceptions import ConfigurationError, ValidationError

__all__ = ["print_interruption", "print_plans", "print_reports", "written_duration"]

MOST_MISSING_SHOWN = 20
MOST_REMARKS_SHOWN = 3
LONGEST_REASON = 160
"""Characters."""

_REQUEST = re.compile(r"^[A-Z]+ \S+ answered ")
_COUNT = re.compile(r"^[\d,]+ ")


def print_plans(planned: Sequence[PlannedArchive]) -> bool:
    """Print what archives take; return whether any could not be planned."""
    for each in planned:
        if each.plan is not None:
            print_lines(*_lines_of_plan(each.account, each.plan))
    return _print_errors(planned)


def print_reports(planned: Sequence[PlannedArchive]) -> bool:
    """
    Print the results of archives: their reports on stdout, errors on stderr.

    Args:
        planned: The archives.

    Returns:
        Whether any failed or is missing something.
    """
    incomplete = False
    for each in planned:
        if each.report is not None:
            print_text(*_lines_of(each, each.report))
            incomplete |= bool(each.report.missing)
    failed = _print_errors(planned)
    if any(each.error is not None and not _is_refusal(each.error) for each in planned):
        print_lines("run the same command again to continue", err=True)
    return incomplete or failed


def print_interruption(planned: Sequence[PlannedArchive]) -> None:
    """Say what is safe after a signal, and how to continue."""
    print_lines("interrupted", err=True)
    for each in planned:
        progress = each.progress
        if each.report is None and progress is not None and progress.plan is not None:
            total = f"{progress.places_total or 0:,} {each.word}"
            print_lines(f"{each.name}: {progress.places:,} of {total} are done", err=True)
    print_lines("run the same command again to continue", err=True)


def written_duration(seconds: float) -> str:
    """Return a duration for people, such as ``22 h 14 min``."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _lines_of_plan(account: str, plan: ArchivePlan) -> Iterator[str]:
    yield f"{account}: {plan}" if account else str(plan)
    kinds = {**plan.requests, "in all": plan.total}
    names, counts = max(map(len, kinds)), max(len(f"{count:,}") for count in kinds.values())
    for name, count in kinds.items():
        yield f"  {name:{names}}  {count:{counts},}"


def _lines_of(each: PlannedArchive, report: ArchiveReport) -> Iterator[str]:
    about = f"{each.account}: " if each.account else ""
    yield (
        f"{about}{report.directory}: {_count(report.places, report.word)}, "
        f"{_count(report.documents, 'documents')}, {report.downloaded:,} of them new "
        f"({decimal(report.bytes)}), in {written_duration(report.seconds)}, "
        f"{_count(report.requests, 'requests')} ({_count(report.retries, 'retries')})"
    )
    yield f"{about}open {report.directory / 'index.html'}"
    if report.remarks:
        yield f"{about}{_count(len(report.remarks), 'remarks')}: {_remarks(report.remarks)}"
    if report.missing:
        yield f"{about}{len(report.missing):,} missing:"
        yield from _table(report.missing, report.word)
    if report.stopped is not None:
        yield f"{about}{_stopped(each, report.stopped)}; run the same command again to continue"
    elif report.missing:
        yield f"{about}run the same command again to try just those"


def _remarks(remarks: Sequence[MissingItem]) -> str:
    counts = Counter(_COUNT.sub("rows ", item.why) for item in remarks)
    texts = [f"{why} ({count:,})" for why, count in counts.most_common(MOST_REMARKS_SHOWN)]
    more = len(counts) - len(texts)
    return "; ".join([*texts, *([f"and {more} more kinds, see manifest.jsonl"] if more else [])])


def _table(missing: Sequence[MissingItem], word: str) -> Iterator[str]:
    place = "room" if word == "rooms" else "property"
    rows = [
        (
            cut(item.what),
            cut(str(item.id)),
            "" if item.of is None else f"{place} {cut(str(item.of))}",
            _reason(item.why),
        )
        for item in missing[:MOST_MISSING_SHOWN]
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [f"{cell:{width}}" for cell, width in zip(row, widths, strict=False) if width]
        yield "  ".join(["", *cells, row[3]])
    more = len(missing) - len(rows)
    if more:
        yield f"  and {more:,} more, see manifest.jsonl"


def _reason(why: str) -> str:
    text = _REQUEST.sub("", why)
    return text if len(text) <= LONGEST_REASON else f"{text[: LONGEST_REASON - 1]}…"


def _stopped(each: PlannedArchive, limit: str) -> str:
    option, progress = f"--{limit.replace('_', '-')}", each.progress
    if progress is None or progress.plan is None or progress.requests_left is None:
        return f"stopped by {option} while it read lists"
    left = f"about {_count(progress.requests_left, 'requests')} left"
    if progress.seconds_left:
        left += f", {written_duration(progress.seconds_left)}"
    done = f"{progress.places:,} of {progress.places_total or 0:,} {each.word} are done"
    return f"stopped by {option}: {done}, {left}"


def _count(number: int, plural: str) -> str:
    singular = {"properties": "property", "retries": "retry"}.get(plural, plural.removesuffix("s"))
    return counted(number, singular, commas=True)


def _is_refusal(error: Exception) -> bool:
    """Return whether nothing began, so that the same command would be refused again."""
    invalid = isinstance(error, (ConfigurationError, ValidationError))
    return invalid and getattr(error, "status_code", None) is None


def _print_errors(planned: Sequence[PlannedArchive]) -> bool:
    errors = [(each.account, each.error) for each in planned if each.error is not None]
    bugs: list[Exception] = []
    for account, error in errors:
        for leaf in leaves(error):
            if isinstance(leaf, EXPECTED):
                write_error(leaf, account)
            else:
                bugs.append(leaf)
    if bugs:
        raise ExceptionGroup("bugs in opentoclose_async", bugs)
    return bool(errors)
