"""The command verifies servers with the certificate authorities in the environment."""

from pathlib import Path

import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.cli.in_process import invoke, is_one_line
from tests.tls_relay import AUTHORITY, relay, server_context


@pytest.fixture(autouse=True)
def _nothing_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.delenv(variable, raising=False)


def test_an_authority_in_a_file(running: RunningSandbox) -> None:
    AUTHORITY.cert_pem.write_to_path("corporate.pem")
    with relay(running.port, server_context()) as secure:
        code, out, err = invoke(
            *["users", "--api", "otc", "--quota", "off", "--quiet"],
            *["--base-url", f"https://localhost:{secure.port}/v1"],
            OPEN_TO_CLOSE_API_KEY=running.sandbox.config.otc_token,
            SSL_CERT_FILE="corporate.pem",
        )
    assert (code, err) == (0, "")
    assert "345 rows" in out


@pytest.mark.parametrize("variables", [{"SSL_CERT_FILE": "gone.pem"}, {"SSL_CERT_DIR": "gone"}])
def test_a_missing_file_is_reported_in_one_line(
    running: RunningSandbox, variables: dict[str, str]
) -> None:
    ((variable, path),) = variables.items()
    with relay(running.port, server_context()) as secure:
        code, out, err = invoke(
            *["users", "--api", "otc", "--quota", "off", "--quiet"],
            *["--base-url", f"https://localhost:{secure.port}/v1"],
            OPEN_TO_CLOSE_API_KEY=running.sandbox.config.otc_token,
            **variables,
        )
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert f"{variable} is '{path}', which does not exist" in err
    assert secure.connections == 0


def test_an_unknown_authority_error_says_how_to_add_it(running: RunningSandbox) -> None:
    with relay(running.port, server_context()) as secure:
        code, _, err = invoke(
            *["users", "--api", "rooms", "--quota", "off", "--quiet"],
            *["--base-url", f"https://localhost:{secure.port}/restapi"],
            DOCUSIGN_ACCESS_TOKEN=running.sandbox.config.rooms_token,
            DOCUSIGN_ACCOUNT_ID=running.sandbox.config.account_id,
        )
    assert code == 1
    assert is_one_line(err)
    assert "SSL_CERT_FILE" in err
