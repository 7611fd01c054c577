"""The blocking twins of the methods of Rooms: external form fill sessions."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import external_form_fill_sessions

__all__ = ["ExternalFormFillSessions"]


class ExternalFormFillSessions(
    BlockingResource[external_form_fill_sessions.ExternalFormFillSessions]
):
    """Open sessions in which forms are filled in outside of Rooms."""

    create_external_form_fill_session = calls(
        external_form_fill_sessions.ExternalFormFillSessions.create_external_form_fill_session
    )
