"""Operations on form details."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.models.form_details import FormDetails
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model

__all__ = ["BlockingFormDetailsResource", "FormDetailsResource"]


_GET_FORM_DETAILS = RoomsOperation(
    name="get_form_details",
    verb="GET",
    path="/forms/{form_id}/details",
    convert=as_model(FormDetails),
)


class FormDetailsResource(RoomsResource):
    """Get the details of single forms."""

    async def get_form_details(
        self,
        form_id: str,
        **options: Unpack[CallOptions],
    ) -> FormDetails:
        """
        Get the details of a form, such as its owner, dates and number of pages (operation
        FormDetails_GetFormDetails).

        For a form that does not exist, the server responds with 400, not 404.

        Args:
            form_id: The form's GUID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The details of the form.
        """
        return await self._call(_GET_FORM_DETAILS, options, form_id=form_id)


class BlockingFormDetailsResource(BlockingResource[FormDetailsResource]):
    """``FormDetailsResource`` without ``await``."""

    get_form_details = calls(FormDetailsResource.get_form_details)
