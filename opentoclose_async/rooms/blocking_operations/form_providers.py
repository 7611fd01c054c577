"""The blocking twins of the methods of Rooms: form providers."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import form_providers

__all__ = ["FormProviders"]


class FormProviders(BlockingResource[form_providers.FormProviders]):
    """Read the associations of form providers."""

    get_form_provider_associations = calls(
        form_providers.FormProviders.get_form_provider_associations
    )
    iter_form_provider_associations = reads(
        form_providers.FormProviders.iter_form_provider_associations
    )
    list_form_provider_associations = calls(
        form_providers.FormProviders.list_form_provider_associations
    )
