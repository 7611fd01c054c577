"""The types of an export and of its report; read by the type checkers and never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from pathlib import Path
from typing import Any, assert_type

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager
from opentoclose_async.export import ExportReport, Progress, export


async def lists_into_files(otc: AsyncOpenToClose, rooms: AsyncRooms) -> None:
    assert_type(await export(otc.users.iter_users(), "users.jsonl"), ExportReport)
    assert_type(await export(rooms.users.iter_users(), Path("users.jsonl")), ExportReport)


async def rows_without_models_and_all_keywords(pager: Pager[dict[str, Any]]) -> None:
    def show(progress: Progress) -> None:
        assert_type(progress.rows, int)

    report = await export(pager, "rows", format="jsonl", overwrite=True, progress=show)
    assert_type(report, ExportReport)
    await export(pager, "rows.jsonl", format=None, progress=None)


def a_report(report: ExportReport) -> None:
    assert_type(report.path, Path)
    assert_type(report.rows, int)
    assert_type(report.pages, int)
    assert_type(report.requests, int)
    assert_type(report.retries, int)
    assert_type(report.seconds, float)
    assert_type(report.sha256, str)


def how_far_it_is(progress: Progress) -> None:
    assert_type(progress.rows, int)
    assert_type(progress.pages, int)
    assert_type(progress.total, int | None)
