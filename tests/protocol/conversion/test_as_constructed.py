"""
A converted row equals the model that its constructor makes of the same values.

The specification here is plain and slow: it reads the models' hints, calls their constructors and
shares nothing with the compiled code, which calls no constructor.
"""

import json
import pickle
from copy import deepcopy
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, get_origin

import attrs
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.conversion.request_models import UNSET
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.otc.models import Contact, Property, PropertyContact, Team, User
from opentoclose_async.rooms.models import Room, RoomSummary, UserSummary
from tests.protocol.conversion.test_odd_values import (
    ANY_JSON,
    MODELS,
    alternatives,
    element_of,
    fields_of,
    judge_object,
    model_of,
    naming,
)
from tests.thoroughness import repeatable


@frozen(kw_only=True)
class Numbers(Model):
    """With what no model of the APIs has: other defaults, lists of lists, dates and enums."""

    count: int = 1
    share: float | None = 0.5
    flag: bool = False
    table: list[list[int]] | None = None
    days: list[datetime | None] | None = None
    rows: list["Numbers"] | None = None


SEPARATORS = st.sampled_from("T t")
OFFSETS = st.sampled_from(["", "", "Z", "z", "+00:00", "-0730", "+05:30:15", "ZZ", " Z", "0"])
MOMENTS = st.builds(
    lambda moment, separator, precision, offset: moment.isoformat(separator, precision) + offset,
    st.datetimes(),
    SEPARATORS,
    st.sampled_from(["hours", "minutes", "seconds", "milliseconds", "microseconds"]),
    OFFSETS,
)
DAYS = st.builds("{}{}".format, st.dates(), st.sampled_from(["", "T", "Z"])) | st.sampled_from(
    ["20190717", "2019-W29", "2019W293T10", "2019-07-17T24:00", "20190717T174542,5", "0000-00-00"]
)
TIMES = MOMENTS | DAYS | MOMENTS.map(lambda text: text.replace("-", "").replace(":", ""))
WORDS = st.text(max_size=5) | st.sampled_from(["Active", "Inactive", "Pending", "Company"])
FITTING: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.integers() | st.sampled_from([2**63, 2**64, -(2**70)]),
    float: st.floats(allow_nan=False) | st.integers(),
    bool: st.booleans(),
    type(None): st.none(),
    datetime: TIMES,
    dict: st.dictionaries(WORDS, st.integers(), max_size=1),
}
UNKNOWN = st.dictionaries(
    st.sampled_from(["raw", "x", "", "kind", "model", "user_id", "__class__"]), ANY_JSON, max_size=2
)


def fitting(hint: Any, depth: int) -> st.SearchStrategy[Any]:
    """Return values of the documented type."""
    choices = []
    for part in alternatives(hint):
        if part is Any:
            choices.append(ANY_JSON)
        elif model := model_of(part):
            choices.append(objects(model, depth + 1) if depth < 2 else st.just({}))
        elif element_of(part) is not None:
            elements = values(element_of(part), depth + 1)
            choices.append(st.lists(elements, max_size=3 if depth < 2 else 0))
        elif isinstance(part, type) and issubclass(part, StrEnum):
            choices.append(st.sampled_from([str(member) for member in part]))
        else:
            choices.append(FITTING[get_origin(part) or part])
    return st.one_of(choices)


def values(hint: Any, depth: int) -> st.SearchStrategy[Any]:
    """Return values, one in eight of any type."""
    fit = fitting(hint, depth)
    return st.integers(0, 7).flatmap(lambda which: ANY_JSON if which == 7 else fit)


def objects(model: type[Model], depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    fields = {wire: values(hint, depth) for _, wire, hint in fields_of(model)}
    whole = st.fixed_dictionaries(fields)
    some = st.sets(st.sampled_from(sorted(fields))).flatmap(
        lambda names: st.fixed_dictionaries({name: fields[name] for name in names})
    )
    known = whole if depth == 0 else whole | some
    return st.builds(lambda row, unknown: {**unknown, **row}, known, UNKNOWN)


@st.composite
def pages(draw: st.DrawFn, model: type[Model]) -> list[dict[str, Any]]:
    """Return rows as pages have them: mostly alike, some without a field or with an odd value."""
    first = draw(objects(model))
    names = sorted(first)
    rows = [first]
    for change in draw(st.lists(st.sampled_from(["nothing", "drop", "odd", "other"]), max_size=6)):
        row = draw(objects(model)) if change == "other" else deepcopy(first)
        if change == "drop":
            del row[draw(st.sampled_from(names))]
        elif change == "odd":
            row[draw(st.sampled_from(names))] = draw(ANY_JSON)
        rows.append(row)
    return rows


def constructed(model: type[Any], row: dict[str, Any]) -> Any:
    """Make the model of a row by its constructor."""
    known = {
        field.name: specified(row[wire], hint) if wire in row else None
        for field, wire, hint in fields_of(model)
        if wire in row or field.default is UNSET  # a received model has None instead
    }
    return model(**known, raw=row)


def specified(sent: Any, hint: Any) -> Any:
    """Return what a value is converted to."""
    parts, model, element = alternatives(hint), model_of(hint), element_of(hint)
    if Any in parts:
        return sent
    if model and type(sent) is dict:
        return constructed(model, sent)
    if element is not None and type(sent) is list:
        return [specified(each, element) for each in sent]
    if type(sent) is str:
        enums = [part for part in parts if isinstance(part, type) and issubclass(part, StrEnum)]
        if enums and sent in list(enums[0]):
            return enums[0](sent)
        return moment(sent) if datetime in parts else sent
    holds_objects = model or any(get_origin(part) is dict for part in parts)
    return None if sent == [] and holds_objects else sent


def moment(text: str) -> datetime | str:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return text
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def check_same(got: Any, expected: Any) -> None:
    """Compare types too, at every depth: 1 equals True and 1.0."""
    assert type(got) is type(expected)
    if isinstance(got, Model):
        assert got.raw is expected.raw
        for field in attrs.fields(type(got)):
            check_same(getattr(got, field.name), getattr(expected, field.name))
    elif isinstance(got, list):
        assert len(got) == len(expected)
        for each, other in zip(got, expected, strict=True):
            check_same(each, other)
    elif isinstance(got, datetime):
        assert (got, got.utcoffset(), got.fold) == (expected, expected.utcoffset(), expected.fold)
        assert (got.tzinfo is UTC) is (expected.tzinfo is UTC)
    else:
        assert got == expected


@pytest.mark.parametrize(
    "model",
    [User, Team, Contact, Property, PropertyContact, UserSummary, RoomSummary, Room, Numbers],
    ids=lambda model: model.__name__,
)
@given(data=st.data())
@repeatable(8)
def test_a_page_is_as_its_models_constructors_make_it(
    model: type[Model], data: st.DataObject
) -> None:
    rows = json.loads(json.dumps(data.draw(pages(model))))
    sent = deepcopy(rows)
    converter = ModelConverter(naming(model))
    read = converter.rows(rows, model)
    expected = [constructed(model, row) for row in rows]
    check_same(read, expected)
    assert rows == sent
    assert read == expected
    assert repr(read) == repr(expected)
    assert pickle.loads(pickle.dumps(read)) == expected
    check_same(converter.structure(rows[0], model), expected[0])
    odd = [path for at, row in enumerate(rows) for path in judge_object(read[at], row, f"[{at}]")]
    if odd:
        with pytest.raises(DataFormatError) as caught:
            converter.as_strict(True).rows(rows, model)
        assert caught.value.path == odd[0]
    else:
        check_same(converter.as_strict(True).rows(rows, model), expected)


@given(text=TIMES)
@repeatable(100)
def test_a_moment_is_what_python_reads_with_utc_for_no_offset(text: str) -> None:
    read: Any = ModelConverter(naming(Room)).structure({"createdDate": text}, Room)
    check_same(read.created_date, moment(text))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_converted_model_is_no_different_from_a_constructed_one(model: type[Any]) -> None:
    needed: dict[str, Any] = {
        wire: [] for field, wire, _ in fields_of(model) if field.default is attrs.NOTHING
    }
    read = ModelConverter(naming(model)).structure(needed, model)
    expected = constructed(model, needed)
    assert type(read) is model
    assert read == expected
    assert read.raw is needed
    assert not hasattr(read, "__dict__")
    for name in attrs.fields_dict(model):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(read, name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(read, name)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        read.unknown = None
    if not any(type(getattr(read, name)) is list for name in attrs.fields_dict(model)):
        assert hash(read) == hash(expected)
        assert {read: 1}[expected] == 1


def test_a_models_list_is_not_the_list_in_raw() -> None:
    user = ModelConverter().structure({"permissions": ["read"]}, User)
    assert user.permissions is not None
    user.permissions.append("write")
    assert user.raw == {"permissions": ["read"]}
