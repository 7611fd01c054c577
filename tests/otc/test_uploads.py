"""Uploads of documents, against the sandbox, which returns the digest of the bytes."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

from opentoclose_async.exceptions import NetworkError, NotFoundError, ValidationError
from opentoclose_async.otc.models import PropertyDocument
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.clients import otc_client

pytestmark = pytest.mark.anyio

CONTENT = bytes(range(256)) * 20 + b"\r\n--\r\n\n\r"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
NAMES = ["Käufer.pdf", 'say "yes".pdf', "契約.pdf", "a; name=b.pdf", "two  blanks.pdf"]


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(properties=2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "contract.pdf"
    path.write_bytes(CONTENT)
    return path


async def upload(sandbox: Sandbox, *arguments: Any) -> PropertyDocument:
    """Upload to the first property, and check that the server stores what it returned."""
    async with otc_client(sandbox) as otc:
        document = await otc.property_documents.upload_property_document(1, *arguments)
        assert await otc.property_documents.retrieve_property_document(1, document.id or 0) == (
            document
        )
    (request,) = (each for each in sandbox.stats.otc.log if each.method == "POST")
    assert request.path == "/v1/properties/1/documents"
    return document


async def test_bytes_are_uploaded_with_a_name(sandbox: Sandbox) -> None:
    document = await upload(sandbox, CONTENT, "offer.pdf")
    assert type(document) is PropertyDocument
    assert DIGEST in (document.url or "")
    assert (document.name, document.file_size) == ("offer.pdf", len(CONTENT))
    assert document.type == "application/pdf"


async def test_an_empty_file_is_uploaded(sandbox: Sandbox) -> None:
    document = await upload(sandbox, b"", "empty.txt")
    assert hashlib.sha256(b"").hexdigest() in (document.url or "")
    assert document.file_size == 0


@pytest.mark.parametrize("kind", [str, Path])
async def test_a_path_provides_the_content_and_the_name(
    sandbox: Sandbox, path: Path, kind: Callable[[Path], str | Path]
) -> None:
    document = await upload(sandbox, kind(path))
    assert DIGEST in (document.url or "")
    assert document.name == "contract.pdf"


async def test_an_open_file_is_read_from_its_position_and_stays_open(
    sandbox: Sandbox, path: Path
) -> None:
    with path.open("rb") as file:
        file.seek(256)
        document = await upload(sandbox, file)
        assert not file.closed
    assert hashlib.sha256(CONTENT[256:]).hexdigest() in (document.url or "")
    assert document.name == "contract.pdf"


async def test_a_file_in_memory_is_uploaded_with_a_name(sandbox: Sandbox) -> None:
    document = await upload(sandbox, io.BytesIO(CONTENT), "offer.pdf")
    assert DIGEST in (document.url or "")
    assert document.name == "offer.pdf"


async def test_a_given_name_overrides_the_files_own(sandbox: Sandbox, path: Path) -> None:
    assert (await upload(sandbox, path, "offer.pdf")).name == "offer.pdf"


@pytest.mark.parametrize("name", NAMES)
async def test_any_name_arrives_unchanged(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    assert (await upload(sandbox, CONTENT, name)).name == name
    sandbox.reset_stats()
    own = tmp_path / name
    own.write_bytes(CONTENT)
    document = await upload(sandbox, own)
    assert document.name == name
    assert DIGEST in (document.url or "")


async def test_a_path_that_cannot_be_read_is_refused_before_anything_is_sent(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with otc_client(sandbox) as otc:
        for unreadable in (tmp_path / "none.pdf", str(tmp_path / "none.pdf"), tmp_path, "a\0b", ""):
            with pytest.raises(ValidationError, match="file"):
                await otc.property_documents.upload_property_document(1, unreadable)
    assert sandbox.stats.otc.requests == 0


async def test_a_file_that_is_not_binary_is_refused_before_anything_is_sent(
    sandbox: Sandbox, path: Path
) -> None:
    nothing_to_read: list[Any] = [None, 7, ["a"], io.StringIO("text"), object()]
    async with otc_client(sandbox) as otc:
        with path.open(encoding="latin-1") as text, path.open("rb") as closed:
            closed.close()
            nothing_to_read += [text, closed]
            for file in nothing_to_read:
                with pytest.raises(ValidationError, match="file"):
                    await otc.property_documents.upload_property_document(1, file, "a.pdf")
    assert sandbox.stats.otc.requests == 0


@pytest.mark.parametrize("name", [None, "", "\ud800", 7])
async def test_bytes_without_a_valid_name_are_refused_before_anything_is_sent(
    sandbox: Sandbox, name: Any
) -> None:
    async with otc_client(sandbox) as otc:
        for file in (CONTENT, io.BytesIO(CONTENT)):
            with pytest.raises(ValidationError, match="name"):
                await otc.property_documents.upload_property_document(1, file, name)
    assert sandbox.stats.otc.requests == 0


async def test_an_upload_to_an_unknown_property_is_not_found(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(NotFoundError):
            await otc.property_documents.upload_property_document(99_999, CONTENT, "a.pdf")


async def test_an_upload_is_sent_once_if_its_response_is_lost(
    start_server: Callable[..., RunningSandbox], path: Path
) -> None:
    server = start_server(properties=1)
    sandbox = server.sandbox
    before = len(sandbox.otc_rows("property_documents"))
    sandbox.faults = [Fault(kind="drop", method="POST", after=True)]
    with anyio.fail_after(20):
        async with otc_client(server) as otc:
            with pytest.raises(NetworkError) as caught:
                await otc.property_documents.upload_property_document(1, path)
    assert caught.value.outcome_unknown
    assert [request.method for request in sandbox.stats.otc.log] == ["POST"]
    documents = sandbox.otc_rows("property_documents")
    assert len(documents) == before + 1
    assert any(DIGEST in document["url"] for document in documents)


async def test_an_upload_refused_for_quota_is_sent_again(sandbox: Sandbox, path: Path) -> None:
    sandbox.faults = [
        Fault(kind="status", status=429, headers={"Retry-After": "0"}, method="POST", times=1)
    ]
    with anyio.fail_after(20):
        async with otc_client(sandbox) as otc:
            document = await otc.property_documents.upload_property_document(1, path)
    assert [request.status for request in sandbox.stats.otc.log] == [429, 201]
    assert DIGEST in (document.url or "")
