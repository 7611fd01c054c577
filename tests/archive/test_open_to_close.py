"""Archives of Open To Close: every list, every property, and links only where they are safe."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, RetryPolicy
from opentoclose_async.archive import ArchiveReport, archive
from tests.archive import verdict
from tests.archive.otc_server import KEY, OtcServer, listen

pytestmark = pytest.mark.anyio

LISTS = [
    "agents",
    "contacts",
    "contactRoles",
    "propertyFields",
    "propertyFieldGroups",
    "tags",
    "teams",
    "propertyFieldSections",
    "propertyTemplates",
    "timeZones",
    "users",
]


@pytest.fixture
def server() -> Iterator[OtcServer]:
    server = OtcServer()
    with listen(server) as own, listen(server) as other:
        _fill(server, own, other)
        yield server


def _fill(server: OtcServer, own: str, other: str) -> None:
    server.host = own
    for name in LISTS:
        server.lists[name] = [{"id": n, "title": f"{name} {n}"} for n in (1, 2, 3)]
    server.lists["properties"] = [
        {"id": n, "created": f"202{n}-01-02 03:04:05", "field_values": [], "team_id": 1}
        for n in (1, 2)
    ]
    for n in (1, 2):
        for part in ("contacts", "notes", "tasks", "emails"):
            server.parts[n, part] = [{"id": n * 10, "title": f"{part} of {n}"}]
    server.parts[1, "documents"] = [
        {"id": 1, "title": "own.pdf", "url": f"http://{own}/files/own.pdf"},
        {"id": 2, "title": "other.pdf", "url": f"http://{other}/other.pdf?sig=a"},
        {"id": 3, "title": "moved.pdf", "url": f"http://{own}/files/moved.pdf"},
        {
            "id": 4,
            "title": "other name.pdf",
            "url": f"http://localhost:{own.rpartition(':')[2]}/x.pdf",
        },
        {"id": 5, "title": "look-alike.pdf", "url": f"http://{own}.evil.test/x.pdf"},
        {"id": 6, "title": "user@.pdf", "url": f"http://{own}@evil.test/x.pdf"},
        {"id": 7, "title": "file.pdf", "url": "file:///etc/passwd"},
        {"id": 8, "title": "nonsense.pdf", "url": "http://[::1"},
    ]
    server.files = {
        f"http://{own}/files/own.pdf": lambda: httpx.Response(200, content=b"own bytes"),
        f"http://{own}/files/moved.pdf": lambda: httpx.Response(
            302, headers={"location": f"http://{other}/moved.pdf"}
        ),
        f"http://{other}/other.pdf": lambda: httpx.Response(200, content=b"other bytes"),
        f"http://{other}/moved.pdf": lambda: httpx.Response(200, content=b"moved bytes"),
    }


async def _run(server: OtcServer, directory: Path, **options: Any) -> ArchiveReport:
    server.log.clear()
    async with AsyncOpenToClose(
        KEY, base_url=f"http://{server.host}/v1", quota=None, allow_insecure=True,
        retry=RetryPolicy(attempts=2, first_delay=0.001, longest_delay=0.001),
    ) as client:  # fmt: skip
        return await archive(client, directory, **options)


def _judge(server: OtcServer, directory: Path, report: ArchiveReport) -> None:
    verdict.judge(directory, missing=len(report.missing))
    files = verdict.contents(directory)
    rows = [
        json.loads(line)
        for path, data in files.items()
        if path.endswith(".jsonl") and path != "manifest.jsonl"
        for line in data.splitlines()
    ]
    for listed in (*server.lists.values(), *server.parts.values()):
        for row in listed:
            assert row in rows, row
    for row in server.lists["properties"]:
        record = verdict.written(directory, "property", row["id"])
        assert record is not None
        assert json.loads(record) == row
    told = b"".join(files.values()) + repr(report).encode()
    assert KEY.encode() not in told
    assert KEY.rstrip("=").encode() not in told


async def test_only_links_on_the_own_host_are_followed_and_without_the_credential(
    server: OtcServer, tmp_path: Path
) -> None:
    directory = tmp_path / "archive"
    report = await _run(server, directory)
    _judge(server, directory, report)
    assert {request.url.netloc.decode() for request in server.log} == {server.host}
    downloads = [request for request in server.log if "/files/" in request.url.path]
    assert downloads
    for request in downloads:
        assert KEY not in str(request.url)
        assert "api_token" not in str(request.url)
        assert "authorization" not in request.headers
    assert verdict.written(directory, "document", 1) == b"own bytes"
    assert all(verdict.written(directory, "document", n) is None for n in range(2, 9))
    told = {item.id for item in (*report.missing, *report.remarks)}
    assert told >= {2, 3, 4, 5, 6, 7, 8}
    before = len([request for request in server.log if request.url.path == "/files/own.pdf"])
    await _run(server, directory)
    assert before == 1
    assert not [request for request in server.log if request.url.path == "/files/own.pdf"]


async def test_links_to_other_hosts_are_followed_if_asked_and_without_the_credential(
    server: OtcServer, tmp_path: Path
) -> None:
    directory = tmp_path / "archive"
    await _run(server, directory)
    del server.parts[1, "documents"][3:]
    report = await _run(server, directory, follow_links=True)
    _judge(server, directory, report)
    assert verdict.written(directory, "document", 2) == b"other bytes"
    assert verdict.written(directory, "document", 3) == b"moved bytes"
    for request in server.log:
        if request.url.netloc.decode() != server.host or "/files/" in request.url.path:
            told = str(request.url) + repr(request.headers)
            assert KEY not in told
            assert "api_token" not in told


async def test_one_property_alone(server: OtcServer, tmp_path: Path) -> None:
    directory = tmp_path / "archive"
    report = await _run(server, directory, properties=[2])
    assert report.places == 1
    asked = {request.url.path for request in server.log}
    assert not [path for path in asked if "/properties/1" in path]
    assert verdict.written(directory, "property", 2)
