"""JSON converted to models: nothing coerced, nothing lost, errors with paths."""

import pickle
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import attrs
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.conversion.model import Model, camel_case
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.otc.models import Status, Team, TeamMember, User
from opentoclose_async.rooms.conversion import CONVERTER
from opentoclose_async.rooms.models import (
    AccessLevel,
    AccountStatus,
    ApiError,
    UserSummary,
    UserSummaryList,
)
from tests.thoroughness import repeatable

PLAIN = ModelConverter()
STRICT = PLAIN.as_strict(True)
STRICT_ROOMS = CONVERTER.as_strict(True)


class Colour(StrEnum):
    RED = "Red"


@frozen(kw_only=True)
class Part(Model):
    part_id: int


@frozen(kw_only=True)
class Thing(Model):
    text: str | None = None
    whole: int | None = None
    number: float | None = None
    flag: bool | None = None
    colour: Colour | str | None = None
    texts: list[str] | None = None
    parts: list[Part] | None = None
    any_object: dict[str, Any] | None = None


@frozen(kw_only=True)
class Full(Model):
    """No field may be null or missing."""

    text: str
    whole: int
    number: float
    flag: bool
    texts: list[str]
    parts: list[Part]
    any_object: dict[str, Any]


@frozen(kw_only=True)
class Counted(Model):
    count: int = 1
    word: str | None = "one"


KINDS: dict[str, list[Any]] = {
    "text": ["", "false", "5"],
    "whole": [0, -1, 2**70],
    "number": [0.5, 5, -1],
    "flag": [True, False],
    "colour": ["Blue", "red", ""],
    "texts": [[], ["a", ""]],
    "any_object": [{}, {"a": [1, None]}],
}
WRONG: dict[str, list[Any]] = {
    "text": [5, 0.5, True, [], {}],
    "whole": ["5", 5.0, True, False, [], {}],
    "number": ["0.5", True, False, [], {}],
    "flag": ["true", "false", "no", 0, 1, 1.0, [], {}],
    "colour": [5, True, [], {}],
    "texts": ["a", {}, {"0": "a"}, 5],
    "parts": ["a", {}, {"part_id": 1}, 5],
    "any_object": [[], "{}", 5],
}
FULL: dict[str, Any] = {
    "text": "a",
    "whole": 5,
    "number": 1,
    "flag": True,
    "texts": [],
    "parts": [],
    "any_object": {},
}


def pairs(table: dict[str, list[Any]]) -> list[tuple[str, Any]]:
    return [(name, value) for name, values in table.items() for value in values]


@pytest.mark.parametrize(("name", "value"), pairs(KINDS))
def test_a_value_of_the_documented_type_is_unchanged(name: str, value: Any) -> None:
    got = getattr(PLAIN.structure({name: value}, Thing), name)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(("name", "value"), pairs(WRONG))
def test_a_strict_converter_refuses_other_types_by_field_name(name: str, value: Any) -> None:
    with pytest.raises(DataFormatError) as caught:
        STRICT.structure({name: value}, Thing)
    assert caught.value.path == name
    assert name in str(caught.value)
    assert shorten(value) in str(caught.value)


@pytest.mark.parametrize("name", WRONG)
def test_null_and_missing_are_none(name: str) -> None:
    assert getattr(PLAIN.structure({name: None}, Thing), name) is None
    assert getattr(PLAIN.structure({}, Thing), name) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name, value in pairs(WRONG) if name in FULL),
        *dict.fromkeys(FULL).items(),
    ],
)
def test_required_fields_are_always_checked(name: str, value: Any) -> None:
    full = PLAIN.structure(FULL, Full)
    assert {each: getattr(full, each) for each in FULL} == FULL
    with pytest.raises(DataFormatError) as caught:
        PLAIN.structure({**FULL, name: value}, Full)
    assert caught.value.path == name


@pytest.mark.parametrize("name", FULL)
def test_a_missing_required_field_is_reported_as_missing(name: str) -> None:
    row = {each: value for each, value in FULL.items() if each != name}
    with pytest.raises(DataFormatError, match="it is missing") as caught:
        PLAIN.structure(row, Full)
    assert caught.value.path == name


def test_a_missing_field_has_its_models_default() -> None:
    assert PLAIN.structure({}, Counted) == Counted(count=1, word="one")
    assert PLAIN.structure({"word": None, "count": 2}, Counted) == Counted(count=2, word=None)


@pytest.mark.parametrize("item", [5, True, None, [], {}])
def test_the_items_of_a_list_are_not_coerced_either(item: Any) -> None:
    with pytest.raises(DataFormatError) as caught:
        STRICT.structure({"permissions": ["read", item]}, User)
    assert caught.value.path == "permissions[1]"


def test_an_enum_is_open() -> None:
    assert PLAIN.structure({"colour": "Red"}, Thing).colour is Colour.RED
    known = PLAIN.structure({"status": "Active"}, User).status
    unknown = PLAIN.structure({"status": "Dormant"}, User).status
    assert known is Status.ACTIVE
    assert type(unknown) is str
    assert unknown == "Dormant"
    assert type(PLAIN.structure({"status": "active"}, User).status) is str
    row = {"status": "Pending", "accessLevel": "Galaxy"}
    summary = CONVERTER.structure(row, UserSummary)
    assert summary.status is AccountStatus.PENDING
    assert summary.access_level == "Galaxy"


def test_raw_is_the_servers_own_object_with_unknown_fields() -> None:
    member = {"id": 7, "since": 2019}
    row = {"id": 5, "team_members": [member], "crm": {"a": 1}, "raw": "mine"}
    team = PLAIN.structure(row, Team)
    assert team.raw is row
    assert team.team_members == [TeamMember(id=7)]
    assert [each.raw is member for each in team.team_members or []] == [True]


def test_raw_is_not_compared_or_shown() -> None:
    one, other = (PLAIN.structure({"id": 5, "x": x}, User) for x in (1, 2))
    assert one == other
    assert "raw" not in repr(one)


def test_a_model_is_frozen_and_slotted() -> None:
    user = PLAIN.structure({"id": 5}, User)
    with pytest.raises(AttributeError):
        user.id = 6  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(AttributeError):
        user.raw = {}  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    assert not hasattr(user, "__dict__")


def test_a_model_pickles_with_raw() -> None:
    user = pickle.loads(pickle.dumps(PLAIN.structure({"id": 5, "crm": 1}, User)))
    assert (user, user.raw) == (User(id=5), {"id": 5, "crm": 1})


def test_rooms_names_are_camel_case() -> None:
    assert camel_case("default_office_id") == "defaultOfficeId"
    assert camel_case("email") == "email"
    summary = CONVERTER.structure({"defaultOfficeId": 4, "default_office_id": 5}, UserSummary)
    assert summary.default_office_id == 4
    assert CONVERTER.structure({"errorCode": "E"}, ApiError).error_code == "E"


@pytest.mark.parametrize(
    ("value", "kind", "path"),
    [
        (
            {"userSummaries": [{}, {}, {}, {"userId": "5"}]},
            UserSummaryList,
            "userSummaries[3].userId",
        ),
        ({"userSummaries": [{}, {}], "totalRowCount": "2"}, UserSummaryList, "totalRowCount"),
        ({"userSummaries": [{}, None]}, UserSummaryList, "userSummaries[1]"),
        ({"userSummaries": [[]]}, UserSummaryList, "userSummaries[0]"),
        ({"userSummaries": {}}, UserSummaryList, "userSummaries"),
        ({"userSummaries": None}, UserSummaryList, "userSummaries"),
        ({"totalRowCount": 2}, UserSummaryList, "userSummaries"),
        ([{"userId": 5}, {"userId": True}], list[UserSummary], "[1].userId"),
        ([5], list[UserSummary], "[0]"),
        ({}, list[UserSummary], None),
        ([], UserSummary, None),
        (None, UserSummary, None),
        ("user", UserSummary, None),
    ],
)
def test_an_error_has_the_path_in_wire_names(value: Any, kind: type[Any], path: str | None) -> None:
    with pytest.raises(DataFormatError) as caught:
        STRICT_ROOMS.structure(value, kind)
    assert caught.value.path == path
    assert (path or "top level") in str(caught.value)


def test_paths_go_through_nested_lists() -> None:
    teams = [{"team_members": [{"id": 1}, {"id": "2"}]}]
    with pytest.raises(DataFormatError) as caught:
        STRICT.structure(teams, list[Team], path="teams")
    assert caught.value.path == "teams[0].team_members[1].id"


def test_a_missing_array_is_reported_as_missing() -> None:
    with pytest.raises(DataFormatError, match=r"at userSummaries: it is missing\."):
        CONVERTER.structure({}, UserSummaryList)


def test_a_missing_required_value_deep_inside() -> None:
    with pytest.raises(DataFormatError) as caught:
        PLAIN.structure({"parts": [{"part_id": 1}, {}]}, Thing)
    assert caught.value.path == "parts[1].part_id"


def test_long_values_are_cut_in_messages() -> None:
    with pytest.raises(DataFormatError) as caught:
        STRICT.structure({"id": "5" * 10_000}, User)
    assert len(str(caught.value)) < 200
    assert shorten("abc", 4) == "'ab…"


def nullable(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


TEXT, WHOLE, FLAG = st.text(max_size=8), st.integers(-(2**31), 2**63), st.booleans()
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "userId": WHOLE,
    "email": TEXT,
    "firstName": TEXT,
    "lastName": TEXT,
    "isLockedOut": FLAG,
    "status": TEXT | st.sampled_from([*map(str, AccountStatus)]),
    "accessLevel": TEXT | st.sampled_from([*map(str, AccessLevel)]),
    "defaultOfficeId": WHOLE,
    "titleId": WHOLE,
    "roleId": WHOLE,
    "profileImageUrl": TEXT,
}
ATTRIBUTES = {camel_case(name): name for name in attrs.fields_dict(UserSummary)}
UNKNOWN = st.dictionaries(
    st.sampled_from(["x", "raw", "user_id", "first_name", "permissions", ""]),
    nullable(WHOLE | TEXT | FLAG | st.lists(WHOLE, max_size=2)),
    max_size=3,
)
ROWS = st.builds(
    lambda known, unknown: {**unknown, **known},
    st.fixed_dictionaries({}, optional={name: nullable(kind) for name, kind in FIELDS.items()}),
    UNKNOWN,
)


@repeatable(100)
@given(rows=st.lists(ROWS, max_size=4))
def test_valid_rows_are_read_as_sent(rows: list[dict[str, Any]]) -> None:
    page = CONVERTER.structure({"userSummaries": rows}, UserSummaryList)
    assert len(page.user_summaries) == len(rows)
    for user, row in zip(page.user_summaries, rows, strict=True):
        assert user.raw is row
        for wire in FIELDS:
            value = getattr(user, ATTRIBUTES[wire])
            assert value == row.get(wire)
            assert isinstance(value, type(row.get(wire)))


OTHER_KINDS: dict[str, st.SearchStrategy[Any]] = {
    name: {
        "WHOLE": TEXT | FLAG | st.floats(allow_nan=False),
        "FLAG": TEXT | WHOLE | st.floats(allow_nan=False),
        "TEXT": WHOLE | FLAG | st.floats(allow_nan=False),
    }["WHOLE" if kind is WHOLE else "FLAG" if kind is FLAG else "TEXT"]
    | st.lists(WHOLE, max_size=1)
    | st.just({})
    for name, kind in FIELDS.items()
}


@repeatable(150)
@given(rows=st.lists(ROWS, min_size=1, max_size=4), data=st.data())
def test_a_single_mismatch_is_located_exactly(
    rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(rows) - 1))
    wire = data.draw(st.sampled_from(sorted(FIELDS)))
    rows[position][wire] = data.draw(OTHER_KINDS[wire])
    for value, kind in (
        ({"userSummaries": rows}, UserSummaryList),
        (rows, list[UserSummary]),
    ):
        with pytest.raises(DataFormatError) as caught:
            STRICT_ROOMS.structure(value, kind, path="" if value is not rows else "userSummaries")
        assert caught.value.path == f"userSummaries[{position}].{wire}"


@frozen(kw_only=True)
class Event(Model):
    """With a date and time, and nested events."""

    held_at: datetime | None = None
    parts: "list[Event] | None" = None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-07-17T17:45:42.783Z", datetime(2019, 7, 17, 17, 45, 42, 783000, UTC)),
        ("2019-07-31T17:13:29.697", datetime(2019, 7, 31, 17, 13, 29, 697000, UTC)),
        ("2019-11-11T17:15:14.82", datetime(2019, 11, 11, 17, 15, 14, 820000, UTC)),
        ("2019-11-11T17:15:14.1234567Z", datetime(2019, 11, 11, 17, 15, 14, 123456, UTC)),
        ("2019-11-11T19:15:14+02:00", datetime(2019, 11, 11, 17, 15, 14, tzinfo=UTC)),
        ("0001-01-01T00:00:00", datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_datetime_is_aware_and_utc_by_default(text: str, moment: datetime) -> None:
    event = CONVERTER.structure({"heldAt": text}, Event)
    assert event.held_at == moment
    assert event.held_at is not None
    assert event.held_at.tzinfo is not None
    assert event.raw == {"heldAt": text}


@pytest.mark.parametrize("value", ["yesterday", "", 5, 5.0, True, [], {}, "2019-02-30T00:00:00"])
def test_an_invalid_datetime_is_refused_by_field_name(value: Any) -> None:
    with pytest.raises(DataFormatError, match="expected a date and time") as caught:
        STRICT_ROOMS.structure({"parts": [{"heldAt": value}]}, Event)
    assert caught.value.path == "parts[0].heldAt"


def test_a_recursive_model() -> None:
    value = {"parts": [{"parts": [{"heldAt": "2026-11-23"}]}, {"parts": None}]}
    event = CONVERTER.structure(value, Event)
    assert event.parts is not None
    assert event.parts[0].parts is not None
    assert event.parts[0].parts[0].held_at == datetime(2026, 11, 23, tzinfo=UTC)
    assert event.parts[0].parts[0].raw is value["parts"][0]["parts"][0]  # type: ignore[index]  # JSON
