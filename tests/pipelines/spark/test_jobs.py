"""Jobs of a real Spark, whose tasks run in processes of their own."""

import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async.sandbox import RunningSandbox, Sandbox, serve
from tests.pipelines.spark.accounts import TOKENS, rooms_accounts
from tests.pipelines.spark.processes import process_with_port
from tests.pipelines.spark.sessions import Session

SECONDS = 120.0
ACCOUNTS = 20
USERS = (120, 231, 305, 98)


class HoldingSandbox(Sandbox):
    """A sandbox that leaves one request without a response, until its client is gone."""

    holds_start = ""
    client_port = 0

    def hold(self, start: str) -> threading.Event:
        """Hold the next request for a page; the event is set when it has come."""
        self.arrived = threading.Event()
        self.holds_start = start
        return self.arrived

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        query = scope.get("query_string", b"").decode()
        if self.holds_start and f"startPosition={self.holds_start}&" in f"{query}&":
            self.holds_start = ""
            self.client_port = scope["client"][1]
            self.arrived.set()
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        await super().__call__(scope, receive, send)


@pytest.fixture(scope="module")
def servers() -> Iterator[list[RunningSandbox]]:
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                serve(HoldingSandbox(users=users, rooms=9, rooms_token=TOKENS["NORTH_TOKEN"]))
            )
            for users in USERS
        ]


@pytest.fixture
def accounts(servers: list[RunningSandbox], tmp_path: Path) -> str:
    """Return a file of twenty accounts; each sandbox serves five."""
    named = {f"a{number}": servers[number % len(servers)] for number in range(ACCOUNTS)}
    return rooms_accounts(tmp_path, named)


def test_every_row_of_twenty_accounts_comes_once_although_a_worker_is_killed(
    spark_session: Session, servers: list[RunningSandbox], accounts: str
) -> None:
    held = servers[2].sandbox
    assert isinstance(held, HoldingSandbox)
    arrived = held.hold("198")  # the third page of an account, in a task that has sent two
    frame = spark_session.load(accounts=accounts, list="users")
    with ThreadPoolExecutor(1) as threads:
        job = threads.submit(lambda: frame.select("account", "userId").collect())
        assert arrived.wait(SECONDS)
        os.kill(process_with_port(held.client_port), signal.SIGKILL)
        rows = [tuple(row) for row in job.result(SECONDS)]
    expected = {
        (f"a{number}", row["userId"])
        for number in range(ACCOUNTS)
        for row in servers[number % len(servers)].sandbox.rooms_rows("users")
    }
    assert len(rows) == len(set(rows)) == 5 * sum(USERS)
    assert set(rows) == expected
    assert "Python worker exited unexpectedly" in spark_session.written()


def test_lists_of_rooms_are_shared_among_readers_that_share_the_quota(
    spark_session: Session, servers: list[RunningSandbox], tmp_path: Path
) -> None:
    accounts = rooms_accounts(tmp_path, {"north": servers[0]})
    options = {"accounts": accounts, "list": "room_users", "quota_store": "file"}
    grouped = spark_session.load(**options, groups="2").select("roomId", "userId").collect()
    expected = [
        (row["roomId"], row["userId"]) for row in servers[0].sandbox.rooms_rows("room_users")
    ]
    assert sorted(map(tuple, grouped)) == sorted(expected)


def test_filters_reach_the_api(
    spark_session: Session, servers: list[RunningSandbox], accounts: str
) -> None:
    frame = spark_session.load(
        accounts=accounts, list="users", pushdown="true", filter__locked_only="false"
    )
    spark_session.spark.conf.set("spark.sql.python.filterPushdown.enabled", "true")
    before = [len(server.sandbox.stats.rooms.log) for server in servers]
    try:
        rows = frame.where("account = 'a1' and status = 'Active' and lastName > 'C'").collect()
    finally:
        spark_session.spark.conf.unset("spark.sql.python.filterPushdown.enabled")
    logs = [
        list(server.sandbox.stats.rooms.log)[seen:]
        for server, seen in zip(servers, before, strict=True)
    ]
    assert [len(log) > 0 for log in logs] == [False, True, False, False]
    assert {request.query.get("status") for request in logs[1]} == {"Active"}
    users = servers[1].sandbox.rooms_rows("users")
    expected = Counter(
        user["userId"] for user in users if user["status"] == "Active" and user["lastName"] > "C"
    )
    assert Counter(row["userId"] for row in rows) == expected


def test_a_reader_that_is_stopped_early_ends(spark_session: Session, accounts: str) -> None:
    assert len(spark_session.load(accounts=accounts, list="users").limit(3).collect()) == 3


def test_no_secret_is_in_plans_logs_or_errors(
    spark_session: Session,
    servers: list[RunningSandbox],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    accounts = rooms_accounts(
        tmp_path, {"north": servers[0], "west": servers[1]}, tokens={"west": "WRONG_TOKEN"}
    )
    frame = spark_session.load(accounts=accounts, list="users")
    frame.explain("extended")
    plan = capsys.readouterr().out
    assert "opentoclose" in plan
    with pytest.raises(Exception, match="credentials come from WRONG_TOKEN") as refused:
        frame.collect()
    with pytest.raises(Exception, match="access_token does not belong in an option") as secret:
        spark_session.load(api="rooms", list="users", access_token=TOKENS["SOUTH_TOKEN"])
    assert "401" in str(refused.value)
    written = spark_session.written()
    assert "SparkListenerJobEnd" in written
    assert "credentials come from WRONG_TOKEN" in written
    for text in (plan, str(refused.value), str(secret.value), written):
        assert [name for name, token in TOKENS.items() if token in text] == []
