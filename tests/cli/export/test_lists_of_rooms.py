"""Exported lists of rooms and properties have exactly the rows that the account has."""

import csv
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any

import pytest
from attrs import frozen
from pyarrow import int64
from pyarrow.parquet import read_table
from starlette.types import Receive, Scope, Send

from opentoclose_async.cli.export.resuming import rows_kept
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox, serve
from tests.cli.in_process import invoke, names_in, rows_in
from tests.cli.processes import TIME_LIMIT, base_url, credentials, start
from tests.cli.shell import needs_a_shell

Start = Callable[..., RunningSandbox]

FIRST = 7001
"""The first room, which has more than a page of documents."""
DOCUMENTS = 130
"""How many it has."""


@frozen
class Kept:
    """Where a sandbox keeps the rows of a list."""

    table: str
    owner: str
    id: str


LISTS = {
    "room-documents": Kept("room_documents", "roomId", "documentId"),
    "room-folders": Kept("room_folders", "roomId", "roomFolderId"),
    "room-task-lists": Kept("task_lists", "roomId", "taskListId"),
    "room-users": Kept("room_users", "roomId", "userId"),
}


@pytest.fixture
def server(start_server: Start) -> RunningSandbox:
    """Serve rooms of every status, some without documents."""
    return start_server(users=20, rooms=24, documents=280, properties=8)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def arguments(server: RunningSandbox, name: str, *options: str) -> list[str]:
    api = "rooms" if name in LISTS else "otc"
    address = ["--base-url", base_url(server, api), "--quota", "off"]
    return [name, "--api", api, *address, "--quiet", *options]


def export(server: RunningSandbox, name: str, *options: str) -> tuple[int, str, str]:
    return invoke(*arguments(server, name, *options), **credentials(server))


def written(server: RunningSandbox, name: str, *options: str) -> str:
    """Export a list, and return the name of the file or folder."""
    code, out, err = export(server, name, *options)
    assert (code, err) == (0, "")
    return out.partition(": ")[0]


def rooms_of(server: RunningSandbox) -> list[int]:
    rows = server.sandbox.rooms_rows("rooms")
    assert {row["closedDate"] is None for row in rows} == {True, False}
    return [row["roomId"] for row in rows]


def kept_rows(server: RunningSandbox, name: str) -> dict[int, dict[int, dict[str, Any]]]:
    """Return the rows of a list by room and id."""
    kept = LISTS[name]
    rows: dict[int, dict[int, dict[str, Any]]] = {room: {} for room in rooms_of(server)}
    for row in server.sandbox.rooms_rows(kept.table):  # type: ignore[arg-type]  # by its name
        rows[row["roomId"]][row[kept.id]] = row
    return rows


def assert_same(name: str, found: Sequence[Mapping[str, Any]], kept: Mapping[int, Any]) -> None:
    """Compare rows with those of the same ids, by the fields that the table has, too."""
    by_id = {row[LISTS[name].id]: row for row in found}
    assert len(found) == len(by_id)
    assert by_id.keys() == kept.keys()
    for key, row in by_id.items():
        shared = row.keys() & kept[key].keys()
        assert len(shared) >= 3
        assert all(row[each] == kept[key][each] for each in shared)


def of_room(server: RunningSandbox, room: int) -> str:
    return f"/restapi/v2/accounts/{server.sandbox.config.account_id}/rooms/{room}/"


def asked(server: RunningSandbox) -> list[int]:
    """Return the rooms whose lists were requested since the statistics were reset."""
    paths = [each.path.split("/") for each in server.sandbox.stats.rooms.log]
    return [int(path[-2]) for path in paths if path[-1] != "rooms"]


@pytest.mark.parametrize("name", LISTS)
def test_the_rows_of_every_room(server: RunningSandbox, folder: Path, name: str) -> None:
    kept = kept_rows(server, name)
    assert written(server, name) == f"rooms-{name}"
    files = {room: rows_in(folder / f"rooms-{name}" / f"{room}.jsonl") for room in kept}
    assert len(names_in(folder / f"rooms-{name}")) == len(kept)
    for room, rows in files.items():
        assert_same(name, rows, kept[room])
    # In one file, room after room.
    assert written(server, name, "--together") == f"rooms-{name}.jsonl"
    together = rows_in(folder / f"rooms-{name}.jsonl")
    assert [next(iter(row)) for row in together] == ["roomId"] * len(together)
    assert together == [{"roomId": room, **row} for room, rows in files.items() for row in rows]


def test_tables_have_the_room_in_the_first_column(server: RunningSandbox, folder: Path) -> None:
    kept = kept_rows(server, "room-documents")
    assert [] in [list(rows) for rows in kept.values()]  # a room without documents
    expected = [(room, document) for room, rows in kept.items() for document in rows]
    written(server, "room-documents", "--together", "--output", "all.csv")
    with (folder / "all.csv").open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert header[:2] == ["roomId", "documentId"]
    assert [(int(line[0]), int(line[1])) for line in lines] == expected
    written(server, "room-documents", "--together", "--output", "all.parquet")
    table = read_table(folder / "all.parquet")
    assert table.column_names == header
    assert table.schema.field("roomId").type == int64()
    assert list(zip(*table.select(["roomId", "documentId"]).to_pydict().values(), strict=True)) == (
        expected
    )


@pytest.mark.parametrize("format_name", ["jsonl", "csv", "parquet"])
def test_lists_of_properties(server: RunningSandbox, folder: Path, format_name: str) -> None:
    notes = [(row["property_id"], row["id"]) for row in server.sandbox.otc_rows("property_notes")]
    name = written(server, "property-notes", "--together", "--format", format_name)
    assert name == f"otc-property-notes.{format_name}"
    found: list[Any]
    if format_name == "jsonl":
        found = rows_in(folder / name)
    elif format_name == "csv":
        found = list(csv.DictReader((folder / name).read_text("utf-8").splitlines(keepends=True)))
    else:
        found = read_table(folder / name).to_pylist()
    assert next(iter(found[0])) == "property_id"
    assert sorted((int(row["property_id"]), int(row["id"])) for row in found) == sorted(notes)
    if format_name == "jsonl":
        name = written(server, "property-contacts", "--together")
        contacts = server.sandbox.otc_rows("property_contacts")
        assert sorted((row["property_id"], row["id"]) for row in rows_in(folder / name)) == sorted(
            (row["property"]["id"], row["id"]) for row in contacts
        )


def test_one_room_and_some_rooms(server: RunningSandbox, folder: Path) -> None:
    kept = kept_rows(server, "room-documents")
    room = str(FIRST)
    name = written(server, "room-documents", "--room", room)
    assert name == "rooms-room-documents-7001.jsonl"
    one = rows_in(folder / name)
    assert len(one) == DOCUMENTS
    assert_same("room-documents", one, kept[FIRST])
    assert not any("roomId" in row for row in one)
    code, out, _ = export(server, "room-documents", "--room", room, "--output", "-")
    assert (code, out) == (0, (folder / name).read_text("utf-8"))
    # Twice the same room is one; the order is that of the options.
    options = ("--room", "7003", "--room", room, "--room", "7003")
    written(server, "room-documents", *options, "--output", "some")
    assert names_in(folder / "some") == ["7001.jsonl", "7003.jsonl"]
    written(server, "room-documents", *options, "--together", "--output", "some.jsonl")
    some = rows_in(folder / "some.jsonl")
    assert [row["roomId"] for row in some] == [7003] * len(kept[7003]) + [FIRST] * DOCUMENTS
    assert set(asked(server)) == {FIRST, 7003}


@pytest.mark.parametrize("name", ["users", "rooms", "property-notes"])
def test_a_room_for_another_list(server: RunningSandbox, folder: Path, name: str) -> None:
    api = "otc" if name.startswith("property") else "rooms"
    code, out, err = invoke(name, "--api", api, "--room", "7001", **credentials(server))
    assert (code, out) == (2, "")
    words = " ".join(err.replace("│", " ").split())
    assert f"--room is for {', '.join(LISTS)}; {name} do not belong to a room" in words
    assert names_in(folder) == []


def test_failed_rooms_are_named_and_completed_later(server: RunningSandbox, folder: Path) -> None:
    written(server, "room-folders", "--output", "whole")
    server.sandbox.faults = [
        Fault(kind="status", status=403, path=of_room(server, 7002)),
        Fault(kind="html", path=of_room(server, 7020)),
    ]
    options = ("--output", "folders")
    code, out, err = export(server, "room-folders", *options)
    assert (code, out) == (1, "")
    assert "rooms/7002/room_folders answered 403" in err
    assert "Room 7020." in err
    assert "22 files are complete in folders" in err
    assert len(names_in(folder / "folders")) == 22
    server.sandbox.faults = []
    server.sandbox.reset_stats()
    written(server, "room-folders", *options, "--resume")
    assert sorted(asked(server)) == [7002, 7020]
    whole = {name: (folder / "whole" / name).read_bytes() for name in names_in(folder / "whole")}
    assert {name: (folder / "folders" / name).read_bytes() for name in whole} == whole
    assert names_in(folder / "folders") == names_in(folder / "whole")


def test_a_room_is_in_the_file_with_all_of_its_rows_or_none(
    server: RunningSandbox, folder: Path
) -> None:
    whole = rows_in(folder / written(server, "room-documents", "--together"))
    path = of_room(server, FIRST)
    server.sandbox.faults = [
        # The first pages come, the last one does not.
        Fault(kind="slow", seconds=0.0, path=path, times=2),
        Fault(kind="status", status=403, path=path),
    ]
    options = ("--together", "--output", "some.jsonl")
    code, out, err = export(server, "room-documents", *options)
    assert (code, out) == (1, "")
    assert "rooms/7001/documents" in err
    assert "answered 403" in err
    assert rows_in(folder / "some.jsonl.part") == whole[DOCUMENTS:]
    server.sandbox.faults = []
    server.sandbox.reset_stats()
    written(server, "room-documents", *options, "--resume")
    assert set(asked(server)) == {FIRST}
    assert rows_in(folder / "some.jsonl") == whole[DOCUMENTS:] + whole[:DOCUMENTS]


class Moving(Sandbox):
    """A sandbox where documents come and go whenever the first page of a room's is requested."""

    added = 510_000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__(scope, receive, send)
        is_first = b"startPosition=0" in scope.get("query_string", b"")
        if is_first and scope["path"].endswith(f"/rooms/{FIRST}/documents"):
            first, second, *_ = self.rooms_rows("room_documents")  # by id
            for gone in (first, second):
                self.delete("rooms", "room_documents", gone["documentId"])
            self.insert("rooms", "room_documents", {**first, "documentId": self.added})
            self.added -= 1


@pytest.mark.parametrize("options", [[], ["--together"]])
def test_a_list_that_changes_between_its_pages(folder: Path, options: list[str]) -> None:
    def documents() -> set[int]:
        rows = moving.sandbox.rooms_rows("room_documents")
        return {row["documentId"] for row in rows if row["roomId"] == FIRST}

    with serve(Moving(users=20, rooms=2, documents=280)) as moving:
        before = documents()
        assert len(before) == DOCUMENTS
        name = written(moving, "room-documents", "--room", str(FIRST), *options)
        after = documents()
    found = [row["documentId"] for row in rows_in(folder / name)]
    assert len(found) == len(set(found))
    assert 120 < len(before & after) < DOCUMENTS  # it has changed
    assert before & after <= set(found)


@needs_a_shell
def test_a_killed_export_ends_as_an_uninterrupted_one(start_server: Start, folder: Path) -> None:
    server = start_server(users=20, rooms=60, documents=4800, latency=0.005)
    rooms = rooms_of(server)
    written(server, "room-documents", "--together", "--output", "whole.jsonl")
    server.sandbox.reset_stats()
    # After more than a batch of rows, a room's list never comes.
    server.sandbox.faults = [
        Fault(kind="hang", seconds=TIME_LIMIT, path=of_room(server, rooms[40]))
    ]
    options = ("--together", "--output", "killed.jsonl")
    with start(
        *["export", *arguments(server, "room-documents", *options)],
        folder=folder,
        variables=credentials(server),
    ) as process:
        try:
            while not rows_kept(folder / "killed.jsonl"):
                with suppress(TimeoutExpired):
                    pytest.fail(f"it ended with {process.wait(0.02)}")
        finally:
            process.kill()
    assert process.returncode == -9
    assert not (folder / "killed.jsonl").exists()
    kept = rows_kept(folder / "killed.jsonl")
    assert kept
    server.sandbox.faults = []
    server.sandbox.reset_stats()
    code, out, err = export(server, "room-documents", *options, "--resume")
    assert (code, err) == (0, "")
    assert f" ({kept} from an earlier run)" in out
    assert (folder / "killed.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()
    assert names_in(folder) == ["killed.jsonl", "whole.jsonl"]
    # Not one whose rows were safe, and all others.
    rows = rows_in(folder / "whole.jsonl")
    done = rooms.index(rows[kept - 1]["roomId"]) + 1
    again = set(asked(server))
    assert again <= set(rooms[done:])
    assert again >= {row["roomId"] for row in rows[kept:]}
