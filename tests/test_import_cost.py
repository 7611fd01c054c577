"""What is not used is not imported."""

import subprocess
import sys

import pytest

HEAVY = {
    "asyncio",
    "cryptography",
    "dotenv",
    "httpcore",
    "importlib.metadata",
    "jwt",
    "pandas",
    "pyarrow",
    "redis",
    "rich",
    "sqlite3",
    "starlette",
    "trio",
    "typer",
    "uvicorn",
}
BROUGHT_BY_HTTPX = {"rich"}  # by its command line, where it is installed
BROUGHT_BY_HTTPCORE = {"trio"}  # where it is installed
RUNS_BLOCKING_CLIENTS = tuple(
    f"_blocking.{module}" for module in ("caller", "client", "latch", "loop_thread", "pager")
)


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a fresh interpreter has after a statement."""
    program = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.split())


def test_the_package_alone_is_next_to_nothing() -> None:
    loaded = loaded_by("import opentoclose_async")
    assert {"anyio", "attrs", "httpx", "orjson", *HEAVY} & loaded == set()
    assert {name for name in loaded if name.startswith("opentoclose_async.")} == set()


@pytest.mark.parametrize(
    ("name", "others"),
    [
        (
            "AsyncOpenToClose",
            ("rooms", *RUNS_BLOCKING_CLIENTS, "legacy", "export", "sandbox", "cli"),
        ),
        ("AsyncRooms", ("otc", *RUNS_BLOCKING_CLIENTS, "legacy", "export", "sandbox", "cli")),
        ("OpenToClose", ("rooms", "legacy", "export", "sandbox", "cli")),
        ("Rooms", ("otc", "legacy", "export", "sandbox", "cli")),
        ("OpenToCloseAPI", ("rooms", "export", "sandbox", "cli")),
    ],
)
def test_a_client_loads_no_more_than_it_needs(name: str, others: tuple[str, ...]) -> None:
    loaded = loaded_by(f"from opentoclose_async import {name}")
    # Old releases of httpx load their engine at once.
    assert HEAVY & loaded == HEAVY & loaded_by("import httpx")
    for part in others:
        assert f"opentoclose_async.{part}" not in loaded


def test_who_brings_a_token_does_not_load_how_others_sign_in() -> None:
    loaded = loaded_by("import opentoclose_async\nopentoclose_async.AsyncRooms(access_token='t')")
    parts = ("jwt_tokens", "refresh_tokens", "sign_in", "signing_key", "token_source")
    assert {f"opentoclose_async._docusign.{part}" for part in parts} & loaded == set()


@pytest.mark.parametrize(
    "client",
    [
        "AsyncOpenToClose('key')",
        "AsyncRooms(account_id='4f2c', access_token='token')",
        "AsyncRooms(auth=opentoclose_async.JWTGrant('key', 'user', 'key.pem'))",
        "AsyncRooms(auth=opentoclose_async.RefreshToken('key', refresh_token='token'))",
    ],
)
def test_making_an_async_client_loads_its_engine_and_nothing_else(client: str) -> None:
    loaded = loaded_by(f"import opentoclose_async\nopentoclose_async.{client}")
    brought = BROUGHT_BY_HTTPX | BROUGHT_BY_HTTPCORE
    assert HEAVY & loaded - brought == {"httpcore", "importlib.metadata"}


def test_the_sandbox_says_which_extra_it_needs() -> None:
    program = "import sys; sys.modules['starlette'] = None; import opentoclose_async.sandbox"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert "ModuleNotFoundError: starlette is not installed" in done.stderr
    assert "pip install 'opentoclose-async[sandbox]'" in done.stderr
