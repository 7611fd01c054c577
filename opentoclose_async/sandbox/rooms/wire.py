"""Read ids and bodies of Rooms requests, refuse requests, and build response values."""

import uuid
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from opentoclose_async.sandbox.http.routing import Call, parse_integer
from opentoclose_async.sandbox.rooms.lenient_json import as_boolean, as_integer, read_json

_NAMESPACE: Final = uuid.UUID("8c5ff0a2-6f0e-4b39-9d4c-2f1f6a0d7e11")

FieldKind = type | tuple[type, type]
"""The type of a field; (list, type) for a list of that type."""


class RoomsRefusalError(Exception):
    """
    A request is refused.

    Args:
        status: HTTP status of the response.
        code: The ApiError's errorCode.
        message: Its message.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def not_found(what: str) -> RoomsRefusalError:
    """Refuse a request for something that does not exist, such as "office"."""
    return RoomsRefusalError(
        404, f"{what.upper().replace(' ', '_')}_NOT_FOUND", f"There is no {what} with this id."
    )


def bad_request(message: str) -> RoomsRefusalError:
    """Refuse an invalid request."""
    return RoomsRefusalError(400, "INVALID_REQUEST_PARAMETER", message)


def folded(value: str | None) -> str:
    """Return text as filters compare it; null is empty, so that only an empty filter matches."""
    return (value or "").casefold()


def read_id(name: str, text: str) -> int:
    """
    Parse an id in a path.

    Raises:
        RoomsRefusalError: The text is not an integer.
    """
    number = parse_integer(text)
    if number is None:
        raise bad_request(f"{name} must be an integer.")
    return number


def read_body(
    call: Call, fields: Mapping[str, FieldKind], required: Collection[str] = ()
) -> dict[str, Any]:
    """
    Read the known fields of a JSON body; unknown ones are ignored, as by the vendor.

    Args:
        call: The request.
        fields: The type of each known field.
        required: The required fields.

    Returns:
        The fields that are present, with numbers and booleans converted from strings; null counts
        as absent.

    Raises:
        RoomsRefusalError: The body is invalid.
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
    Parse a date and time; it is in UTC if it has no offset.

    Raises:
        ValueError: The text is not a date and time.
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def guid(kind: str, number: int) -> str:
    """Return the GUID of an object, the same in every run."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{number}"))


def shaped(row: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """Return these fields of a row; missing ones are null."""
    return {name: row.get(name) for name in fields}
