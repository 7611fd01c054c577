"""The table in the README names every fault and every test, and no test that does not exist."""

import re
from pathlib import Path
from typing import get_args

import pytest

from opentoclose_async.sandbox.faults.plan import FaultKind

FOLDER = Path(__file__).parent
TABLE = (FOLDER / "README.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(\S+\.py)::(\w+)`", TABLE)))
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ")][1:]
TESTS = re.compile(r"^(?:async )?def (test_\w+)\(", re.M)


@pytest.mark.parametrize("kind", get_args(FaultKind))
def test_every_fault_of_the_sandbox_has_a_row(kind: FaultKind) -> None:
    assert re.search(rf"^\| [^|]*`{kind}`", TABLE, re.M)


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_every_named_test_exists(file: str, test: str) -> None:
    assert test in TESTS.findall((FOLDER / file).read_text("utf-8"))


def test_every_test_is_named() -> None:
    files = [file for file in FOLDER.glob("test_*.py") if file.name != "test_table.py"]
    tests = {(file.name, test) for file in files for test in TESTS.findall(file.read_text("utf-8"))}
    assert len(tests) > 20
    assert tests - set(NAMED) == set()


def test_every_row_names_its_test() -> None:
    assert len(ROWS) > 20
    for row in ROWS:
        assert re.fullmatch(r"(`\S+\.py::test_\w+`(, )?)+", row.split("|")[-2].strip()), row
