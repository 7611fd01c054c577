"""The types of an export and of its report; read by the type checkers and never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping
from pathlib import Path
from typing import Any, assert_type

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager
from opentoclose_async.blocking import Pager as BlockingPager
from opentoclose_async.export import (
    ExportReport,
    ExportsFailed,
    Progress,
    blocking,
    export,
    export_many,
)


async def lists_into_files(otc: AsyncOpenToClose, rooms: AsyncRooms) -> None:
    assert_type(await export(otc.users.iter_users(), "users.jsonl"), ExportReport)
    assert_type(await export(rooms.users.iter_users(), Path("users.jsonl")), ExportReport)


async def rows_without_models_and_all_keywords(pager: Pager[dict[str, Any]]) -> None:
    def show(progress: Progress) -> None:
        assert_type(progress.rows, int)

    report = await export(pager, "rows", format="jsonl", overwrite=True, progress=show)
    assert_type(report, ExportReport)
    await export(pager, "rows.jsonl", format=None, progress=None)
    await export(pager, "rows.csv", resume=True, verify=False)
    await export(pager, "rows.csv", columns=["id", "email"], excel=True)
    await export(pager, "rows.csv", columns=("id",))
    await export(pager, "rows.parquet", fields="all", field_layout="nested", nested="json")
    await export(pager, "rows.csv", fields=["closing_date"], names="python")


async def several(pager: Pager[Any]) -> None:
    def show(path: Path, progress: Progress) -> None:
        assert_type(progress.rows, int)

    reports = await export_many({"one.jsonl": pager, Path("two.csv"): pager}, progress=show)
    await export_many({"one.csv": pager}, columns=["id"], excel=True)
    assert_type(reports, dict[Path, ExportReport])


def without_await(pager: BlockingPager[Any]) -> None:
    assert_type(blocking.export(pager, "one.jsonl", resume=True), ExportReport)
    blocking.export(pager, "one.csv", columns=["id"], excel=True)
    blocking.export(pager, "one.parquet", fields=("closing_date",), names="python")
    assert_type(blocking.export_many({"one.jsonl": pager}), dict[Path, ExportReport])


def some_that_failed(error: ExportsFailed) -> None:
    assert_type(error.failures, Mapping[Path, Exception])
    assert_type(error.reports, Mapping[Path, ExportReport])


def a_report(report: ExportReport) -> None:
    assert_type(report.path, Path)
    assert_type(report.total, int | None)
    assert_type(report.rows, int)
    assert_type(report.pages, int)
    assert_type(report.requests, int)
    assert_type(report.retries, int)
    assert_type(report.seams, int)
    assert_type(report.resumed, int)
    assert_type(report.seconds, float)
    assert_type(report.sha256, str)


def how_far_it_is(progress: Progress) -> None:
    assert_type(progress.rows, int)
    assert_type(progress.pages, int)
    assert_type(progress.total, int | None)
