"""Every resource of Open To Close through the client, against the sandbox in process."""

from typing import Any

import attrs
import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import DataFormatError, NotFoundError
from opentoclose_async.otc import models
from opentoclose_async.sandbox import Sandbox
from tests.clients import otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

UNKNOWN_ID = 99_999


@attrs.frozen
class Group:
    """
    A resource, and values to write to it.

    Args:
        name: The client's attribute, and the collection in the sandbox.
        noun: What method names end with.
        model: The model of its rows.
        path: Path of its list, with {} for the property.
        new: The fields of a new row; None if rows cannot be created.
        change: Fields to update in it; None if rows cannot be updated.
    """

    name: str
    noun: str
    model: type[Any]
    path: str
    new: dict[str, Any] | None = None
    change: dict[str, Any] | None = None

    @property
    def owner(self) -> tuple[int, ...]:
        """The property that its rows belong to, as the first argument."""
        return (1,) if "{}" in self.path else ()

    def call(self, otc: AsyncOpenToClose, verb: str, *arguments: Any, **keywords: Any) -> Any:
        """Call one of its methods."""
        noun = self.name if verb in ("list", "iter") else self.noun
        return getattr(getattr(otc, self.name), f"{verb}_{noun}")(*arguments, **keywords)

    def rows(self, sandbox: Sandbox) -> list[dict[str, Any]]:
        """Return its rows in the sandbox; for parts of properties, those of the first property."""
        name: Any = self.name
        rows = sandbox.otc_rows(name)
        if not self.owner:
            return rows
        return [row for row in rows if 1 in (row.get("property_id"), row.get("property") == ONE)]


ONE = {"id": 1}
PERSON = {"first_name": "Jane", "last_name": "Doe", "email": "jane@example.com"}
GROUPS = [
    Group("agents", "agent", models.Agent, "/v1/agents/", PERSON, {"phone": "+1 555"}),
    Group("contacts", "contact", models.Contact, "/v1/contacts", PERSON, {"city": "Zürich"}),
    Group("tags", "tag", models.Tag, "/v1/tags", {"name": "Hot"}, {"color": "#FF0000"}),
    Group("teams", "team", models.Team, "/v1/teams/", {"name": "North"}, {"status": "Inactive"}),
    Group("users", "user", models.User, "/v1/users", PERSON, {"role": "Agent", "phone": None}),
    Group("properties", "property", models.Property, "/v1/properties"),
    Group(
        "property_contacts",
        "property_contact",
        models.PropertyContact,
        "/v1/properties/{}/contacts",
        {"contact_id": 5},
    ),
    Group(
        "property_documents",
        "property_document",
        models.PropertyDocument,
        "/v1/properties/{}/documents",
        {"name": "Offer.pdf", "url": "https://files.example.com/offer.pdf"},
        {"description": "Signed"},
    ),
    Group(
        "property_emails",
        "property_email",
        models.PropertyEmail,
        "/v1/properties/{}/emails",
        {"subject": "Hello", "body": "Hi"},
        {"body": "Bye"},
    ),
    Group(
        "property_notes",
        "property_note",
        models.PropertyNote,
        "/v1/properties/{}/notes",
        {"description": "Called back."},
        {"pinned": True},
    ),
    Group(
        "property_tasks",
        "property_task",
        models.PropertyTask,
        "/v1/properties/{}/tasks",
        {"title": "Inspect", "due_date": "2026-01-15"},
        {"completed": True},
    ),
    Group("contact_roles", "contact_role", models.ContactRole, "/v1/contactRoles/"),
    Group(
        "property_field_groups",
        "property_field_group",
        models.PropertyFieldGroup,
        "/v1/propertyFieldGroups",
    ),
    Group(
        "property_field_sections",
        "property_field_section",
        models.PropertyFieldSection,
        "/v1/propertyFieldSections",
    ),
    Group(
        "property_templates", "property_template", models.PropertyTemplate, "/v1/propertyTemplates/"
    ),
    Group("time_zones", "time_zone", models.TimeZone, "/v1/timeZones/"),
]
"""All but field definitions, which the sandbox stores in another form than it returns."""

READ_ALONE = [group for group in GROUPS if group.path.count("{}") or group.model in (
    models.Agent, models.Contact, models.Tag, models.Team, models.User, models.Property,
)]  # fmt: skip
WRITTEN = [group for group in GROUPS if group.change is not None]
OF_PROPERTIES = [group for group in GROUPS if group.owner]


def by_name(groups: list[Group]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("group", groups, ids=lambda group: group.name)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=130, properties=3)


def paths(sandbox: Sandbox) -> list[str]:
    return [request.path for request in sandbox.stats.otc.log]


@by_name(GROUPS)
async def test_a_list_has_all_rows_in_order_from_the_vendors_path(
    sandbox: Sandbox, group: Group
) -> None:
    async with otc_client(sandbox) as otc:
        found = await group.call(otc, "list", *group.owner)
    assert [each.raw for each in found] == group.rows(sandbox)
    assert len(found) > 1
    assert {type(each) for each in found} == {group.model}
    assert [each.id for each in found] == [each.raw["id"] for each in found]
    assert set(paths(sandbox)) == {group.path.format(1)}


@by_name(GROUPS)
async def test_iterating_returns_the_rows_of_the_list(sandbox: Sandbox, group: Group) -> None:
    async with otc_client(sandbox) as otc:
        found = [each.raw async for each in group.call(otc, "iter", *group.owner)]
    assert found == group.rows(sandbox)


async def test_field_definitions_are_nested_in_groups_and_sections(
    sandbox: Sandbox,
) -> None:
    async with otc_client(sandbox) as otc:
        found = await otc.property_fields.list_property_fields()
    assert [each.group["title"] for each in found] == [
        group["title"] for group in sandbox.otc_rows("property_field_groups")
    ]
    ids = {
        field["id"]
        for each in found
        for section in each.group["sections"]
        for field in section["section"]["fields"]
    }
    assert ids == {field["id"] for field in sandbox.otc_rows("property_fields")}
    assert all(each.raw == {"group": each.group} for each in found)
    assert set(paths(sandbox)) == {"/v1/propertyFields"}


async def test_properties_come_fifty_at_a_time() -> None:
    sandbox = Sandbox(properties=120)
    async with otc_client(sandbox) as otc:
        found = await otc.properties.list_properties()
    assert [each.raw for each in found] == sandbox.otc_rows("properties")
    # More pages are requested before the last one is known to be the last.
    queries = [request.query for request in sandbox.stats.otc.log]
    assert queries[:3] == [{"limit": "50", "offset": str(place)} for place in (0, 50, 100)]
    assert len(queries) <= 5 + 7  # after the first page four more, after the second seven


async def test_notes_come_a_hundred_at_a_time(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        found = await otc.property_notes.list_property_notes(1)
    assert len(found) == 130
    queries = [request.query for request in sandbox.stats.otc.log]
    assert queries[:2] == [{"limit": "100", "offset": "0"}, {"limit": "100", "offset": "100"}]
    assert len(queries) <= 4


async def test_limit_and_offset_select_rows_regardless_of_page_size(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        found = await otc.property_notes.list_property_notes(1, {"limit": 110, "offset": 15})
        same = await otc.property_notes.list_property_notes(1, limit=110, offset=15)
    notes = [row for row in sandbox.otc_rows("property_notes") if row["property_id"] == 1]
    assert [each.raw for each in found] == notes[15:125]
    assert same == found


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("contacts", ("email",)),
        ("contacts", ("first_name", "last_name")),
        ("agents", ("email",)),
        ("users", ("role", "status")),
        ("teams", ("status",)),
    ],
)
async def test_filters_select_rows_as_keywords_and_in_params(
    sandbox: Sandbox, name: Any, keywords: tuple[str, ...]
) -> None:
    (group,) = (each for each in GROUPS if each.name == name)
    rows = sandbox.otc_rows(name)
    filters = {keyword: rows[3][keyword] for keyword in keywords}
    fitting = [row for row in rows if filters.items() <= row.items()]
    assert len(fitting) < len(rows)
    async with otc_client(sandbox) as otc:
        assert [each.raw for each in await group.call(otc, "list", **filters)] == fitting
        assert [each.raw for each in await group.call(otc, "list", filters)] == fitting


async def test_associations_are_filtered_by_fields_of_the_contact(
    sandbox: Sandbox,
) -> None:
    async with otc_client(sandbox) as otc:
        everyone = await otc.property_contacts.list_property_contacts(1)
        wanted = everyone[0].raw["contact"]["email"]
        found = await otc.property_contacts.list_property_contacts(1, email=wanted)
    assert found == [each for each in everyone if each.raw["contact"]["email"] == wanted]
    assert len(found) < len(everyone)


async def test_agents_are_sorted_by_the_server(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        found = await otc.agents.list_agents(sort_by="email", sort_dir="desc")
    emails = [each.email or "" for each in found]
    assert len(emails) == 25
    assert emails == sorted(emails, reverse=True)


@by_name(WRITTEN)
async def test_create_retrieve_update_and_delete(sandbox: Sandbox, group: Group) -> None:
    assert group.new is not None
    assert group.change is not None
    before = group.rows(sandbox)
    async with otc_client(sandbox) as otc:
        created = await group.call(otc, "create", *group.owner, group.new)
        assert type(created) is group.model
        assert group.rows(sandbox) == [*before, created.raw]
        assert group.new.items() <= created.raw.items()
        assert await group.call(otc, "retrieve", *group.owner, created.id) == created

        changed = await group.call(otc, "update", *group.owner, created.id, group.change)
        assert type(changed) is group.model
        assert changed.raw == {**created.raw, **group.change}
        assert group.rows(sandbox) == [*before, changed.raw]

        confirmation = await group.call(otc, "delete", *group.owner, created.id)
        assert confirmation == {"id": created.id, "deleted": True}
        assert group.rows(sandbox) == before
        with pytest.raises(NotFoundError):
            await group.call(otc, "retrieve", *group.owner, created.id)
    writing = [each for each in sandbox.stats.otc.log if each.method != "GET"]
    path = group.path.format(1).rstrip("/")
    assert [(each.method, each.path, each.body) for each in writing] == [
        ("POST", path, group.new),
        ("PUT", f"{path}/{created.id}", group.change),
        ("DELETE", f"{path}/{created.id}", None),
    ]


@by_name(WRITTEN)
async def test_delete_returns_an_empty_dict_if_the_server_sends_nothing(
    group: Group,
) -> None:
    sandbox = Sandbox(delete_status=204, properties=1)
    first = group.rows(sandbox)[0]["id"]
    async with otc_client(sandbox) as otc:
        assert await group.call(otc, "delete", *group.owner, first) == {}
    assert first not in [row["id"] for row in group.rows(sandbox)]


@by_name(READ_ALONE)
async def test_a_row_is_retrieved_by_its_id(sandbox: Sandbox, group: Group) -> None:
    row = group.rows(sandbox)[1]
    async with otc_client(sandbox) as otc:
        found = await group.call(otc, "retrieve", *group.owner, row["id"])
    assert type(found) is group.model
    assert found.raw == row


@by_name(READ_ALONE)
async def test_an_unknown_id_is_not_found(sandbox: Sandbox, group: Group) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(NotFoundError) as caught:
            await group.call(otc, "retrieve", *group.owner, UNKNOWN_ID)
        assert str(UNKNOWN_ID) in str(caught.value)
        if group.change is not None:
            with pytest.raises(NotFoundError):
                await group.call(otc, "update", *group.owner, UNKNOWN_ID, group.change)
            with pytest.raises(NotFoundError):
                await group.call(otc, "delete", *group.owner, UNKNOWN_ID)
    assert {request.status for request in sandbox.stats.otc.log} == {404}


@by_name(OF_PROPERTIES)
async def test_nothing_of_an_unknown_property_is_found(sandbox: Sandbox, group: Group) -> None:
    first = group.rows(sandbox)[0]["id"]
    before = group.rows(sandbox)
    async with otc_client(sandbox) as otc:
        with pytest.raises(NotFoundError):
            await group.call(otc, "list", UNKNOWN_ID)
        with pytest.raises(NotFoundError):
            await group.call(otc, "create", UNKNOWN_ID, group.new)
        with pytest.raises(NotFoundError):
            await group.call(otc, "retrieve", UNKNOWN_ID, first)
        with pytest.raises(NotFoundError):  # a row of another property is not there either
            await group.call(otc, "retrieve", 2, first)
    assert group.rows(sandbox) == before


@pytest.mark.parametrize(
    ("name", "changes", "path"),
    [
        ("agents", {"name": ["Jane"]}, "name"),
        ("contacts", {"created": {"date": 5}}, "created.date"),
        ("tags", {"title": {"en": "Hot"}}, "title"),
        ("teams", {"team_members": [{"id": 1}, {"id": "two"}]}, "team_members[1].id"),
        ("users", {"email": 5}, "email"),
        ("properties", {"field_values": "none"}, "field_values"),
        ("property_notes", {"description": 5}, "description"),
        ("property_tasks", {"title": []}, "title"),
    ],
)
async def test_a_strict_client_says_where_a_row_does_not_fit(
    sandbox: Sandbox, name: str, changes: dict[str, Any], path: str
) -> None:
    (group,) = (each for each in GROUPS if each.name == name)
    row = group.rows(sandbox)[1]
    assert sandbox.update("otc", name, row["id"], changes)
    async with otc_client(sandbox) as otc:
        assert len(await group.call(otc, "list", *group.owner)) == len(group.rows(sandbox))
    async with otc_client(sandbox, strict=True) as otc:
        with pytest.raises(DataFormatError) as caught:
            await group.call(otc, "retrieve", *group.owner, row["id"])
        assert caught.value.path == path
        with pytest.raises(DataFormatError) as caught:
            await group.call(otc, "list", *group.owner)
        assert caught.value.path == f"[1].{path}"
