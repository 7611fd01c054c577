"""The models of Rooms: errors."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model

__all__ = ["ApiError"]


@frozen(kw_only=True)
class ApiError(Model):
    """
    What Rooms says about a request that failed.

    Attributes:
        error_code: The code of the error.
        message: What went wrong, in words.
        reference_id: A reference to this error, presumably for DocuSign's support.
    """

    error_code: str | None = None
    message: str | None = None
    reference_id: str | None = None
