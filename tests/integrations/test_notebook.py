"""A notebook in a real kernel: what people see in Jupyter."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from opentoclose_async.sandbox import RunningSandbox

CELLS = {
    "clients": "from opentoclose_async import AsyncOpenToClose, OpenToClose\n"
    "otc, blocking = AsyncOpenToClose(quota=None), OpenToClose(quota=None)",
    "group": "otc.users",
    "pager": "agents = otc.users.iter_users(role='Agent')\nagents",
    "blocking pager": "blocking.users.iter_users()",
    "requests so far": "otc.counters.requests + blocking.counters.requests",
    "users": "users = await otc.users.list_users(limit=3)\nusers",
    "user": "users[0]",
    "page": "await anext(otc.users.iter_users(page_size=20).pages())",
    "frame": "await otc.users.iter_users().to_polars()",
    "awaited": "len(await agents)",
    "blocking rows": "[user.id for user in blocking.users.iter_users(max_items=3)]",
    "mistake": "for user in agents: pass",
    "close": "await otc.aclose()\nblocking.close()",
}


def test_a_notebook_shows_groups_pagers_pages_models_and_frames(
    start_server: Callable[..., RunningSandbox], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_server(users=45)
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", server.sandbox.config.otc_token)
    monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", server.otc_base_url)
    for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(variable, str(tmp_path))
    new: Any = nbformat.v4  # untyped
    cells = [new.new_code_cell(source) for source in CELLS.values()]
    notebook = new.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, allow_errors=True).execute()
    nbformat.validate(notebook)
    outputs: dict[str, Any] = {
        name: cell.outputs[0] if cell.outputs else {}
        for name, cell in zip(CELLS, cells, strict=True)
    }
    html = {name: each.get("data", {}).get("text/html", "") for name, each in outputs.items()}
    text = {name: each.get("data", {}).get("text/plain", "") for name, each in outputs.items()}

    assert "role, status, sort" in html["group"]
    assert "Agent" in html["pager"]
    assert "await pager" in html["pager"]
    assert "await" not in html["blocking pager"]
    assert text["requests so far"] == "0"
    users = text["users"].splitlines()
    assert len(users) == 3  # a line each
    assert users[0].startswith("[User(id=1, ")
    assert "<table>" in html["user"]
    assert "20 rows from position 0" in html["page"]
    assert "shape: (45, " in text["frame"]
    assert int(text["awaited"]) > 0
    assert text["blocking rows"] == "[1, 2, 3]"
    assert outputs["mistake"]["ename"] == "TypeError"
    assert "async for row in pager" in outputs["mistake"]["evalue"]
    assert outputs["clients"] == outputs["close"] == {}
    assert server.sandbox.config.otc_token not in str(notebook)
