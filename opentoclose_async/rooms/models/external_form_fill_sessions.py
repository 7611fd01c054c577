"""The models of Rooms: external form fill sessions."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = [
    "ExternalFormFillSession",
    "ExternalFormFillSessionForCreate",
    "ExternalFormFillSessions",
]


@frozen(kw_only=True)
class ExternalFormFillSession(Model):
    """
    A page in which a person fills in forms, just made.

    Attributes:
        url: Where the page is.
    """

    url: str | None = None


@frozen(kw_only=True)
class ExternalFormFillSessionForCreate(RequestModel):
    """
    The room and the forms that a person shall fill in.

    Attributes:
        form_id: The form's id.
        room_id: The room's id.
        form_ids: The ids of the forms, if there are several.
        x_frame_allowed_url: The origin of the web page that may show the session in a frame.
    """

    form_id: str | None = UNSET
    room_id: int
    form_ids: list[str] | None = UNSET
    x_frame_allowed_url: str | None = UNSET


# The index of the official description has these under the groups' names.
ExternalFormFillSessions = ExternalFormFillSession
