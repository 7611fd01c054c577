"""The external form fill sessions of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.external_form_fill_sessions import (
    ExternalFormFillSession,
    ExternalFormFillSessionForCreate,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives

__all__ = ["ExternalFormFillSessions"]


_CREATE_EXTERNAL_FORM_FILL_SESSION = Endpoint(
    name="create_external_form_fill_session",
    verb="POST",
    path="/external_form_fill_sessions",
    answer=gives(ExternalFormFillSession),
    body=ExternalFormFillSessionForCreate,
)


class ExternalFormFillSessions(RoomsResource):
    """Open sessions in which forms are filled in outside of Rooms."""

    async def create_external_form_fill_session(
        self,
        body: ExternalFormFillSessionForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> ExternalFormFillSession:
        """
        Open a session in which somebody fills in forms of a room (operation
        ExternalFormFillSessions_CreateExternalFormFillSession).

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            body: The room, and the form or forms to fill in. As an
                ExternalFormFillSessionForCreate, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The address of the page on which to fill them in.
        """
        return await self._call(_CREATE_EXTERNAL_FORM_FILL_SESSION, options, body)
