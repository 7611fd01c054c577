"""New properties: the default team member, and values that do not fit."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from opentoclose_async import OpenToClose, OpenToCloseAPI
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.sandbox import RunningSandbox, Sandbox, serve
from tests.legacy.options import set_options


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with serve(Sandbox(teams=3)) as running:
        yield running


@pytest.fixture
def sandbox(running: RunningSandbox) -> Sandbox:
    running.sandbox.reset()
    return running.sandbox


@pytest.fixture
def client(
    sandbox: Sandbox,
    running: RunningSandbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[OpenToCloseAPI]:
    set_options(monkeypatch)
    caplog.set_level(logging.WARNING, "opentoclose_async")
    with OpenToCloseAPI(sandbox.config.otc_token, running.otc_base_url) as client:
        yield client


def members(sandbox: Sandbox) -> list[list[int]]:
    return [[each["id"] for each in team["team_members"]] for team in sandbox.otc_rows("teams")]


def values(created: dict[str, Any]) -> dict[str, str]:
    return {each["key"]: each["value"] for each in created["field_values"] if each["value"]}


def test_without_a_team_member_the_first_of_the_first_team_is_used(
    client: OpenToCloseAPI, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    first = members(sandbox)[0][0]
    assert len({each for team in members(sandbox) for each in team}) > 1
    assert client.properties.create_property("  Downtown Condo ")["team_user_id"] == first
    assert values(sandbox.otc_rows("properties")[-1])["contract_title"] == "Downtown Condo"
    (warning,) = caplog.messages
    assert "team_member_id" in warning
    assert str(first) in warning


def test_teams_without_members_are_skipped(client: OpenToCloseAPI, sandbox: Sandbox) -> None:
    sandbox.update("otc", "teams", 1, {"team_members": []})
    created = client.properties.create_property("Downtown Condo")
    assert created["team_user_id"] == members(sandbox)[1][0]


def test_if_no_team_has_a_member_nothing_is_created(
    client: OpenToCloseAPI, sandbox: Sandbox
) -> None:
    for team in sandbox.otc_rows("teams"):
        sandbox.update("otc", "teams", team["id"], {"team_members": []})
    with pytest.raises(ValidationError, match="have no member"):
        client.properties.create_property("Downtown Condo")
    assert {request.method for request in sandbox.stats.otc.log} == {"GET"}


def test_a_given_team_member_is_used_without_a_warning(
    client: OpenToCloseAPI, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    other = members(sandbox)[1][0]
    assert client.properties.create_property("Condo", other)["team_user_id"] == other
    assert caplog.messages == []


def test_fields_and_options_that_the_account_does_not_have_are_omitted(
    client: OpenToCloseAPI, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    member = members(sandbox)[0][0]
    data = {"title": "Condo", "shoe_size": 3, "closing_dat": "2026-01-15", "bedrooms": 3}
    created = client.properties.create_property(data, team_member_id=member)
    assert values(created).keys() & {"shoe_size", "closing_dat", "bedrooms"} == {"bedrooms"}
    assert ["shoe_size" in caplog.messages[0], "closing_date" in caplog.messages[1]] == [True, True]
    assert all("omitted" in each for each in caplog.messages)
    assert data == {"title": "Condo", "shoe_size": 3, "closing_dat": "2026-01-15", "bedrooms": 3}


def test_an_unknown_field_causes_the_definitions_to_be_read_again_once(
    client: OpenToCloseAPI, sandbox: Sandbox
) -> None:
    def reads() -> int:
        return sum(each.path.endswith("/propertyFields") for each in sandbox.stats.otc.log)

    client.properties.get_field_mappings()
    once = reads()
    for _ in range(3):
        client.properties.create_property({"title": "Condo", "shoe_size": 3}, 700_001)
    assert reads() == 2 * once


def test_a_short_name_takes_precedence_over_its_key(
    client: OpenToCloseAPI, caplog: pytest.LogCaptureFixture
) -> None:
    data = {"contract_title": "Long", "title": "Short", "client_type": "", "status": None}
    created = client.properties.create_property(data, team_member_id=700_001)
    assert values(created)["contract_title"] == "Short"
    assert values(created)["contract_client_type"] == "Buyer"
    assert "contract_title" in caplog.text


@pytest.mark.parametrize(
    "data",
    [
        {"shoe_size": 3},
        {"title": ""},
        {"title": "Condo", "client_type": "Tenant"},
        {"title": "Condo", "contract_status": "Gone"},
    ],
)
def test_the_fields_that_every_property_requires_must_be_valid(
    client: OpenToCloseAPI, sandbox: Sandbox, data: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        client.properties.create_property(data, team_member_id=700_001)
    assert "POST" not in {request.method for request in sandbox.stats.otc.log}


def test_the_typed_client_refuses_both(sandbox: Sandbox, running: RunningSandbox) -> None:
    with OpenToClose(sandbox.config.otc_token, base_url=running.otc_base_url, quota=None) as otc:
        with pytest.raises(ValidationError, match="team_member_id must be given"):
            otc.properties.create_property("Downtown Condo")
        with pytest.raises(ValidationError, match="shoe_size"):
            otc.properties.create_property({"title": "Condo", "shoe_size": 3}, 700_001)


def test_fields_are_listed_with_their_options_in_lower_case(client: OpenToCloseAPI) -> None:
    fields = {each["key"]: each for each in client.list_available_fields()}
    assert [*fields][:3] == ["contract_client_type", "contract_status", "contract_title"]
    assert [each for each in fields.values() if each["required"]] == [*fields.values()][:3]
    assert fields["contract_title"]["name"] == "contract_title"
    assert {"buyer", "seller"} <= set(fields["contract_client_type"]["options"])
    assert "listing- active" in fields["contract_status"]["options"]
