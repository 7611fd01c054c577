"""The blocking twins of the methods of Rooms: form libraries."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import form_libraries

__all__ = ["FormLibraries"]


class FormLibraries(BlockingResource[form_libraries.FormLibraries]):
    """Read form libraries and the forms in them."""

    get_form_libraries = calls(form_libraries.FormLibraries.get_form_libraries)
    iter_form_libraries = reads(form_libraries.FormLibraries.iter_form_libraries)
    list_form_libraries = calls(form_libraries.FormLibraries.list_form_libraries)
    get_form_library_forms = calls(form_libraries.FormLibraries.get_form_library_forms)
    iter_form_library_forms = reads(form_libraries.FormLibraries.iter_form_library_forms)
    list_form_library_forms = calls(form_libraries.FormLibraries.list_form_library_forms)
