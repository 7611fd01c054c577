"""The resources of Open To Close: their fields, and what may stand in them."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

Check = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_email(value: Any) -> bool:
    return isinstance(value, str) and value.count("@") == 1 and value.strip("@") == value


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


_COMPLAINTS: Final[Mapping[Check, str]] = {
    _is_text: "Not a valid string.",
    _is_email: "Enter a valid email address.",
    _is_integer: "A valid integer is required.",
    _is_number: "A valid number is required.",
    _is_texts: "Expected a list of strings.",
    _is_list: "Expected a list of items.",
}


@attrs.frozen(eq=False)
class Resource:
    """
    One kind of object.

    Args:
        name: Its name in paths.
        fields: The known fields and what their values must be; null is always right.
        defaults: Makes the values that a new object has where the request gives none.
    """

    name: str
    fields: Mapping[str, Check]
    defaults: Callable[[], Mapping[str, Any]]
    filterable: frozenset[str] = attrs.field(
        init=False,
        default=attrs.Factory(lambda self: _single_valued(self.fields), takes_self=True),
    )
    """The fields to filter and sort by: the id, and all that hold a single value."""

    def errors(self, values: Mapping[str, Any]) -> dict[str, list[str]]:
        """Say what is wrong with which known field; unknown fields are always right."""
        return {
            name: [_COMPLAINTS[check]]
            for name, check in self.fields.items()
            if values.get(name) is not None and not check(values[name])
        }

    def complete(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Make a new object of the values given: null where there is neither value nor default."""
        return {**dict.fromkeys(self.fields), **self.defaults(), **values}


def _single_valued(fields: Mapping[str, Check]) -> frozenset[str]:
    lists = (_is_texts, _is_list)
    return frozenset({"id", *(name for name, check in fields.items() if check not in lists)})


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")


USERS: Final = Resource(
    "users",
    {
        "username": _is_text,
        "email": _is_email,
        "first_name": _is_text,
        "last_name": _is_text,
        "role": _is_text,
        "status": _is_text,
        "phone": _is_text,
        "department": _is_text,
        "hire_date": _is_text,
        "last_login": _is_text,
        "permissions": _is_texts,
        "created": _is_text,
    },
    lambda: {"status": "Active", "permissions": [], "created": _now()},
)

TEAMS: Final = Resource(
    "teams",
    {
        "name": _is_text,
        "description": _is_text,
        "team_lead_id": _is_integer,
        "status": _is_text,
        "specialization": _is_text,
        "territory": _is_text,
        "commission_split": _is_number,
        "target_revenue": _is_number,
        "created": _is_text,
        "team_members": _is_list,
    },
    lambda: {"status": "Active", "created": _now(), "team_members": []},
)
