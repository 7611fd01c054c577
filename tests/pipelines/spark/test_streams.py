"""Streams of what changed, with Spark's checkpoints."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from opentoclose_async.sandbox import Sandbox, serve
from tests.pipelines.spark.accounts import TOKENS, rooms_accounts
from tests.pipelines.spark.sessions import Session


def test_a_stream_reads_what_changed_and_resumes_where_it_stopped(
    spark_session: Session, tmp_path: Path
) -> None:
    output = str(tmp_path / "rooms")

    def run() -> None:
        """Start the stream, as a new process would, and let it read what there is by now."""
        frame = (
            spark_session.spark.readStream.format("opentoclose")
            .options(accounts=accounts, list="rooms", overlap_seconds="60")
            .load()
        )
        query = (
            frame.writeStream.format("parquet")
            .option("checkpointLocation", str(tmp_path / "checkpoint"))
            .trigger(availableNow=True)
            .start(output)
        )
        assert query.awaitTermination(120)

    def read() -> list[int]:
        rows = spark_session.spark.read.parquet(output).select("roomId").collect()
        return sorted(row["roomId"] for row in rows)

    with serve(Sandbox(users=5, rooms=140, rooms_token=TOKENS["NORTH_TOKEN"])) as server:
        accounts = rooms_accounts(tmp_path, {"north": server})
        rooms = [row["roomId"] for row in server.sandbox.rooms_rows("rooms")]
        long_ago = "2020-01-01T00:00:00Z"
        for room in rooms:
            server.sandbox.update("rooms", "rooms", room, {"fieldDataLastUpdatedDate": long_ago})
        run()
        assert read() == sorted(rooms)
        now = (datetime.now(UTC) - timedelta(seconds=2)).isoformat()
        changed = rooms[3:5]
        for room in changed:
            server.sandbox.update("rooms", "rooms", room, {"fieldDataLastUpdatedDate": now})
        first = len(server.sandbox.stats.rooms.log)
        run()
        assert read() == sorted([*rooms, *changed])
        log = list(server.sandbox.stats.rooms.log)
        assert all("fieldDataChangedStartDate" in request.query for request in log[first:])


def test_lists_without_a_filter_by_date_are_refused(spark_session: Session, tmp_path: Path) -> None:
    frame = (
        spark_session.spark.readStream.format("opentoclose")
        .options(api="rooms", account_id="1", list="users")
        .load()
    )
    query = frame.writeStream.format("memory").queryName("refused")
    started = query.option("checkpointLocation", str(tmp_path)).start()
    with pytest.raises(Exception, match="Lists with one: rooms of rooms"):
        started.awaitTermination(120)
