"""The documents that a sandbox starts with: real files, made when requested."""

import base64
import io
import struct
import zipfile
import zlib
from collections import Counter
from typing import Any

import attrs
import hypothesis
import hypothesis.strategies as st
import pytest

from opentoclose_async.sandbox import Fault, Sandbox, SpecialDocuments
from tests.sandbox.clients import control_client, rooms_client
from tests.thoroughness import repeatable

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

ROOM = 7001
PDF, PNG, JPEG, TEXT = "application/pdf", "image/png", "image/jpeg", "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def listed(sandbox: Sandbox, room: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    async with rooms_client(sandbox) as client:
        while True:
            query = {"startPosition": len(found)}
            page = (await client.get(f"/rooms/{room}/documents", params=query)).json()
            found += page["documents"]
            if page["nextUri"] is None:
                return found


async def test_each_document_is_a_file_of_its_kind_and_size() -> None:
    sandbox = Sandbox(rooms=3, documents=80)
    kinds = Counter[str]()
    async with rooms_client(sandbox) as client:
        for room in range(ROOM, ROOM + 3):
            for document in await listed(sandbox, room):
                path = f"/documents/{document['documentId']}"
                response = await client.get(path, params={"includeContents": True})
                body = response.json()
                content = base64.b64decode(body.pop("base64Contents"), validate=True)
                assert int(response.headers["content-length"]) == len(response.content)
                assert body == (await client.get(path)).json()
                assert len(content) == body["size"] == document["size"]
                assert content == sandbox.document_contents(document["documentId"])
                check_file(body["contentType"], content)
                kinds[body["contentType"]] += 1
    assert set(kinds) == {PDF, PNG, JPEG, TEXT, WORD}
    assert kinds.total() == 80


def check_file(kind: str, content: bytes) -> None:
    if kind == PDF:
        check_pdf(content)
    elif kind == PNG:
        check_png(content)
    elif kind == JPEG:
        assert content.startswith(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
        assert content.endswith(b"\xff\xd9")
    elif kind == WORD:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert package.testzip() is None
            assert "word/document.xml" in package.namelist()
    else:
        assert content.decode()


def check_pdf(content: bytes) -> None:
    """Find every object through the cross-reference table."""
    assert content.startswith(b"%PDF-1.7\n")
    *_, start, end = content.split()
    assert end == b"%%EOF"
    table = content[int(start) :].split(b"\n")
    assert table[0] == b"xref"
    first, count = map(int, table[1].split())
    assert (first, table[2]) == (0, b"0000000000 65535 f ")
    for number, entry in enumerate(table[3 : 2 + count], start=1):
        assert content[int(entry[:10]) :].startswith(b"%d 0 obj\n" % number)


def check_png(content: bytes) -> None:
    stream = io.BytesIO(content)
    assert stream.read(8) == b"\x89PNG\r\n\x1a\n"
    names = []
    while head := stream.read(8):
        length, name = struct.unpack(">I4s", head)
        data = stream.read(length)
        assert struct.unpack(">I", stream.read(4)) == (zlib.crc32(name + data),)
        if name == b"IDAT":
            assert len(zlib.decompress(data)) == 8 * (1 + 8 * 3)
        names.append(name)
    assert names == [b"IHDR", b"tEXt", b"IDAT", b"IEND"]


KINDS = st.sampled_from([PDF, PNG, JPEG, TEXT, WORD, "video/mp4"])
SIZES = st.integers(0, 3_000) | st.integers(65_000, 66_000) | st.integers(129_900, 131_400)


def test_contents_have_any_size_that_the_row_says() -> None:
    sandbox = Sandbox(rooms=1, documents=2)
    first, second = (row["documentId"] for row in sandbox.rooms_rows("room_documents"))

    @repeatable(75)
    @hypothesis.given(kind=KINDS, size=SIZES)
    def check(kind: str, size: int) -> None:
        for document in (first, second):
            changes = {"contentType": kind, "size": size}
            sandbox.update("rooms", "room_documents", document, changes)
        content = sandbox.document_contents(first)
        assert len(content) == size
        assert content == sandbox.document_contents(first)
        assert size < 100 or content != sandbox.document_contents(second)
        if size >= 1_300:
            check_file(kind, content)

    check()
    sandbox.delete("rooms", "room_documents", first)
    with pytest.raises(KeyError):
        sandbox.document_contents(first)


@pytest.mark.parametrize(
    ("rooms", "documents"), [(0, 5), (1, 0), (1, 7), (2, 1), (2, 9), (5, 1), (200, 1000)]
)
def test_documents_are_counted_over_all_rooms(rooms: int, documents: int) -> None:
    sandbox = Sandbox(rooms=rooms, documents=documents)
    found = sandbox.rooms_rows("room_documents")
    assert len(found) == (documents if rooms else 0)
    assert {row["roomId"] for row in found} <= set(range(ROOM, ROOM + rooms))
    if documents == 1000:
        per_room = Counter(row["roomId"] for row in found)
        assert per_room[ROOM] > 100  # more than a page
        assert 5 < rooms - len(per_room) < 100
    assert found == Sandbox(rooms=rooms, documents=documents).rooms_rows("room_documents")
    assert not any("base64Contents" in row for row in found)


async def test_a_room_has_pages_of_documents() -> None:
    sandbox = Sandbox(rooms=30, documents=400)
    found = await listed(sandbox, ROOM)
    assert [row["documentId"] for row in found] == [
        row["documentId"] for row in sandbox.rooms_rows("room_documents") if row["roomId"] == ROOM
    ]
    assert len(found) == 130
    forms = {row["docuSignFormId"] for row in found} - {None}
    async with rooms_client(sandbox) as client:
        for form in forms:
            assert (await client.get(f"/forms/{form}/details")).json()["formId"] == form
    assert forms


async def test_there_are_no_special_documents_unless_asked_for() -> None:
    assert Sandbox().special_documents == SpecialDocuments()
    assert Sandbox(rooms=0, oddities=True, large_document_bytes=9).special_documents == (
        SpecialDocuments()
    )
    with Sandbox(rooms=0, oddities=True, properties=0) as sandbox:
        assert sandbox.rooms_rows("room_documents") == sandbox.otc_rows("property_documents") == []


async def test_special_documents_are_empty_fail_or_are_refused() -> None:
    sandbox = Sandbox(rooms=2, documents=4, oddities=True)
    special = sandbox.special_documents
    assert special.large is None
    by_id = {row["documentId"]: row for row in await listed(sandbox, ROOM)}
    assert {special.empty, special.failing, special.refused} < set(by_id)
    assert not any({"failures", "refusal"} & set(row) for row in by_id.values())
    query = {"includeContents": True}
    async with rooms_client(sandbox) as client:
        empty = (await client.get(f"/documents/{special.empty}", params=query)).json()
        assert (empty["size"], empty["base64Contents"]) == (0, "")
        for _ in range(2):
            for status in (500, 500, 500, 200, 200):
                assert (await client.get(f"/documents/{special.failing}")).status_code == 200
                answer = await client.get(f"/documents/{special.failing}", params=query)
                assert answer.status_code == status
            sandbox.reset()
        for each in ({}, query):
            refused = await client.get(f"/documents/{special.refused}", params=each)
            assert (refused.status_code, refused.json()["errorCode"]) == (403, "DOCUMENT_REFUSED")


async def test_any_document_can_fail_or_be_refused() -> None:
    sandbox = Sandbox(rooms=1, documents=1)
    (document,) = sandbox.rooms_rows("room_documents")
    path, query = f"/documents/{document['documentId']}", {"includeContents": True}
    async with rooms_client(sandbox) as client:
        for changes, status in (({"failures": 1}, 500), ({}, 200), ({"refusal": 404}, 404)):
            sandbox.update("rooms", "room_documents", document["documentId"], changes)
            assert (await client.get(path, params=query)).status_code == status


async def test_names_are_odd_if_asked_for() -> None:
    sandbox = Sandbox(oddities=True, documents=0)
    names = [row["name"] for row in await listed(sandbox, ROOM)]
    assert names.count("Offer.pdf") == 2
    assert {"", "..", "../../outside.pdf", "CON.pdf", "offer.pdf", "invoice\u202efdp.exe"} < {
        *names
    }
    assert max(len(name.encode()) for name in names) > 300
    rooms = [row["name"] for row in sandbox.rooms_rows("rooms")]
    assert {"", "..", "CON", "12/14 Elm Street"} < {*rooms}
    assert rooms.count("same name") == 2


async def test_a_large_document_is_sent_in_small_pieces(anyio_backend: str) -> None:
    size = 3_000_001
    sandbox = Sandbox(rooms=1, documents=0, large_document_bytes=size)
    document = sandbox.special_documents.large
    pieces: list[bytes] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        pieces.append(message.get("body", b""))

    async with rooms_client(sandbox) as client:
        request = client.build_request(
            "GET", f"/documents/{document}", params={"includeContents": True}
        )
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": request.url.path,
        "query_string": request.url.query,
        "headers": request.headers.raw,
        "server": ("sandbox.test", 80),
        "root_path": "",
    }
    await sandbox(scope, receive, send)
    assert max(map(len, pieces)) < 100_000
    text = b"".join(pieces).partition(b'"base64Contents":"')[2].partition(b'"')[0]
    assert len(base64.b64decode(text)) == size
    assert base64.b64decode(text) == sandbox.document_contents(document or 0)


async def test_faults_affect_contents_as_they_do_other_responses() -> None:
    sandbox = Sandbox(rooms=1, documents=1)
    (document,) = sandbox.rooms_rows("room_documents")
    path, query = f"/documents/{document['documentId']}", {"includeContents": True}
    async with rooms_client(sandbox) as client:
        whole = (await client.get(path, params=query)).content
        sandbox.faults = [Fault(kind="truncated_json", api="rooms", times=1)]
        assert (await client.get(path, params=query)).content == whole[: len(whole) // 2]
        sandbox.faults = [Fault(kind="slow_body", api="rooms", times=1, seconds=0)]
        assert (await client.get(path, params=query)).content == whole


async def test_another_process_learns_which_documents_are_special() -> None:
    sandbox = Sandbox(oddities=True, large_document_bytes=10)
    async with control_client(sandbox) as control:
        told = (await control.get("/documents")).json()
    assert told == attrs.asdict(sandbox.special_documents)
    assert set(told) == {"large", "empty", "failing", "refused"}
    assert None not in told.values()
