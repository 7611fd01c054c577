"""The types of an archive, its plan and its report; read by the type checkers and never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import assert_type

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Quota, Rooms
from opentoclose_async.archive import (
    ArchivePlan,
    ArchiveProgress,
    ArchiveReport,
    MissingItem,
    archive,
    blocking,
    plan_archive,
)


async def both_apis(rooms: AsyncRooms, otc: AsyncOpenToClose) -> None:
    def show(progress: ArchiveProgress) -> None:
        assert_type(progress.places, int)

    assert_type(await archive(rooms, "archive", progress=show), ArchiveReport)
    assert_type(
        await archive(otc, Path("archive"), properties=[5], follow_links=True), ArchiveReport
    )
    await archive(rooms, "archive", since="2026-01-01", until=date(2026, 2, 1), only=["users"])
    await archive(rooms, "archive", since=datetime(2026, 1, 1, tzinfo=UTC), rooms=(5,))
    await archive(rooms, "archive", documents=False, max_hours=1.5, max_requests=100)
    assert_type(await plan_archive(rooms, "archive", documents=False), ArchivePlan)


def without_await(rooms: Rooms, otc: OpenToClose) -> None:
    assert_type(blocking.archive(rooms, "archive"), ArchiveReport)
    assert_type(blocking.archive(otc, "archive", since="2026-01-01"), ArchiveReport)
    assert_type(blocking.plan_archive(otc, "archive"), ArchivePlan)


def a_report(report: ArchiveReport) -> None:
    assert_type(report.directory, Path)
    assert_type(report.run, int)
    assert_type(report.complete, bool)
    assert_type(report.stopped, str | None)
    assert_type(report.places, int)
    assert_type(report.documents, int)
    assert_type(report.downloaded, int)
    assert_type(report.bytes, int)
    assert_type(report.requests, int)
    assert_type(report.retries, int)
    assert_type(report.missing, tuple[MissingItem, ...])
    assert_type(report.remarks, tuple[MissingItem, ...])
    assert_type(report.seconds, float)
    assert_type(report.word, str)


def what_it_takes(plan: ArchivePlan) -> None:
    assert_type(plan.places, int)
    assert_type(plan.documents, int)
    assert_type(plan.requests, Mapping[str, int])
    assert_type(plan.total, int)
    assert_type(plan.seconds, float)
    assert_type(plan.word, str)
    assert_type(plan.quota, Quota | None)


def how_far_it_is(progress: ArchiveProgress) -> None:
    assert_type(progress.plan, ArchivePlan | None)
    assert_type(progress.places, int)
    assert_type(progress.places_total, int | None)
    assert_type(progress.documents, int)
    assert_type(progress.documents_total, int | None)
    assert_type(progress.bytes, int)
    assert_type(progress.requests, int)
    assert_type(progress.requests_left, int | None)
    assert_type(progress.missing, int)
    assert_type(progress.seconds_left, float | None)


def what_is_missing(item: MissingItem) -> None:
    assert_type(item.what, str)
    assert_type(item.id, int | str)
    assert_type(item.of, int | str | None)
    assert_type(item.name, str)
    assert_type(item.why, str)
    assert_type(item.request, str)
