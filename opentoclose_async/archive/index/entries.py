"""What the index lists."""

from collections.abc import Mapping
from typing import Any

from attrs import Attribute, field, frozen

__all__ = ["IndexedDocument", "IndexedFile", "IndexedPerson", "IndexedPlace"]


def _require_inside(_: object, attribute: "Attribute[Any]", path: str | None) -> None:
    if path is None:
        return
    is_text = path == path.encode("utf-8", "replace").decode()  # no lone surrogates
    if not is_text or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise ValueError(f"{attribute.name} must be a path inside the archive, not {path!r}.")


@frozen
class IndexedDocument:
    """
    A document of a place.

    Attributes:
        name: Its name in the account.
        path: The file, relative to the page, with ``/`` between its parts; None if the contents are
            missing.
        size: In bytes, if known.
        note: Why the contents are missing, or "".
    """

    name: str
    path: str | None = field(default=None, validator=_require_inside)
    size: int | None = None
    note: str = ""


@frozen
class IndexedPlace:
    """
    A room or a property.

    Attributes:
        id: Its id in the account.
        name: Its name in the account.
        status: Its status, or "".
        date: The date to sort and filter by, such as ``2026-11-26``, or "".
        path: Its folder, relative to the page, with ``/`` between its parts.
        people: Names, e-mail addresses, or both: ``Ann Adams <ann@example.com>``.
        documents: Its documents.
        details: More facts to show and search, such as ``{"Office": "Downtown"}``.
    """

    id: int | str
    name: str
    status: str
    date: str
    path: str = field(validator=_require_inside)
    people: tuple[str, ...] = ()
    documents: tuple[IndexedDocument, ...] = ()
    details: Mapping[str, str] = field(factory=dict)


@frozen
class IndexedPerson:
    """A user, agent or contact of the account; each text may be ""."""

    name: str
    email: str
    role: str = ""
    status: str = ""


@frozen
class IndexedFile:
    """
    A file about the whole account, such as a list.

    Attributes:
        name: What it holds.
        path: The file, relative to the page, with ``/`` between its parts.
        rows: How many rows it has, if that is known.
    """

    name: str
    path: str = field(validator=_require_inside)
    rows: int | None = None
