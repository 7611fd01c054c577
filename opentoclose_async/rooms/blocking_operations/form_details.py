"""The blocking twins of the methods of Rooms: form details."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import form_details

__all__ = ["FormDetailsResource"]


class FormDetailsResource(BlockingResource[form_details.FormDetailsResource]):
    """Read what is known about single forms."""

    get_form_details = calls(form_details.FormDetailsResource.get_form_details)
