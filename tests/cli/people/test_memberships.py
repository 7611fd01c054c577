"""The rules by which rows of both APIs become memberships, and people are matched."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._accounts.names import Api
from opentoclose_async.cli.people.memberships import (
    COLUMNS,
    Kind,
    Totals,
    membership_of,
    normalised_email,
)

TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.lists(st.integers())
FIELDS = ("id", "userId", "email", "name", "first_name", "firstName", "role", "roleId", "status")
ROWS = st.dictionaries(st.sampled_from(FIELDS) | TEXTS, VALUES)


@given(TEXTS, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["", " ", "\t\n", "\u00a0"]))
def test_spellings_of_one_address_match(email: str, form: Any, space: str) -> None:
    person = normalised_email(email)
    assert normalised_email(person) == person
    assert normalised_email(space + unicodedata.normalize(form, email) + space) == person
    assert normalised_email(email.casefold()) == person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("j.doe@example.com", "jdoe@example.com"),
        ("jane@example.com", "jane+sales@example.com"),
        ("jane@gmail.com", "jane@googlemail.com"),
        ("jose@example.com", "jos\u00e9@example.com"),
    ],
)
def test_other_addresses_do_not_match(one: str, other: str) -> None:
    assert normalised_email(one) != normalised_email(other)


@given(ROWS, st.sampled_from(Api), st.sampled_from(Kind))
def test_any_row_becomes_a_membership(row: dict[str, Any], api: Api, kind: Kind) -> None:
    membership = membership_of(row, account="north", api=api, kind=kind)
    assert tuple(membership) == COLUMNS
    assert json.loads(membership.text) == membership
    membership.text.encode()
    assert all(value is None or isinstance(value, str) for value in membership.values())
    assert (membership["account"], membership["api"], membership["kind"]) == ("north", api, kind)
    email = membership["email"]
    assert membership["person"] == (None if email is None else normalised_email(email))
    assert email is None or (email == row["email"] or email == str(row["email"]))


def test_a_user_of_rooms() -> None:
    row = {
        "userId": 7,
        "email": " Jane@Example.COM",
        "firstName": "Jane",
        "lastName": "Doe",
        "status": "Active",
        "isLockedOut": False,
        "roleId": 3,
    }
    names = {"3": "Manager"}
    read = membership_of(row, account="south", api=Api.ROOMS, kind=Kind.USER, role_names=names)
    assert read == {
        "person": "jane@example.com",
        "email": " Jane@Example.COM",
        "first_name": "Jane",
        "last_name": "Doe",
        "name": "Jane Doe",
        "status": "Active",
        "role": "Manager",
        "kind": "user",
        "account": "south",
        "api": "rooms",
        "id": "7",
    }
    locked = {**row, "isLockedOut": True, "roleId": 4}
    read = membership_of(locked, account="south", api=Api.ROOMS, kind=Kind.USER, role_names=names)
    assert (read["status"], read["role"]) == ("Locked", "4")


def test_one_name_of_open_to_close_is_not_split() -> None:
    row = {"id": 5, "name": "Jane van der Doe", "email": ""}
    read = membership_of(row, account="north", api=Api.OTC, kind=Kind.AGENT)
    assert (read["name"], read["first_name"], read["last_name"]) == (row["name"], None, None)
    assert read["person"] is read["email"] is None


def test_people_are_counted_once() -> None:
    rows: list[dict[str, Any]] = [
        {"person": "a", "account": "north"},
        {"person": "a", "account": "north"},
        {"person": "b", "account": "north"},
        {"person": "b", "account": "south"},
        {"person": None, "account": "south"},
    ]
    assert Totals.of(rows) == Totals(memberships=5, people=2, in_several=1, unmatched=1)
