"""How the package was installed decides how to install an extra."""

import json
from pathlib import Path

import pytest

from opentoclose_async._extras import command_for

ROOT = Path(__file__).parents[1]


def test_from_an_index() -> None:
    assert command_for("jwt", None) == "python -m pip install 'opentoclose-async[jwt]'"


@pytest.mark.parametrize(
    ("editable", "command"),
    [
        (False, "python -m pip install '{}[jwt]'"),
        (True, "python -m pip install --editable '{}[jwt]'"),
    ],
)
def test_from_a_clone(editable: bool, command: str) -> None:
    origin = json.dumps({"url": ROOT.as_uri(), "dir_info": {"editable": editable}})
    assert command_for("jwt", origin) == command.format(ROOT)


def test_from_a_clone_that_has_been_removed(tmp_path: Path) -> None:
    origin = json.dumps({"url": (tmp_path / "gone").as_uri(), "dir_info": {}})
    expected = "python -m pip install '.[jwt]', in a clone of opentoclose-async"
    assert command_for("jwt", origin) == expected


def test_from_a_repository_and_from_a_wheel() -> None:
    repository = {"url": "https://git.test/x.git", "vcs_info": {"vcs": "git", "commit_id": "a"}}
    wheel = {"url": "https://files.test/x.whl", "archive_info": {}}
    assert command_for("jwt", json.dumps(repository)) == (
        "python -m pip install 'opentoclose-async[jwt] @ git+https://git.test/x.git'"
    )
    assert command_for("jwt", json.dumps(wheel)) == (
        "python -m pip install 'opentoclose-async[jwt] @ https://files.test/x.whl'"
    )
