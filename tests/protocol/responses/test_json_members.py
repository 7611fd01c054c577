"""The members of an object, each with its original text."""

import json

import pytest
from hypothesis import given

from opentoclose_async._protocol.responses.json_members import member_texts
from tests.protocol.responses.json_rows import row_texts
from tests.thoroughness import repeatable


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("{}", {}),
        ("{ \n}", {}),
        ('{"a":1.10}', {"a": "1.10"}),
        ('{ "a" :\t1e400 , "b":[ {"a": "}"} ]\r\n}', {"a": "1e400", "b": '[ {"a": "}"} ]'}),
        (r'{"\u00e9\"": "\ud800", "a": null}', {'é"': r'"\ud800"', "a": "null"}),
        ('{"a": 1, "b": true, "a": 2}', {"a": "2", "b": "true"}),
        ('{"a": ' + "1" * 10_000 + "}", {"a": "1" * 10_000}),
    ],
)
def test_members(text: str, members: dict[str, str]) -> None:
    assert member_texts(text) == members
    assert list(member_texts(text)) == list(members)


@repeatable(100)
@given(row_texts())
def test_joined_members_are_the_object(text: str) -> None:
    members = {name: json.loads(value) for name, value in member_texts(text).items()}
    assert repr(members) == repr(json.loads(text))
