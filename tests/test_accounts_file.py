"""The ``--accounts`` file: what it may contain, and what is refused."""

from pathlib import Path

import pytest

from opentoclose_async._accounts.accounts_file import read_accounts, settings_of
from opentoclose_async._accounts.names import Api
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async.exceptions import ConfigurationError

NORTH = """
[[account]]
name = "north"
api = "otc"
api_key_env = "NORTH_KEY"
"""
SOUTH = """
[[account]]
name = "south"
api = "rooms"
account_id = "s-1"
access_token_env = "SOUTH_TOKEN"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "accounts.toml"


def problem_of(file: Path, text: str) -> str:
    """Return the error that a file is refused with."""
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_accounts(file)
    message = str(caught.value)
    assert message.startswith(f"{file}: ")
    assert message.endswith("Nothing was sent.")
    return message


def test_accounts_of_both_apis(file: Path) -> None:
    file.write_text(
        NORTH
        + 'output = "north/users.csv"\nbase_url = "https://otc.test/v1"\nquota = "2/s"\n'
        + 'filters = { status = "Active", limit = 5 }\n'
        + SOUTH
        + 'environment = "demo"\n',
        "utf-8",
    )
    north, south = read_accounts(file)
    assert (north.name, north.api, north.output) == (
        "north",
        Api.OTC,
        file.parent / "north" / "users.csv",
    )
    assert (north.quota, north.has_quota) == (Quota.parse("2/s"), True)
    assert north.filters == {"status": "Active", "limit": 5}
    assert (south.name, south.api, south.output, south.has_quota) == (
        "south",
        Api.ROOMS,
        None,
        False,
    )
    secrets = {"NORTH_KEY": " n ", "SOUTH_TOKEN": "s", "OPEN_TO_CLOSE_BASE_URL": "https://no.test"}
    assert settings_of(file, [north, south], secrets) == [
        {"base_url": "https://otc.test/v1", "api_key": "n"},
        {
            "account_id": "s-1",
            "environment": "demo",
            "base_url": "https://demo.rooms.docusign.com/restapi",
            "auth_url": "https://account-d.docusign.com",
            "access_token": "s",
        },
    ]


def test_shell_variables_for_one_account_do_not_reach_the_others(file: Path) -> None:
    file.write_text(NORTH + SOUTH, "utf-8")
    variables = {
        "NORTH_KEY": "n",
        "SOUTH_TOKEN": "s",
        "OPEN_TO_CLOSE_BASE_URL": "https://no.test",
        "DOCUSIGN_ENVIRONMENT": "demo",
        "DOCUSIGN_BASE_URL": "https://no.test",
        "DOCUSIGN_AUTH_URL": "https://no.test",
    }
    north, south = settings_of(file, read_accounts(file), variables)
    assert north == {"base_url": "https://api.opentoclose.com/v1", "api_key": "n"}
    assert south == {
        "account_id": "s-1",
        "environment": "production",
        "base_url": "https://rooms.docusign.com/restapi",
        "auth_url": "https://account.docusign.com",
        "access_token": "s",
    }


def test_an_account_id_from_the_environment(file: Path) -> None:
    file.write_text(SOUTH.replace('account_id = "s-1"', 'account_id_env = "SOUTH_ID"'), "utf-8")
    (south,) = settings_of(file, read_accounts(file), {"SOUTH_TOKEN": "s", "SOUTH_ID": "id"})
    assert south["account_id"] == "id"


def test_missing_variables_are_named_all_at_once(file: Path) -> None:
    file.write_text(NORTH + SOUTH, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        settings_of(file, read_accounts(file), {"SOUTH_TOKEN": " "})
    assert str(caught.value) == (
        f"{file}: environment variables are not set: NORTH_KEY (north), SOUTH_TOKEN (south). "
        "Nothing was sent."
    )


@pytest.mark.parametrize("where", ["account", "filters", "top"])
@pytest.mark.parametrize(
    "key", ["api_key", "access_token", "token", "secret", "password", "apiKey", "client-secret"]
)
def test_secrets_are_refused_and_never_shown(file: Path, key: str, where: str) -> None:
    line = f'{key} = "hunter2"\n'
    text = {
        "account": NORTH + line,
        "filters": NORTH + f'filters = {{ {key} = "hunter2" }}\n',
        "top": line + NORTH,
    }[where]
    problem = problem_of(file, text)
    assert "hunter2" not in problem
    assert f"{key} does not belong in a file" in problem
    assert "environment variable" in problem


@pytest.mark.parametrize("value", ["hunter2", "c2VjcmV0IQ==", "eyJhbGciOi.x.y", "A" * 65, "A B"])
def test_a_secret_instead_of_a_variable(file: Path, value: str) -> None:
    problem = problem_of(file, NORTH.replace("NORTH_KEY", value))
    assert value not in problem
    assert "account 'north': api_key_env must be the name" in problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "at least one [[account]]"),
        ("account = 5", "at least one [[account]]"),
        ("account = [5]", "account 1: it must be a table"),
        ("[account]\nname = 'north'", "at least one [[account]]"),
        ("[[accounts]]\nname = 'north'", "accounts is not known; did you mean account?"),
        (NORTH + 'outptu = "x.csv"', "account 'north': outptu is not known; did you mean output?"),
        (NORTH + 'api_key_evn = "X"', "account 'north': api_key_evn does not belong"),
        (NORTH + 'zzz = "X"', "account 'north': zzz is not known; known keys are name, api,"),
        (NORTH + 'account_id = "X"', "account 'north': account_id does not apply to api = 'otc'"),
        (
            SOUTH + 'api_key_env = "X"',
            "account 'south': api_key_env does not apply to api = 'rooms'",
        ),
        (SOUTH + 'account_id_env = "X"', "account_id and account_id_env mean the same"),
        (NORTH + SOUTH.replace("south", "North"), "account 'north': another account"),
        (NORTH + NORTH, "account 'north': another account has the same name"),
        (NORTH.replace('name = "north"', ""), "account 1: name is missing"),
        (NORTH.replace('"north"', '"../north"'), "account 1: name may contain letters"),
        (NORTH.replace('"north"', "5"), "account 1: name must be a non-empty string"),
        (NORTH.replace('api = "otc"', ""), "account 'north': api is missing"),
        (NORTH.replace('"otc"', '"zillow"'), "account 'north': api must be one of: otc, rooms"),
        (NORTH.replace('api_key_env = "NORTH_KEY"', ""), "'north': api_key_env is missing"),
        (SOUTH.replace('access_token_env = "SOUTH_TOKEN"', ""), "access_token_env is missing"),
        (
            SOUTH.replace('account_id = "s-1"', ""),
            "'south': account_id_env (or account_id) is missing",
        ),
        (NORTH + 'quota = "many"', "account 'north': quota: "),
        (NORTH + "quota = 5", "account 'north': quota must be a non-empty string"),
        (NORTH + 'output = ""', "account 'north': output must be a non-empty string"),
        (NORTH + "filters = 5", "account 'north': filters must be a table"),
        (NORTH + "filters = { a = [1] }", "account 'north': filter a must be a string"),
        ("[[account]]\napi_key = hunter2", "invalid TOML (at line 2"),
    ],
)
def test_mistakes(file: Path, text: str, problem: str) -> None:
    message = problem_of(file, text)
    assert problem in message
    assert "hunter2" not in message


def test_a_byte_order_mark_is_ignored(file: Path) -> None:
    file.write_text(NORTH.replace("\n", "\r\n"), "utf-8-sig", newline="")
    assert [each.name for each in read_accounts(file)] == ["north"]


def test_a_file_that_is_not_text(file: Path) -> None:
    file.write_bytes(b"name = '\xff'")
    with pytest.raises(ConfigurationError, match=r"accounts\.toml: invalid TOML\. Nothing"):
        read_accounts(file)
