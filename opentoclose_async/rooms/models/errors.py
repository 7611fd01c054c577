"""Models of Rooms: errors."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = ["ApiError"]


@frozen(kw_only=True)
class ApiError(CamelCaseModel):
    """
    An error that Rooms reports.

    Attributes:
        error_code: The code of the error.
        message: The message of the error.
        reference_id: A reference to this error, presumably for DocuSign's support.
    """

    error_code: str | None = None
    message: str | None = None
    reference_id: str | None = None
