"""``--since`` and ``--until``: exactly the rooms that changed in a period, to the second."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.cli.in_process import invoke, names_in, rows_in
from tests.cli.processes import base_url, credentials

Start = Callable[..., RunningSandbox]

START = "2022-01-01"
END = "2025-03-01"


@pytest.fixture
def server(start_server: Start) -> RunningSandbox:
    """Serve 40 rooms."""
    return start_server(users=20)


def export(
    server: RunningSandbox, folder: Path, *arguments: str, api: str = "rooms"
) -> tuple[int, str, str]:
    return invoke(
        *arguments,
        *("--api", api, "--base-url", base_url(server, api), "--quota", "off", "--quiet"),
        *("--output", str(folder / "rows.jsonl")),
        **credentials(server),
    )


def exported(server: RunningSandbox, folder: Path, *options: str) -> list[dict[str, Any]]:
    """Export rooms, and return the rows."""
    code, _, err = export(server, folder, "rooms", *options)
    assert (code, err) == (0, "")
    return rows_in(folder / "rows.jsonl")


def refused(server: RunningSandbox, folder: Path, *arguments: str, api: str = "rooms") -> str:
    """Return the message of a command that is refused before anything is sent."""
    code, out, err = export(server, folder, *arguments, api=api)
    assert (code, out) == (2, "")
    assert names_in(folder) == []
    assert server.sandbox.stats.rooms.requests + server.sandbox.stats.otc.requests == 0
    return " ".join(err.replace("│", " ").split())


def moment_of(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def changed(
    server: RunningSandbox, since: str | None = None, until: str | None = None
) -> list[dict[str, Any]]:
    """Return the rooms whose details changed after a moment, and before another."""
    return [
        row
        for row in server.sandbox.rooms_rows("rooms")
        if (text := row["fieldDataLastUpdatedDate"]) is not None
        and (since is None or moment_of(text) > moment_of(since))
        and (until is None or moment_of(text) < moment_of(until))
    ]


def ids_of(rows: Sequence[dict[str, Any]]) -> list[int]:
    return [row["roomId"] for row in rows]


def is_closed(row: dict[str, Any]) -> bool:
    return row["closedDate"] is not None


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (START, None),
        (None, END),
        (START, END),
        ("2022-01-01T00:30:00+01:00", "2025-03-01T09:00:00Z"),
        ("0900-01-01", None),
    ],
)
def test_exactly_the_rooms_that_changed_open_and_closed(
    server: RunningSandbox, tmp_path: Path, since: str | None, until: str | None
) -> None:
    boundary = server.sandbox.rooms_rows("rooms")[0]
    for number, text in enumerate([None, f"{START}T00:00:00", f"{START}T00:00:01Z", f"{END}T00"]):
        room = {"roomId": 9001 + number, "fieldDataLastUpdatedDate": text}
        server.sandbox.insert("rooms", "rooms", boundary | room)
    expected = changed(server, since, until)
    assert 0 < len(expected) < 44
    assert {is_closed(row) for row in expected} == {True, False}
    options = {"--since": since, "--until": until}
    given = [word for option, value in options.items() if value for word in (option, value)]
    assert ids_of(exported(server, tmp_path, *given)) == ids_of(expected)


def test_a_date_is_midnight_utc_and_a_time_is_that_moment(
    server: RunningSandbox, tmp_path: Path
) -> None:
    # Seconds are the smallest unit: the room changed within this one.
    room = server.sandbox.rooms_rows("rooms")[3]
    second = moment_of(room["fieldDataLastUpdatedDate"]).replace(microsecond=0)
    before, after = timedelta(0), timedelta(seconds=1)
    for zone in (UTC, timezone(timedelta(hours=5, minutes=45)), timezone(-timedelta(hours=11))):
        for shift, is_in in ((before, True), (after, False)):
            local = (second + shift).astimezone(zone).isoformat()
            rows = exported(server, tmp_path, "--since", local, "--overwrite")
            assert (room["roomId"] in ids_of(rows)) is is_in, local
            rows = exported(server, tmp_path, "--until", local, "--overwrite")
            assert (room["roomId"] in ids_of(rows)) is not is_in, local
    day = second.date()
    for shift_days, is_in in ((0, True), (1, False)):
        text = (day + timedelta(days=shift_days)).isoformat()
        rows = exported(server, tmp_path, "--since", text, "--overwrite")
        assert (room["roomId"] in ids_of(rows)) is is_in, text


@pytest.mark.parametrize("status", ["closed", "open"])
def test_a_status_that_is_given_counts(server: RunningSandbox, tmp_path: Path, status: str) -> None:
    rows = exported(server, tmp_path, "--since", START, "--filter", f"room_status={status}")
    expected = [row for row in changed(server, START) if is_closed(row) is (status == "closed")]
    assert expected
    assert ids_of(rows) == ids_of(expected)


def test_other_filters_apply_as_well(server: RunningSandbox, tmp_path: Path) -> None:
    office = changed(server, START)[0]["officeId"]
    options = ("--since", START, "--filter", f"office_id={office}")
    # The other end of the period, as a filter of the API.
    end = ("--filter", f"field_data_changed_end_date={END} 00:00:00")
    expected = [row for row in changed(server, START, END) if row["officeId"] == office]
    assert expected
    assert ids_of(exported(server, tmp_path, *options, *end)) == ids_of(expected)


def test_a_file_for_each_room_that_changed(server: RunningSandbox, tmp_path: Path) -> None:
    code, _, err = export(server, tmp_path, "room-task-lists", "--since", START)
    assert (code, err) == (0, "")
    expected = [f"{each}.jsonl" for each in ids_of(changed(server, START))]
    assert names_in(tmp_path / "rows.jsonl") == expected


def test_accounts_in_a_file(server: RunningSandbox, tmp_path: Path) -> None:
    (tmp_path / "accounts.toml").write_text(
        '[[account]]\nname = "south"\napi = "rooms"\naccess_token_env = "DOCUSIGN_ACCESS_TOKEN"\n'
        f'account_id = "{server.sandbox.config.account_id}"\nquota = "off"\n'
        f'base_url = "{server.rooms_base_url}"\n'
    )
    code, _, err = invoke(
        *("rooms", "--accounts", str(tmp_path / "accounts.toml"), "--since", START, "--quiet"),
        *("--output", str(tmp_path / "{name}.jsonl")),
        **credentials(server),
    )
    assert (code, err) == (0, "")
    assert ids_of(rows_in(tmp_path / "south.jsonl")) == ids_of(changed(server, START))


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--since", "yesterday"], "--since must be a date, such as 2026-11-01"),
        (["--until", "2026-11-01T09:30:00"], "a time zone, such as 2026-11-01T09:30:00Z"),
        (["--since", END, "--until", START], f"--until {START} must be later than --since {END}"),
    ],
)
def test_a_period_that_is_none(
    server: RunningSandbox, tmp_path: Path, options: list[str], problem: str
) -> None:
    assert problem in refused(server, tmp_path, "rooms", *options)


def test_open_to_close_has_no_dates(server: RunningSandbox, tmp_path: Path) -> None:
    arguments = ("property-notes", "--property", "1", "--since", START)
    message = refused(server, tmp_path, *arguments, api="otc")
    assert "--since: otc has no filter by date for property-notes" in message
