"""Every group of the drop-in client over real sockets, with plain results."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.exceptions import NotFoundError, ValidationError
from opentoclose_async.sandbox import RunningSandbox, Sandbox, serve
from tests.legacy.options import set_options

MEMBER = 700_001
PERSON = {"first_name": "Jane", "last_name": "Doe", "email": "jane@example.com"}
GROUPS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "agents": ("agent", PERSON, {"phone": "+1 555"}),
    "contacts": ("contact", PERSON, {"city": "Zürich"}),
    "tags": ("tag", {"name": "Hot"}, {"color": "#FF0000"}),
    "teams": ("team", {"name": "North"}, {"status": "Inactive"}),
    "users": ("user", PERSON, {"role": "Agent"}),
    "property_documents": ("property_document", {"name": "Offer.pdf"}, {"description": "Signed"}),
    "property_emails": ("property_email", {"subject": "Hello"}, {"body": "Bye"}),
    "property_notes": ("property_note", {"content": "Called."}, {"pinned": True}),
    "property_tasks": ("property_task", {"title": "Inspect"}, {"completed": True}),
}
"""For each group: the suffix of its methods' names, a new row, and a change to it."""

LISTS = [*GROUPS, "properties", "property_contacts"]


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    """One server for all tests: starting and stopping it takes longer than any of them."""
    with serve(Sandbox(users=130, properties=60)) as running:
        yield running


@pytest.fixture
def sandbox(running: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The sandbox, reset, where `OpenToCloseAPI()` finds it."""
    running.sandbox.reset()
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", running.sandbox.config.otc_token)
    monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", running.otc_base_url)
    set_options(monkeypatch)
    return running.sandbox


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[OpenToCloseAPI]:
    assert sandbox.stats.otc.requests == 0
    with OpenToCloseAPI() as client:
        yield client


def owner_of(group: str) -> tuple[int, ...]:
    return (1,) if group.startswith("property_") else ()


def rows_of(sandbox: Sandbox, group: Any) -> list[dict[str, Any]]:
    rows = sandbox.otc_rows(group)
    if not owner_of(group):
        return rows
    return [row for row in rows if row.get("property_id", row.get("property")) in (1, {"id": 1})]


def assert_plain(value: object) -> None:
    """Check that a value contains only JSON types."""
    assert type(value) in (dict, list, str, int, float, bool, type(None))
    if isinstance(value, dict):
        value = [*value.values()]
    for each in value if isinstance(value, list) else ():
        assert_plain(each)


@pytest.mark.parametrize("group", LISTS)
def test_a_list_is_all_rows_as_plain_dicts(
    client: OpenToCloseAPI, sandbox: Sandbox, group: str
) -> None:
    found = getattr(getattr(client, group), f"list_{group}")(*owner_of(group))
    assert found == rows_of(sandbox, group)
    assert len(found) > 1
    assert_plain(found)


@pytest.mark.parametrize("group", GROUPS)
def test_a_row_is_created_read_updated_and_deleted_by_ids_of_any_kind(
    client: OpenToCloseAPI, sandbox: Sandbox, group: str
) -> None:
    noun, new, change = GROUPS[group]
    before = rows_of(sandbox, group)

    def call(verb: str, *arguments: Any, kind: type = int) -> Any:
        ids = [kind(each) for each in (*owner_of(group), *arguments) if isinstance(each, int)]
        data = [each for each in arguments if not isinstance(each, int)]
        return getattr(getattr(client, group), f"{verb}_{noun}")(*ids, *data)

    created = call("create", new)
    assert_plain(created)
    assert rows_of(sandbox, group) == [*before, created]
    number = created["id"]
    for kind in (int, str):
        assert call("retrieve", number, kind=kind) == created
    changed = call("update", number, change, kind=str)
    assert_plain(changed)
    assert changed == {**created, **change}
    assert rows_of(sandbox, group) == [*before, changed]
    assert call("delete", number, kind=str) == {"id": number, "deleted": True}
    assert rows_of(sandbox, group) == before
    for verb, *data in (("retrieve",), ("update", change), ("delete",)):
        with pytest.raises(NotFoundError):
            call(verb, number, *data)


def test_contacts_are_added_to_properties_and_read(
    client: OpenToCloseAPI, sandbox: Sandbox
) -> None:
    created = client.property_contacts.create_property_contact(1, {"contact_id": 5})
    assert_plain(created)
    assert rows_of(sandbox, "property_contacts")[-1] == created
    assert client.property_contacts.retrieve_property_contact(1, created["id"]) == created
    sandbox.reset_stats()
    with pytest.raises(ValidationError, match="405"):
        client.property_contacts.update_property_contact(1, created["id"], {"contact_id": 6})
    with pytest.raises(ValidationError, match="405"):
        client.property_contacts.delete_property_contact(1, created["id"])
    assert sandbox.stats.otc.requests == 0


def test_lists_accept_filters_in_a_dict_and_as_keywords(
    client: OpenToCloseAPI, sandbox: Sandbox
) -> None:
    third = sandbox.otc_rows("contacts")[2]
    assert third["email"]
    assert client.contacts.list_contacts({"email": third["email"]}) == [third]
    assert client.contacts.list_contacts(email=third["email"]) == [third]
    assert (
        client.properties.list_properties({"limit": 2, "offset": 51})
        == (sandbox.otc_rows("properties")[51:53])
    )


@pytest.mark.parametrize("preserve", [False, True])
def test_a_property_is_created_from_a_title(
    client: OpenToCloseAPI, sandbox: Sandbox, preserve: bool
) -> None:
    for team in sandbox.otc_rows("teams"):
        members = team["team_members"][:1] if team["id"] == 1 else []
        sandbox.update("otc", "teams", team["id"], {"team_members": members})
    created = client.properties.create_property("12 Oak St", preserve_text_values=preserve)
    assert_plain(created)
    assert created == sandbox.otc_rows("properties")[-1]
    assert created["team_user_id"] == MEMBER
    values = {item["key"]: item["value"] for item in created["field_values"] if item["value"]}
    assert values == {
        "contract_title": "12 Oak St",
        "contract_client_type": "Buyer",
        "contract_status": "Listing- Active",
    }
    body = sandbox.stats.otc.log[-1].body
    kinds = {type(field["value"]) for field in body["fields"]}
    assert kinds == ({str} if preserve else {str, int})


def test_a_property_is_created_from_a_dict_read_updated_and_deleted(
    client: OpenToCloseAPI, sandbox: Sandbox
) -> None:
    data = {"title": "12 Oak St", "client_type": "Seller", "status": "closed", "bedrooms": 3}
    created = client.properties.create_property(data, MEMBER)
    assert client.properties.retrieve_property(str(created["id"])) == created  # type: ignore[arg-type]  # as in existing code
    changed = client.properties.update_property(created["id"], {"bedrooms": 4})
    assert_plain(changed)
    assert changed == sandbox.otc_rows("properties")[-1]
    values = {item["key"]: item["value"] for item in changed["field_values"] if item["value"]}
    assert values == {
        "contract_title": "12 Oak St",
        "contract_client_type": "Seller",
        "contract_status": "Closed",
        "bedrooms": "4",
    }
    assert client.properties.delete_property(created["id"])["deleted"] is True
    with pytest.raises(NotFoundError):
        client.properties.retrieve_property(created["id"])


def test_the_fields_are_listed_nested_and_mapped(client: OpenToCloseAPI, sandbox: Sandbox) -> None:
    keys = {field["key"]: field["id"] for field in sandbox.otc_rows("property_fields")}
    described = client.list_available_fields()
    assert {each["name"]: each["id"] for each in described} == keys
    mappings = client.properties.get_field_mappings()
    assert {key: each["id"] for key, each in mappings.items()} == keys
    nested = client.get_property_fields()
    assert nested == client.properties.get_property_fields()
    assert {
        field["key"]: field["id"]
        for each in nested
        for section in each["group"]["sections"]
        for field in section["section"]["fields"]
    } == keys
    for value in (described, mappings, nested):
        assert_plain(value)


def test_data_is_validated_by_the_client(client: OpenToCloseAPI, sandbox: Sandbox) -> None:
    good = {"title": "a", "client_type": "Buyer", "status": "Closed"}
    assert client.validate_property_data(good) == (True, [])
    is_good, problems = client.validate_property_data({**good, "closing_dat": "x"})
    assert not is_good
    assert ["closing_date" in problem for problem in problems] == [True]
    assert {request.method for request in sandbox.stats.otc.log} == {"GET"}


def test_a_document_is_uploaded(client: OpenToCloseAPI, sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "offer.pdf"
    path.write_bytes(b"%PDF")
    created = client.property_documents.upload_property_document(1, str(path))
    assert_plain(created)
    assert (created["name"], created["file_size"]) == ("offer.pdf", 4)
    assert rows_of(sandbox, "property_documents")[-1] == created
