"""What requests to Rooms have in their bodies and paths, and how they are refused."""

import uuid
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from opentoclose_async.sandbox.http.routing import Call, parse_integer
from opentoclose_async.sandbox.rooms.lenient_json import as_boolean, as_integer, read_json

_NAMESPACE: Final = uuid.UUID("8c5ff0a2-6f0e-4b39-9d4c-2f1f6a0d7e11")

FieldKind = type | tuple[type, type]
"""What a field holds: a type, or list and the type of its items."""


class RoomsRefusalError(Exception):
    """
    A request is not done.

    Args:
        status: HTTP status of the answer.
        code: The ApiError's errorCode.
        message: Its message.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def not_found(what: str) -> RoomsRefusalError:
    """Refuse a request about what is not there, such as "office"."""
    return RoomsRefusalError(
        404, f"{what.upper().replace(' ', '_')}_NOT_FOUND", f"There is no {what} with this id."
    )


def bad_request(message: str) -> RoomsRefusalError:
    """Refuse a request that has something wrong."""
    return RoomsRefusalError(400, "INVALID_REQUEST_PARAMETER", message)


def read_id(name: str, text: str) -> int:
    """
    Read an id in a path.

    Raises:
        RoomsRefusalError: It is no integer.
    """
    number = parse_integer(text)
    if number is None:
        raise bad_request(f"{name} must be an integer.")
    return number


def read_body(
    call: Call, fields: Mapping[str, FieldKind], required: Collection[str] = ()
) -> dict[str, Any]:
    """
    Read the fields of a JSON body that are known; the others are ignored, as the vendor's are.

    Args:
        call: The request.
        fields: What each field holds.
        required: Those that must be there.

    Returns:
        The fields that are there, numbers and truth values as such even where they came as texts;
        null counts as absent.

    Raises:
        RoomsRefusalError: The body is not what it must be.
    """
    try:
        body = read_json(call.body)
    except ValueError:
        raise bad_request("The body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise bad_request("The body must be a JSON object.")
    for name in required:
        if body.get(name) in (None, ""):
            raise bad_request(f"{name} is required.")
    return {
        name: _read_value(name, body[name], kind)
        for name, kind in fields.items()
        if body.get(name) is not None
    }


def _read_value(name: str, value: Any, kind: FieldKind) -> Any:
    read: Any = None
    if isinstance(kind, tuple):
        if isinstance(value, list):
            read = [_read_value(name, item, kind[1]) for item in value]
    elif kind is int:
        read = as_integer(value)
    elif kind is bool:
        read = as_boolean(value)
    elif type(value) is kind:
        read = value
    if read is None:
        raise bad_request(f"{name} is not of the right type.")
    return read


def as_utc(text: str) -> datetime:
    """
    Read a date and time, which is in UTC if it does not say.

    Raises:
        ValueError: It is none.
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def guid(kind: str, number: int) -> str:
    """Make the GUID of something, the same each time."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{number}"))


def shaped(row: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """Give these fields of a row; what it lacks is null."""
    return {name: row.get(name) for name in fields}
