"""Operations on external form fill sessions."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.models.external_form_fill_sessions import (
    ExternalFormFillSession,
    ExternalFormFillSessionForCreate,
)
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model

__all__ = ["BlockingExternalFormFillSessions", "ExternalFormFillSessions"]


_CREATE_EXTERNAL_FORM_FILL_SESSION = RoomsOperation(
    name="create_external_form_fill_session",
    verb="POST",
    path="/external_form_fill_sessions",
    convert=as_model(ExternalFormFillSession),
    body=ExternalFormFillSessionForCreate,
)


class ExternalFormFillSessions(RoomsResource):
    """Create sessions in which forms are filled in outside of Rooms."""

    async def create_external_form_fill_session(
        self,
        body: ExternalFormFillSessionForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> ExternalFormFillSession:
        """
        Create a session in which a person fills in forms of a room (operation
        ExternalFormFillSessions_CreateExternalFormFillSession).

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            body: The room, and the form or forms to fill in, as an ExternalFormFillSessionForCreate
                or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The URL of the page with the forms.
        """
        return await self._call(_CREATE_EXTERNAL_FORM_FILL_SESSION, options, body)


class BlockingExternalFormFillSessions(BlockingResource[ExternalFormFillSessions]):
    """``ExternalFormFillSessions`` without ``await``."""

    create_external_form_fill_session = calls(
        ExternalFormFillSessions.create_external_form_fill_session
    )
