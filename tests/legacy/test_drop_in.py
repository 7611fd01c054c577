"""The drop-in client: plain data, lenient ids, errors, keys and ``.env`` files."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.exceptions import (
    AuthenticationError,
    NotFoundError,
    OpenToCloseAPIError,
    ValidationError,
)
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.legacy.options import set_options

Start = Callable[..., RunningSandbox]


@pytest.fixture
def server(start_server: Start, monkeypatch: pytest.MonkeyPatch) -> RunningSandbox:
    set_options(monkeypatch)
    return start_server(users=250, teams=12)


@pytest.fixture
def client(server: RunningSandbox) -> Iterator[OpenToCloseAPI]:
    token = server.sandbox.config.otc_token
    with OpenToCloseAPI(api_key=token, base_url=server.otc_base_url) as client:
        yield client


def test_lists_are_all_rows_as_plain_dicts(client: OpenToCloseAPI, server: RunningSandbox) -> None:
    users = client.users.list_users()
    assert users == server.sandbox.otc_rows("users")
    assert {type(user) for user in users} == {dict}
    assert json.loads(json.dumps(users)) == users


def test_a_record_is_a_plain_dict_and_ids_may_be_strings(client: OpenToCloseAPI) -> None:
    team_id: int = "5"  # type: ignore[assignment]  # as in legacy code that reads ids from a file
    team = client.teams.retrieve_team(team_id)
    assert type(team) is dict
    assert team["id"] == 5


def test_a_limit_may_be_a_string(client: OpenToCloseAPI) -> None:
    users = client.users.list_users({"limit": "3", "offset": "10"})
    assert [user["id"] for user in users] == [11, 12, 13]


@pytest.mark.parametrize("user_id", ["", "x5", "-5", "5.0", " 5", 0, None, True])
def test_an_invalid_id_is_refused(client: OpenToCloseAPI, user_id: int) -> None:
    with pytest.raises(ValidationError, match="user_id") as error:
        client.users.retrieve_user(user_id)
    assert "user_id" in error.value.get_field_errors()


def test_a_missing_record_is_a_not_found_error(client: OpenToCloseAPI) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.users.retrieve_user(99999)
    details = caught.value.get_error_details()
    assert json.loads(json.dumps(details)) == details
    assert {
        name: details[name] for name in ("error_type", "status_code", "method", "endpoint")
    } == {
        "error_type": "NotFoundError",
        "status_code": 404,
        "method": "GET",
        "endpoint": "/users/99999",
    }
    assert details["message"] == str(caught.value)
    assert details["request_data"] is None
    assert "response_data" in details


def test_field_errors_from_the_server_are_kept(
    client: OpenToCloseAPI, server: RunningSandbox
) -> None:
    body = {"message": "no good", "errors": {"email": ["is taken"]}}
    server.sandbox.faults = [Fault(kind="status", status=400, body=body, times=1)]
    with pytest.raises(ValidationError) as caught:
        client.users.create_user({"email": "taken@example.test"})
    assert caught.value.get_field_errors() == {"email": ["is taken"]}
    assert caught.value.get_error_details()["field_errors"] == {"email": ["is taken"]}


def test_a_create_whose_response_is_lost_is_not_retried(
    client: OpenToCloseAPI, server: RunningSandbox
) -> None:
    server.sandbox.faults = [Fault(kind="drop", method="POST", after=True)]
    with pytest.raises(OpenToCloseAPIError) as caught:
        client.users.create_user({"username": "ana"})
    assert caught.value.outcome_unknown
    assert [row["username"] for row in server.sandbox.otc_rows("users")].count("ana") == 1


def test_the_key_is_in_no_log_record(
    client: OpenToCloseAPI, server: RunningSandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.users.retrieve_user(1)
        with pytest.raises(NotFoundError) as caught:
            client.users.retrieve_user(99999)
    shown = caplog.text + repr(caught.value.get_error_details()) + repr(client)
    assert server.sandbox.config.otc_token[:12] not in shown


@pytest.mark.parametrize("key", [None, ""])
def test_without_a_key_the_first_call_says_where_to_set_it(
    key: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    client = OpenToCloseAPI(api_key=key)
    assert repr(client) == "<OpenToCloseAPI https://api.opentoclose.com/v1>"
    assert client.users.api_key is None
    for call in (client.users.list_users, client.teams.list_teams):
        with pytest.raises(AuthenticationError, match="OPEN_TO_CLOSE_API_KEY"):
            call()
    client.close()


@pytest.mark.parametrize("key", ["  ", "a\nb"])
def test_an_invalid_key_is_refused_by_the_constructor(key: str) -> None:
    with pytest.raises(AuthenticationError, match="api_key"):
        OpenToCloseAPI(api_key=key)


@pytest.mark.parametrize("how", ["environment", "file"])
def test_the_key_and_the_address_may_be_set_after_the_client_is_made(
    how: str, server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with OpenToCloseAPI() as client:
        users = client.users
        with pytest.raises(AuthenticationError):
            users.retrieve_user(5)
        settings = {
            "OPEN_TO_CLOSE_API_KEY": server.sandbox.config.otc_token,
            "OPEN_TO_CLOSE_BASE_URL": server.otc_base_url,
        }
        if how == "environment":
            for name, value in settings.items():
                monkeypatch.setenv(name, value)
        else:
            for name in settings:  # so that monkeypatch removes them again
                monkeypatch.setenv(name, "")
                monkeypatch.delenv(name)
            lines = [f"{name}='{value}'\n" for name, value in settings.items()]
            (tmp_path / ".env").write_text("".join(lines), encoding="utf-8")
        assert users.retrieve_user(5)["id"] == 5
        assert users.api_key == server.sandbox.config.otc_token
        assert users.base_url == server.otc_base_url


SCRIPT = """
import os
from opentoclose_async import OpenToCloseAPI
client = OpenToCloseAPI(base_url={base_url!r})
print(client.users.retrieve_user(5)["id"], os.environ.get("OTHER"))
"""


def run_in(folder: Path, base_url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    script = folder / "script.py"
    script.write_text(SCRIPT.format(base_url=base_url), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        cwd=folder,
        env={"PATH": "", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_key_comes_from_a_dotenv_file(server: RunningSandbox, tmp_path: Path) -> None:
    token = server.sandbox.config.otc_token
    dotenv = f'# legacy project\nexport OPEN_TO_CLOSE_API_KEY="{token}"\nOTHER=from-the-file\n'
    (tmp_path / ".env").write_text(dotenv, encoding="utf-8")
    below = tmp_path / "scripts"
    below.mkdir()
    for folder in (tmp_path, below):
        finished = run_in(folder, server.otc_base_url)
        assert (finished.stdout, finished.stderr) == ("5 from-the-file\n", "")


def test_the_environment_takes_precedence_over_the_file(
    server: RunningSandbox, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("OPEN_TO_CLOSE_API_KEY=old\nOTHER=file\n", encoding="utf-8")
    token = server.sandbox.config.otc_token
    environment = {"OPEN_TO_CLOSE_API_KEY": token, "OTHER": "environment"}
    finished = run_in(tmp_path, server.otc_base_url, **environment)
    assert (finished.stdout, finished.stderr) == ("5 environment\n", "")
