"""Usage errors: in our own words, with what was probably meant, on terminals of any width."""

from pathlib import Path

import pytest

from tests.cli.in_process import invoke_command
from tests.cli.terminal import at_terminal, needs_a_terminal

OTC_LISTS = (
    "agents, contact-roles, contacts, properties, property-contacts, property-documents, "
    "property-emails, property-field-groups, property-field-sections, property-fields, "
    "property-notes, property-tasks, property-templates, tags, teams, time-zones, users"
)
FILTERS_OF_ROOMS = (
    "room_status, office_id, field_data_changed_start_date, field_data_changed_end_date, "
    "room_closed_start_date, room_closed_end_date"
)
OFICE = "--filter ofice_id: the list rooms has no such filter"
ROLLE = "--filter rolle: the list users has no such filter"
PAGESIZE = "has no such filter; did you mean page_size?"
FORMATS = "jsonl, jsonl.gz, json, json.gz, csv, csv.gz, parquet"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("exprot", "there is no command exprot; did you mean export?"),
        ("--versoin", "there is no option --versoin; did you mean --version?"),
        ("-v", "there is no option -v; did you mean -V?"),
        ("export users --api otcc", "--api otcc is not one of otc, rooms; did you mean otc?"),
        ("export users", "pass --api (otc or rooms) or --accounts."),
        (
            "export user --api otc",
            f"otc has no list user; did you mean users? Its lists: {OTC_LISTS}.",
        ),
        (
            "export rooms --api otc",
            f"otc has no list rooms, but --api rooms has. Its lists: {OTC_LISTS}.",
        ),
        (
            "export usres --accounts setup.py",
            "there is no list usres; did you mean users?",
        ),
        (
            "export users --api otc --format cvs",
            f"--format cvs is not one of {FORMATS}; did you mean csv?",
        ),
        (
            "people --format jsnol",
            f"--format jsnol is not one of {FORMATS}; did you mean jsonl?",
        ),
        (
            "diff a b --format tabel",
            "--format tabel is not one of table, json, csv; did you mean table?",
        ),
        (
            "export rooms --api rooms --filter ofice_id=5",
            f"{OFICE}; did you mean office_id? Its filters: {FILTERS_OF_ROOMS}.",
        ),
        (
            "export users --api rooms --filter status=Activ",
            "--filter status=Activ: status has no such value; did you mean Active?",
        ),
        (
            "export users --api otc --filter rolle=Agent",
            f"{ROLLE}; did you mean role? Its filters: role, status, sort.",
        ),
        (
            "export users --api otc --filter pagesize=10",
            f"--filter pagesize: the list users {PAGESIZE} Its filters: role, status, sort.",
        ),
        (
            "export rooms --api rooms --filter pagesize=10",
            f"--filter pagesize: the list rooms {PAGESIZE} Its filters: {FILTERS_OF_ROOMS}.",
        ),
        ("export users --api otc --room x", "--room x: it must be a whole number of at least 1."),
        ("export users --api", "--api needs a value."),
        ("export users --api otc --quiet=yes", "--quiet takes no value."),
        (
            "export users more --api otc",
            "there is no place for more: quote values that contain spaces.",
        ),
        (
            "export",
            "LIST is missing: the list to export, such as users.",
        ),
        ("quota", "--api is missing: otc (Open To Close) or rooms (DocuSign Rooms)."),
        (
            "sandbox --environment deom",
            "--environment deom is not one of production, demo; did you mean demo?",
        ),
        ("sandbox --port 70000", "--port 70000: it must be a whole number from 0 to 65535."),
        ("archive -o x --max-hours soon", "--max-hours soon: it must be a number above 0."),
        ("archive -o -", "--output must be a folder."),
        ("people --accounts gone.toml", "--accounts gone.toml: there is no such file."),
        ("people --accounts .", "--accounts . is a folder; it must be a file."),
    ],
)
def test_a_usage_error(
    line: str, error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("setup.py").touch()
    code, out, err = invoke_command(*line.split())
    assert (code, out) == (2, "")
    first, hint = err.splitlines()
    assert first == f"error: {error}"
    assert hint.endswith(" -h shows what there is.")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["setup.py"]


def test_an_environment_that_does_not_exist() -> None:
    code, out, err = invoke_command(
        "whoami", DOCUSIGN_ENVIRONMENT="deom", DOCUSIGN_ACCESS_TOKEN="t"
    )
    assert (code, out) == (1, "")
    assert err == (
        "error: --environment (or DOCUSIGN_ENVIRONMENT) must be production or demo, not 'deom'; "
        "did you mean demo?\n"
    )


@needs_a_terminal
def test_errors_break_between_words(tmp_path: Path) -> None:
    screen = at_terminal("export", "user", "--api", "otc", folder=tmp_path, columns=40)
    lines = screen.drawn.decode().splitlines()
    assert screen.status == 2
    assert max(map(len, lines)) <= 40
    assert lines[:2] == ["error: otc has no list user; did you", "  mean users? Its lists: agents,"]


def test_nothing_but_help_without_a_command() -> None:
    code, out, err = invoke_command()
    assert (code, out) == (2, "")
    assert err.startswith("Usage: ")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ("users --base-url ftp://host", "--base-url must be an http or https URL"),
        ("users --base-url http://host", "could read the credentials. Use https.\n"),
        ("users --output users.xlsx", "or pass --format: jsonl, "),
        ("users --fields all", "--fields is for the list of properties only"),
        ("users --fields all", "--columns selects among the columns of other lists"),
        ("users --columns emial", "--columns: 'emial' is not a column of this list"),
        ("properties --field-layout flat", "--field-layout is for the columns of fields: pass "),
        ("properties --field-layout flat", "pass --fields all, or their keys"),
    ],
)
def test_errors_of_the_package_name_options(options: str, error: str) -> None:
    line = ("export", "--api", "otc", *options.split())
    status, _, err = invoke_command(*line, OPEN_TO_CLOSE_API_KEY="key", COLUMNS="200")
    assert status != 0
    assert error in err
