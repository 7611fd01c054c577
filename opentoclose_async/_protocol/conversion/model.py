"""The base class of response models, and the naming of their fields."""

from typing import Any

from attrs import field, frozen

__all__ = ["Model", "camel_case"]


@frozen(kw_only=True)
class Model:
    """
    Base class of all response models.

    Attributes:
        raw: The decoded JSON object, with everything the server sent.
    """

    raw: dict[str, Any] = field(factory=dict, repr=False, eq=False)


def camel_case(name: str) -> str:
    """Convert ``default_office_id`` to ``defaultOfficeId``, the spelling that Rooms uses."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
