"""Properties of Open To Close through the client, against the sandbox."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import anyio
import pytest

from opentoclose_async.exceptions import NetworkError, NotFoundError, ValidationError
from opentoclose_async.otc.models import Property
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.clients import otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

MEMBER = 700_001
"""A member of the sandbox's first team."""


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(properties=3)


@pytest.fixture
def of_one(sandbox: Sandbox) -> Sandbox:
    """A sandbox whose teams have one member in total."""
    for team in sandbox.otc_rows("teams"):
        members = team["team_members"][:1] if team["id"] == 1 else []
        sandbox.update("otc", "teams", team["id"], {"team_members": members})
    return sandbox


def definition(sandbox: Sandbox, key: str) -> dict[str, Any]:
    return next(field for field in sandbox.otc_rows("property_fields") if field["key"] == key)


def option_id(sandbox: Sandbox, key: str, title: str) -> int:
    options = definition(sandbox, key)["options"]
    found: int = next(option["id"] for option in options if option["title"] == title)
    return found


def stored(sandbox: Sandbox, created: Property) -> dict[str, str]:
    """Return the non-empty field values that the server has of a property."""
    row = next(row for row in sandbox.otc_rows("properties") if row["id"] == created.id)
    assert created.raw == row
    return {item["key"]: item["value"] for item in row["field_values"] if item["value"]}


def sent_fields(sandbox: Sandbox) -> dict[str, Any]:
    """Return the values, by key, of the only create that was sent."""
    (request,) = (each for each in sandbox.stats.otc.log if each.method == "POST")
    keys = {field["id"]: field["key"] for field in sandbox.otc_rows("property_fields")}
    return {keys[field["id"]]: field["value"] for field in request.body["fields"]}


def asked(sandbox: Sandbox) -> Counter[str]:
    return Counter(f"{each.method} {each.path}" for each in sandbox.stats.otc.log)


def add_field(sandbox: Sandbox, key: str, **more: Any) -> None:
    section = sandbox.otc_rows("property_field_sections")[0]["id"]
    plain = {"title": key, "type": "text", "required": False, "options": []}
    sandbox.insert("otc", "property_fields", {**plain, "key": key, "section_id": section, **more})


async def test_a_title_is_enough_if_the_teams_have_one_member(of_one: Sandbox) -> None:
    async with otc_client(of_one) as otc:
        created = await otc.properties.create_property("12 Oak St")
    assert stored(of_one, created) == {
        "contract_title": "12 Oak St",
        "contract_client_type": "Buyer",
        "contract_status": "Listing- Active",
    }
    assert created.team_user_id == MEMBER
    assert created.timezone == "US/Eastern"
    assert sent_fields(of_one) == {
        "contract_title": "12 Oak St",
        "contract_client_type": option_id(of_one, "contract_client_type", "Buyer"),
        "contract_status": option_id(of_one, "contract_status", "Listing- Active"),
    }
    assert asked(of_one)["POST /v1/properties/"] == 1


async def test_fields_have_keys_or_short_names_and_choices_titles_or_ids(sandbox: Sandbox) -> None:
    seller = option_id(sandbox, "contract_client_type", "Seller")
    async with otc_client(sandbox) as otc:
        created = await otc.properties.create_property(
            {
                "title": "12 Oak St",
                "client_type": seller,
                "status": "under contract",
                "financing": "FHA",
                "purchase_amount": Decimal("450000.00"),
                "lot_acres": 0.25,
                "bedrooms": 4,
                "closing_date": date(2025, 5, 22),
                "contract_date": datetime(2025, 4, 1, 17, 30, tzinfo=UTC),
                "listing_date": "2025-03-01",
                "important_notes": None,
                "time_zone_id": 3,
            },
            MEMBER,
        )
    assert stored(sandbox, created) == {
        "contract_title": "12 Oak St",
        "contract_client_type": "Seller",
        "contract_status": "Under Contract",
        "financing": "FHA",
        "purchase_amount": "450000.00",
        "lot_acres": "0.25",
        "bedrooms": "4",
        "closing_date": "2025-05-22",
        "contract_date": "2025-04-01",
        "listing_date": "2025-03-01",
    }
    assert created.fields["purchase_amount"] == Decimal("450000.00")
    assert created.fields["closing_date"] == date(2025, 5, 22)
    assert created.timezone == "US/Mountain"


async def test_the_member_may_be_named_in_the_mapping(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        created = await otc.properties.create_property(
            {"title": "12 Oak St", "team_member_id": MEMBER}
        )
    assert created.team_user_id == MEMBER
    assert asked(sandbox)["GET /v1/teams/"] == 0


async def test_choices_are_sent_as_titles_on_request(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        created = await otc.properties.create_property(
            {"title": "12 Oak St", "status": "active"}, MEMBER, preserve_text_values=True
        )
    assert sent_fields(sandbox) == {
        "contract_title": "12 Oak St",
        "contract_client_type": "Buyer",
        "contract_status": "Listing- Active",
    }
    assert stored(sandbox, created)["contract_status"] == "Listing- Active"


@pytest.mark.parametrize("member", [None, MEMBER])
async def test_a_body_in_the_apis_format_is_sent_unchanged(
    sandbox: Sandbox, member: int | None
) -> None:
    values = {
        "contract_title": "1 Elm",
        "contract_client_type": "Dual",
        "contract_status": "Closed",
    }
    body = {
        "team_member_id": MEMBER,
        "time_zone_id": 2,
        "fields": [
            {"id": definition(sandbox, key)["id"], "value": value} for key, value in values.items()
        ],
    }
    async with otc_client(sandbox) as otc:
        created = await otc.properties.create_property(body, member)
    (request,) = sandbox.stats.otc.log
    assert (request.method, request.path, request.body) == ("POST", "/v1/properties/", body)
    assert stored(sandbox, created) == values


async def test_an_unknown_field_is_refused_with_similar_ones_and_nothing_is_created(
    sandbox: Sandbox,
) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="closing_date") as caught:
            await otc.properties.create_property({"title": "a", "closing_dat": "x"}, MEMBER)
    assert list(caught.value.field_errors) == ["closing_dat"]
    assert asked(sandbox)["POST /v1/properties/"] == 0


async def test_an_unknown_option_is_refused_with_a_list_and_nothing_is_created(
    sandbox: Sandbox,
) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError) as caught:
            await otc.properties.create_property({"title": "a", "client_type": "Lender"}, MEMBER)
    for option in definition(sandbox, "contract_client_type")["options"]:
        assert f"{option['title']!r} (id {option['id']})" in str(caught.value)
    assert "client_type" in caught.value.field_errors
    assert asked(sandbox)["POST /v1/properties/"] == 0


async def test_several_members_are_listed_and_nothing_is_created(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="team_member_id must be given") as caught:
            await otc.properties.create_property("12 Oak St")
    first = sandbox.otc_rows("teams")[0]["team_members"][0]
    assert f"{first['id']} ({first['first_name']} {first['last_name']})" in str(caught.value)
    assert {each.method for each in sandbox.stats.otc.log} == {"GET"}
    assert len(sandbox.otc_rows("properties")) == 3


async def test_an_account_without_members_says_so(of_one: Sandbox) -> None:
    of_one.update("otc", "teams", 1, {"team_members": []})
    async with otc_client(of_one) as otc:
        with pytest.raises(ValidationError, match="have no member"):
            await otc.properties.create_property("12 Oak St")
    assert len(of_one.otc_rows("properties")) == 3


async def test_the_teams_are_not_read_if_the_member_is_given(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        created = await otc.properties.create_property("12 Oak St", team_member_id=MEMBER + 1)
    assert created.team_user_id == MEMBER + 1
    assert asked(sandbox) == {"GET /v1/propertyFields": 1, "POST /v1/properties/": 1}


@pytest.mark.parametrize("more", [{"title": "a"}, {"fields": [{"id": 926_501, "value": "a"}]}])
async def test_two_members_for_one_property_are_refused_before_anything_is_sent(
    sandbox: Sandbox, more: dict[str, Any]
) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="team_member_id"):
            await otc.properties.create_property({"team_member_id": MEMBER, **more}, MEMBER + 1)
    assert sandbox.stats.otc.requests == 0


@pytest.mark.parametrize("data", ["", "  ", {}, None, 7, ["a"], {1: "a"}, {"title": object()}])
async def test_invalid_data_is_refused_before_anything_is_sent(sandbox: Sandbox, data: Any) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="property_data"):
            await otc.properties.create_property(data, MEMBER)
    assert sandbox.stats.otc.requests == 0


async def test_the_definitions_are_read_once_for_twenty_creates_at_the_same_time() -> None:
    sandbox = Sandbox(properties=0, latency=0.01)
    titles = [f"{number} Oak St" for number in range(20)]
    with anyio.fail_after(20):
        async with otc_client(sandbox) as otc, anyio.create_task_group() as tasks:
            for title in titles:
                tasks.start_soon(otc.properties.create_property, title, MEMBER)
    assert asked(sandbox) == {"GET /v1/propertyFields": 1, "POST /v1/properties/": 20}
    assert sandbox.stats.otc.max_in_flight > 1
    created = [row["field_values"][0]["value"] for row in sandbox.otc_rows("properties")]
    assert sorted(created) == sorted(titles)


async def test_a_field_or_option_added_meanwhile_is_found(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        await otc.properties.create_property("12 Oak St", MEMBER)
        add_field(sandbox, "pool")
        created = await otc.properties.create_property({"title": "a", "pool": "salt"}, MEMBER)
        assert stored(sandbox, created)["pool"] == "salt"
        assert asked(sandbox)["GET /v1/propertyFields"] == 2

        financing = definition(sandbox, "financing")
        options = [*financing["options"], {"id": 77, "title": "Barter"}]
        sandbox.update("otc", "property_fields", financing["id"], {"options": options})
        created = await otc.properties.create_property({"title": "b", "financing": 77}, MEMBER)
        assert stored(sandbox, created)["financing"] == "Barter"
        assert asked(sandbox)["GET /v1/propertyFields"] == 3

        await otc.properties.create_property({"title": "c", "pool": "none"}, MEMBER)
    assert asked(sandbox)["GET /v1/propertyFields"] == 3


async def test_definitions_of_many_groups_are_read_to_the_end(sandbox: Sandbox) -> None:
    for number in range(30):
        sandbox.insert("otc", "property_field_groups", {"title": f"Group {number}"})
    async with otc_client(sandbox) as otc:
        assert len(await otc.get_property_fields()) == 33


async def test_a_create_is_sent_once_if_its_response_is_lost(
    start_server: Callable[..., RunningSandbox],
) -> None:
    server = start_server(properties=3)
    sandbox = server.sandbox
    sandbox.faults = [Fault(kind="drop", method="POST", after=True)]
    with anyio.fail_after(20):
        async with otc_client(server) as otc:
            with pytest.raises(NetworkError) as caught:
                await otc.properties.create_property("12 Oak St", MEMBER)
    assert caught.value.outcome_unknown
    assert asked(sandbox)["POST /v1/properties/"] == 1
    assert len(sandbox.otc_rows("properties")) == 4


async def test_described_fields_start_with_the_required_ones(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        described = await otc.list_available_fields()
        assert await otc.properties.list_available_fields() == described
    rows = {field["key"]: field for field in sandbox.otc_rows("property_fields")}
    required = sorted(key for key, field in rows.items() if field["required"])
    assert len(required) == 3
    assert [each["name"] for each in described] == required + sorted(rows.keys() - required)
    for each in described:
        field = rows[each["name"]]
        assert (each["id"], each["type"], each["title"], each["required"]) == (
            field["id"],
            field["type"],
            field["title"],
            field["required"],
        )
        assert each.get("options", []) == [option["title"] for option in field["options"]]
    assert asked(sandbox) == {"GET /v1/propertyFields": 1}


async def test_data_is_validated_without_being_sent(sandbox: Sandbox) -> None:
    good = {"title": "a", "client_type": "Buyer", "status": "Closed", "bedrooms": 3}
    bad = {"title": "a", "client_type": "Lender", "closing_dat": "x", "bedrooms": date(2025, 1, 1)}
    async with otc_client(sandbox) as otc:
        for validate in (
            otc.validate_property_data,
            otc.properties.validate_property_data,
        ):
            assert await validate(good) == (True, [])
            is_good, problems = await validate(bad)
            assert not is_good
            missing, choice, unknown, number = problems
            assert "Missing required field: contract_status" in missing
            assert "client_type" in choice
            assert "Buyer, Seller, Dual" in choice
            assert "closing_dat" in unknown
            assert "closing_date" in unknown
            assert "bedrooms" in number
        with pytest.raises(ValidationError, match="property_data"):
            await otc.validate_property_data("a title")  # type: ignore[arg-type]  # at run time
    assert asked(sandbox) == {"GET /v1/propertyFields": 1}


async def test_the_definitions_are_nested_and_current(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        before = await otc.get_property_fields()
        assert asked(sandbox) == {"GET /v1/propertyFields": 1}
        add_field(sandbox, "pool")
        after = await otc.properties.get_property_fields()
    keys = [
        [
            field["key"]
            for each in groups
            for section in each["group"]["sections"]
            for field in section["section"]["fields"]
        ]
        for groups in (before, after)
    ]
    assert sorted(keys[1]) == sorted([*keys[0], "pool"])
    assert sorted(keys[1]) == sorted(row["key"] for row in sandbox.otc_rows("property_fields"))
    assert asked(sandbox) == {"GET /v1/propertyFields": 2}


async def test_the_mappings_are_kept_until_a_refresh(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        mappings = await otc.properties.get_field_mappings(force_refresh=True)
        assert asked(sandbox) == {"GET /v1/propertyFields": 1}
        add_field(sandbox, "pool", title="Pool")
        assert await otc.properties.get_field_mappings() == mappings
        refreshed = await otc.properties.get_field_mappings(force_refresh=True)
    pool = definition(sandbox, "pool")["id"]
    added = {"id": pool, "type": "text", "title": "Pool", "key": "pool"}
    assert refreshed == {**mappings, "pool": added}
    closed = option_id(sandbox, "contract_status", "Closed")
    active = option_id(sandbox, "contract_status", "Listing- Active")
    options = mappings["contract_status"]["options"]
    assert (options["closed"], options["listing- active"], options["active"]) == (
        closed,
        active,
        active,
    )
    assert asked(sandbox) == {"GET /v1/propertyFields": 2}


async def test_fields_of_a_property_are_updated_by_key(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        changed = await otc.properties.update_property(
            1, {"contract_status": "Closed", "bedrooms": 9, "brokerage": "Harbor"}
        )
    assert (changed.fields["contract_status"], changed.fields["bedrooms"]) == ("Closed", 9)
    assert changed.brokerage == "Harbor"
    assert changed.raw == sandbox.otc_rows("properties")[0]
    assert asked(sandbox) == {"PUT /v1/properties/1": 1}


async def test_a_property_is_deleted(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        assert await otc.properties.delete_property(2) == {"id": 2, "deleted": True}
        for refused in (
            otc.properties.retrieve_property(2),
            otc.properties.update_property(2, {"bedrooms": 1}),
            otc.properties.delete_property(2),
        ):
            with pytest.raises(NotFoundError):
                await refused
    assert [row["id"] for row in sandbox.otc_rows("properties")] == [1, 3]
