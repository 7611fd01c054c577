"""The table in the README names every fault, and tests that exist."""

import re
from pathlib import Path
from typing import get_args

import pytest

from opentoclose_async.sandbox.faults import FaultKind

FOLDER = Path(__file__).parent
TABLE = (FOLDER / "README.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(\S+\.py)::(\w+)`", TABLE)))


@pytest.mark.parametrize("kind", get_args(FaultKind))
def test_every_fault_of_the_sandbox_has_its_line(kind: FaultKind) -> None:
    assert re.search(rf"^\| [^|]*`{kind}`", TABLE, re.M)


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_every_test_that_is_named_exists(file: str, test: str) -> None:
    assert re.search(rf"^(async )?def {test}\(", (FOLDER / file).read_text("utf-8"), re.M)


def test_every_test_file_is_named() -> None:
    files = {file.name for file in FOLDER.glob("test_*.py")} - {"test_table.py"}
    assert files == {file for file, _ in NAMED}
