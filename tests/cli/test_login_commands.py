"""``opentoclose login`` and ``whoami``, and exports that sign in by themselves."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from opentoclose_async.cli.app import app
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.cli.in_process import invoke, is_one_line, rows_in
from tests.cli.processes import base_url


def run(*arguments: str, **variables: str) -> tuple[int, str, str]:
    result = CliRunner(env=variables).invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def grant(running: RunningSandbox, **changes: str) -> dict[str, str]:
    """Return environment variables with the sandbox's JWT grant."""
    config = running.sandbox.config
    return {
        "DOCUSIGN_INTEGRATION_KEY": config.integration_key,
        "DOCUSIGN_USER_ID": config.user_id,
        "DOCUSIGN_PRIVATE_KEY": running.sandbox.private_key,
        **changes,
    }


def secrets_of(running: RunningSandbox) -> list[str]:
    key = running.sandbox.private_key
    return [key, key.splitlines()[1], running.sandbox.config.client_secret]


def test_login_shows_the_consent_page_and_checks_the_grant(running: RunningSandbox) -> None:
    code, out, err = run(
        *["login", "--redirect-uri", "https://app.test/back", "--auth-url", running.auth_url],
        **grant(running),
    )
    assert (code, err) == (0, "")
    page, who, account, works = out.splitlines()
    config = running.sandbox.config
    assert f"{running.auth_url}/oauth/auth?response_type=code" in page
    assert config.integration_key in page
    assert "impersonation" in page
    assert "redirect_uri=https%3A%2F%2Fapp.test%2Fback" in page
    assert config.user_id in who
    assert account.startswith(f"account {config.account_id}: ")
    assert account.endswith("(production, default)")
    assert works == "The grant works."
    assert not [secret for secret in secrets_of(running) if secret in out]


def test_a_key_in_a_file_and_the_rest_as_options(running: RunningSandbox, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.write_text(running.sandbox.private_key, "ascii")
    config = running.sandbox.config
    known = ["--integration-key", config.integration_key, "--user-id", config.user_id]
    options = ["login", *known, "--auth-url", running.auth_url]
    for code, out, err in (
        run(*options, DOCUSIGN_PRIVATE_KEY=str(key)),
        run(*options, "--private-key", str(key)),
    ):
        assert (code, err) == (0, "")
        assert "redirect_uri=REDIRECT_URI" in out
        assert "pass --redirect-uri" in out
        assert out.endswith("The grant works.\n")


def test_missing_consent_shows_the_page_to_open(running: RunningSandbox) -> None:
    running.sandbox.consent = False
    code, out, err = run(
        *["login", "--redirect-uri", "https://app.test/back", "--auth-url", running.auth_url],
        **grant(running),
    )
    assert code == 1
    assert "The grant works." not in out
    assert is_one_line(err)
    assert "consent_required" in err
    assert f"{running.auth_url}/oauth/auth?" in err
    assert "redirect_uri=https%3A%2F%2Fapp.test%2Fback" in err


def test_a_refused_grant_says_what_to_check(running: RunningSandbox) -> None:
    variables = grant(running, DOCUSIGN_USER_ID="00000000-0000-0000-0000-000000000000")
    code, _, err = run("login", "--auth-url", running.auth_url, **variables)
    assert code == 1
    assert is_one_line(err)
    assert "user_not_found" in err
    assert not [secret for secret in secrets_of(running) if secret in err]


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "No credentials: pass"),
        ({"DOCUSIGN_USER_ID": "5"}, "also set DOCUSIGN_INTEGRATION_KEY and DOCUSIGN_PRIVATE_KEY"),
        ({"DOCUSIGN_ENVIRONMENT": "stage"}, "must be production or demo"),
    ],
)
def test_missing_credentials_are_named(variables: dict[str, str], named: str) -> None:
    code, out, err = run("login", **variables)
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert named in err


@pytest.mark.parametrize(
    ("content", "named"),
    [(None, "No such file"), ("hello", "looks like"), ("-----BEGIN PUBLIC KEY-----", "public key")],
)
def test_an_unreadable_key_is_reported_with_its_file_or_variable(
    running: RunningSandbox, tmp_path: Path, content: str | None, named: str
) -> None:
    key = tmp_path / "key.pem"
    if content is not None:
        key.write_text(content, "ascii")
    code, out, err = run(
        *["login", "--auth-url", running.auth_url], **grant(running, DOCUSIGN_PRIVATE_KEY=str(key))
    )
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert err.startswith(f"error: DOCUSIGN_PRIVATE_KEY: private_key ({key}) ")
    assert named in err
    assert running.sandbox.stats.auth.requests == 0


@pytest.mark.parametrize("line_break", ["\\n", " "])
def test_a_key_on_one_line_of_the_environment(running: RunningSandbox, line_break: str) -> None:
    key = running.sandbox.private_key.replace("\n", line_break)
    variables = grant(running, DOCUSIGN_PRIVATE_KEY=f"'{key}'")
    code, out, err = run("login", "--auth-url", running.auth_url, **variables)
    assert (code, err) == (0, "")
    assert out.endswith("The grant works.\n")


def test_whoami_by_access_token(running: RunningSandbox) -> None:
    token = running.sandbox.config.rooms_token
    code, out, err = run("whoami", "--auth-url", running.auth_url, DOCUSIGN_ACCESS_TOKEN=token)
    assert (code, err) == (0, "")
    who, account = out.splitlines()
    assert "@" in who
    assert account.startswith(f"account {running.sandbox.config.account_id}: ")
    assert token not in out


def test_whoami_by_grant(running: RunningSandbox) -> None:
    code, out, err = run("whoami", "--auth-url", running.auth_url, **grant(running))
    assert (code, err) == (0, "")
    assert running.sandbox.config.user_id in out


def test_whoami_with_a_wrong_token(running: RunningSandbox) -> None:
    code, out, err = run("whoami", "--auth-url", running.auth_url, DOCUSIGN_ACCESS_TOKEN="wrong")
    assert (code, out) == (1, "")
    assert is_one_line(err)


def test_whoami_without_credentials() -> None:
    code, out, err = run("whoami")
    assert (code, out) == (1, "")
    assert "set DOCUSIGN_ACCESS_TOKEN, or DOCUSIGN_INTEGRATION_KEY" in err


def accounts_file(folder: Path, running: RunningSandbox, **changes: str | None) -> str:
    config = running.sandbox.config
    keys = {
        "name": "west",
        "api": "rooms",
        "base_url": base_url(running, "rooms"),
        "auth_url": running.auth_url,
        "integration_key": config.integration_key,
        "user_id": config.user_id,
        "private_key_env": "WEST_KEY",
        **changes,
    }
    lines = [f'{key} = "{value}"' for key, value in keys.items() if value is not None]
    path = folder / "accounts.toml"
    path.write_text("\n".join(["[[account]]", *lines]), "utf-8")
    return str(path)


def test_an_export_signs_in_with_the_variables(
    running: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = invoke(
        *["users", "--api", "rooms", "--base-url", base_url(running, "rooms"), "--quiet"],
        *["--auth-url", running.auth_url, "--quota", "off"],
        **grant(running),
    )
    assert (code, err) == (0, "")
    assert out.startswith("rooms-users.jsonl: 345 rows in ")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--api", "otc", "--auth-url", "https://a.test"], "--auth-url is for rooms"),
        (["--api", "rooms", "--auth-url", ""], "--auth-url is empty"),
        (["--accounts", __file__, "--auth-url", "https://a.test"], "its own auth_url in the file"),
    ],
)
def test_an_invalid_sign_in_address(options: list[str], named: str) -> None:
    code, out, err = invoke("users", *options)
    assert (code, out) == (2, "")
    assert named in " ".join(err.replace("│", " ").split())


def test_an_export_outlives_its_token(
    running: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    running.sandbox.faults = [
        Fault(kind="status", status=401, api="rooms", times=1),
    ]
    code, out, err = invoke(
        *["users", "--accounts", accounts_file(tmp_path, running), "--quota", "off", "--quiet"],
        WEST_KEY=running.sandbox.private_key,
    )
    assert (code, err) == (0, "")
    assert out.startswith("west: rooms-users-west.jsonl: 345 rows in ")
    rows = rows_in(tmp_path / "rooms-users-west.jsonl")
    assert rows == running.sandbox.rooms_rows("users")


def test_an_unreadable_key_is_reported_with_its_account(
    running: RunningSandbox, tmp_path: Path
) -> None:
    file = accounts_file(tmp_path, running)
    code, _, err = invoke("users", "--accounts", file, WEST_KEY=str(tmp_path / "key.pem"))
    assert code == 1
    assert "west" in err
    assert f"private_key_env: private_key ({tmp_path / 'key.pem'}) could not be read" in err


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"user_id": None}, "user_id is missing"),
        ({"private_key_env": None}, "private_key_env is missing"),
        ({"access_token_env": "TOKEN"}, "are alternatives"),
        ({"private_key_env": "-----BEGIN"}, "must be the name of an environment variable"),
    ],
)
def test_an_incomplete_grant_in_the_file_is_refused(
    running: RunningSandbox, tmp_path: Path, changes: dict[str, str | None], named: str
) -> None:
    file = accounts_file(tmp_path, running, **changes)
    code, out, err = invoke("users", "--accounts", file, WEST_KEY="x")
    assert (code, out) == (1, "")
    assert named in err
    assert "BEGIN" not in err
    assert running.sandbox.stats.auth.requests == 0
