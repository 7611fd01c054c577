"""The files that links of property documents point to."""

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


async def documents(sandbox: Sandbox, property_id: int) -> list[dict[str, Any]]:
    async with otc_client(sandbox) as client:
        path = f"/properties/{property_id}/documents"
        rows: list[dict[str, Any]] = (await client.get(path, params={"limit": 100})).json()
        for row in rows[:3]:
            assert (await client.get(f"{path}/{row['id']}")).json() == row
        return rows


def without_credential(sandbox: Sandbox) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(sandbox))


async def test_links_to_the_sandbox_return_files_of_the_size_that_the_list_says() -> None:
    sandbox = Sandbox(otc_files=True)
    hosts = Counter[str | None]()
    async with without_credential(sandbox) as client:
        for property_id in range(1, 9):
            for row in await documents(sandbox, property_id):
                host = urlsplit(row["url"]).hostname
                hosts[host] += 1
                if host == "sandbox.test":
                    response = await client.get(row["url"])
                    assert response.status_code == 200
                    assert len(response.content) == row["file_size"]
                    assert response.headers["content-type"] == row["type"]
                    assert response.content == (await client.get(row["url"])).content
    assert set(hosts) == {"sandbox.test", "files.sandbox.example"}
    assert hosts["sandbox.test"] > hosts["files.sandbox.example"]
    assert sandbox.stats.otc.by_route["GET /v1/files/{document_id}/{key}"] == (
        2 * hosts["sandbox.test"]
    )


async def test_all_links_are_of_another_host_by_default() -> None:
    for row in await documents(Sandbox(), 1):
        assert row["url"].startswith("https://files.sandbox.example/")


async def test_a_file_refuses_a_credential() -> None:
    sandbox = Sandbox(otc_files=True)
    url = next(row["url"] for row in await documents(sandbox, 1) if "sandbox.test" in row["url"])
    async with without_credential(sandbox) as client:
        for sent in (
            {"params": {"api_token": sandbox.config.otc_token}},
            {"headers": {"authorization": "Bearer anything"}},
        ):
            response = await client.get(url, **sent)  # type: ignore[arg-type]  # either is valid
            assert (response.status_code, "credential" in response.text) == (400, True)


async def test_a_wrong_link_is_not_found() -> None:
    sandbox = Sandbox(otc_files=True)
    rows = [row for row in await documents(sandbox, 1) if "sandbox.test" in row["url"]]
    base, _, key = rows[0]["url"].rpartition("/")
    async with without_credential(sandbox) as client:
        for url in (f"{base}/{key[1:]}", f"{base[:-1]}0/{key}", "http://sandbox.test/v1/files/x/y"):
            assert (await client.get(url)).status_code == 404
        sandbox.delete("otc", "property_documents", rows[0]["id"])
        assert (await client.get(rows[0]["url"])).status_code == 404


async def test_odd_links() -> None:
    sandbox = Sandbox(oddities=True)
    rows = {row["name"]: row for row in await documents(sandbox, 1)}
    assert {"", "..", "CON.pdf", "../../outside.pdf"} < set(rows)
    assert not any({"failures", "refusal", "redirect"} & set(row) for row in rows.values())
    async with without_credential(sandbox) as client:

        async def statuses(name: str, times: int = 1) -> list[int]:
            return [(await client.get(rows[name]["url"])).status_code for _ in range(times)]

        assert await statuses("Fails three times.pdf", 5) == [500, 500, 500, 200, 200]
        assert await statuses("Refused.pdf") == [403]
        assert (await client.get(rows["Empty.pdf"]["url"])).content == b""
        moved = await client.get(rows["Redirected to another host.pdf"]["url"])
        assert moved.status_code == 302
        assert moved.headers["location"].startswith("https://files.sandbox.example/")
        for name in ("", "line\nbreak\tand tab.pdf", "合同.pdf"):
            assert await statuses(name) == [200]
    assert rows["Without a link.pdf"]["url"] is None
    assert rows["With an empty link.pdf"]["url"] == ""
    assert rows["Of this machine.txt"]["url"] == "file:///etc/passwd"
