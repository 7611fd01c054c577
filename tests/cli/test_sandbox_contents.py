"""``opentoclose sandbox``: what it serves is what its options ask for."""

import re
from pathlib import Path
from typing import Any

import httpx

from tests.cli.processes import start


def test_its_rooms_and_documents(tmp_path: Path) -> None:
    printed = ""
    with start(
        *["sandbox", "--port", "0", "--users", "1", "--latency-ms", "0", "--quota", "off"],
        *["--rooms", "12", "--documents", "30", "--properties", "3", "--oddities"],
        *["--large-document-bytes", "300000"],
        folder=tmp_path,
    ) as process:
        try:
            assert process.stdout is not None
            while "export users --api rooms" not in printed:
                line = process.stdout.readline()
                assert line
                printed += line

            def found(pattern: str) -> str:
                match = re.search(pattern, printed)
                assert match is not None, printed
                return match[1]

            with httpx.Client(trust_env=False) as client:
                url = found(r"Counts of requests: (\S+)")
                special = client.get(url.replace("stats", "documents")).json()
                account = found(r"export DOCUSIGN_ACCOUNT_ID=(\S+)")
                rooms = f"{found(r'DocuSign Rooms: (.+)')}/v2/accounts/{account}"
                token = found(r"export DOCUSIGN_ACCESS_TOKEN=(\S+)")
                client.headers["authorization"] = f"Bearer {token}"
                large: dict[str, Any] = client.get(f"{rooms}/documents/{special['large']}").json()
                listed = client.get(f"{rooms}/rooms?roomStatus=open,closed").json()
                del client.headers["authorization"]
                otc = {"api_token": found(r"export OPEN_TO_CLOSE_API_KEY='?([^'\s]+)")}
                base_url = found(r"Open To Close: +(.+)")
                properties = client.get(f"{base_url}/properties", params=otc).json()
                documents = client.get(f"{base_url}/properties/1/documents", params=otc).json()
                links = [row["url"] for row in documents if row["name"] == "Empty.pdf"]
                assert client.get(links[0]).content == b""
                counts = client.get(url).json()["rooms"]["by_route"]
        finally:
            process.kill()
    assert "# Rooms has 12 rooms; Open To Close has 3 properties.\n" in printed
    assert f"Special documents in Rooms: large {special['large']}, empty " in printed
    assert large["size"] == 300_000
    assert (listed["totalRowCount"], len(properties)) == (12, 3)
    assert counts["GET /restapi/v2/accounts/{account_id}/rooms"] == 1
