"""``--format``, ``--columns`` and ``--excel``: the rows in their files."""

import json
from pathlib import Path

import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.cli.in_process import invoke, is_one_line, names_in
from tests.cli.processes import base_url, credentials, run


def teams(running: RunningSandbox, *options: str) -> tuple[int, str, str]:
    """Export the teams of the sandbox."""
    return invoke(
        *["teams", "--api", "otc", "--base-url", running.otc_base_url, "--quota", "off"],
        *["--quiet", *options],
        **credentials(running),
    )


def test_chosen_columns(running: RunningSandbox, tmp_path: Path) -> None:
    path = tmp_path / "teams.csv"
    code, _, err = teams(running, "--columns", "name, id", "--output", str(path))
    assert (code, err) == (0, "")
    rows = [f"{row['name']},{row['id']}" for row in running.sandbox.otc_rows("teams")]
    assert path.read_text().splitlines() == ["name,id", *rows]


def test_one_array(running: RunningSandbox, tmp_path: Path) -> None:
    path = tmp_path / "teams"
    code, _, err = teams(running, "--format", "json", "--output", str(path))
    assert (code, err) == (0, "")
    assert json.loads(path.read_bytes()) == running.sandbox.otc_rows("teams")


def test_with_excel_the_default_format_is_csv(
    running: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert teams(running, "--excel", "--columns", "id")[0] == 0
    assert names_in(tmp_path) == ["otc-teams.csv"]
    lines = [b"\xef\xbb\xbfid", *(b"%d" % number for number in range(1, 13))]
    assert (tmp_path / "otc-teams.csv").read_bytes() == b"\r\n".join([*lines, b""])
    code, out, err = teams(running, "--excel", "--output", "teams.parquet")
    assert (code, out) == (1, "")
    assert "excel is for csv and csv.gz only, not for parquet" in err
    assert is_one_line(err)


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ("id,nam", "'nam' is not a column of this list; did you mean 'name'?"),
        ("", "'' is not a column of this list; known columns are id, name, "),
        ("id,,name", "'' is not a column"),
        ("id,id", "columns: 'id' is named twice. Nothing was sent."),
    ],
)
def test_unknown_columns(running: RunningSandbox, tmp_path: Path, names: str, problem: str) -> None:
    code, out, err = teams(running, "--columns", names, "--output", str(tmp_path / "teams.csv"))
    assert (code, out) == (1, "")
    assert problem in err
    assert is_one_line(err)
    assert running.sandbox.stats.otc.requests == 0
    assert names_in(tmp_path) == []


def test_a_folder_of_files_with_chosen_columns(running: RunningSandbox, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    arguments = ["property-notes", "--api", "otc", "--base-url", running.otc_base_url, "--quiet"]
    arguments += ["--property", "1", "--property", "2", "--quota", "off", "--output", str(folder)]
    code, _, err = invoke(*arguments, "--columns", "idd", **credentials(running))
    assert (code, "did you mean 'id'?" in err, folder.exists()) == (1, True, False)
    code, _, err = invoke(*arguments, "--excel", "--columns", "id", **credentials(running))
    assert (code, err) == (0, "")
    assert names_in(folder) == ["1.csv", "2.csv"]
    for path in folder.iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbfid\r\n")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_standard_output_has_the_same_bytes_as_a_file(
    running: RunningSandbox, tmp_path: Path, form: str
) -> None:
    arguments = ["export", "users", "--api", "rooms", "--base-url", base_url(running, "rooms")]
    arguments += ["--quota", "off", "--format", form, "--columns", "userId,email", "--quiet"]
    variables = credentials(running)
    streamed = run(*arguments, "--output", "-", folder=tmp_path, variables=variables)
    written = invoke(*arguments[1:], "--output", str(tmp_path / "users"), **variables)
    assert (streamed.returncode, written) == (0, (0, written[1], "")), streamed.stderr
    assert streamed.stdout == (tmp_path / "users").read_text(encoding="utf-8")
    assert names_in(tmp_path) == ["users"]
