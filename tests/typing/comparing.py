"""The types of a comparison of exports; read by the type checkers and never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, assert_type

from opentoclose_async.diff import Diff, Difference, diff


def two_files() -> None:
    assert_type(diff("monday.jsonl", Path("tuesday.jsonl")), Diff)
    diff("monday.csv", "tuesday.csv", key="userId").close()
    with diff("monday.parquet", "tuesday.parquet", key=["roomId", "userId"]) as result:
        assert_type(result, Diff)
        for each in result:
            assert_type(each, Difference)


def what_differs(result: Diff) -> None:
    assert_type(result.key, tuple[str, ...])
    assert_type(result.old_rows, int)
    assert_type(result.new_rows, int)
    assert_type(result.added, int)
    assert_type(result.removed, int)
    assert_type(result.changed, int)
    assert_type(result.only_in_old, tuple[str, ...])
    assert_type(result.only_in_new, tuple[str, ...])
    assert_type(result.differs, bool)


def one_row(each: Difference) -> None:
    assert_type(each.change, Literal["added", "removed", "changed"])
    assert_type(each.key, Mapping[str, Any])
    assert_type(each.old, Mapping[str, Any] | None)
    assert_type(each.new, Mapping[str, Any] | None)
    assert_type(each.fields, tuple[str, ...])
