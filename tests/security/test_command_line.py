"""The command line neither shows nor writes a credential that a server repeats."""

from pathlib import Path

import pytest

from tests.cli.processes import run
from tests.security.echoes import serve_echo
from tests.security.reach import Reach

KEY = "sEcReT-8f3a9c+/q=="
TOKEN = "eyJ0oKeN.p4yl0ad-_x.s1gnature"
GUID = "4f2cde5a-0000-4000-8000-1d1d1d1d1d1d"


@pytest.mark.parametrize(
    ("place", "api"),
    [("message 400", "otc"), ("no JSON", "rooms"), ("wrong rows", "otc"), ("fields", "rooms")],
)
def test_its_output_and_files_contain_none(place: str, api: str, tmp_path: Path) -> None:
    reach = Reach(KEY, TOKEN)
    with serve_echo() as echo:
        echo.secrets = {KEY, TOKEN}
        echo.place = place
        variables = {
            "OPEN_TO_CLOSE_API_KEY": KEY,
            "DOCUSIGN_ACCESS_TOKEN": TOKEN,
            "DOCUSIGN_ACCOUNT_ID": GUID,
            "OPENTOCLOSE_LOG": "debug",
        }
        address = f"{echo.address}/v1" if api == "otc" else echo.address
        finished = run(
            *("export", "users", "--api", api, "--base-url", address),
            *("--output", "users.jsonl"),
            folder=tmp_path,
            variables=variables,
        )
        assert finished.returncode == 1, finished.stderr
        assert "answered" in finished.stderr
        reach.add("stdout", finished.stdout)
        reach.add("stderr", finished.stderr)
        assert echo.sent == {KEY if api == "otc" else TOKEN}
    for file in tmp_path.iterdir():
        reach.add(file.name, file.read_bytes())
    assert reach.found() == []
