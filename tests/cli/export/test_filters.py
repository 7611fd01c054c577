"""``--filter key=value``: how it is parsed, and what reaches the server."""

from pathlib import Path
from typing import Any

import pytest

from opentoclose_async._accounts.filters import looks_secret, typed_filters
from opentoclose_async._accounts.names import Api
from opentoclose_async.cli.export.filters import merge_filters, read_filters
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.sandbox import RunningSandbox
from tests.cli.in_process import invoke, rows_in
from tests.cli.processes import base_url, credentials


def export_with(
    running: RunningSandbox, api: str, folder: Path, *filters: str, name: str = "users"
) -> tuple[int, str, str]:
    options = [option for text in filters for option in ("--filter", text)]
    return invoke(
        *[name, "--api", api, "--base-url", base_url(running, api), "--quota", "off", "--quiet"],
        *["--output", str(folder / "rows.jsonl"), *options],
        **credentials(running),
    )


def test_filters_reach_the_server(running: RunningSandbox, tmp_path: Path) -> None:
    code, out, err = export_with(running, "otc", tmp_path, "status=Active", "role=Agent")
    assert (code, err) == (0, "")
    expected = [
        row
        for row in running.sandbox.otc_rows("users")
        if (row["status"], row["role"]) == ("Active", "Agent")
    ]
    assert 0 < len(expected) < 345
    assert rows_in(tmp_path / "rows.jsonl") == expected
    assert f": {len(expected)} rows in " in out


def test_limit_and_offset_count_rows(running: RunningSandbox, tmp_path: Path) -> None:
    code, _, err = export_with(running, "otc", tmp_path, "limit=150", "offset=10")
    assert (code, err) == (0, "")
    assert rows_in(tmp_path / "rows.jsonl") == running.sandbox.otc_rows("users")[10:160]


def test_teams_have_filters_too(running: RunningSandbox, tmp_path: Path) -> None:
    lead = running.sandbox.otc_rows("teams")[0]["team_lead_id"]
    code, _, err = export_with(running, "otc", tmp_path, f"team_lead_id={lead}", name="teams")
    assert (code, err) == (0, "")
    assert {row["team_lead_id"] for row in rows_in(tmp_path / "rows.jsonl")} == {lead}


def test_rooms_knows_its_filters(running: RunningSandbox, tmp_path: Path) -> None:
    users = running.sandbox.rooms_rows("users")
    office = users[0]["defaultOfficeId"]
    code, _, err = export_with(
        running, "rooms", tmp_path, f"default_office_id={office}", "locked_only=false"
    )
    assert (code, err) == (0, "")
    expected = [row for row in users if row["defaultOfficeId"] == office]
    assert 0 < len(expected) < 345
    assert rows_in(tmp_path / "rows.jsonl") == expected


def test_locked_users_only(running: RunningSandbox, tmp_path: Path) -> None:
    code, _, err = export_with(running, "rooms", tmp_path, "locked_only=true")
    assert (code, err) == (0, "")
    expected = [row for row in running.sandbox.rooms_rows("users") if row["isLockedOut"]]
    assert rows_in(tmp_path / "rows.jsonl") == expected


def test_a_filter_unknown_to_rooms(running: RunningSandbox, tmp_path: Path) -> None:
    code, out, err = export_with(running, "rooms", tmp_path, "stauts=Active")
    assert (code, out) == (2, "")
    assert "--filter stauts: the list users has no such filter; did you mean status?" in err
    assert "Its filters: filter, sort, default_office_id," in err
    assert list(tmp_path.iterdir()) == []
    assert running.sandbox.stats.rooms.requests == 0


@pytest.mark.parametrize(
    ("api", "filters", "problem"),
    [
        ("otc", ["status"], "key=value"),
        ("otc", ["=Active"], "key=value"),
        ("otc", ["status=Active", "status=Inactive"], "status is given twice"),
        ("otc", ["limit=many"], "limit must be a whole number"),
        ("rooms", ["default_office_id=main"], "default_office_id must be a whole number"),
        ("rooms", ["default_office_id=1_0"], "default_office_id must be a whole number"),
        ("rooms", ["locked_only=yes"], "locked_only must be true or false"),
    ],
)
def test_usage_errors(
    running: RunningSandbox, tmp_path: Path, api: str, filters: list[str], problem: str
) -> None:
    code, out, err = export_with(running, api, tmp_path, *filters)
    assert (code, out) == (2, "")
    assert problem in " ".join(err.replace("│", " ").split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["api_token", "access-token", "apiKey", "Password"])
def test_secrets_are_refused_as_filters(running: RunningSandbox, tmp_path: Path, name: str) -> None:
    code, out, err = export_with(running, "otc", tmp_path, f"{name}=hunter2")
    assert (code, out) == (2, "")
    assert "hunter2" not in err
    assert running.sandbox.stats.otc.requests == 0


@pytest.mark.parametrize(
    ("name", "secret"),
    [("api_token", True), ("clientSecret", True), ("keyword", False), ("status", False)],
)
def test_names_of_secrets(name: str, secret: bool) -> None:
    assert looks_secret(name) is secret


def test_a_value_may_contain_anything() -> None:
    assert read_filters(["sort=a=b", " name = x", "filter="]) == {
        "sort": "a=b",
        "name": " x",
        "filter": "",
    }


@pytest.mark.parametrize(
    ("api", "texts", "typed"),
    [
        (Api.OTC, {"limit": "5", "id": "5"}, {"limit": 5, "id": "5"}),
        (
            Api.ROOMS,
            {"role_id": "-5", "locked_only": "false", "filter": "7", "max_items": "9"},
            {"role_id": -5, "locked_only": False, "filter": "7", "max_items": 9},
        ),
    ],
)
def test_types(api: Api, texts: dict[str, str], typed: dict[str, Any]) -> None:
    converted = typed_filters(api, texts)
    assert converted == typed
    assert [type(value) for value in converted.values()] == [type(v) for v in typed.values()]


def test_filters_from_two_places() -> None:
    assert merge_filters({"a": 1}, {"b": "2"}) == {"a": 1, "b": "2"}
    with pytest.raises(ConfigurationError, match="filter a is given twice"):
        merge_filters({"a": 1}, {"a": "1"})
