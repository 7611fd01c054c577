"""The options of the data source, which needs no running Spark to check them."""

import pickle
from pathlib import Path

import pytest
from pyspark.sql.types import LongType, StringType, StructType

from opentoclose_async._accounts.lists import LISTS
from opentoclose_async._accounts.names import Api
from opentoclose_async.exceptions import ConfigurationError, OpenToCloseAPIError
from opentoclose_async.pipelines.spark import OpenToCloseDataSource
from tests.pipelines.spark.direct import reader_of, schema_of

ROOMS = {"api": "rooms", "account_id": "1", "list": "users"}


def refusal(**options: str) -> str:
    named = {name.replace("__", "."): value for name, value in options.items()}
    with pytest.raises(OpenToCloseAPIError) as refused:
        reader_of(named)
    assert "secret" not in str(refused.value)
    return str(refused.value)


def test_the_schema_of_every_list_is_known_without_an_account() -> None:
    for api in Api:
        for name in LISTS[api]:
            options = {"api": api.value, "account_id": "1", "list": name}
            if api is Api.OTC:
                del options["account_id"]
            fields = schema_of(options).fields
            assert [field.name for field in fields][:: len(fields) - 1] == ["account", "extra"]
            assert len({field.name for field in fields}) == len(fields)


def test_the_columns_have_the_types_of_the_model() -> None:
    types = {
        field.name: field.dataType.simpleString() for field in schema_of(ROOMS | {"list": "rooms"})
    }
    assert types["account"] == types["name"] == types["extra"] == "string"
    assert types["roomId"] == "bigint"
    assert types["createdDate"] == "timestamp"
    assert schema_of(ROOMS | {"list": "room_users"}).fieldNames()[:3] == [
        *("account", "roomId", "userId")
    ]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({}, "set accounts to the path of an accounts file, or api"),
        ({"api": "rooms"}, "set list to one of: form_groups"),
        ({**ROOMS, "api": "room"}, "api must be one of: otc, rooms"),
        ({**ROOMS, "list": "usrs"}, "did you mean users?"),
        ({**ROOMS, "lists": "users"}, "the option lists is not known; did you mean list?"),
        ({**ROOMS, "acces_token_env": "T"}, "did you mean access_token_env?"),
        ({**ROOMS, "path": "x"}, "filters are written filter.<name>"),
        ({**ROOMS, "filter__statos": "Active"}, "did you mean 'status'?"),
        ({**ROOMS, "filter__role_id": "x"}, "role_id must be a whole number"),
        ({**ROOMS, "access_token": "secret"}, "access_token does not belong in an option"),
        ({**ROOMS, "filter__api_token": "secret"}, "does not belong in an option"),
        ({**ROOMS, "accesstoken": "secret"}, "accesstoken does not belong in an option"),
        ({**ROOMS, "access_token_env": "a-secret"}, "must be the name of an environment variable"),
        ({**ROOMS, "quota_store": "redis://u:secret@h"}, 'quota_store to "environment"'),
        ({**ROOMS, "base_url": "https://u:secret@h"}, "no user name and password"),
        ({**ROOMS, "groups": "2"}, "set quota_store, too"),
        ({**ROOMS, "groups": "2", "quota_store": "file"}, "which users is not"),
        ({**ROOMS, "partitions": "0"}, "partitions must be a whole number of at least 1"),
        ({**ROOMS, "pushdown": "yes"}, "pushdown must be true or false"),
        ({**ROOMS, "since": "2026-01-01"}, "since applies to streams only"),
        ({"api": "otc", "list": "users", "account_id": "1"}, "account_id does not apply"),
        ({**ROOMS, "accounts": "accounts.toml"}, "exclude each other"),
    ],
)
def test_invalid_options_are_refused_with_what_to_do(options: dict[str, str], problem: str) -> None:
    assert problem in refusal(**options)


def test_accounts_of_both_apis_are_read_one_api_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    file.write_text(
        '[[account]]\nname = "a"\napi = "otc"\napi_key_env = "A"\n'
        '[[account]]\nname = "b"\napi = "rooms"\naccount_id = "1"\naccess_token_env = "B"\n'
    )
    options = {"accounts": str(file), "list": "users"}
    assert "accounts of both APIs" in refusal(**options)
    assert [str(part) for part in reader_of(options | {"api": "otc"}).partitions()] == [
        "accounts a"
    ]


def test_a_schema_selects_columns() -> None:
    selected = StructType().add("userId", LongType()).add("account", StringType())
    assert reader_of(ROOMS, selected).partitions()
    with pytest.raises(ConfigurationError, match="has a column 'nickname', which this list does"):
        reader_of(ROOMS, StructType().add("nickname", StringType()))
    with pytest.raises(ConfigurationError, match="userId as string, but it is read as bigint"):
        reader_of(ROOMS, StructType().add("userId", StringType()))


def test_what_is_sent_to_executors_has_names_of_variables_and_no_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WEST_TOKEN", "west-secret-123")
    source = OpenToCloseDataSource(ROOMS | {"access_token_env": "WEST_TOKEN"})
    reader = source.reader(schema_of(ROOMS))
    sent = pickle.dumps((source, reader, reader.partitions()))
    assert b"WEST_TOKEN" in sent
    assert b"west-secret-123" not in sent


def test_accounts_can_be_read_together(tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    file.write_text(
        "".join(
            f'[[account]]\nname = "a{number}"\napi = "otc"\napi_key_env = "A"\n'
            for number in range(5)
        )
    )
    options = {"accounts": str(file), "list": "users"}
    assert len(reader_of(options).partitions()) == 5
    together = reader_of(options | {"partitions": "2"}).partitions()
    assert [str(part) for part in together] == ["accounts a0, a2, a4", "accounts a1, a3"]
    assert len(reader_of(options | {"partitions": "9"}).partitions()) == 5
