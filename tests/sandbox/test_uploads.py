import hashlib
import json

import httpx
import pytest

from opentoclose_async.sandbox import Sandbox

pytestmark = pytest.mark.anyio

PATH = "/properties/2/documents"
BYTES = bytes(range(256)) + b"\r\n--\r\n\n\r"


@pytest.mark.parametrize(
    ("filename", "content", "content_type"),
    [
        ("contract.pdf", BYTES, "application/pdf"),
        ("empty.txt", b"", "text/plain"),
        ('Zoë "ja" \\ nein.pdf', BYTES, "application/pdf"),
        ("offer.eml", b"Subject: offer\r\n\r\nHello", "message/rfc822"),
    ],
)
async def test_a_file_becomes_a_document(
    otc: httpx.AsyncClient, filename: str, content: bytes, content_type: str
) -> None:
    response = await otc.post(PATH, files={"file": (filename, content)})

    document = response.json()
    assert response.status_code == 201
    assert (document["name"], document["type"]) == (filename, content_type)
    assert document["file_size"] == len(content)
    assert hashlib.sha256(content).hexdigest() in document["url"]
    assert document["property_id"] == 2
    assert document["folder"] is None
    assert (await otc.get(f"{PATH}/{document['id']}")).json() == document


async def test_fields_of_the_form_are_fields_of_the_document(otc: httpx.AsyncClient) -> None:
    response = await otc.post(
        PATH,
        files={"file": ("a.pdf", b"%PDF")},
        data={
            "name": "Käufer",
            "folder": "Contracts",
            "file_size": "9",
            "property_id": "3",
            "id": "5",
        },
    )

    document = response.json()
    assert (document["name"], document["folder"]) == ("Käufer", "Contracts")
    assert (document["file_size"], document["property_id"]) == (4, 2)


@pytest.mark.parametrize(
    "files",
    [
        [("document", ("a.pdf", b"x"))],
        [("file", ("a.pdf", b"x")), ("file", ("b.pdf", b"x"))],
        [("file", ("a.pdf", b"x")), ("other", ("b.pdf", b"x"))],
        [("file", (None, b"x"))],
    ],
)
async def test_a_form_needs_one_file(
    otc: httpx.AsyncClient, sandbox: Sandbox, files: list[tuple[str, tuple[str | None, bytes]]]
) -> None:
    before = sandbox.otc_rows("property_documents")
    response = await otc.post(PATH, files=files)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["file"]
    assert sandbox.otc_rows("property_documents") == before


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"--x\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\n--y--"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ncut',
        ),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Type: a/b\r\n\r\nx\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nno headers\r\n--x--\r\n"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xff\r\n--x--\r\n',
        ),
    ],
)
async def test_broken_forms_are_refused(
    otc: httpx.AsyncClient, content_type: str, body: bytes
) -> None:
    response = await otc.post(PATH, content=body, headers={"content-type": content_type})

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["non_field_errors"]


async def test_only_documents_take_forms(otc: httpx.AsyncClient) -> None:
    response = await otc.post("/properties/2/notes", files={"file": ("a.pdf", b"x")})

    assert response.status_code == 400


async def test_documents_can_be_json(otc: httpx.AsyncClient) -> None:
    sent = {"name": "a.pdf", "url": "https://files.example/a.pdf"}
    response = await otc.post(
        PATH, content=json.dumps(sent), headers={"content-type": "application/json"}
    )

    assert response.status_code == 201
    assert response.json().items() >= sent.items()
