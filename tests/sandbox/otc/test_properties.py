import re
from typing import Any

import httpx
import pytest

from opentoclose_async.sandbox import Fault, Sandbox, SandboxConfig
from tests.sandbox.clients import ids, otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


def definitions(sandbox: Sandbox) -> dict[str, dict[str, Any]]:
    return {field["key"]: field for field in sandbox.otc_rows("property_fields")}


def member_id(sandbox: Sandbox) -> int:
    found: int = sandbox.otc_rows("teams")[2]["team_members"][1]["id"]
    return found


def body(sandbox: Sandbox, **values: Any) -> dict[str, Any]:
    """Return a body that creates a property, with some values changed by key."""
    known = definitions(sandbox)
    status = known["contract_status"]["options"][2]["id"]
    given = {
        "contract_title": "1 Elm Court",
        "contract_client_type": "Dual",
        "contract_status": status,
        **values,
    }
    fields = [{"id": known[key]["id"], "value": value} for key, value in given.items()]
    return {"team_member_id": member_id(sandbox), "time_zone_id": 3, "fields": fields}


def values(property_row: dict[str, Any]) -> dict[str, str]:
    return {item["key"]: item["value"] for item in property_row["field_values"]}


async def test_a_page_has_fifty_properties_at_most(otc: httpx.AsyncClient) -> None:
    async with otc_client(Sandbox(properties=70)) as many:
        assert ids(await many.get("/properties", params={"limit": 100})) == list(range(1, 51))
        assert ids(await many.get("/properties/", params={"limit": 100, "offset": 50})) == list(
            range(51, 71)
        )
        assert len(ids(await many.get("/properties"))) == 20
        assert len(ids(await many.get("/contacts", params={"limit": 100}))) == 60


@pytest.mark.parametrize(
    "config", [SandboxConfig(otc_property_page_cap=7), SandboxConfig(otc_page_cap=7)]
)
async def test_the_cap_is_a_setting(config: SandboxConfig) -> None:
    async with otc_client(Sandbox(config)) as otc:
        assert len(ids(await otc.get("/properties", params={"limit": 50}))) == 7


async def test_properties_look_like_the_vendors(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    rows = (await otc.get("/properties", params={"limit": 50})).json()

    known = definitions(sandbox)
    value_ids = [item["id"] for row in rows for item in row["field_values"]]
    assert len(set(value_ids)) == len(value_ids)
    assert not set(value_ids) & {field["id"] for field in known.values()}
    assert {row["agent_id"] is None for row in rows} == {True, False}
    for row in rows:
        assert row.keys() == {
            "id", "created", "timezone", "field_values", "team_id", "team_name", "team_user_id",
            "team_user_name", "agent_id", "agent_name", "brokerage", "api_data",
            "inbound_email_address",
        }  # fmt: skip
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", row["created"])
        assert [item["key"] for item in row["field_values"]] == list(known)
        for item in row["field_values"]:
            times = {"start_time", "end_time"} if item["type"] == "date" else set()
            assert item.keys() == {"id", "value", "type", "label", "key"} | times
            assert isinstance(item["value"], str)
            if item["type"] == "choice":
                titles = {option["title"] for option in known[item["key"]]["options"]}
                assert item["value"] in titles
    assert (await otc.get("/properties/4/")).json() == rows[3]


async def test_creating_needs_the_slash(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    refused = await otc.post("/properties", json=body(sandbox))

    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, PATCH")
    assert len(sandbox.otc_rows("properties")) == 30
    assert (await otc.post("/properties/", json=body(sandbox))).status_code == 201
    assert (await otc.delete("/properties/")).headers["allow"] == "GET, POST"


async def test_patch_refuses_every_body(otc: httpx.AsyncClient) -> None:
    assert (await otc.patch("/properties", json=[{"id": 1}])).status_code == 400


async def test_creates_a_property_from_field_ids_and_values(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    response = await otc.post(
        "/properties/",
        json=body(sandbox, closing_date="2026-02-03", bedrooms=4, purchase_amount="1.50"),
    )

    created = response.json()
    team = sandbox.otc_rows("teams")[2]
    assert response.status_code == 201
    assert created["id"] == 31
    assert (created["team_id"], created["team_name"]) == (team["id"], team["name"])
    assert created["team_user_id"] == member_id(sandbox)
    assert created["timezone"] == "US/Mountain"
    assert created["agent_id"] is None
    assert created.keys() == sandbox.otc_rows("properties")[0].keys()
    found = values(created)
    assert found.keys() == definitions(sandbox).keys()
    assert {key: value for key, value in found.items() if value} == {
        "contract_title": "1 Elm Court",
        "contract_client_type": "Dual",
        "contract_status": "Under Contract",
        "closing_date": "2026-02-03",
        "bedrooms": "4",
        "purchase_amount": "1.50",
    }
    assert (await otc.get("/properties/31")).json() == created
    assert (await otc.post("/properties/", json=body(sandbox))).json()["id"] == 32


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("contract_status", "under contract"),
        ("contract_status", 1),
        ("contract_status", "4410001"),
        ("contract_status", [4410001]),
        ("financing", "Barter"),
        ("financing", True),
        ("property_city", ["Provo"]),
        ("bedrooms", False),
        ("contract_title", None),
        ("contract_title", ""),
    ],
)
async def test_values_that_do_not_fit_are_refused(
    otc: httpx.AsyncClient, sandbox: Sandbox, key: str, value: object
) -> None:
    for method, path, sent in (
        ("POST", "/properties/", body(sandbox, **{key: value})),
        ("PUT", "/properties/1", {key: value}),
    ):
        response = await otc.request(method, path, json=sent)
        assert response.status_code == 400
        assert list(response.json()["errors"]) == [key]
    assert sandbox.otc_rows("properties") == Sandbox().otc_rows("properties")


@pytest.mark.parametrize("key", ["contract_title", "contract_client_type", "contract_status"])
async def test_three_fields_are_required(
    otc: httpx.AsyncClient, sandbox: Sandbox, key: str
) -> None:
    sent = body(sandbox)
    sent["fields"] = [
        each for each in sent["fields"] if each["id"] != definitions(sandbox)[key]["id"]
    ]
    response = await otc.post("/properties/", json=sent)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [key]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("team_member_id", None),
        ("team_member_id", 1),
        ("team_member_id", "700001"),
        ("time_zone_id", 99),
        ("fields", {}),
        ("fields", None),
        ("fields", [{"id": 1, "value": "x"}]),
        ("fields", [{"key": "contract_title", "value": "x"}]),
        ("fields", ["x"]),
        ("field_values", [{"key": "contract_title", "value": "x"}]),
    ],
)
async def test_other_bodies_are_refused(
    otc: httpx.AsyncClient, sandbox: Sandbox, name: str, value: object
) -> None:
    response = await otc.post("/properties/", json={**body(sandbox), name: value})

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]
    assert len(sandbox.otc_rows("properties")) == 30


async def test_update_merges_keys_of_fields_and_of_the_property(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    before = (await otc.get("/properties/2")).json()
    buyer = definitions(sandbox)["contract_client_type"]["options"][0]["id"]
    sent = {"property_city": "Taos", "contract_client_type": buyer, "brokerage": "Quinn & Co"}
    response = await otc.put("/properties/2", json={**sent, "id": 7, "bedrooms": None})

    changed = response.json()
    assert response.status_code == 200
    assert changed["brokerage"] == "Quinn & Co"
    assert values(changed) == {
        **values(before),
        "property_city": "Taos",
        "contract_client_type": "Buyer",
        "bedrooms": "",
    }
    for field in ("field_values", "brokerage"):
        changed.pop(field)
        before.pop(field)
    assert changed == before
    assert (await otc.put("/properties/2", json={"field_values": []})).status_code == 400


async def test_update_takes_the_fields_of_a_create_too(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    field = {"id": definitions(sandbox)["property_city"]["id"], "value": "Taos"}
    changed = (await otc.put("/properties/2", json={"fields": [field]})).json()

    assert values(changed)["property_city"] == "Taos"
    assert "fields" not in changed


async def test_delete_takes_a_property_and_what_belongs_to_it(otc: httpx.AsyncClient) -> None:
    assert (await otc.delete("/properties/1")).json() == {"id": 1, "deleted": True}
    assert (await otc.get("/properties/1")).status_code == 404
    assert (await otc.get("/properties/1/notes")).status_code == 404


async def test_faults_strike_properties_too(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="repeat_page", path="/v1/properties", times=1)]

    response = await otc.get("/properties", params={"limit": 10, "offset": 10})
    assert ids(response) == list(range(1, 11))
    assert sandbox.stats.otc.requests == 1
