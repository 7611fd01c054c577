"""Documents whose contents are written to a file as they arrive."""

import base64
import errno
import gzip
import hashlib
import json
import logging
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import anyio
import httpx
import pytest
from attrs import define, field

from opentoclose_async import AccessToken, AsyncRooms, RetryPolicy
from opentoclose_async.exceptions import (
    DataFormatError,
    NetworkError,
    NotFoundError,
    OpenToCloseAPIError,
    ServerError,
    ValidationError,
)
from opentoclose_async.hooks import ResponseEvent
from opentoclose_async.rooms.contents import download_document
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.clients import rooms_client

pytestmark = pytest.mark.anyio

QUICK = RetryPolicy(attempts=4, first_delay=0)
BIG = bytes(range(256)) * 10_000 + b"end"


async def add_document(rooms: AsyncRooms, content: bytes) -> int:
    room = await anext(aiter(rooms.rooms.iter_rooms(max_items=1)))
    assert room.room_id is not None
    document = await rooms.rooms.add_document_to_room_via_file_upload(
        room.room_id, content, "Offer.pdf"
    )
    assert document.document_id is not None
    return document.document_id


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", BIG], ids=["empty", "small", "big"])
async def test_a_document_is_written_to_a_file(
    start_server: Callable[..., RunningSandbox], tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "Offer.pdf"
    path.write_bytes(b"x" * 5_000_000)  # what is longer is cut off
    async with rooms_client(start_server()) as rooms:
        document_id = await add_document(rooms, content)
        came = await download_document(rooms, document_id, path)
        assert path.read_bytes() == content
        assert came.size == len(content)
        assert came.sha256 == hashlib.sha256(content).hexdigest()
        assert came.record == (await rooms.documents.get_document(document_id)).raw
        assert came.request == (
            f"GET /v2/accounts/{rooms.account_id}/documents/{document_id}?includeContents=true"
        )


async def test_the_account_is_looked_up_first(
    start_server: Callable[..., RunningSandbox], tmp_path: Path
) -> None:
    server = start_server()
    async with rooms_client(server) as rooms:
        document_id = await add_document(rooms, b"1")
    async with AsyncRooms(
        auth=AccessToken(server.sandbox.config.rooms_token),
        base_url=server.rooms_base_url,
        auth_url=server.auth_url,
        quota=None,
    ) as rooms:
        came = await download_document(rooms, document_id, tmp_path / "1")
        assert came.request.startswith(f"GET /v2/accounts/{server.sandbox.config.account_id}/doc")


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="cut", api="rooms", times=2),
        Fault(kind="reset", api="rooms", times=2),
        Fault(kind="drop", api="rooms", times=2),
        Fault(kind="status", status=500, api="rooms", times=2),
        Fault(kind="status", status=429, headers={"Retry-After": "0"}, api="rooms", times=2),
    ],
    ids=lambda fault: fault.kind + str(fault.status or ""),
)
async def test_a_request_that_fails_is_sent_again(
    start_server: Callable[..., RunningSandbox], tmp_path: Path, fault: Fault
) -> None:
    server = start_server()
    path = tmp_path / "Offer.pdf"
    async with rooms_client(server, retry=QUICK) as rooms:
        document_id = await add_document(rooms, BIG)
        before = rooms.counters.requests
        server.sandbox.faults[:] = [fault]
        came = await download_document(rooms, document_id, path)
        assert rooms.counters.requests - before == 3
    assert path.read_bytes() == BIG
    assert came.sha256 == hashlib.sha256(BIG).hexdigest()


@define
class Replies(httpx.AsyncBaseTransport):
    """
    Answer with one body after another, and then with the last one again.

    Args:
        bodies: Chunks of each; an exception is raised in their place, and an event waited for.
        status: The status of all.
        headers: The headers of all.

    Attributes:
        requests: What was sent.
        chunks: How many chunks were read.
        open: How many responses are not closed.
    """

    bodies: list[list[bytes | Exception | anyio.Event]]
    status: int = 200
    headers: dict[str, str] = field(factory=dict)
    requests: list[httpx.Request] = field(factory=list)
    chunks: int = 0
    open: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.open += 1
        body = self.bodies[min(len(self.requests), len(self.bodies)) - 1]
        return httpx.Response(self.status, headers=self.headers, stream=_Chunks(self, body))


class _Chunks(httpx.AsyncByteStream):
    def __init__(self, replies: Replies, chunks: list[bytes | Exception | anyio.Event]) -> None:
        self._replies = replies
        self._chunks = chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            await anyio.lowlevel.checkpoint()
            if isinstance(chunk, Exception):
                raise chunk
            if isinstance(chunk, anyio.Event):
                chunk.set()
                await anyio.sleep_forever()
            else:
                self._replies.chunks += 1
                yield chunk

    async def aclose(self) -> None:
        self._replies.open -= 1


def body_of(content: bytes) -> bytes:
    record = {"documentId": 55, "base64Contents": base64.b64encode(content).decode(), "size": 1}
    return json.dumps(record).encode()


def client_of(replies: httpx.AsyncBaseTransport, **options: object) -> AsyncRooms:
    settings: dict[str, object] = {"quota": None, "retry": QUICK, "transport": replies, **options}
    return AsyncRooms("account", access_token="rooms-token", **settings)  # type: ignore[arg-type]


async def refused(replies: Replies, folder: Path, **options: object) -> OpenToCloseAPIError:
    """Return the error of a download that leaves nothing behind."""
    path = folder / "Offer.pdf"
    async with client_of(replies, **options) as rooms:
        with pytest.raises(OpenToCloseAPIError) as error:
            await download_document(rooms, 55, path)
    assert not path.exists()
    assert replies.open == 0
    return error.value


@pytest.mark.parametrize(
    "body", [b'{"documentId":55,"base64Contents":null}', b'{"documentId":55}'], ids=["null", "none"]
)
async def test_no_contents_are_no_file(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "Offer.pdf"
    lost = httpx.ReadError("gone")
    replies = Replies([[body_of(BIG)[:2_000_000], lost], [body]])
    async with client_of(replies) as rooms:
        came = await download_document(rooms, 55, path)
    assert (came.record, came.size, came.sha256) == ({"documentId": 55}, None, None)
    assert not path.exists()


async def test_a_retry_starts_the_file_over(tmp_path: Path) -> None:
    path = tmp_path / "Offer.pdf"
    replies = Replies([[body_of(BIG)[:3_000_000], httpx.ReadError("gone")], [body_of(b"short")]])
    async with client_of(replies) as rooms:
        came = await download_document(rooms, 55, path)
    assert path.read_bytes() == b"short"
    assert came.sha256 == hashlib.sha256(b"short").hexdigest()


@pytest.mark.parametrize("encoding", ["gzip", "identity", "gzip, gzip"])
async def test_a_body_that_is_compressed_all_the_same(tmp_path: Path, encoding: str) -> None:
    body = body_of(BIG)
    for _ in range(encoding.count("gzip")):
        body = gzip.compress(body, mtime=0)
    replies = Replies([[body[:1000], body[1000:]]], headers={"Content-Encoding": encoding})
    sizes: list[int] = []

    def note(event: ResponseEvent) -> None:
        sizes.append(event.size)

    async with client_of(replies, on_response=note) as rooms:
        came = await download_document(rooms, 55, tmp_path / "Offer.pdf")
    assert came.sha256 == hashlib.sha256(BIG).hexdigest()
    assert sizes == [len(body_of(BIG))]
    assert replies.requests[0].headers["accept-encoding"] == "identity"


async def test_a_body_that_is_not_compressed_as_its_header_says(tmp_path: Path) -> None:
    replies = Replies([[body_of(b"plain")]], headers={"Content-Encoding": "gzip"})
    async with client_of(replies) as rooms:
        await download_document(rooms, 55, tmp_path / "Offer.pdf")
    assert (tmp_path / "Offer.pdf").read_bytes() == b"plain"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<html><body>Maintenance</body></html>", "HTML page instead of JSON"),
        (b"", "an empty body"),
        (b"[]", "the response does not fit Document"),
        (b'{"documentId":55,"base64Contents":5}', "expected base64Contents to be a string, got 5"),
        (b'{"documentId":55,"base64Contents":"QUI="', "not JSON"),
        (b'{"documentId":55,"base64Contents":"QUI', "the response ends within base64Contents"),
        (b'{"documentId":55,"x":{"base64Contents":"QUI="}}', "not a member of the document"),
        (b'{"base64Contents":"QUI=","base64Contents":null}', "not a member of the document"),
    ],
)
async def test_a_response_without_a_valid_document(
    tmp_path: Path, body: bytes, problem: str
) -> None:
    error = await refused(Replies([[body]]), tmp_path)
    assert isinstance(error, DataFormatError)
    assert str(error).startswith("GET /v2/accounts/account/documents/55 answered 200")
    assert problem in str(error)
    assert "QUI" not in str(error.get_error_details())


async def test_invalid_contents_end_the_download(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    start = b'{"documentId":55,"base64Contents":"'
    chunks: list[bytes | Exception | anyio.Event] = [start, b"UUJD" * 9, b"UU-D", *[b"UUJD"] * 99]
    replies = Replies([chunks], headers={"X-DocuSign-TraceToken": "trace-5"})
    error = await refused(replies, tmp_path)
    assert isinstance(error, DataFormatError)
    assert str(error) == (
        "GET /v2/accounts/account/documents/55 answered 200: base64Contents is not valid base64: "
        "it has the character '-'."
    )
    assert (error.status_code, error.trace_token) == (200, "trace-5")
    assert len(replies.requests) == 1
    assert replies.chunks < 10
    assert "UUJD" not in caplog.text + str(error.get_error_details())


async def test_a_body_that_is_too_large(tmp_path: Path) -> None:
    error = await refused(Replies([[body_of(BIG)]]), tmp_path, max_response_bytes=1_000_000)
    assert "more than 1000000 bytes, which is max_response_bytes" in str(error)


@pytest.mark.parametrize(("status", "kind"), [(404, NotFoundError), (500, ServerError)])
async def test_a_failed_request_leaves_no_file(
    tmp_path: Path, status: int, kind: type[OpenToCloseAPIError]
) -> None:
    error = await refused(Replies([[body_of(b"not a document")]], status), tmp_path)
    assert isinstance(error, kind)


async def test_a_connection_that_keeps_breaking_leaves_no_file(tmp_path: Path) -> None:
    body = body_of(BIG)
    error = await refused(Replies([[body[:2_000_000], httpx.ReadError("gone")]]), tmp_path)
    assert isinstance(error, NetworkError)
    assert error.__notes__ == ["Sent 4 times."]


async def test_a_cancelled_download_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "Offer.pdf"
    arrived = anyio.Event()
    replies = Replies([[body_of(BIG)[:2_000_000], arrived]])
    async with client_of(replies) as rooms, anyio.create_task_group() as group:
        group.start_soon(download_document, rooms, 55, path)
        await arrived.wait()
        assert path.exists()
        group.cancel_scope.cancel()
    assert not path.exists()
    assert replies.open == 0


async def test_a_full_disk_ends_the_download(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "Offer.pdf"
    replies = Replies([[body_of(BIG), *[b" "] * 99]])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with client_of(replies) as rooms:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, hard))
        try:
            with pytest.raises(OSError, match="Offer") as error:
                await download_document(rooms, 55, path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert error.value.errno == errno.EFBIG
    assert not path.exists()
    assert (len(replies.requests), replies.open) == (1, 0)


async def test_what_is_not_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"precious")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    os.link(tmp_path / "other", tmp_path / "second")
    replies = Replies([[body_of(b"1")]])
    async with client_of(replies) as rooms:
        for name in ("link", "second", ".", "missing/x"):
            with pytest.raises(ValidationError, match=r"path must be .* Nothing was sent\."):
                await download_document(rooms, 55, tmp_path / name)
    assert replies.requests == []
    assert (tmp_path / "other").read_bytes() == b"precious"


async def test_arguments_are_checked(tmp_path: Path) -> None:
    async with client_of(Replies([])) as rooms:
        with pytest.raises(ValidationError, match="document_id must be"):
            await download_document(rooms, 0, tmp_path / "x")
        with pytest.raises(ValidationError, match="did you mean 'timeout'"):
            await download_document(rooms, 1, tmp_path / "x", timeuot=5)  # type: ignore[call-arg]
    assert not (tmp_path / "x").exists()
