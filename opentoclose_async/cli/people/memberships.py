"""
Convert users and agents of both APIs to memberships: who is in which account.

Matching people is by normalised e-mail only. The API's own ids differ from account to account, and
names are not unique.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from opentoclose_async._accounts.names import Api
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._tables.columns import compact_json

__all__ = ["COLUMNS", "Kind", "Membership", "Totals", "membership_of", "normalised_email"]


class Kind(StrEnum):
    """What a person is in an account."""

    USER = "user"
    AGENT = "agent"


@frozen(kw_only=True)
class Membership(Model):
    """
    A person in an account.

    Attributes:
        person: The normalised e-mail, the same for all memberships of a person; None without one.
        email: Email address, as the API has it.
        first_name: First name.
        last_name: Last name.
        name: The whole name.
        status: The API's status; "Locked" for a Rooms user whose account is locked.
        role: The role's name; in Rooms its id if the name is unknown.
        kind: "user" or "agent".
        account: The account's name in the accounts file.
        api: The API.
        id: The user's or agent's id.
    """

    person: str | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    name: str | None = None
    status: str | None = None
    role: str | None = None
    kind: str | None = None
    account: str | None = None
    api: str | None = None
    id: str | None = None


COLUMNS = tuple(field.name for field in attrs.fields(Membership) if field.name != "raw")


@frozen
class Totals:
    """
    What a list of memberships shows.

    Attributes:
        memberships: The number of memberships.
        people: People among them, by normalised e-mail.
        in_several: People in more than one account.
        unmatched: Memberships without an e-mail.
    """

    memberships: int
    people: int
    in_several: int
    unmatched: int

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> "Totals":
        """Count memberships."""
        memberships = unmatched = 0
        accounts: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            memberships += 1
            if row["person"] is None:
                unmatched += 1
            else:
                accounts[row["person"]].add(row["account"])
        in_several = sum(len(each) > 1 for each in accounts.values())
        return cls(memberships, len(accounts), in_several, unmatched)


def normalised_email(email: str) -> str:
    """
    Return what all spellings of an e-mail address have in common.

    Space around it, case, and the encoding of accents do not matter. Everything else does, such as
    dots and what follows a plus sign: only the mail server knows whether those are the same person.
    """
    # The order that Unicode defines for matching without case.
    folded = unicodedata.normalize("NFD", email.strip()).casefold()
    return unicodedata.normalize("NFC", folded)


def membership_of(
    row: Mapping[str, Any],
    *,
    account: str,
    api: Api,
    kind: Kind,
    role_names: Mapping[str, str] | None = None,
) -> VerbatimRow:
    """
    Convert a row of a list of users or agents.

    Args:
        row: The row, as the API sent it.
        account: The account's name.
        api: The API.
        kind: Which list it is from.
        role_names: The names of Rooms roles by id.

    Returns:
        The fields of ``Membership``, with their JSON text. Blank texts are None.
    """
    fields = _of_rooms(row, role_names or {}) if api is Api.ROOMS else _of_otc(row)
    email = fields["email"]
    membership = VerbatimRow(
        dict.fromkeys(COLUMNS)
        | fields
        | {
            "person": None if email is None else normalised_email(email),
            "name": fields["name"] or _joined(fields["first_name"], fields["last_name"]),
            "kind": str(kind),
            "account": account,
            "api": str(api),
        }
    )
    membership.text = compact_json(membership)
    return membership


def _of_rooms(row: Mapping[str, Any], role_names: Mapping[str, str]) -> dict[str, str | None]:
    role = _text(row.get("roleId"))
    return {
        "email": _text(row.get("email")),
        "first_name": _text(row.get("firstName")),
        "last_name": _text(row.get("lastName")),
        "name": None,
        "status": "Locked" if row.get("isLockedOut") is True else _text(row.get("status")),
        "role": None if role is None else role_names.get(role, role),
        "id": _text(row.get("userId")),
    }


def _of_otc(row: Mapping[str, Any]) -> dict[str, str | None]:
    names = ("email", "first_name", "last_name", "name", "status", "role", "id")
    return {name: _text(row.get(name)) for name in names}


def _text(value: Any) -> str | None:
    """Return a text, or a number as text; None for anything else, and for blank texts."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _joined(*names: str | None) -> str | None:
    return " ".join(name.strip() for name in names if name is not None) or None
