"""
What a stream reads: the rows that changed in a period, per account.

An offset of a stream is the end of the last period, for each account. The next period begins a
little before it: the clocks of driver and server differ, and a change may be seen late.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from opentoclose_async._accounts.date_filters import DATE_FILTERS
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.pipelines._spark.options import Options

__all__ = ["check_stream", "filters_of_period", "offset_at"]


def check_stream(options: Options) -> None:
    """
    Check that a list can be read as a stream.

    Raises:
        ConfigurationError: If it has no filter by date, the reader's own filters have one, or
            ``since`` is not a date.
    """
    known = DATE_FILTERS[options.api].get(options.name)
    if known is None:
        lists = ", ".join(f"{name} of {api}" for api, each in DATE_FILTERS.items() for name in each)
        raise ConfigurationError(
            f"{options.name} of {options.api} cannot be read as a stream: the API has no filter by "
            f"date for it, so each poll would read the whole list. Lists with one: {lists}. Read "
            "others with spark.read. Nothing was sent."
        )
    if options.pushdown:
        raise ConfigurationError("pushdown does not apply to streams. Nothing was sent.")
    for account, filters in options.filters.items():
        for name in filters.keys() & {known.since, known.until}:
            raise ConfigurationError(
                f"account {account!r}: a stream sets the filter {name} itself; the option since "
                "says where it begins. Nothing was sent."
            )
    if options.since:
        _moment(options.since)


def offset_at(options: Options, moment: datetime) -> dict[str, str]:
    """Return the offset of a stream that has read everything until a moment."""
    return dict.fromkeys([account.name for account in options.accounts], _spelt(moment))


def filters_of_period(
    options: Options, account: str, start: Mapping[str, str], end: Mapping[str, str]
) -> dict[str, FilterValue] | None:
    """
    Return the filters for what changed between two offsets; None if there is nothing to read.

    An account that the start does not have is new, and all its rows are read.
    """
    known = DATE_FILTERS[options.api][options.name]
    begins, ends = start.get(account), end.get(account)
    if ends is None or (begins is not None and begins >= ends):
        return None
    since = begins or options.since
    if not since:  # everything: rows that never changed have no date to select by
        return dict(options.filters[account])
    overlap = timedelta(seconds=options.overlap_seconds if begins else 0)
    period = {known.since: _spelt(_moment(since) - overlap), known.until: ends}
    return {**options.filters[account], **period}


def _moment(text: str) -> datetime:
    """Read a date, with or without a time; without an offset, in UTC."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConfigurationError(
            "since must be a date, such as 2026-11-01 (from midnight UTC on), or a date and time, "
            "such as 2026-11-01T09:30:00Z. Nothing was sent."
        ) from None


def _spelt(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=None).isoformat(" ", "seconds")
