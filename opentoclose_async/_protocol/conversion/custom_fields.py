"""The fields that each account defines for the rows of a list."""

from collections.abc import Awaitable, Callable, Mapping

from attrs import frozen

from opentoclose_async._protocol.conversion.column_kind import Kind

__all__ = ["CustomFields"]


@frozen
class CustomFields:
    """
    The fields that an account defines for the rows of a list.

    Attributes:
        member: The member of a row that holds them: a list of objects with a key and a value.
        read: Read the kind of every field by its key, in the account's order; takes a request.
    """

    member: str
    read: Callable[[], Awaitable[Mapping[str, Kind]]]
