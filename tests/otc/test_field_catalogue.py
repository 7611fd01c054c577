"""Find the fields of an account and their options, describe them, and check data for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async.exceptions import DataFormatError, ValidationError
from opentoclose_async.otc.field_catalogue import Field, FieldCatalogue, Option
from tests.otc.definitions import DEFINITIONS, STATUS, TITLE, choice, nested
from tests.thoroughness import repeatable

CATALOGUE = FieldCatalogue.read(DEFINITIONS)


def catalogue_of(*fields: dict[str, Any]) -> FieldCatalogue:
    return FieldCatalogue.read(nested(*fields))


def refusal(call: Any, *args: Any) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        call(*args)
    assert str(caught.value).startswith("property_data[")
    assert str(caught.value).endswith(". Nothing was sent.")
    return caught.value


def test_a_definition_is_read_wherever_it_is_nested() -> None:
    assert set(CATALOGUE.fields) == {
        "contract_title",
        "contract_client_type",
        "contract_status",
        "closing_date",
        "purchase_amount",
        "bedrooms",
        "important_notes",
    }
    assert CATALOGUE.field("contract_title") == Field(
        id=1, key="contract_title", title="Title", kind="text", required=True
    )
    assert CATALOGUE.field("contract_client_type") == Field(
        id=2,
        key="contract_client_type",
        title="Client Type",
        kind="choice",
        options=(Option(200, "Buyer"), Option(201, "Seller"), Option(202, "Dual")),
    )


@pytest.mark.parametrize(
    "definitions",
    [
        [],
        [None, 5, "text", []],
        [{}],
        [{"group": None}],
        [{"group": {"title": "a"}}],
        [{"group": {"sections": {}}}],
        [{"group": {"sections": [None, {"section": 5}, {"section": {"fields": None}}]}}],
        nested({"key": "no_id", "type": "text"}, {"id": 5, "type": "text"}),
        nested({"id": "5", "key": "text_for_id"}, {"id": True, "key": "flag_for_id"}),
        nested({"id": 5, "key": 5}, {"id": 5, "key": ""}),
    ],
)
def test_missing_parts_define_no_field(definitions: list[Any]) -> None:
    catalogue = FieldCatalogue.read(definitions)
    assert catalogue.fields == {}
    assert catalogue.available() == []
    assert catalogue.required() == []
    assert catalogue.problems({}) == []
    assert catalogue.mappings() == {}


def test_groups_and_sections_are_read_without_their_wrappers_too() -> None:
    assert FieldCatalogue.read([{"sections": [{"fields": [TITLE]}]}]).field("title").id == 1


def test_a_field_with_only_an_id_and_a_key_is_read() -> None:
    odd = {"id": 5, "key": "odd", "title": None, "type": 3, "required": None, "options": [None, {}]}
    assert catalogue_of(odd).field("odd") == Field(id=5, key="odd", title="odd")


@pytest.mark.parametrize("required", [True, 1, "1", "true"])
def test_every_form_of_required_is_read(required: object) -> None:
    assert catalogue_of({"id": 5, "key": "a", "required": required}).field("a").required


@pytest.mark.parametrize("definitions", [None, {}, {"detail": "no"}, "text", 5])
def test_definitions_must_be_a_list(definitions: object) -> None:
    with pytest.raises(DataFormatError, match="expected a list of groups of fields, got"):
        FieldCatalogue.read(definitions)


@pytest.mark.parametrize(
    ("alias", "key"),
    [
        ("title", "contract_title"),
        ("client_type", "contract_client_type"),
        ("status", "contract_status"),
    ],
)
def test_a_short_name_finds_the_contract_field(alias: str, key: str) -> None:
    assert CATALOGUE.field(alias) is CATALOGUE.field(key)


def test_a_key_takes_precedence_over_a_short_name() -> None:
    own = {"id": 8, "key": "status", "type": "text"}
    assert catalogue_of(own, STATUS).field("status").id == 8


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("closing_dat", "closing_date"),
        ("Closing-Date", "closing_date"),
        ("date of closing", "closing_date"),
        ("bed_rooms", "bedrooms"),
        ("purchase_price_amount", "purchase_amount"),
    ],
)
def test_an_unknown_field_is_refused_with_similar_ones(key: str, near: str) -> None:
    error = refusal(CATALOGUE.field, key)
    assert f"is not a field of this account; similar fields: {near}" in str(error)
    assert list(error.field_errors) == [key]


@pytest.mark.parametrize("key", ["zzzzzzzz", "", 5, None, "x" * 100_000])
def test_an_unknown_field_unlike_any_is_refused_with_where_to_look(key: Any) -> None:
    message = str(refusal(CATALOGUE.field, key))
    assert "similar" not in message
    assert "list_available_fields()" in message
    assert len(message) < 300


STAGES = choice(
    9, "stage", ["Listing- Active", "Listing- Inactive", "Under Contract", "under_contract", "A B"]
)


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Listing- Active", "Listing- Active"),
        ("listing- active", "Listing- Active"),
        ("LISTING ACTIVE", "Listing- Active"),
        ("  listing - active ", "Listing- Active"),
        ("listing_active", "Listing- Active"),
        ("listing\u2013active", "Listing- Active"),
        ("Active", "Listing- Active"),
        ("inactive", "Listing- Inactive"),
        ("Under Contract", "Under Contract"),
        ("under_contract", "under_contract"),
        ("a-b", "A B"),
        ("b", "A B"),
        (901, "Listing- Inactive"),
    ],
)
def test_an_option_is_found_by_its_title_its_end_or_its_id(value: object, title: str) -> None:
    catalogue = catalogue_of(STAGES)
    assert catalogue.option(catalogue.field("stage"), value).title == title


@pytest.mark.parametrize("value", ["tive", "Listing", "", "-", 9, -1, True, None, 900.0, ["A B"]])
def test_an_unknown_option_is_refused_with_all_options(value: object) -> None:
    catalogue = catalogue_of(STAGES)
    error = refusal(catalogue.option, catalogue.field("stage"), value)
    message = str(error)
    assert f"must be the title or the id of an option, not {value!r}; options: " in message
    assert "'Listing- Active' (id 900), 'Listing- Inactive' (id 901), " in message
    assert list(error.field_errors) == ["stage"]


@pytest.mark.parametrize("value", ["UNDER CONTRACT", "contract"])
def test_an_ambiguous_option_is_refused_with_the_matches(value: str) -> None:
    catalogue = catalogue_of(STAGES)
    message = str(refusal(catalogue.option, catalogue.field("stage"), value))
    assert "matches more than one option: " in message
    assert "'Under Contract' (id 902), 'under_contract' (id 903)." in message
    assert "Active" not in message


def test_options_with_the_same_title_differ_by_id() -> None:
    catalogue = catalogue_of(choice(9, "twin", ["Same", "Same"]))
    field = catalogue.field("twin")
    assert "(id 900), 'Same' (id 901)" in str(refusal(catalogue.option, field, "Same"))
    assert catalogue.option(field, 901).id == 901


def test_an_error_lists_no_more_options_than_can_be_read() -> None:
    catalogue = catalogue_of(choice(9, "many", [f"Option {at}" for at in range(300)]))
    message = str(refusal(catalogue.option, catalogue.field("many"), "Nine"))
    assert "'Option 11' (id 911) and 288 more" in message
    assert "Option 12" not in message


def test_true_is_not_the_option_with_id_one() -> None:
    yes = {"id": 9, "key": "yes", "type": "choice", "options": [{"id": 1, "title": "Yes"}]}
    catalogue = catalogue_of(yes)
    assert catalogue.option(catalogue.field("yes"), 1).title == "Yes"
    refusal(catalogue.option, catalogue.field("yes"), True)


def test_a_field_with_options_is_a_choice_whatever_its_type() -> None:
    catalogue = catalogue_of(choice(9, "kind", ["House", "Condo"]) | {"type": "dropdown"})
    assert catalogue.available()[0]["options"] == ["House", "Condo"]
    assert catalogue.problems({"kind": "Boat"}) == [
        "Invalid value 'Boat' for field 'kind'. Valid options: House, Condo"
    ]


def test_a_choice_without_options_accepts_nothing() -> None:
    catalogue = catalogue_of(choice(9, "empty", []))
    error = refusal(catalogue.option, catalogue.field("empty"), "a")
    assert "options: none" in str(error)


def test_marked_fields_and_those_of_every_property_are_required() -> None:
    marked = {"id": 8, "key": "marked", "type": "text", "required": True}
    keys = {field.key for field in catalogue_of(marked, STATUS, TITLE).required()}
    assert keys == {"marked", "contract_status", "contract_title"}


def test_available_fields_start_with_the_required_ones() -> None:
    available = CATALOGUE.available()
    assert [each["name"] for each in available] == [
        "contract_client_type",
        "contract_status",
        "contract_title",
        "bedrooms",
        "closing_date",
        "important_notes",
        "purchase_amount",
    ]
    assert available[0] == {
        "name": "contract_client_type",
        "id": 2,
        "type": "choice",
        "title": "Client Type",
        "required": True,
        "options": ["Buyer", "Seller", "Dual"],
    }
    assert available[3] == {
        "name": "bedrooms",
        "id": 6,
        "type": "number",
        "title": "Bedrooms",
        "required": False,
    }


def test_mappings_have_each_spelling_of_an_option_in_lower_case() -> None:
    mappings = CATALOGUE.mappings()
    assert list(mappings) == list(CATALOGUE.fields)
    assert mappings["bedrooms"] == {
        "id": 6,
        "type": "number",
        "title": "Bedrooms",
        "key": "bedrooms",
    }
    assert mappings["contract_status"]["options"] == {
        "pre-mls": 300,
        "listing- active": 301,
        "listing--active": 301,
        "active": 301,
        "listing- sold": 302,
        "listing--sold": 302,
        "sold": 302,
        "closed": 303,
    }


def test_a_derived_title_never_replaces_a_real_one_in_the_mappings() -> None:
    catalogue = catalogue_of(choice(9, "a", ["Sold", "pre-mls", "Listing- Sold", "Pre MLS"]))
    options = catalogue.mappings()["a"]["options"]
    assert (options["sold"], options["pre-mls"]) == (900, 901)


GOOD = {"title": "12 Oak St", "client_type": "Buyer", "contract_status": "Active"}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"closing_date": date(2025, 5, 22), "bedrooms": 3, "purchase_amount": "450000"},
        {"important_notes": None, "no_such_field": None},
        {"team_member_id": 5, "time_zone_id": 2},
    ],
)
def test_valid_data_has_no_problems(more: dict[str, Any]) -> None:
    assert CATALOGUE.problems(GOOD | more) == []


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (
            {"title": None},
            "Missing required field: contract_title (use any of: title, contract_title)",
        ),
        (
            {"title": " "},
            "Missing required field: contract_title (use any of: title, contract_title)",
        ),
        ({"closing_dat": "x"}, "Unknown field: closing_dat (similar fields: closing_date)"),
        ({"zzzzz": "x"}, "Unknown field: zzzzz"),
        ({5: "x"}, "Unknown field: 5"),
        (
            {"client_type": "Tenant"},
            "Invalid value 'Tenant' for field 'client_type'. Valid options: Buyer, Seller, Dual",
        ),
        (
            {"bedrooms": True},
            "Invalid value True for field 'bedrooms'. It must be a number or a string, not True",
        ),
        (
            {"status": "Closed"},
            "Field given twice: contract_status, as contract_status and as status",
        ),
        (
            {"team_member_id": "5"},
            "Invalid value for team_member_id: must be a positive whole number, not '5'",
        ),
    ],
)
def test_each_problem_is_reported(more: dict[Any, Any], problem: str) -> None:
    assert CATALOGUE.problems(GOOD | more) == [problem]


def test_all_problems_are_reported_missing_fields_first() -> None:
    marked = {"id": 8, "key": "marked", "type": "text", "required": True}
    catalogue = catalogue_of(TITLE, STATUS, marked)
    all_statuses = "Pre-MLS, Listing- Active, Listing- Sold, Closed"
    assert catalogue.problems({"status": "Gone", "x": 1}) == [
        "Missing required field: contract_title (use any of: title, contract_title)",
        "Missing required field: marked",
        f"Invalid value 'Gone' for field 'status'. Valid options: {all_statuses}",
        "Unknown field: x",
    ]


def test_every_unknown_field_is_reported() -> None:
    problems = CATALOGUE.problems(GOOD | {f"closing_dat{at}": 1 for at in range(50)})
    assert len(problems) == 50
    assert problems[0] == "Unknown field: closing_dat0 (similar fields: closing_date)"
    assert problems[-1] == "Unknown field: closing_dat49"


@pytest.mark.parametrize("data", [None, "12 Oak St", 5, [("title", "x")]])
def test_data_to_check_must_be_a_mapping(data: object) -> None:
    with pytest.raises(ValidationError, match="property_data must be a mapping of fields, not"):
        CATALOGUE.problems(data)


SHORT_NAMES = ("title", "status", "client_type")
BESIDE_FIELDS = ("team_member_id", "time_zone_id")
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.dates(),
    st.decimals(), st.lists(st.text()), st.just(10**5000), st.just(object()),
)  # fmt: skip
KEYS = st.one_of(
    st.sampled_from([*CATALOGUE.fields, *SHORT_NAMES, *BESIDE_FIELDS]),
    st.text(),
    st.integers(),
    st.none(),
)


@repeatable(100)
@given(st.dictionaries(KEYS, ANYTHING))
def test_problems_are_found_in_any_mapping(data: Mapping[Any, Any]) -> None:
    problems = CATALOGUE.problems(data)
    assert all(isinstance(each, str) and len(each) < 400 for each in problems)
    unknown = [key for key, value in data.items() if value is not None and not is_known(key)]
    assert sum(each.startswith("Unknown field: ") for each in problems) == len(unknown)


def is_known(key: object) -> bool:
    return key in CATALOGUE.fields or key in BESIDE_FIELDS or key in SHORT_NAMES
