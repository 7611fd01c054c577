"""An archive holds everything of an account, under names that every system takes."""

import json
from pathlib import Path

import anyio
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opentoclose_async import AsyncRooms
from opentoclose_async.archive import archive
from tests.archive import verdict
from tests.archive.conftest import LOOPS, Run
from tests.archive.rooms_account import Account, Document, Room
from tests.archive.rooms_server import TOKEN, Server, Transport
from tests.thoroughness import repeatable

pytestmark = pytest.mark.anyio

HOSTILE = [
    "../../etc/passwd",
    "..\\..\\x",
    "/etc/passwd",
    "C:\\x",
    "CON",
    "con.pdf",
    "NUL .txt",
    "COM¹.pdf",
    "CONIN$",
    "a/b",
    "a\\b",
    "x" * 300,
    "é" * 300,
    "🏠" * 100,
    "ends with dots...",
    "ends with space ",
    ".",
    "..",
    "",
    " ",
    "a\u202egpj.exe",
    "lone \ud800 one",
    "tab\tnew\nline\x00nul",
    "~$x.doc",
    "Offer.pdf",
    "offer.PDF",
    "Offer.pdf",
    "e\u0301.pdf",
    "\u00e9.pdf",
    "ﬁ.pdf",
    "fi.pdf",
    "İ",
    "desktop.ini",
    "manifest.jsonl",
    "index.html",
    "room.json",
    "a:b",
    'q"<>|?*.pdf',
    "\U000e0041tag",
    "\u200b",
    "x." + "y" * 300,
]


def _hostile_account() -> Account:
    account = Account()
    documents = [Document(n, name, b"%d" % n) for n, name in enumerate(HOSTILE, 1000)]
    account.add(Room(1, "everything", documents=[*documents, Document(999, None, b"no name")]))
    for number, name in enumerate(HOSTILE, 10):
        account.add(Room(number, name))
    account.add(Room(5, None, created=None, documents=[Document(5, None, b"5", created=None)]))
    account.add(Room(6, "odd date", created="yesterday"))
    account.add(Room(7, "old", created="0001-01-01T00:00:00"))
    account.add(Room(2**31 - 1, "largest"))
    return account


async def test_everything_of_an_account_is_in_its_archive(
    server: Server, directory: Path, run: Run
) -> None:
    report = await run()
    verdict.judge(directory, server.account)
    assert (report.complete, report.missing) == (True, ())
    assert (report.places, report.documents, report.requests) == (3, 6, len(server.log))
    assert set(server.kinds) >= {"form", "document", "room", "task lists", "room users", "account"}
    assert max(server.kinds["room"], server.kinds["room documents"]) == 3


@pytest.mark.parametrize("page", [1, 2])
async def test_lists_of_many_pages_are_whole(
    server: Server, directory: Path, run: Run, page: int
) -> None:
    server.page = page
    await run()
    verdict.judge(directory, server.account)


@pytest.mark.parametrize("anyio_backend", LOOPS)
async def test_hostile_names_stay_inside_and_apart(
    server: Server, directory: Path, run: Run
) -> None:
    server.account = _hostile_account()
    report = await run()
    assert report.missing == ()
    verdict.judge(directory, server.account)
    assert [path.name for path in directory.parent.iterdir()] == ["archive"]
    before = verdict.contents(directory)
    server.account.rooms[1].name = "renamed"
    for document in server.account.rooms[1].documents:
        document.name = "renamed.pdf"
    report = await run()
    verdict.judge(directory, server.account)
    assert set(verdict.contents(directory)) >= set(before)
    documents = {path for path in before if "/documents/" in path}
    assert {path for path in verdict.contents(directory) if "/documents/" in path} == documents


@repeatable(6)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=8))
@example(["\ud800", "\udfff", "\x00"])
def test_any_names_stay_inside_and_apart(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    server = Server(Account())
    for number, name in enumerate(names, 1):
        documents = [Document(number * 10 + n, name, b"x") for n in range(2)]
        server.account.add(Room(number, name, created=None, documents=documents))
    directory = tmp_path_factory.mktemp("any") / "archive"

    async def everything() -> None:
        async with AsyncRooms(
            server.account.guid,
            access_token=TOKEN,
            base_url="http://model.test/restapi",
            transport=Transport(server),
            quota=None,
        ) as client:
            await archive(client, directory, only=["rooms"])

    anyio.run(everything)
    verdict.judge(directory, server.account)


async def test_lists_rooms_and_documents_can_be_chosen(
    server: Server, directory: Path, run: Run
) -> None:
    await run(directory.parent / "only", only=["users"])
    assert set(server.kinds) <= {"users", "account"}
    report = await run(directory.parent / "one", rooms=[2])
    assert set(server.log) >= {("room", 2), ("document", 200), ("document", 201)}
    assert {identity for kind, identity in server.log if kind in ("room", "room users")} == {2}
    assert report.places == 1
    report = await run(directory.parent / "none", documents=False)
    assert server.kinds["document"] == report.downloaded == 0
    assert report.missing == ()
    verdict.judge(directory.parent / "none")
    await run(directory.parent / "none")
    assert server.kinds["document"] == 6
    await run()
    verdict.judge(directory.parent / "none", server.account)
    assert _without_state(directory.parent / "none") == _without_state(directory)


def _without_state(directory: Path) -> dict[str, object]:
    return {
        name: value for name, value in verdict.same(directory).items() if name != "archive.json"
    }


@pytest.mark.parametrize("anyio_backend", LOOPS)
async def test_since_and_until_choose_rooms_by_their_dates(
    server: Server, directory: Path, run: Run
) -> None:
    for number, room in server.account.rooms.items():
        room.created = room.changed = f"202{number}-06-01T12:00:00Z"
    server.account.rooms[1].closed = "2025-01-01T00:00:00Z"
    report = await run(since="2022-06-01", until="2023-06-01")
    assert report.places == 1
    assert verdict.written(directory, "room", 2)
    assert not verdict.written(directory, "room", 3)
    report = await run(directory.parent / "later", since="2023-06-01T12:00:00")
    assert verdict.written(directory.parent / "later", "room", 3)
    assert verdict.written(directory.parent / "later", "room", 1), "it was closed in that time"
    assert not verdict.written(directory.parent / "later", "room", 2)


@pytest.mark.parametrize("anyio_backend", LOOPS)
async def test_a_date_filter_narrows_an_archive_without_losing_what_it_has(
    server: Server, directory: Path, run: Run
) -> None:
    await run()
    before = verdict.contents(directory)
    server.account.rooms[1].changed = "2030-01-01T00:00:00Z"
    server.account.rooms[1].fields["price"] = 5
    await run(since="2029-01-01")
    verdict.judge(directory, server.account)
    assert set(verdict.contents(directory)) >= set(before)
    row = json.loads(verdict.written(directory, "room", 1) or b"{}")
    assert row["fieldData"]["data"]["price"] == 5
