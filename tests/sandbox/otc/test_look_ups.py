import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import ids, otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

LOOK_UPS = [
    "propertyFields",
    "propertyFieldGroups",
    "propertyFieldSections",
    "propertyTemplates",
    "contactRoles",
    "timeZones",
]


@pytest.mark.parametrize("name", LOOK_UPS)
async def test_look_ups_ignore_limit_and_offset(otc: httpx.AsyncClient, name: str) -> None:
    whole = (await otc.get(f"/{name}")).json()

    assert len(whole) > 1
    for query in ({"limit": 1, "offset": 1}, {"offset": 500}, {"limit": "many"}):
        assert (await otc.get(f"/{name}/", params=query)).json() == whole


@pytest.mark.parametrize("name", LOOK_UPS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_look_ups_can_only_be_read(otc: httpx.AsyncClient, name: str, method: str) -> None:
    response = await otc.request(method, f"/{name}/", json={"title": "x"})

    assert (response.status_code, response.headers["allow"]) == (405, "GET")
    assert (await otc.get(f"/{name}/1")).json() == {"detail": "Not Found"}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("propertyFieldGroups", {"id", "title"}),
        ("propertyFieldSections", {"id", "title", "group_id"}),
        ("propertyTemplates", {"id", "title"}),
        ("contactRoles", {"id", "title"}),
        ("timeZones", {"id", "country_code", "country_zone", "zone_abbreviation"}),
    ],
)
async def test_flat_look_ups(otc: httpx.AsyncClient, name: str, fields: set[str]) -> None:
    rows = (await otc.get(f"/{name}")).json()

    assert all(row.keys() == fields for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)


async def test_field_definitions_are_nested_in_sections_and_groups(
    otc: httpx.AsyncClient,
) -> None:
    groups = [each["group"] for each in (await otc.get("/propertyFields")).json()]
    sections = [each["section"] for group in groups for each in group["sections"]]
    fields = {field["key"]: field for section in sections for field in section["fields"]}

    assert {group["title"] for group in groups} == {
        row["title"] for row in (await otc.get("/propertyFieldGroups")).json()
    }
    assert [section["title"] for section in sections] == [
        row["title"] for row in (await otc.get("/propertyFieldSections")).json()
    ]
    assert all(
        field.keys() == {"id", "key", "title", "type", "required", "options"}
        for field in fields.values()
    )
    assert {field["type"] for field in fields.values()} == {
        "text",
        "textarea",
        "choice",
        "date",
        "number",
        "decimal",
    }
    assert {key for key, field in fields.items() if field["required"]} == {
        "contract_title",
        "contract_client_type",
        "contract_status",
    }
    assert {option["title"] for option in fields["contract_client_type"]["options"]} == {
        "Buyer",
        "Seller",
        "Dual",
    }
    assert len(fields["contract_status"]["options"]) == 7
    assert "final_walkthough_date" in fields


async def test_a_field_may_be_defined_while_the_sandbox_runs(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    section = sandbox.otc_rows("property_field_sections")[0]
    added = sandbox.insert(
        "otc",
        "property_fields",
        {
            "key": "pool",
            "title": "Pool",
            "type": "text",
            "required": False,
            "options": [],
            "section_id": section["id"],
        },
    )

    groups = (await otc.get("/propertyFields")).json()
    last = groups[0]["group"]["sections"][0]["section"]["fields"][-1]
    assert (last["id"], last["key"]) == (added["id"], "pool")
    changed = (await otc.put("/properties/1", json={"pool": "salt water"})).json()
    assert changed["field_values"][-1]["key"] == "pool"
    assert changed["field_values"][-1]["value"] == "salt water"
    assert len({item["id"] for item in changed["field_values"]}) == len(changed["field_values"])


async def test_an_empty_look_up_may_be_a_204() -> None:
    sandbox = Sandbox(empty_list_status=204)
    async with otc_client(sandbox) as otc:
        for role_id in ids(await otc.get("/contactRoles/")):
            sandbox.delete("otc", "contact_roles", role_id)
        assert (await otc.get("/contactRoles/")).status_code == 204
