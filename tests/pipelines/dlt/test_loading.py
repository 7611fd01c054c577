"""dlt loads the lists of accounts, and then only what changed."""

import logging
import signal
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import reload
from pathlib import Path
from typing import Any

import pytest
from dlt.common.runtime.collector import DictCollector
from dlt.pipeline.exceptions import PipelineStepFailed

import opentoclose_async.pipelines.dlt as dlt_sources
from opentoclose_async.pipelines.dlt import open_to_close, rooms
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.pipelines.dlt.conftest import TwoAccounts
from tests.pipelines.dlt.loads import loaded, query
from tests.postgresql_server import MAY_TEST

MakePipeline = Callable[..., Any]


def expected_users(accounts: TwoAccounts) -> list[tuple[Any, ...]]:
    servers = {"north": accounts.north, "south": accounts.south}
    return sorted(
        (
            (name, row["userId"], row.get("firstName"), row.get("isLockedOut"))
            for name, server in servers.items()
            for row in server.sandbox.rooms_rows("users")
        ),
        key=repr,
    )


def check_two_runs(accounts: TwoAccounts, pipeline: Any) -> None:
    """Load users of two accounts, then three changes, a deletion and a new row."""
    lists = ["users", "offices"]
    assert loaded(pipeline, rooms(accounts.path, lists)) == {"users": 150, "offices": 24}
    users = "SELECT account, user_id, first_name, is_locked_out FROM users"
    assert query(pipeline, users) == expected_users(accounts)

    assert loaded(pipeline, rooms(accounts.path, lists)) == {}

    north, south = accounts.north.sandbox, accounts.south.sandbox
    for user in (30001, 30002):
        north.update("rooms", "users", user, {"firstName": "Renamed"})
    south.update("rooms", "users", 30003, {"isLockedOut": True})
    north.delete("rooms", "users", 30010)
    south.insert("rooms", "users", {"userId": 31000, "firstName": "New"})
    assert loaded(pipeline, rooms(accounts.path, lists)) == {"users": 5}
    assert query(pipeline, users) == expected_users(accounts)
    assert ("north", 30010) not in [row[:2] for row in query(pipeline, users)]


def test_a_second_run_into_duckdb_loads_only_what_changed(
    two_accounts: TwoAccounts, make_pipeline: MakePipeline
) -> None:
    check_two_runs(two_accounts, make_pipeline())


# Rows that DuckDB holds and PostgreSQL does not, and values of other types than documented.
ODD_TEAMS = r"""[
{"id": 1, "name": "\ud800 \u0000", "commission_split": 1e999, "target_revenue": NaN,
 "team_members": [NaN, {"\u0000": "\udc00"}], "account": "other", "big": 123456789012345678901},
{"id": "2", "name": 1.50, "team_lead_id": "none", "extra": {"a": 1}}
]"""


@pytest.mark.skipif(not MAY_TEST, reason="needs PostgreSQL: apt-get install postgresql")
def test_postgresql_holds_the_same_whatever_the_rows(
    two_accounts: TwoAccounts, make_pipeline: MakePipeline, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("postgresql")
    pipeline = make_pipeline(server.create_database("rooms"))
    check_two_runs(two_accounts, pipeline)

    # What the destination refused is loaded by a later run.
    two_accounts.north.sandbox.update("rooms", "users", 30005, {"firstName": "Refused"})
    query(pipeline, "ALTER TABLE users ADD CONSTRAINT no CHECK (first_name <> 'Refused')")
    with pytest.raises(PipelineStepFailed, match="violates check constraint"):
        loaded(pipeline, rooms(two_accounts.path, ["users"]))
    query(pipeline, "ALTER TABLE users DROP CONSTRAINT no")
    pipeline.abort_packages()
    assert loaded(pipeline, rooms(two_accounts.path, ["users"])) == {"users": 1}

    pipeline = make_pipeline(server.create_database("odd"))
    for each in (two_accounts.north, two_accounts.south):
        body = Fault(kind="status", status=200, body=ODD_TEAMS, path="/v1/teams", times=1)
        each.sandbox.faults = [body]
        for team in each.sandbox.otc_rows("teams"):
            each.sandbox.delete("otc", "teams", team["id"])
    loaded(pipeline, open_to_close(two_accounts.path, ["teams"]))
    names = "id, name, commission_split, team_lead_id, team_members, extra"
    odd = query(pipeline, f"SELECT {names} FROM teams WHERE account = 'north-otc'")
    extra = {
        "account": "other",
        "big": 123456789012345678901,
        "commission_split": "Infinity",
        "target_revenue": "NaN",
    }
    assert odd == [
        (1, "\ufffd \ufffd", None, None, ["NaN", {"\ufffd": "\ufffd"}], extra),
        (
            2,
            *(None, None, None, None),
            {"id": "2", "name": 1.5, "team_lead_id": "none", "extra": {"a": 1}},
        ),
    ]
    columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'teams'"
    columns += " AND table_schema = 'brokerage' AND column_name LIKE '%\\_\\_v\\_%'"
    assert query(pipeline, columns) == []


def test_lists_of_each_parent_come_with_its_id(
    two_accounts: TwoAccounts, make_pipeline: MakePipeline
) -> None:
    pipeline = make_pipeline()
    source = rooms(two_accounts.path, ["room_users"])
    assert source.resources["room_users"].is_transformer
    assert set(loaded(pipeline, source)) == {"room_users"}, "rooms are read, not loaded"
    north = two_accounts.north.sandbox
    people = "SELECT room_id, user_id FROM room_users WHERE account = 'north'"
    # Reading in two ways gives the same: both are selected now, and only rooms are new.
    source = rooms(two_accounts.path, ["rooms", "room_users"])
    assert loaded(pipeline, source) == {"rooms": 15}
    rows = query(pipeline, people)
    room = rows[0][0]
    of_room = [row for row in rows if row[0] == room]

    # The table of rooms stays, and is remembered, when only their lists are loaded again.
    again = rooms(two_accounts.path, ["room_users"], write_disposition="replace")
    assert set(loaded(pipeline, again)) == {"room_users"}
    again = rooms(two_accounts.path, ["room_users"])
    assert set(loaded(pipeline, again, refresh="drop_data")) == {"room_users"}
    assert query(pipeline, "SELECT count(*) FROM rooms") == [(15,)]

    north.delete("rooms", "rooms", room)
    counts = loaded(pipeline, rooms(two_accounts.path, ["rooms", "room_users"]))
    assert counts == {"rooms": 1, "room_users": len(of_room)}
    assert query(pipeline, people) == [row for row in rows if row[0] != room]


def test_rooms_are_requested_by_date(
    two_accounts: TwoAccounts, make_pipeline: MakePipeline
) -> None:
    pipeline, north = make_pipeline(), two_accounts.north.sandbox
    assert loaded(pipeline, rooms(two_accounts.path, ["rooms"])) == {"rooms": 15}
    first, second, third = [row["roomId"] for row in north.rooms_rows("rooms")][:3]
    now = datetime.now(UTC).replace(tzinfo=None).isoformat()
    north.update("rooms", "rooms", first, {"name": "New", "fieldDataLastUpdatedDate": now})
    north.update("rooms", "rooms", second, {"name": "Changed without a date"})
    north.delete("rooms", "rooms", third)
    assert loaded(pipeline, rooms(two_accounts.path, ["rooms"])) == {"rooms": 1}
    dated = [each.query.get("fieldDataChangedStartDate") for each in north.stats.rooms.log]
    assert any(dated)
    whole = rooms(two_accounts.path, ["rooms"], by_date=False)
    assert loaded(pipeline, whole) == {"rooms": 2}, "a change without a date, and a deletion"


def test_a_run_that_fails_remembers_nothing(
    two_accounts: TwoAccounts, make_pipeline: MakePipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline, south = make_pipeline(), two_accounts.south.sandbox
    caplog.set_level(logging.DEBUG)
    lists = ["contacts", "property_notes", "users"]
    loaded(pipeline, open_to_close(two_accounts.path, lists))
    south.update("otc", "users", 1, {"first_name": "Renamed"})
    south.faults = [Fault(kind="status", status=401, path="/v1/contacts")]
    with pytest.raises(PipelineStepFailed) as failure:
        loaded(pipeline, open_to_close(two_accounts.path, lists))
    assert "account 'south-otc', contacts: " in str(failure.value)
    assert "Its credentials come from SOUTH_KEY." in str(failure.value)
    south.faults = []
    assert loaded(pipeline, open_to_close(two_accounts.path, lists)) == {"users": 1}

    written = [file for file in Path.cwd().rglob("*") if file.is_file()]
    assert len(written) > 10
    texts = [file.read_bytes() for file in written]
    texts += [caplog.text.encode(), repr(pipeline.last_trace).encode(), str(failure.value).encode()]
    for secret in two_accounts.secrets:
        assert not [text for text in texts if secret.encode() in text]


class Interrupting(DictCollector):
    """Press Ctrl-C at the first page."""

    def update(self, name: str, *arguments: Any, **options: Any) -> None:
        super().update(name, *arguments, **options)
        if name == "users (rows read)":
            signal.raise_signal(signal.SIGINT)


class Counting(DictCollector):
    """Keep the counts of reading a source."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, int] = {}

    def _stop(self) -> None:
        if self.step == "Extract rooms":
            self.seen = self.seen or dict(self.counters)  # dlt's own state comes after it
        super()._stop()


def test_ctrl_c_ends_a_run_and_the_next_one_starts_over(
    two_accounts: TwoAccounts, make_pipeline: MakePipeline
) -> None:
    with pytest.raises((PipelineStepFailed, KeyboardInterrupt)):
        loaded(make_pipeline(progress=Interrupting()), rooms(two_accounts.path, ["users"]))
    assert [each.name for each in threading.enumerate() if "opentoclose_async" in each.name] == []
    progress = Counting()
    pipeline = make_pipeline(progress=progress)
    assert loaded(pipeline, rooms(two_accounts.path, ["users"])) == {"users": 150}
    assert progress.seen["users (rows read)"] == progress.seen["users"] == 150
    assert progress.seen["Resources"] == 1


def test_everything_is_loaded_again_when_asked(
    two_accounts: TwoAccounts, make_pipeline: MakePipeline
) -> None:
    pipeline, north = make_pipeline(), two_accounts.north.sandbox
    assert loaded(pipeline, rooms(two_accounts.path, ["offices"])) == {"offices": 24}
    north.delete("rooms", "offices", 201)
    source = rooms(two_accounts.path, ["offices"], write_disposition="replace")
    assert loaded(pipeline, source) == {"offices": 23}
    assert query(pipeline, "SELECT count(*) FROM offices") == [(23,)]
    merging = rooms(two_accounts.path, ["offices"])
    assert loaded(pipeline, merging, refresh="drop_data") == {"offices": 23}
    assert loaded(pipeline, rooms(two_accounts.path, ["offices"])) == {}
    # A table of changes.
    regions: dict[str, Any] = {"lists": ["regions"], "write_disposition": "append"}
    loaded(pipeline, rooms(two_accounts.path, **regions))
    region = north.rooms_rows("regions")[0]["regionId"]
    north.delete("rooms", "regions", region)
    assert loaded(pipeline, rooms(two_accounts.path, **regions)) == {"regions": 1}
    history = f"SELECT _deleted FROM regions WHERE account = 'north' AND region_id = {region}"
    assert query(pipeline, history) == [(None,), (True,)]
    # Without a digest of each row, all are loaded, and none is deleted.
    north.delete("rooms", "offices", 202)
    plain = rooms(two_accounts.path, ["offices"], compare=False)
    assert loaded(pipeline, plain) == {"offices": 22}
    assert query(pipeline, "SELECT count(*) FROM offices") == [(23,)]


def test_filters_delete_nothing(two_accounts: TwoAccounts, make_pipeline: MakePipeline) -> None:
    pipeline = make_pipeline()
    every = query_count(pipeline, rooms(two_accounts.path, ["rooms"], by_date=False))
    source = rooms(two_accounts.path, ["rooms", "users"], filters={"room_status": "closed"})
    assert loaded(pipeline, source) == {"users": 150}
    by_list = {"rooms": {"office_id": 201}}
    source = rooms(two_accounts.path, ["rooms"], filters=by_list, by_date=False)
    assert loaded(pipeline, source) == {}
    assert query(pipeline, "SELECT count(*) FROM rooms") == [(every,)]


def test_what_other_filters_left_out_is_requested_whatever_its_date(
    two_accounts: TwoAccounts, make_pipeline: MakePipeline
) -> None:
    pipeline = make_pipeline()
    for server in (two_accounts.north, two_accounts.south):
        for room in server.sandbox.rooms_rows("rooms"):
            long_ago = {"fieldDataLastUpdatedDate": "2020-01-01T00:00:00Z"}
            server.sandbox.update("rooms", "rooms", room["roomId"], long_ago)
    closed = rooms(two_accounts.path, ["rooms"], filters={"room_status": "closed"})
    first = loaded(pipeline, closed)["rooms"]
    assert loaded(pipeline, rooms(two_accounts.path, ["rooms"])) == {"rooms": 15 - first}


def query_count(pipeline: Any, source: Any) -> int:
    return loaded(pipeline, source)["rooms"]


def test_a_list_of_rows_without_ids_can_be_replaced(
    start_server: Callable[..., RunningSandbox], make_pipeline: MakePipeline
) -> None:
    def account() -> dict[str, Any]:
        """Serve one tag, without an id. What a failed run still sends reaches no other account."""
        server = start_server(users=0, teams=0)
        for tag in server.sandbox.otc_rows("tags"):
            server.sandbox.delete("otc", "tags", tag["id"])
        body = '[{"id":null,"name":"A"}]'
        server.sandbox.faults = [
            Fault(kind="status", status=200, body=body, path="/v1/tags", times=1)
        ]
        key = server.sandbox.config.otc_token
        return {"api_key": key, "base_url": server.otc_base_url, "quota": None}

    pipeline = make_pipeline()
    with pytest.raises(PipelineStepFailed, match=r'position 0 .* write_disposition="replace"'):
        loaded(pipeline, open_to_close(lists=["tags"], **account()))
    source = open_to_close(lists=["tags", "users"], write_disposition="replace", **account())
    assert loaded(pipeline, source) == {"tags": 1}
    assert query(pipeline, "SELECT id, name FROM tags") == [(None, "A")]
    assert query(pipeline, "SELECT count(*), count(email) FROM users") == [(0, 0)]


def test_an_install_without_dlt_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "dlt", None)
        with pytest.raises(ModuleNotFoundError, match=r"\[dlt\]"):
            reload(dlt_sources)
    reload(dlt_sources)
