"""Exports in processes: killed at any step, two to one path, and forked during an export."""

import json
import os
from pathlib import Path

import pytest

from tests.export.files.forks import call_alone
from tests.export.formats.file_formats import KINDS
from tests.thoroughness import scaled

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")


def test_a_kill_at_any_step(tmp_path: Path) -> None:
    call_alone("kill_at_steps", tmp_path, scaled(2, 1), *KINDS)


def test_a_kill_while_an_export_without_a_row_tidies_up(tmp_path: Path) -> None:
    call_alone("kill_at_each_step_to_nothing", tmp_path, "csv")


@pytest.mark.parametrize("options", [{"resume": True}, {"resume": True, "overwrite": True}])
def test_processes_that_export_to_one_path(tmp_path: Path, options: dict[str, bool]) -> None:
    call_alone("race", tmp_path, scaled(10, 100), 2, json.dumps(options))


def test_a_fork_does_not_keep_the_lock(tmp_path: Path) -> None:
    call_alone("outlive", tmp_path)
