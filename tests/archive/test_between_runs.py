"""What an archive keeps and fetches when its account has changed since."""

import json
from pathlib import Path

import pytest

from tests.archive import verdict
from tests.archive.conftest import LOOPS, Run
from tests.archive.rooms_account import Document, Room
from tests.archive.rooms_server import Answer, Fault, Server
from tests.thoroughness import THOROUGH

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("anyio_backend", LOOPS)]


async def test_at_rest_only_lists_are_requested_and_files_stay_as_they_are(
    server: Server, directory: Path, run: Run
) -> None:
    await run()
    before = verdict.same(directory)
    report = await run()
    assert (report.downloaded, report.missing) == (0, ())
    assert set(server.kinds).isdisjoint({"document", "room", "field data", "form"})
    assert verdict.same(directory) == before


async def test_changes_are_fetched_and_nothing_is_lost(
    server: Server, directory: Path, run: Run
) -> None:
    account = server.account
    await run()
    before = verdict.contents(directory)
    removed, replaced = account.rooms[1].documents
    account.rooms[1].documents = [Document(replaced.id, replaced.name, b"a new version")]
    gone = account.rooms.pop(3)
    account.rooms[2].name = "renamed"
    account.rooms[2].changed = "2030-01-01T00:00:00Z"
    account.lists["users"] = [{"userId": 9, "email": "u9@example.com"}]
    account.add(Room(8, "new", documents=[Document(800, "new.pdf", b"new")]))
    await run()
    verdict.judge(directory, account)
    assert sorted(each for each in server.log if each[0] == "document") == [
        ("document", replaced.id),
        ("document", 800),
    ]
    files = verdict.contents(directory)
    assert {kept.contents for kept in (removed, replaced, *gone.documents)} <= set(files.values())
    assert verdict.written(directory, "document", removed.id) == removed.contents
    assert verdict.written(directory, "room", 3)
    for path in before:
        if "/documents/" in path or "0000003" in path:
            assert path in files
    users = files["lists/users.jsonl"].splitlines()
    assert [json.loads(line)["userId"] for line in users] == [1, 2, 3, 9] or len(users) == 4
    rooms = files["lists/rooms.jsonl"].decode()
    assert all(f'"roomId":{number}' in rooms.replace(" ", "") for number in (1, 2, 3, 8))
    again = verdict.same(directory)
    await run()
    assert set(server.kinds).isdisjoint({"document", "room"})
    assert verdict.same(directory) == again


async def test_a_renamed_room_keeps_its_folder(server: Server, directory: Path, run: Run) -> None:
    await run()
    folders = verdict.folders(directory)
    server.account.rooms[1].name = "another name"
    server.account.rooms[1].created = "2011-01-01T00:00:00Z"
    await run()
    assert verdict.folders(directory) == folders
    verdict.judge(directory, server.account)


@pytest.mark.parametrize("kind", ["users", "rooms", "room documents", "room users", "task lists"])
@pytest.mark.parametrize("answer", [200, 204, 404, 500] if THOROUGH else [200, 500])
async def test_an_emptier_or_failed_list_overwrites_nothing(
    server: Server, directory: Path, run: Run, kind: str, answer: int
) -> None:
    await run()
    before = verdict.contents(directory)
    server.faults[kind, None] = Fault(
        lambda right: _emptied(right) if answer == 200 else Answer(answer, b"")
    )
    report = await run()
    files = verdict.contents(directory)
    for path, data in before.items():
        if path not in ("manifest.jsonl", "archive.json", "index.html"):
            assert files[path] == data, path
    if answer in (404, 500):
        assert report.missing
    verdict.judge(directory, missing=len(report.missing))
    server.faults.clear()
    await run()
    verdict.judge(directory, server.account)


def _emptied(right: Answer) -> Answer:
    value = json.loads(right.body)
    for name, rows in value.items():
        if isinstance(rows, list):
            value[name] = []
    return Answer(200, json.dumps({**value, "resultSetSize": 0, "totalRowCount": 0}).encode())


async def test_a_document_that_became_shorter_or_unavailable_keeps_its_old_version(
    server: Server, directory: Path, run: Run
) -> None:
    await run()
    document = server.account.rooms[1].documents[0]
    old = document.contents
    document.contents = b"different" * 40
    server.faults["document", document.id] = Fault(lambda _: Answer(500, b"{}"))
    report = await run()
    assert [item.id for item in report.missing] == [document.id]
    assert old in verdict.contents(directory).values()
    verdict.judge(directory, missing=1)
    server.faults.clear()
    await run()
    verdict.judge(directory, server.account)
    assert old in verdict.contents(directory).values()
