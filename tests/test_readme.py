"""What the README shows runs as it stands there, against the sandbox."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from pyarrow import parquet

from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.documents import ROOT, Block, blocks_of, let_in, let_in_by_key, run_python

BLOCKS = blocks_of(ROOT / "README.md")
PYTHON = [block for block in BLOCKS if block.language == "python"]
SERVICE, EXPORT, BLOCKING, LEGACY, PROPERTIES, SIGN_IN, ROOMS, PRODUCTION = PYTHON
COMMANDS = [block.text for block in BLOCKS if block.language == "sh"]


@pytest.fixture
def server(
    start_server: Callable[..., RunningSandbox], monkeypatch: pytest.MonkeyPatch
) -> RunningSandbox:
    """A sandbox that the environment's credentials are for."""
    server = start_server(users=150, teams=3)
    let_in(server, monkeypatch)
    return server


def test_it_gives_two_commands_that_need_nothing_but_python() -> None:
    first, second = COMMANDS[:2]
    assert first.count("\n") == second.count("\n") == 1
    assert first.startswith("python3 -m venv")
    assert first.endswith("opentoclose demo\n")
    assert second.startswith("python3 -m venv")
    assert second.endswith("pytest\n")


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_the_service(server: RunningSandbox) -> None:
    app = run_python(SERVICE, server)["app"]
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://service.test") as client,
    ):
        agents = (await client.get("/agents")).json()
        user = (await client.get("/users/123")).json()
        missing = await client.get("/users/99999")
    rows = server.sandbox.otc_rows("users")
    assert [agent["email"] for agent in agents] == [
        row["email"] for row in rows if row["role"] == "Agent"
    ]
    assert user == rows[122]
    assert missing.status_code == 404


def test_the_export(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run_python(EXPORT, server)
    assert len((tmp_path / "otc-users.jsonl").read_text("utf-8").splitlines()) == 150
    assert parquet.read_metadata(tmp_path / "rooms-users.parquet").num_rows == 150


def test_signing_in(
    start_server: Callable[..., RunningSandbox],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server = start_server(users=10, environment="demo")
    let_in(server, monkeypatch)
    let_in_by_key(server, monkeypatch)
    monkeypatch.delenv("DOCUSIGN_ACCOUNT_ID")
    names = run_python(SIGN_IN, server)
    assert names["rooms"].account_id == server.sandbox.config.account_id
    assert "@" in capsys.readouterr().out
    assert server.sandbox.stats.auth.log[0].path == "/oauth/token"


def test_rooms(server: RunningSandbox, capsys: pytest.CaptureFixture[str]) -> None:
    names = run_python(ROOMS, server)
    names["rooms"].close()
    sandbox = server.sandbox
    (room,) = [row for row in sandbox.rooms_rows("rooms") if row["name"] == "12 Elm Street"]
    assert room["data"] == {"city": "Tucson"}
    documents = sandbox.rooms_rows("room_documents")
    assert [row["name"] for row in documents if row["roomId"] == room["roomId"]] == ["offer.pdf"]
    closed = [row["name"] for row in sandbox.rooms_rows("rooms") if row.get("closedDate")]
    printed = capsys.readouterr().out
    assert closed
    assert all(name in printed for name in closed)


@pytest.mark.parametrize("block", [BLOCKING, LEGACY], ids=["blocking", "legacy"])
def test_the_blocking_code(
    server: RunningSandbox, block: Block, capsys: pytest.CaptureFixture[str]
) -> None:
    names = run_python(block, server)
    for client in (names.get("otc"), names.get("client")):
        if client is not None:
            client.close()
    wanted = ("status", "Active") if block is BLOCKING else ("role", "Agent")
    rows = server.sandbox.otc_rows("users")
    emails = [row["email"] for row in rows if row[wanted[0]] == wanted[1]]
    assert capsys.readouterr().out.split() == emails


def test_the_properties(server: RunningSandbox, capsys: pytest.CaptureFixture[str]) -> None:
    run_python(PROPERTIES, server)
    assert capsys.readouterr().out == "Under Contract None\n"
    (note,) = [
        row
        for row in server.sandbox.otc_rows("property_notes")
        if row["description"] == "Keys with the agent."
    ]
    assert note["id"]


@pytest.mark.anyio
async def test_what_production_wants(
    server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    server.sandbox.faults[:] = [Fault(kind="status", times=1)]
    try:
        names = run_python(PRODUCTION, server, quota="documented")
        async with names["otc"] as otc:
            assert (await otc.users.retrieve_user(2)).id == 2
    finally:
        HTTPXClientInstrumentor().uninstrument()
    told, waited = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"GET /users/2 again in [\d.e-]+ s: GET /users/2 answered 503 .*", told)
    assert re.fullmatch(r"the quota makes us wait [\d.e-]+ s", waited)
