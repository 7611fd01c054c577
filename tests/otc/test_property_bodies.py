"""The bodies that create properties: every field by its id, and none lost."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.otc.field_catalogue import Field, FieldCatalogue
from opentoclose_async.otc.property_bodies import is_api_format, property_body, the_only_member
from tests.otc.definitions import CLIENT_TYPE, DEFINITIONS, STATUS, TITLE, choice, nested
from tests.thoroughness import repeatable

CATALOGUE = FieldCatalogue.read(DEFINITIONS)


def body_of(
    data: object, catalogue: FieldCatalogue = CATALOGUE, *, texts: bool = False
) -> dict[str, Any]:
    return property_body(data, catalogue, 77, preserve_text_values=texts)


def values_of(data: object, *, texts: bool = False) -> dict[int, Any]:
    return {field["id"]: field["value"] for field in body_of(data, texts=texts)["fields"]}


def refusal(data: object, catalogue: FieldCatalogue = CATALOGUE) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        body_of(data, catalogue)
    assert str(caught.value).endswith(". Nothing was sent.")
    return caught.value


def test_a_title_is_enough() -> None:
    assert body_of("12 Oak St") == {
        "team_member_id": 77,
        "time_zone_id": 1,
        "fields": [
            {"id": 1, "value": "12 Oak St"},
            {"id": 2, "value": 200},
            {"id": 3, "value": 301},
        ],
    }


def test_a_mapping_becomes_ids_and_values_in_its_order() -> None:
    data = {
        "status": "sold",
        "title": "12 Oak St",
        "closing_date": date(2025, 5, 22),
        "contract_client_type": 201,
        "purchase_amount": Decimal("450000.00"),
        "bedrooms": 3,
        "important_notes": None,
    }
    assert body_of(data)["fields"] == [
        {"id": 3, "value": 302},
        {"id": 1, "value": "12 Oak St"},
        {"id": 4, "value": "2025-05-22"},
        {"id": 2, "value": 201},
        {"id": 5, "value": "450000.00"},
        {"id": 6, "value": "3"},
    ]


def test_choices_are_titles_on_request() -> None:
    assert values_of({"title": "a", "client_type": 201, "status": "SOLD"}, texts=True) == {
        1: "a",
        2: "Seller",
        3: "Listing- Sold",
    }
    assert values_of("a", texts=True) == {1: "a", 2: "Buyer", 3: "Listing- Active"}


@pytest.mark.parametrize(
    ("key", "value", "content"),
    [
        ("closing_date", datetime(2025, 5, 22, 23, 59), "2025-05-22"),  # noqa: DTZ001 - the day counts
        ("closing_date", "as agreed", "as agreed"),
        ("bedrooms", 2.5, "2.5"),
        ("purchase_amount", 1e22, "10000000000000000000000"),
        ("important_notes", "a<br>b\n", "a<br>b\n"),
        ("important_notes", "", ""),
        ("important_notes", 80202, "80202"),
    ],
)
def test_each_value_is_written_in_the_apis_format(key: str, value: object, content: str) -> None:
    field = CATALOGUE.field(key)
    assert values_of({"title": "a", key: value})[field.id] == content


def test_the_data_may_have_the_member_and_the_time_zone() -> None:
    body = body_of({"title": "a", "team_member_id": 77, "time_zone_id": 12})
    assert (body["team_member_id"], body["time_zone_id"]) == (77, 12)
    assert len(body["fields"]) == 3


def test_the_data_is_not_modified() -> None:
    data = {"title": "a", "team_member_id": 77, "bedrooms": None}
    body_of(data)
    assert data == {"title": "a", "team_member_id": 77, "bedrooms": None}


@pytest.mark.parametrize(
    ("data", "start"),
    [
        ("", "property_data must be a title, not blank, or a mapping of fields, not ''"),
        (" \n", "property_data must be a title, not blank, or a mapping of fields, not"),
        (None, "property_data must be a title, not blank, or a mapping of fields, not None"),
        ([("title", "a")], "property_data must be a title, not blank, or a mapping"),
        ({}, "property_data must be a title, or a mapping with one, not {}"),
        ({"title": None}, "property_data must be a title, or a mapping with one, not {"),
        ({"title": " "}, "property_data['title'] must be a title, not blank, not ' '"),
        ({"title": True}, "property_data['title'] must be a number, a date or a string, not True"),
        ({"title": "a", "bedroom": 3}, "property_data['bedroom'] is not a field of this account"),
        ({"title": "a", 5: 3}, "property_data[5] is not a field of this account"),
        (
            {"title": "a", "bedrooms": True},
            "property_data['bedrooms'] must be a number or a string",
        ),
        ({"title": "a", "bedrooms": [3]}, "property_data['bedrooms'] must be a number or a string"),
        ({"title": "a", "purchase_amount": float("inf")}, "property_data['purchase_amount'] must"),
        ({"title": "a", "status": "Gone"}, "property_data['status'] must be the title or the id"),
        ({"title": "a", "status": 3.0}, "property_data['status'] must be the title or the id"),
        ({"title": "a", "contract_title": "a"}, "property_data['contract_title'] means the same"),
        ({"title": "a", "team_member_id": 5}, "property_data['team_member_id'] is 5, but"),
        ({"title": "a", "team_member_id": "5"}, "property_data['team_member_id'] must be a pos"),
        ({"title": "a", "time_zone_id": 0}, "property_data['time_zone_id'] must be a positive"),
    ],
)
def test_values_that_would_be_lost_or_misread_are_refused(data: object, start: str) -> None:
    assert str(refusal(data)).startswith(start)


@pytest.mark.parametrize("name", ["team_member_id", "time_zone_id"])
@pytest.mark.parametrize("value", [0, -1, True, "5", None])
def test_an_invalid_id_is_refused(name: str, value: Any) -> None:
    ids = {"team_member_id": 77, name: value}
    with pytest.raises(ValidationError, match=f"{name} must be a positive whole number, not"):
        property_body("a", CATALOGUE, preserve_text_values=False, **ids)


@pytest.mark.parametrize(
    ("definition", "name", "default", "given"),
    [
        (choice(2, "contract_client_type", ["Cash Buyer"]), "client_type", "Buyer", "buyer"),
        (choice(3, "contract_status", ["Sold", "Active"]), "status", "Listing- Active", "Active"),
        (choice(3, "contract_status", []), "status", "Listing- Active", None),
    ],
)
def test_a_default_that_the_account_does_not_have_must_be_passed(
    definition: dict[str, Any], name: str, default: str, given: str | None
) -> None:
    catalogue = FieldCatalogue.read(nested(TITLE, definition))
    error = refusal("a", catalogue)
    expected = f"property_data['{name}'] must be given: this account has no '{default}'; options: "
    assert str(error).startswith(expected)
    assert list(error.field_errors) == [name]
    if given:
        assert len(body_of({"title": "a", name: given}, catalogue)["fields"]) == 2


@pytest.mark.parametrize("title", ["listing-active", "Listing - Active", "LISTING- ACTIVE"])
def test_a_default_is_found_in_any_spelling(title: str) -> None:
    catalogue = FieldCatalogue.read(nested(TITLE, choice(3, "contract_status", ["Sold", title])))
    assert body_of("a", catalogue)["fields"][1] == {"id": 3, "value": 301}


def test_a_default_for_a_field_that_the_account_lacks_is_omitted() -> None:
    catalogue = FieldCatalogue.read(nested(TITLE))
    assert body_of("a", catalogue)["fields"] == [{"id": 1, "value": "a"}]


def test_no_title_is_required_if_the_account_has_no_title_field() -> None:
    catalogue = FieldCatalogue.read(nested({"id": 6, "key": "bedrooms", "type": "number"}))
    assert body_of({"bedrooms": 3}, catalogue)["fields"] == [{"id": 6, "value": "3"}]


def test_a_default_for_a_text_field_is_its_text() -> None:
    status = {"id": 3, "key": "contract_status", "type": "text"}
    catalogue = FieldCatalogue.read(nested(TITLE, status, CLIENT_TYPE))
    fields = body_of("a", catalogue)["fields"]
    assert {"id": 3, "value": "Listing- Active"} in fields


def test_a_field_whose_key_is_a_short_name_takes_precedence() -> None:
    own = {"id": 8, "key": "status", "type": "text"}
    catalogue = FieldCatalogue.read(nested(TITLE, STATUS, own))
    assert body_of({"title": "a", "status": "mine"}, catalogue)["fields"] == [
        {"id": 1, "value": "a"},
        {"id": 8, "value": "mine"},
        {"id": 3, "value": 301},
    ]


def contents(field: Field) -> st.SearchStrategy[Any]:
    if field.is_choice:
        titles = [option.title for option in field.options]
        return st.sampled_from([*titles, *(option.id for option in field.options)])
    words = st.text(min_size=1).filter(str.strip)
    if field.kind == "date":
        return st.one_of(words, st.dates(), st.datetimes())
    if field.key == "contract_title":
        return words
    return st.one_of(words, st.integers(-(10**20), 10**20), st.decimals(-1000, 1000, places=2))


DATA = st.fixed_dictionaries(
    {"contract_title": contents(CATALOGUE.field("title"))},
    optional={
        key: contents(field) for key, field in CATALOGUE.fields.items() if key != "contract_title"
    },
)


@repeatable(50)
@given(DATA, st.booleans())
def test_every_field_is_in_the_body_once_by_its_id(data: dict[str, Any], texts: bool) -> None:
    fields = body_of(data, texts=texts)["fields"]
    keys = {"contract_client_type", "contract_status", *data}
    assert sorted(each["id"] for each in fields) == sorted(CATALOGUE.fields[key].id for key in keys)
    by_id = {each["id"]: each["value"] for each in fields}
    for key, given_value in data.items():
        field = CATALOGUE.fields[key]
        if not field.is_choice:
            assert isinstance(by_id[field.id], str)
            assert not isinstance(given_value, str) or by_id[field.id] == given_value
            continue
        option = next(each for each in field.options if given_value in (each.id, each.title))
        assert by_id[field.id] == (option.title if texts else option.id)


@repeatable(50)
@given(DATA)
def test_only_data_without_problems_makes_a_body(
    data: dict[str, Any],
) -> None:
    whole = {"contract_client_type": "Dual", "contract_status": "Closed"} | data
    assert CATALOGUE.problems(whole) == []
    body_of(whole)
    spoilt = whole | {"bedrooms": True}
    assert len(CATALOGUE.problems(spoilt)) == 1
    refusal(spoilt)


@pytest.mark.parametrize(
    ("data", "is_body"),
    [
        ({"team_member_id": 5, "fields": []}, True),
        ({"team_member_id": 5, "time_zone_id": 1, "fields": [{"id": 1, "value": "a"}]}, True),
        ({"fields": [{"id": 1, "value": "a"}]}, False),
        ({"team_member_id": 5, "fields": "all"}, False),
        ({"team_member_id": 5, "title": "a"}, False),
        ({}, False),
        ("fields", False),
        (None, False),
        ([("fields", [])], False),
    ],
)
def test_a_body_in_the_apis_format_is_recognized(data: object, is_body: bool) -> None:
    assert is_api_format(data) is is_body


@pytest.mark.parametrize(
    "teams",
    [
        [{"id": 1, "team_members": [{"id": 7}]}],
        [{"team_members": [{"id": 7}]}, {"team_members": [{"id": 7, "name": "Ann"}, {"id": 7}]}],
        [{}, {"team_members": None}, None, {"team_members": [None, {}, {"id": "x"}, {"id": 7}]}],
        [{"team_members": [{"id": "7"}, {"id": 7, "name": "Ann"}]}],
    ],
)
def test_the_only_member_of_all_teams_is_found(teams: list[Any]) -> None:
    assert the_only_member(teams) == 7


@pytest.mark.parametrize("teams", [[], [{}], [{"id": 1, "team_members": []}]])
def test_teams_without_members_are_refused(teams: list[Mapping[str, Any]]) -> None:
    with pytest.raises(ValidationError) as caught:
        the_only_member(teams)
    assert str(caught.value) == (
        "team_member_id must be given: the account's teams have no member. Nothing was sent."
    )
    assert list(caught.value.field_errors) == ["team_member_id"]


def test_several_members_are_listed_by_id_and_name() -> None:
    teams = [
        {"team_members": [{"id": 7}, {"id": 8, "first_name": "Bo", "last_name": "Ek"}]},
        {"team_members": [{"id": 7, "name": "Ann Lee"}, {"id": 9}, {"id": 8}]},
    ]
    with pytest.raises(ValidationError) as caught:
        the_only_member(teams)
    assert str(caught.value) == (
        "team_member_id must be given, as one of the members of the account's teams: "
        "7 (Ann Lee), 8 (Bo Ek), 9. Nothing was sent."
    )


def test_an_id_may_be_a_string_of_digits_and_names_are_escaped() -> None:
    teams = [{"team_members": [{"id": 7}, {"id": "8", "name": "Bo\x1b[31m"}]}]
    with pytest.raises(ValidationError, match=r": 7, 8 \(Bo\\x1b\[31m\)\. Nothing was sent\.$"):
        the_only_member(teams)


def test_no_more_members_are_listed_than_can_be_read() -> None:
    teams = [{"team_members": [{"id": each} for each in range(1, 500)]}]
    with pytest.raises(ValidationError, match=r"19, 20 and 479 more\. Nothing was sent\.$"):
        the_only_member(teams)
