"""
An unexpected value costs at most itself: in every model of both APIs, in any field.

The judge here reads the models' hints itself and does not use the code under test.
"""

import logging
import pickle
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from threading import Barrier
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._docusign import user_info
from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.conversion.model import Model, camel_case
from opentoclose_async._protocol.conversion.request_models import UNSET
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.otc import models as otc_models
from opentoclose_async.otc.models import Contact, Property, PropertyContact, Tag, Team, User
from opentoclose_async.rooms import models as rooms_models
from tests.thoroughness import repeatable, scaled

SCALARS: dict[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    float: (float, int),
    bool: (bool,),
}
ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=6)
    | st.sampled_from(["", "12", "2019-02-30T00:00:00", "2019-07-17T17:45:42.783Z", "\ud800"])
    | st.sampled_from([12.0, 2**64, -(2**70), 0]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def models_in(*modules: Any) -> list[type[Model]]:
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Model) and value is not Model
    }
    return sorted(found, key=lambda model: (model.__module__, model.__name__))


MODELS = models_in(
    otc_models,
    user_info,
    *(
        import_module(f"{rooms_models.__name__}.{each.name}")
        for each in iter_modules(rooms_models.__path__)
    ),
)


def is_of_rooms(model: type[Model]) -> bool:
    return model.__module__.startswith(rooms_models.__name__)


def naming(model: type[Model]) -> Callable[[str], str]:
    return camel_case if is_of_rooms(model) else str


def alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def model_of(hint: Any) -> type[Model] | None:
    parts = alternatives(hint)
    return next(
        (part for part in parts if isinstance(part, type) and issubclass(part, Model)), None
    )


def element_of(hint: Any) -> Any:
    lists = [part for part in alternatives(hint) if get_origin(part) is list]
    return get_args(lists[0])[0] if lists else None


def fields_of(model: type[Model]) -> list[tuple[Any, str, Any]]:
    """Return a model's attributes except ``raw``, each with its wire name and hint."""
    hints = get_type_hints(model)
    return [
        (each, naming(model)(each.name), hints[each.name])
        for each in attrs.fields(model)
        if each.name != "raw"
    ]


def values(hint: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Return values for a field, often valid ones with unexpected values inside."""
    inner: st.SearchStrategy[Any] = st.nothing()
    if depth < 3:
        if model := model_of(hint):
            inner = objects(model, depth + 1)
        elif element_of(hint) is not None:
            inner = st.lists(values(element_of(hint), depth + 1), max_size=3)
    return inner | ANY_JSON


def objects(model: type[Model], depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects with some of a model's fields and all of its required ones."""
    optional = [each for each in fields_of(model) if each[0].default is not attrs.NOTHING]
    needed: dict[str, Any] = {
        wire: st.just([]) for field, wire, _ in fields_of(model) if field.default is attrs.NOTHING
    }

    def filled(chosen: list[tuple[Any, str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries(
            {**needed, **{wire: values(hint, depth) for _, wire, hint in chosen}}
        )

    if not optional:
        return filled([])
    chosen = st.lists(st.sampled_from(optional), max_size=4, unique_by=lambda each: each[1])
    return chosen.flatmap(filled)


def as_moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def judge(read: Any, sent: Any, hint: Any, path: str) -> Iterator[str]:
    """Compare what was read with what was sent, and yield the paths of the unexpected values."""
    parts = alternatives(hint)
    model, element = model_of(hint), element_of(hint)
    if Any in parts:
        assert read is sent
    elif model is not None and type(sent) is dict:
        assert type(read) is model
        yield from judge_object(read, sent, path)
    elif element is not None and type(sent) is list:
        assert type(read) is list
        assert len(read) == len(sent)
        for index, (each, other) in enumerate(zip(read, sent, strict=True)):
            yield from judge(each, other, element, f"{path}[{index}]")
    elif datetime in parts and (moment := as_moment(sent)):
        assert read.replace(tzinfo=None) == moment.replace(tzinfo=None)
        assert read.utcoffset() is not None
    elif isinstance(read, StrEnum):
        assert type(read) in parts
        assert read == sent
    elif sent == [] and (model or any(get_origin(part) is dict for part in parts)):
        assert read is None
        yield path
    else:
        assert read is sent
        fits: set[type] = {type(None)} if type(None) in parts else set()
        fits |= {each for part in parts for each in SCALARS.get(part, ())}
        fits |= {dict for part in parts if get_origin(part) is dict}
        fits |= {str for part in parts if isinstance(part, type) and issubclass(part, StrEnum)}
        if type(sent) not in fits:
            yield path


def judge_object(read: Any, sent: dict[str, Any], path: str) -> Iterator[str]:
    assert read.raw is sent
    for field, wire, hint in fields_of(type(read)):
        value = getattr(read, field.name)
        if wire in sent:
            yield from judge(value, sent[wire], hint, f"{path}.{wire}" if path else wire)
        else:
            assert value in (None, [], field.default)
            assert value is not UNSET


def check_dict(found: Any, sent: Any) -> None:
    """Check that a dict has what was sent, however nested; `judge` compares the moments."""
    if isinstance(sent, dict) and found is not None:
        for name, value in sent.items():
            check_dict(found[name], value)
    elif isinstance(sent, list) and found is not None:
        for each, other in zip(found, sent, strict=True):
            check_dict(each, other)
    elif found is None:
        assert sent in (None, [])
    elif not isinstance(found, datetime):
        assert (type(found), found) == (type(sent), sent)


@pytest.mark.parametrize("model", scaled(MODELS[1::2], MODELS), ids=lambda model: model.__name__)
@given(data=st.data())
@repeatable(3)
def test_a_list_is_read_whatever_its_rows_hold(model: type[Model], data: st.DataObject) -> None:
    rows = data.draw(st.lists(objects(model), min_size=1, max_size=3))
    converter = ModelConverter(naming(model))
    read: Any = converter.structure(rows, list[model])  # type: ignore[valid-type]
    odd = [path for at, row in enumerate(rows) for path in judge_object(read[at], row, f"[{at}]")]
    assert pickle.loads(pickle.dumps(read)) == read
    assert all(model.__name__ in repr(each) for each in read)
    check_dict([each.to_dict(by_alias=True) for each in read], rows)
    strict = converter.as_strict(True)
    if not odd:
        assert strict.structure(rows, list[model]) == read  # type: ignore[valid-type]
        return
    with pytest.raises(DataFormatError) as caught:
        strict.structure(rows, list[model])  # type: ignore[valid-type]
    assert caught.value.path == odd[0]


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (User, "phone", 5551234567),
        (User, "id", True),
        (User, "id", 12.0),
        (User, "id", "12"),
        (User, "status", 3),
        (User, "status", {}),
        (User, "permissions", "all"),
        (User, "permissions", {"1": "read"}),
        (Contact, "created", "2025-05-22"),
        (Contact, "phone", []),
        (Property, "agent_id", ""),
        (Property, "field_values", 5),
        (Tag, "title", 2024),
        (Team, "commission_split", "50%"),
    ],
)
def test_an_unexpected_value_is_kept_unchanged(model: type[Model], name: str, value: Any) -> None:
    read = ModelConverter().structure({"id": 5, name: value}, model)
    assert getattr(read, name) is value
    assert read.raw[name] is value


def test_an_empty_list_where_an_object_belongs_is_none() -> None:
    """PHP encodes an empty object like this."""
    converter = ModelConverter()
    row = {"id": 5, "property": [], "contact": []}
    read = converter.structure(row, PropertyContact)
    assert (read.property, read.contact, read.raw) == (None, None, row)
    team = converter.structure({"team_members": [[], {"id": 1}, None, 7]}, Team)
    members: list[Any] = team.team_members or []
    assert [each if each in (None, 7) else each.id for each in members] == [None, 1, None, 7]


def odd_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


def test_the_first_unexpected_value_of_a_field_is_logged_but_not_shown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    converter = ModelConverter()
    rows = [{"phone": value} for value in (5551234567, 7, "555", None, ["5551234567"], 8, ["x"])]
    converter.structure(rows, list[User])
    converter.structure(rows, list[User])
    number, listed = odd_lines(caplog)
    assert number.startswith("User.phone is documented as text; the server sent a whole number.")
    assert listed.startswith("User.phone is documented as text; the server sent a list.")
    assert "555" not in caplog.text
    assert {record.name for record in caplog.records} == {"opentoclose_async"}


def test_a_nested_unexpected_value_is_logged_with_its_own_place(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rows = [
        {"permissions": ["read", 5]},
        {"team_members": [{"id": "x"}]},
        {"created": []},
    ]
    converter = ModelConverter()
    converter.structure(rows[0], User)
    converter.structure(rows[1], Team)
    converter.structure(rows[2], Contact)
    assert [line.partition(". It ")[0] for line in odd_lines(caplog)] == [
        "User.permissions[] is documented as text; the server sent a whole number",
        "TeamMember.id is documented as a whole number; the server sent text",
        "Contact.created is documented as an object; the server sent an empty list",
    ]


def test_it_is_logged_once_for_all_threads(caplog: pytest.LogCaptureFixture) -> None:
    converter = ModelConverter()
    begin = Barrier(8)

    def read(number: int) -> User:
        begin.wait()
        return converter.structure({"id": number, "phone": number}, User)

    with ThreadPoolExecutor(8) as threads:
        assert [each.id for each in threads.map(read, range(8))] == list(range(8))
    assert len(odd_lines(caplog)) == 1


def test_valid_values_log_nothing(caplog: pytest.LogCaptureFixture) -> None:
    ModelConverter().structure({"id": 1, "phone": None, "permissions": ["a"]}, User)
    assert not caplog.records


@pytest.mark.parametrize("value", [{"id": "x"}, {"permissions": {}}])
def test_a_strict_converter_refuses_unexpected_values(value: Any) -> None:
    with pytest.raises(DataFormatError) as caught:
        ModelConverter(strict=True).structure(value, User)
    assert caught.value.path == next(iter(value))


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("answer", [None, [], "user", 5, True, [{"id": 5}]])
def test_a_response_that_is_not_an_object_is_refused(answer: Any, strict: bool) -> None:
    with pytest.raises(DataFormatError, match="at the top level: expected an object"):
        ModelConverter(strict=strict).record(answer, User)
