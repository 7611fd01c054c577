"""Comparing exports refuses invalid arguments, and names what is wrong."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async.diff import diff
from tests.bad_input.refusals import Bad, attempt, complaints
from tests.bad_input.values import HUGE, NAN, Unshowable, each

pytestmark = pytest.mark.anyio

PATHS = each("the path of an export", "", None, 5, True, NAN, ["a"], {}, HUGE, Unshowable())
TABLE = {
    "old": PATHS,
    "new": PATHS,
    "key": [
        *each("the name of a column or a list of them", 5, True, NAN, [], (), {}, Unshowable()),
        Bad("", "must name columns, each once"),
        Bad(["id", 5], "must name columns, each once", "5"),
        Bad(["id", "id"], "must name columns, each once", "'id'"),
        Bad("identity", "has no column", "identity"),
    ],
}


async def test_an_invalid_argument_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    path.write_text('{"id":1}\n')
    good: dict[str, Any] = {"old": path, "new": path}
    found = []
    for argument, rows in TABLE.items():
        for bad in rows:
            error = await attempt(partial(diff, **{**good, argument: bad.value}))
            found += complaints(error, argument, bad)
    assert found == []


@pytest.mark.parametrize("argument", ["old", "new"])
async def test_a_file_that_is_not_there_is_named(argument: str, tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    path.write_text('{"id":1}\n')
    good: dict[str, Any] = {"old": path, "new": path, argument: tmp_path / "nothing.jsonl"}
    with pytest.raises(FileNotFoundError, match=rf"{argument}: there is no file .*nothing\.jsonl"):
        diff(**good)
