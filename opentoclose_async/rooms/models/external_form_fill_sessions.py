"""Models of Rooms: external form fill sessions."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = [
    "ExternalFormFillSession",
    "ExternalFormFillSessionForCreate",
    "ExternalFormFillSessions",
]


@frozen(kw_only=True)
class ExternalFormFillSession(CamelCaseModel):
    """
    A new session in which a person fills in forms.

    Attributes:
        url: The URL of the page.
    """

    url: str | None = None


@frozen(kw_only=True)
class ExternalFormFillSessionForCreate(RequestModel):
    """
    The room, and the forms to fill in.

    Attributes:
        form_id: The form's ID.
        room_id: The room's ID.
        form_ids: The IDs of the forms, if there are several.
        x_frame_allowed_url: The origin of the web page that may show the session in a frame.
    """

    form_id: str | None = UNSET
    room_id: int
    form_ids: list[str] | None = UNSET
    x_frame_allowed_url: str | None = UNSET


# The description repeats these under the names of groups, for its index.
ExternalFormFillSessions = ExternalFormFillSession
