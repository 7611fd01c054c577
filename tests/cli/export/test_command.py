"""``opentoclose export`` over real sockets."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from opentoclose_async.cli.export.summary import summary
from opentoclose_async.export import ExportReport
from opentoclose_async.export.formats.registry import FORMATS
from opentoclose_async.sandbox import RunningSandbox
from tests.cli.in_process import invoke, is_one_line, names_in, rows_in
from tests.cli.processes import base_url, credentials, run
from tests.export.formats.file_formats import rows_of

APIS = ["otc", "rooms"]


@pytest.mark.parametrize("api", APIS)
def test_exports_all_users(running: RunningSandbox, tmp_path: Path, api: str) -> None:
    arguments = ["export", "users", "--api", api, "--base-url", base_url(running, api)]
    result = run(*arguments, "--quota", "off", folder=tmp_path, variables=credentials(running))
    assert result.returncode == 0, result.stderr
    assert names_in(tmp_path) == [f"{api}-users.jsonl"]
    expected = {"otc": running.sandbox.otc_rows, "rooms": running.sandbox.rooms_rows}[api]
    assert rows_in(tmp_path / f"{api}-users.jsonl") == expected("users")
    assert is_one_line(result.stdout)
    assert result.stdout.startswith(f"{api}-users.jsonl: 345 rows in ")
    assert "retries" in result.stdout
    assert re.match(rf"{api} users: \d+( of 345)? rows, 1 page, \d+ rows/s\n", result.stderr)
    for token in credentials(running).values():
        assert token not in result.stdout + result.stderr


def test_exports_teams_to_a_chosen_file(running: RunningSandbox, tmp_path: Path) -> None:
    path = tmp_path / "all teams.jsonl"
    code, out, err = invoke(
        *["teams", "--api", "otc", "--output", str(path), "--quiet", "--quota", "off"],
        **credentials(running),
        OPEN_TO_CLOSE_BASE_URL=running.otc_base_url,
    )
    assert (code, err) == (0, "")
    assert out.startswith(f"{path}: 12 rows")
    assert rows_in(path) == running.sandbox.otc_rows("teams")


@pytest.mark.parametrize(
    ("api", "missing"),
    [
        ("otc", "OPEN_TO_CLOSE_API_KEY"),
        ("rooms", "DOCUSIGN_ACCESS_TOKEN"),
        ("rooms", "DOCUSIGN_ACCOUNT_ID"),
    ],
)
def test_missing_credentials(
    running: RunningSandbox, tmp_path: Path, api: str, missing: str
) -> None:
    variables = {name: value for name, value in credentials(running).items() if name != missing}
    code, out, err = invoke(
        *["users", "--api", api, "--base-url", base_url(running, api)],
        *["--output", str(tmp_path / "users.jsonl")],
        **variables,
    )
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert missing in err
    assert is_one_line(err)
    assert list(tmp_path.iterdir()) == []


def test_missing_credentials_in_a_separate_process(tmp_path: Path) -> None:
    result = run("export", "users", "--api", "otc", folder=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("error: No API key")
    assert is_one_line(result.stderr)


@pytest.mark.parametrize("api", APIS)
def test_wrong_credentials(running: RunningSandbox, tmp_path: Path, api: str) -> None:
    wrong = dict.fromkeys(("OPEN_TO_CLOSE_API_KEY", "DOCUSIGN_ACCESS_TOKEN"), "mistaken")
    code, out, err = invoke(
        *["users", "--api", api, "--base-url", base_url(running, api)],
        *["--output", str(tmp_path / "users.jsonl")],
        **{**credentials(running), **wrong},
    )
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert is_one_line(err)
    assert "mistaken" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_address(running: RunningSandbox, tmp_path: Path) -> None:
    code, out, err = invoke(
        *["users", "--api", "rooms", "--output", str(tmp_path / "users.jsonl")],
        *["--base-url", f"{running.base_url}/nothing"],
        **credentials(running),
    )
    assert (code, out) == (1, "")
    assert "404" in err
    assert is_one_line(err)


def test_an_existing_file(running: RunningSandbox, tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    path.write_text("mine")
    arguments = ["users", "--api", "rooms", "--base-url", running.rooms_base_url]
    arguments += ["--output", str(path), "--quiet"]
    code, out, err = invoke(*arguments, **credentials(running))
    assert (code, out) == (1, "")
    assert err.startswith(f"error: {path} exists already")
    assert "or replace it with --overwrite." in err
    assert is_one_line(err)
    assert path.read_text() == "mine"
    assert running.sandbox.stats.rooms.requests == 0

    code, out, err = invoke(*arguments, "--overwrite", **credentials(running))
    assert (code, err) == (0, "")
    assert len(rows_in(path)) == 345


def test_keeps_a_custom_quota(start_server: Callable[..., RunningSandbox], tmp_path: Path) -> None:
    server = start_server(users=300, otc_page_cap=5, otc_quota=((50, 0.3),))
    code, _, err = invoke(
        *["users", "--api", "otc", "--base-url", server.otc_base_url, "--quota", "50/0.3s"],
        *["--output", str(tmp_path / "users.jsonl"), "--quiet"],
        **credentials(server),
    )
    assert (code, err) == (0, "")
    assert len(rows_in(tmp_path / "users.jsonl")) == 300
    assert server.sandbox.stats.otc.requests > 50
    assert server.sandbox.stats.otc.rate_limited == 0


def test_continues_after_the_server_refused_requests(
    start_server: Callable[..., RunningSandbox], tmp_path: Path
) -> None:
    server = start_server(users=101, otc_quota=((1, 1.0),))
    code, out, err = invoke(
        *["users", "--api", "otc", "--base-url", server.otc_base_url, "--quota", "100/1s"],
        *["--output", str(tmp_path / "users.jsonl"), "--quiet"],
        **credentials(server),
    )
    assert (code, err) == (0, "")
    assert len(rows_in(tmp_path / "users.jsonl")) == 101
    stats = server.sandbox.stats.otc
    assert stats.rate_limited > 0
    assert f"{stats.requests} requests (" in out
    assert "(0 retries)" not in out  # all but a page asked for ahead that was not needed any more


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["users"],
        ["users", "--api", "zillow"],
        ["offices", "--api", "otc"],
        ["tags", "--api", "rooms"],
        ["users", "--api", "otc", "--format", "xml"],
        ["users", "--api", "otc", "--quota", "many"],
        ["users", "--api", "otc", "--quota", "5/x"],
        ["users", "--api", "otc", "--base-url", ""],
        ["users", "--api", "otc", "--api-key", "secret"],
    ],
)
def test_usage_errors(arguments: list[str]) -> None:
    code, out, err = invoke(*arguments, OPEN_TO_CLOSE_API_KEY="x")
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_an_unknown_suffix(tmp_path: Path) -> None:
    code, out, err = invoke(
        *["users", "--api", "otc", "--output", str(tmp_path / "users.xml")],
        OPEN_TO_CLOSE_API_KEY="x",
    )
    assert (code, out) == (1, "")
    assert "jsonl" in err
    assert is_one_line(err)


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format(running: RunningSandbox, tmp_path: Path, api: str, form: str) -> None:
    arguments = ["users", "--api", api, "--base-url", base_url(running, api), "--quota", "off"]
    named = tmp_path / f"users.{form}"
    for options in (
        ["--output", str(named)],
        ["--output", str(tmp_path / "chosen"), "--format", form],
    ):
        code, out, err = invoke(*arguments, *options, "--quiet", **credentials(running))
        assert (code, err) == (0, "")
        assert out.startswith(f"{options[1]}: 345 rows in ")
    assert names_in(tmp_path) == ["chosen", named.name]
    expected = {"otc": running.sandbox.otc_rows, "rooms": running.sandbox.rooms_rows}[api]("users")
    key = "id" if api == "otc" else "userId"
    for path in (named, tmp_path / "chosen"):
        assert [int(row[key]) for row in rows_of(path, form)] == [row[key] for row in expected]


@pytest.mark.parametrize("api", APIS)
def test_verifying_takes_more_requests(running: RunningSandbox, tmp_path: Path, api: str) -> None:
    # 300 rows are three pages of 100, or more if the first row of each was in the page before.
    arguments = ["users", "--api", api, "--base-url", base_url(running, api), "--quota", "off"]
    limit = {"otc": "limit=300", "rooms": "max_items=300"}[api]
    stats = {"otc": running.sandbox.stats.otc, "rooms": running.sandbox.stats.rooms}[api]
    requests = []
    for options in ([], ["--no-verify"]):
        output = str(tmp_path / f"{len(options)}.jsonl")
        code, _, err = invoke(
            *[*arguments, *options, "--quiet", "--filter", limit, "--output", output],
            **credentials(running),
        )
        assert (code, err) == (0, "")
        assert len(rows_in(Path(output))) == 300
        requests.append(stats.requests)
        running.sandbox.reset()
    assert requests[0] > requests[1] == 3


def test_help_lists_every_option() -> None:
    code, out, _ = invoke("--help", COLUMNS="100")
    assert code == 0
    for option in (
        *["--api", "--accounts", "--filter", "--base-url", "--output", "--format", "--resume"],
        *["--overwrite", "--no-verify", "--quota", "--quiet", "LIST", "PATH.part"],
        *["--columns", "--excel"],
    ):
        assert option in out


def test_the_summary_shows_unusual_events() -> None:
    report = ExportReport(
        path=Path("users.csv"),
        rows=1500,
        pages=16,
        requests=21,
        retries=2,
        seams=3,
        resumed=594,
        seconds=10.26,
        sha256="dbaa",
    )
    assert summary("north", report) == (
        "north: users.csv: 1500 rows (594 from an earlier run) in 10.3 s, 21 requests (2 retries), "
        "3 seams stitched, sha256 dbaa"
    )
    assert summary("", evolve(report, resumed=0, seams=1, retries=0)) == (
        "users.csv: 1500 rows in 10.3 s, 21 requests (0 retries), 1 seam stitched, sha256 dbaa"
    )
