"""What readers return, and what they ask the API for."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pyspark.sql import datasource
from pyspark.sql.types import LongType, StringType, StructType

from opentoclose_async.exceptions import ConfigurationError, DataFormatError, PermissionDeniedError
from opentoclose_async.sandbox import RunningSandbox
from tests.pipelines.spark.direct import read, reader_of
from tests.security.reach import Reach


@pytest.fixture
def server(start_server: Callable[..., RunningSandbox]) -> RunningSandbox:
    return start_server(users=230, rooms=12)


@pytest.fixture
def options(server: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", server.sandbox.config.rooms_token)
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", server.sandbox.config.otc_token)
    account_id = server.sandbox.config.account_id
    return {"api": "rooms", "account_id": account_id, "base_url": server.rooms_base_url}


def test_rows_come_in_columns_with_the_account_and_unknown_fields(
    server: RunningSandbox, options: dict[str, str]
) -> None:
    user = server.sandbox.rooms_rows("users")[0]["userId"]
    server.sandbox.update("rooms", "users", user, {"defaultOfficeId": "none"})
    rows = read(reader_of(options | {"list": "users", "account": "north"}))
    assert {row["account"] for row in rows} == {"north"}
    assert len({row["userId"] for row in rows}) == len(rows) == 230
    (changed,) = [row for row in rows if row["userId"] == user]
    assert changed["defaultOfficeId"] is None
    assert json.loads(changed["extra"])["defaultOfficeId"] == "none"


def test_selected_columns_come_in_the_order_of_the_schema(
    server: RunningSandbox, options: dict[str, str]
) -> None:
    schema = StructType().add("defaultOfficeId", LongType()).add("account", StringType())
    rows = read(reader_of(options | {"list": "users"}, schema))
    assert [*rows[0]] == ["defaultOfficeId", "account"]
    user = server.sandbox.rooms_rows("users")[0]["userId"]
    server.sandbox.update("rooms", "users", user, {"defaultOfficeId": "none"})
    with pytest.raises(DataFormatError, match="Add 'extra' to the schema"):
        read(reader_of(options | {"list": "users"}, schema))
    just_the_account = StructType().add("account", StringType())
    assert len(read(reader_of(options | {"list": "users"}, just_the_account))) == 230


def test_closed_rooms_are_included_and_lists_of_each_may_be_divided(
    server: RunningSandbox, options: dict[str, str]
) -> None:
    expected = sorted(
        (row["roomId"], row["documentId"]) for row in server.sandbox.rooms_rows("room_documents")
    )
    whole = read(reader_of(options | {"list": "room-documents"}))
    assert sorted((row["roomId"], row["documentId"]) for row in whole) == expected
    rooms = read(reader_of(options | {"list": "rooms"}))
    assert len(rooms) == len(server.sandbox.rooms_rows("rooms"))
    assert any(row["closedDate"] for row in rooms)
    groups = reader_of(options | {"list": "room_documents", "groups": "3", "quota_store": "file"})
    assert len(groups.partitions()) == 3
    divided = read(groups)
    assert sorted((row["roomId"], row["documentId"]) for row in divided) == expected


def test_open_to_close_is_read_with_its_variable(
    server: RunningSandbox, options: dict[str, str]
) -> None:
    rows = read(
        reader_of({"api": "otc", "base_url": server.otc_base_url, "list": "users", "quota": "off"})
    )
    assert [row["id"] for row in rows] == [row["id"] for row in server.sandbox.otc_rows("users")]


def test_a_missing_variable_is_named_and_nothing_is_sent(
    server: RunningSandbox, options: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOCUSIGN_ACCESS_TOKEN")
    with pytest.raises(ConfigurationError, match="not set: DOCUSIGN_ACCESS_TOKEN"):
        read(reader_of(options | {"list": "users"}))
    assert not server.sandbox.stats.rooms.log


def test_a_quota_store_of_the_environment_must_be_there(
    server: RunningSandbox, options: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = reader_of(options | {"list": "users", "quota_store": "environment"})
    monkeypatch.delenv("OPENTOCLOSE_QUOTA_STORE")
    with pytest.raises(ConfigurationError, match="OPENTOCLOSE_QUOTA_STORE is not set"):
        read(reader)
    monkeypatch.setenv("OPENTOCLOSE_QUOTA_STORE", "file")
    assert len(read(reader)) == 230


def test_a_reader_that_is_closed_early_stops(
    server: RunningSandbox, options: dict[str, str]
) -> None:
    reader = reader_of(options | {"list": "users"})
    batches = reader.read(reader.partitions()[0])
    assert next(batches).num_rows > 0
    batches.close()


def test_an_error_says_which_account_and_list_it_is_about(options: dict[str, str]) -> None:
    with pytest.raises(PermissionDeniedError, match=r"^account 'north', users: GET "):
        read(reader_of(options | {"list": "users", "account": "north", "account_id": "0"}))


@pytest.mark.parametrize("wrong", [{"account_id": "0"}, {"base_url": "http://a.example"}])
def test_error_reporters_find_no_credential(
    server: RunningSandbox, options: dict[str, str], wrong: dict[str, str]
) -> None:
    reach = Reach(server.sandbox.config.rooms_token)
    with pytest.raises((PermissionDeniedError, ConfigurationError)) as caught:
        read(reader_of(options | {"list": "users"} | wrong))
    reach.add("the error", caught.value)
    assert reach.found() == []


EQUAL = getattr(datasource, "EqualTo", None)
pushing = pytest.mark.skipif(EQUAL is None, reason="Spark 4.0 pushes no filters down")


@pushing
@pytest.mark.parametrize(
    ("name", "filters", "query"),
    [
        ("users", [("EqualTo", "status", "Active")], {"status": "Active"}),
        ("users", [("EqualTo", "status", "Gone")], {}),
        ("users", [("EqualTo", "isLockedOut", True)], {"lockedOnly": "true"}),
        ("users", [("StringStartsWith", "lastName", "Va")], {"filter": "Va"}),
        ("users", [("GreaterThan", "lastName", "Va")], {}),
        ("rooms", [("EqualTo", "officeId", 3)], {"officeId": "3", "roomStatus": "open,closed"}),
        (
            "rooms",
            [
                ("GreaterThanOrEqual", "closedDate", datetime(2024, 5, 1, 12, 0, 0, 7, UTC)),
                ("LessThan", "closedDate", datetime(2024, 6, 1, tzinfo=UTC)),
            ],
            {
                "roomClosedStartDate": "2024-05-01 11:59:59",
                "roomClosedEndDate": "2024-06-01 00:00:02",
                "roomStatus": "open,closed",
            },
        ),
        ("offices", [("EqualTo", "name", "Harbor")], {"search": "Harbor"}),
    ],
)
def test_filters_that_the_api_has_are_sent_to_it_and_stay_with_spark(
    server: RunningSandbox,
    options: dict[str, str],
    name: str,
    filters: list[tuple[str, str, Any]],
    query: dict[str, str],
) -> None:
    reader = reader_of(options | {"list": name, "pushdown": "true"})
    given = [getattr(datasource, kind)((column,), value) for kind, column, value in filters]
    assert list(reader.pushFilters(given)) == given
    read(reader)
    sent = server.sandbox.stats.rooms.log[0].query
    assert {key: sent[key] for key in sent if key not in ("startPosition", "count")} == query


@pushing
def test_an_account_is_selected_before_anything_is_sent(options: dict[str, str]) -> None:
    reader = reader_of(options | {"list": "users", "account": "north", "pushdown": "true"})
    assert EQUAL is not None
    assert list(reader.pushFilters([EQUAL(("account",), "south")])) == []
    assert reader.partitions() == []
    assert list(reader.read(datasource.InputPartition(None))) == []


@pushing
def test_filters_of_the_options_take_precedence(
    server: RunningSandbox, options: dict[str, str]
) -> None:
    reader = reader_of(options | {"list": "users", "filter.status": "Pending", "pushdown": "true"})
    assert EQUAL is not None
    reader.pushFilters([EQUAL(("status",), "Active")])
    read(reader)
    assert {request.query["status"] for request in server.sandbox.stats.rooms.log} == {"Pending"}
