"""``opentoclose demo``, as a newcomer runs it."""

import re
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from opentoclose_async.cli.app import app
from opentoclose_async.cli.export.verification import verify_rows
from opentoclose_async.exceptions import DataFormatError
from tests.cli.processes import run


def rows_of(path: Path) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_exports_both_apis_and_says_so(tmp_path: Path) -> None:
    # Credentials of real accounts and a proxy in the environment must not matter.
    variables = {
        "OPEN_TO_CLOSE_API_KEY": "the real one",
        "OPEN_TO_CLOSE_BASE_URL": "https://otc.invalid/v1",
        "DOCUSIGN_ACCESS_TOKEN": "the real one",
        "DOCUSIGN_ACCOUNT_ID": "real",
        "DOCUSIGN_ENVIRONMENT": "nowhere",
        "http_proxy": "http://proxy.invalid:1",
    }
    folder = tmp_path / "opentoclose-demo"
    folder.mkdir()
    (folder / "otc-users.jsonl").write_text("of an earlier demo")
    result = run(
        *["demo", "--users", "345", "--latency-ms", "5"], folder=tmp_path, variables=variables
    )
    assert result.returncode == 0, result.stderr
    assert sorted(path.name for path in folder.iterdir()) == [
        "otc-users.jsonl",
        "rooms-users.jsonl",
    ]
    for name, field in (("otc", "id"), ("rooms", "userId")):
        rows = rows_of(folder / f"{name}-users.jsonl")
        assert len(rows) == len({row[field] for row in rows}) == 345
    for title in ("Open To Close", "DocuSign Rooms"):
        line = re.search(rf"{title} +(\d+) +([\d.]+) +(\d+) +(\d+)", result.stdout)
        assert line is not None, result.stdout
        assert int(line[1]) == 345
        assert int(line[3]) >= 4
        assert int(line[4]) > 1
        assert re.search(rf"^{title}: \d+( of 345)? rows, 1 page, ", result.stderr, re.MULTILINE)
    assert "no quota" in result.stdout
    assert "the real one" not in result.stdout + result.stderr


def invoke(*arguments: str) -> tuple[int, str, str]:
    """Run a demo in this process: its exit code and what it wrote to stdout and stderr."""
    result = CliRunner().invoke(app, ["demo", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_another_folder_and_no_users(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    code, _, err = invoke("--users", "0", "--latency-ms", "0", "--output", str(folder))
    assert (code, err) == (0, "")
    assert (folder / "otc-users.jsonl").read_bytes() == b""


def test_a_folder_that_cannot_be_created(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, out, err = invoke("--users", "5", "--output", str(tmp_path / "file"))
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("ids", [[1, 2], [1, 2, 2], [1, 2, 3, 3], []])
def test_wrong_counts_are_detected(tmp_path: Path, ids: list[int]) -> None:
    path = tmp_path / "users.jsonl"
    path.write_text("".join(f'{{"id": {number}}}\n' for number in ids))
    with pytest.raises(DataFormatError, match=f"has {len(ids)} rows"):
        verify_rows(path, "id", 3)


def test_right_counts_pass(tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    path.write_text('{"id": 2}\n{"id": 1}\n')
    verify_rows(path, "id", 2)
