"""``opentoclose export`` of the lists of rooms and properties: a file for each, or one for all."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async._accounts.lists import PARENTS
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox, serve
from tests.cli.in_process import invoke, is_one_line, names_in, rows_in
from tests.cli.processes import base_url, credentials

ROOMS = 40
FIRST = 7001
"""The id of the first room."""
OF_ROOMS = PARENTS[Api.ROOMS].lists
ID_FIELDS = dict(zip(OF_ROOMS, ("documentId", "roomFolderId", "taskListId", "userId"), strict=True))


@pytest.fixture(scope="module")
def server() -> Iterator[RunningSandbox]:
    # More than a page of documents in the first room.
    with serve(Sandbox(users=20, properties=12, rooms=ROOMS, documents=300)) as server:
        yield server


@pytest.fixture(autouse=True)
def folder(server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    server.sandbox.reset()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(server: RunningSandbox, name: str, *options: str) -> tuple[int, str, str]:
    api = "rooms" if name.startswith("room") else "otc"
    return invoke(
        *[name, "--api", api, "--base-url", base_url(server, api), "--quota", "off", "--quiet"],
        *options,
        **credentials(server),
    )


def whole(server: RunningSandbox, name: str, *options: str) -> list[dict[str, Any]]:
    """Export to one file of JSON lines, and return its rows."""
    code, out, err = export(server, name, "--together", "--output", "whole.jsonl", *options)
    assert (code, err) == (0, "")
    assert is_one_line(out)
    return rows_in(Path("whole.jsonl"))


def rooms_asked(server: RunningSandbox, since: int = 0) -> list[int]:
    """Return the rooms whose lists were requested, after so many requests."""
    paths = [each.path.split("/") for each in list(server.sandbox.stats.rooms.log)[since:]]
    return [int(path[path.index("rooms") + 1]) for path in paths if path[-1] != "rooms"]


@pytest.mark.parametrize("name", [*OF_ROOMS, ListName("property-notes")])
def test_one_file_has_what_the_files_of_a_folder_have(
    server: RunningSandbox, folder: Path, name: ListName
) -> None:
    kind = PARENTS[Api.ROOMS if name in OF_ROOMS else Api.OTC]
    code, out, err = export(server, name, "--output", "each")
    assert (code, err) == (0, "")
    files = names_in(folder / "each")
    assert f"{len(files)} files" in out
    parents = sorted(int(each.removesuffix(".jsonl")) for each in files)
    rows = whole(server, name)
    assert rows
    assert rows == [
        {kind.id_column: parent, **row}
        for parent in parents
        for row in rows_in(folder / "each" / f"{parent}.jsonl")
    ]
    assert all(next(iter(row)) == kind.id_column for row in rows)
    if name in OF_ROOMS:  # of every status
        every = server.sandbox.rooms_rows("rooms")
        assert parents == [room["roomId"] for room in every]
        assert {room["closedDate"] is None for room in every} == {True, False}


def test_rows_stay_as_the_server_sent_them(server: RunningSandbox, folder: Path) -> None:
    options = ("--room", str(FIRST), "--output")
    assert export(server, "room-documents", *options, "one.jsonl")[0] == 0
    assert export(server, "room-documents", *options, "with.jsonl", "--together")[0] == 0
    one, together = ((folder / f"{each}.jsonl").read_bytes() for each in ("one", "with"))
    assert one.count(b"\n") > 100
    assert together == one.replace(b'{"documentId"', b'{"roomId":7001,"documentId"')


def test_most_lists_of_rooms_take_one_request(server: RunningSandbox) -> None:
    for name in ("room-users", "room-task-lists", "room-folders"):
        server.sandbox.reset_stats()
        whole(server, name, "--overwrite")
        assert sorted(rooms_asked(server)) == list(range(FIRST, FIRST + ROOMS))


@pytest.mark.parametrize("format_name", ["json", "jsonl.gz", "csv", "csv.gz", "parquet"])
def test_formats(server: RunningSandbox, format_name: str) -> None:
    path = Path(f"rooms-room-users.{format_name}")
    code, out, err = export(server, "room-users", "--together", "--format", format_name)
    assert (code, err) == (0, "")
    assert out.startswith(f"{path}: ")
    expected = [(row["roomId"], row["userId"]) for row in whole(server, "room-users")]
    found: list[dict[str, Any]]
    if format_name == "parquet":
        from pyarrow.parquet import read_table

        table = read_table(path)
        assert table.column_names[:2] == ["roomId", "userId"]
        found = table.to_pylist()
    else:
        data = path.read_bytes()
        text = (gzip.decompress(data) if format_name.endswith("gz") else data).decode()
        if "csv" in format_name:
            found = list(csv.DictReader(text.splitlines()))
            assert list(found[0])[:2] == ["roomId", "userId"]
        elif format_name == "json":
            found = json.loads(text)
        else:
            found = [json.loads(line) for line in text.splitlines()]
    assert [(int(row["roomId"]), int(row["userId"])) for row in found] == expected


def test_the_column_can_be_selected(server: RunningSandbox) -> None:
    rows = whole(server, "room-users", "--columns", "email,roomId")
    assert {tuple(row) for row in rows} == {("email", "roomId")}
    code, _, err = export(server, "room-users", "--columns", "roomId")
    assert code == 1
    assert "'roomId' is not a column of this list" in err


def test_the_requested_id_wins_over_a_field_of_the_same_name(server: RunningSandbox) -> None:
    note = {"id": 5, "property_id": "another", "description": "x"}
    server.sandbox.faults = [
        Fault(kind="status", status=200, path="/v1/properties/3/notes", body=body, times=1)
        for body in ([note], [])
    ]
    options = ("--property", "3", "--no-verify")
    assert whole(server, "property-notes", *options) == [{**note, "property_id": 3}]


def test_standard_output(server: RunningSandbox) -> None:
    code, out, err = export(server, "room-folders", "--together", "--output", "-")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == whole(server, "room-folders")
    assert err.startswith("standard output: ")
    server.sandbox.faults = [Fault(kind="status", status=404, path=path_of(server, FIRST + 20))]
    code, out, err = export(server, "room-folders", "--together", "--output", "-")
    assert code == 1
    assert "answered 404 Not Found: " in err
    assert f"Room {FIRST + 20}." in err
    assert err.endswith(f"standard output has {out.count(chr(10))} rows, not the whole list\n")


def path_of(server: RunningSandbox, room: int) -> str:
    return f"/restapi/v2/accounts/{server.sandbox.config.account_id}/rooms/{room}/"


def test_a_failed_list_is_the_only_one_that_is_read_again(
    server: RunningSandbox, folder: Path
) -> None:
    broken = [FIRST + 3, FIRST + 30]
    server.sandbox.faults = [
        Fault(kind="status", status=404, path=path_of(server, room)) for room in broken
    ]
    arguments = ("room-users", "--together", "--output", "users.jsonl")
    code, out, err = export(server, *arguments)
    assert (code, out) == (1, "")
    assert all(f"Room {room}." in err for room in broken)
    assert "rows are safe in users.jsonl.part" in err
    assert not (folder / "users.jsonl").exists()
    server.sandbox.faults = []
    requests = server.sandbox.stats.rooms.requests
    code, out, err = export(server, *arguments, "--resume")
    assert (code, err) == (0, "")
    assert rooms_asked(server, requests) == broken
    found, expected = rows_in(folder / "users.jsonl"), whole(server, "room-users")
    assert sorted(map(str, found)) == sorted(map(str, expected))
    assert names_in(folder) == ["users.jsonl", "whole.jsonl"]


def test_a_refused_credential_stops_the_export(server: RunningSandbox, folder: Path) -> None:
    server.sandbox.faults = [Fault(kind="status", status=401, path=path_of(server, FIRST))]
    for options in (["--together"], []):
        server.sandbox.reset_stats()
        code, out, err = export(server, "room-users", *options, "--output", f"{len(options)}.csv")
        assert (code, out) == (1, "")
        assert err.count("error: ") == 1
        assert "answered 401" in err


def test_lists_without_rows_are_not_read_again(server: RunningSandbox, folder: Path) -> None:
    hopeless = FIRST + ROOMS - 1
    prefix = path_of(server, hopeless).removesuffix(f"{hopeless}/")
    server.sandbox.faults = [
        Fault(kind="status", status=404, path=f"{prefix}{hopeless}/"),
        Fault(kind="status", status=200, path=f"{prefix}70", body={"taskListSummaries": []}),
    ]
    arguments = ("room-task-lists", "--together", "--output", "lists.csv")
    assert export(server, *arguments)[0] == 1
    requests = server.sandbox.stats.rooms.requests
    del server.sandbox.faults[0]
    code, out, err = export(server, *arguments, "--resume")
    assert (code, err) == (0, "")
    assert rooms_asked(server, requests) == [hopeless]
    assert out.startswith("lists.csv: 0 rows in ")
    assert (folder / "lists.csv").read_text().count("\n") == 1


def test_more_task_lists_than_a_page(server: RunningSandbox) -> None:
    rows = [{"taskListId": number} for number in range(1, 251)]
    server.sandbox.faults = [
        Fault(
            kind="status", status=200, path=path_of(server, FIRST), body={"taskListSummaries": rows}
        )
    ]
    found = whole(server, "room-task-lists", "--room", str(FIRST))
    assert found == [{"roomId": FIRST, **row} for row in rows]
    assert server.sandbox.stats.rooms.requests == 1


def test_a_resumed_export_must_be_of_the_same_rooms(server: RunningSandbox) -> None:
    server.sandbox.faults = [Fault(kind="status", status=404, path=path_of(server, FIRST + 3))]
    arguments = ("room-users", "--together", "--output", "users.jsonl")
    assert export(server, *arguments)[0] == 1
    for options in (
        ["--filter", "room_status=closed"],
        ["--room", "7002"],
        ["--since", "2026-01-01"],
    ):
        code, _, err = export(server, *arguments, "--resume", *options)
        assert code == 1
        assert "belongs to another export: it differs in parents." in err


def test_filters_of_rooms_select_rooms(server: RunningSandbox) -> None:
    closed = [
        room["roomId"]
        for room in server.sandbox.rooms_rows("rooms")
        if room["closedDate"] is not None
    ]
    rows = whole(server, "room-folders", "--filter", "room_status=closed")
    assert {row["roomId"] for row in rows} == set(closed)


def test_other_filters_select_rows_of_each_list(server: RunningSandbox) -> None:
    everybody = whole(server, "room-users", "--overwrite")
    letter = everybody[0]["email"][0]
    rows = whole(server, "room-users", "--overwrite", "--filter", f"filter={letter}")
    assert 0 < len(rows) < len(everybody)
    assert [row for row in everybody if row in rows] == rows


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["users", "--together"], "users are one list"),
        (["users", "--room", "1"], "--room is for room-documents, room-folders"),
        (["room-users", "--property", "1"], "--property is for property-contacts"),
        (["room-users", "--output", "-"], "put them --together"),
        (["room-users", "--room", "1", "--filter", "room_status=open"], "the filter room_status"),
        (["room-users", "--room", "1", "--since", "2026-01-01"], "but --room names them"),
    ],
)
def test_usage_errors(
    server: RunningSandbox, folder: Path, arguments: list[str], problem: str
) -> None:
    code, out, err = export(server, arguments[0], *arguments[1:], *["--api", "rooms"])
    assert (code, out) == (2, "")
    assert problem in " ".join(err.replace("│", " ").split())
    assert names_in(folder) == []
    assert server.sandbox.stats.rooms.requests == 0
