"""Where the dlt sources find accounts, credentials and lists."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import dlt
import pytest
from dlt.extract.exceptions import ResourceExtractionError

from opentoclose_async import FilterWarning
from opentoclose_async.exceptions import ConfigurationError, ValidationError
from opentoclose_async.pipelines.dlt import open_to_close, rooms
from opentoclose_async.sandbox import RunningSandbox
from tests.pipelines.dlt.conftest import TwoAccounts
from tests.security.reach import Reach


def rows_of(source: Any) -> int:
    """Return how many rows a source yields, without a pipeline."""
    tables = (table for resource in source.resources.values() for table in resource)
    return sum(table.num_rows for table in tables)


def test_settings_come_from_the_section_of_the_source(
    start_server: Callable[..., RunningSandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_server(users=3)
    config = server.sandbox.config
    settings = {
        "OPEN_TO_CLOSE__API_KEY": config.otc_token,
        "OPEN_TO_CLOSE__BASE_URL": server.otc_base_url,
        "OPEN_TO_CLOSE__QUOTA": "off",
        "ROOMS__INTEGRATION_KEY": config.integration_key,
        "ROOMS__USER_ID": config.user_id,
        "ROOMS__PRIVATE_KEY": server.sandbox.private_key,
        "ROOMS__BASE_URL": server.rooms_base_url,
        "ROOMS__AUTH_URL": server.auth_url,
        "ROOMS__ACCOUNT_ID": config.account_id,
        "ROOMS__QUOTA": "off",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"SOURCES__{name}", value)
    # Set for something else: dlt's own look-up would take them for the sources'.
    for name in ("API_KEY", "ACCESS_TOKEN", "BASE_URL", "ENVIRONMENT", "ACCOUNTS", "LISTS"):
        monkeypatch.setenv(name, "of-another-program")
    assert rows_of(open_to_close(lists=["users"], api_key=dlt.secrets.value)) == 3
    assert rows_of(rooms(lists=["users"])) == 3


def test_settings_come_from_the_variables_of_the_clients(
    start_server: Callable[..., RunningSandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_server(users=3)
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", server.sandbox.config.otc_token)
    monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", server.otc_base_url)
    assert rows_of(open_to_close(lists=["users"], quota=None)) == 3


def test_an_accounts_file_may_name_secrets_of_dlt(
    two_accounts: TwoAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NORTH_TOKEN")
    with pytest.raises(ConfigurationError, match=r"NORTH_TOKEN \(north\)"):
        rooms(two_accounts.path)
    token = two_accounts.north.sandbox.config.rooms_token
    monkeypatch.setenv("SOURCES__ROOMS__NORTH_TOKEN", token)
    assert rows_of(rooms(two_accounts.path, ["users"])) == 150


def test_one_account_of_a_file_can_be_loaded_alone(two_accounts: TwoAccounts) -> None:
    assert rows_of(rooms(two_accounts.path, ["users"], account="south")) == 30
    for name in ("west", "south-otc"):
        with pytest.raises(ConfigurationError, match=f"has no account '{name}' of rooms"):
            rooms(two_accounts.path, account=name)


def test_error_reporters_find_no_credential() -> None:
    key = "otc-secret-51f2c8d0e3a4"
    reach = Reach(key)
    with pytest.raises(ResourceExtractionError, match="is plain http") as caught:
        rows_of(open_to_close(lists=["users"], api_key=key, base_url="http://a.example"))
    reach.add("the error", caught.value)
    assert reach.found() == []


def columns_of(source: Any, table: str) -> dict[str, Any]:
    """Return the columns that a table will have."""
    columns: dict[str, Any] = source.discover_schema().tables[table]["columns"]
    return columns


def keys_of(columns: dict[str, Any]) -> list[str]:
    """Return the primary key."""
    return [name for name, column in columns.items() if column.get("primary_key")]


def test_the_columns_are_known_without_a_request(two_accounts: TwoAccounts) -> None:
    for source in (rooms(two_accounts.path), open_to_close(two_accounts.path)):
        assert not {"room_users", "property_notes"} & set(source.resources)
        for name in source.resources:
            columns = columns_of(source, name)
            assert keys_of(columns)[0] == "account"
            assert {"extra", "_deleted", "_dlt_load_id", *keys_of(columns)} <= set(columns)
    columns = columns_of(rooms(two_accounts.path, ["room_documents"]), "room_documents")
    kinds = {name: column["data_type"] for name, column in columns.items()}
    assert kinds["created_date"] == "timestamp"
    assert kinds["size"] == "bigint"
    assert kinds["is_signed"] == "bool"
    assert kinds["owner"] == "json"
    assert keys_of(columns) == ["account", "room_id", "document_id"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"lists": ["usres"]}, "did you mean users"),
        ({"lists": ["teams"]}, "rooms has no list teams, but otc has. Its lists: form-"),
        ({"lists": "users"}, 'such as ["users"]'),
        ({"lists": []}, 'such as ["users"]'),
        ({"accounts": 5}, "must be the path of a file"),
        ({"accounts": "accounts.toml", "account_id": "5"}, "account_id: an accounts file says"),
        ({"account_id": 5}, "account_id must be a non-empty string"),
        ({"account": ""}, "name for the column"),
        ({"user_id": "u"}, "also set integration_key and private_key"),
        ({"quota": 5}, "quota must be"),
        ({"quota": "often"}, "quota"),
        ({"write_disposition": "mrege"}, "append, merge, replace"),
        ({"write_disposition": {"disposition": "merge"}}, "append, merge, replace"),
        ({"filters": ["open"]}, "filters must be a mapping"),
        ({"filters": {"users": {}}, "lists": ["rooms"]}, "users is not among the lists"),
    ],
)
def test_invalid_settings_are_refused_before_anything_is_sent(
    arguments: dict[str, Any], words: str
) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        rooms(**arguments)
    assert words in str(refusal.value)


def test_a_filter_that_no_list_has_is_refused() -> None:
    with pytest.raises(ValidationError, match="room_status"):
        rooms(lists=["rooms"], filters={"room_state": "open"})


def test_an_ignored_filter_is_reported_at_the_line_that_reads(two_accounts: TwoAccounts) -> None:
    source = open_to_close(two_accounts.path, ["users"], filters={"colour": "mauve"})
    with pytest.warns(FilterWarning, match="colour is not a documented filter") as warned:
        assert rows_of(source) == 150
    assert {each.filename for each in warned} == {__file__}


def test_an_accounts_file_without_accounts_of_the_api_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "accounts.toml"
    path.write_text('[[account]]\nname = "a"\napi = "otc"\napi_key_env = "A"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match='no account has api = "rooms"'):
        rooms(path)
