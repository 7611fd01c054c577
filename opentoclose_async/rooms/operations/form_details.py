"""The form details of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.form_details import FormDetails
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives

__all__ = ["FormDetailsResource"]


_GET_FORM_DETAILS = Endpoint(
    name="get_form_details", verb="GET", path="/forms/{form_id}/details", answer=gives(FormDetails)
)


class FormDetailsResource(RoomsResource):
    """Read what is known about single forms."""

    async def get_form_details(self, form_id: str, **options: Unpack[CallOptions]) -> FormDetails:
        """
        Read what is known about a form, such as its owner, dates and number of pages (operation
        FormDetails_GetFormDetails).

        For a form that does not exist the server answers 400, not 404.

        Args:
            form_id: The form, by its GUID.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The details of the form.
        """
        return await self._call(_GET_FORM_DETAILS, options, form_id=form_id)
