"""The blocking twins of the methods of Rooms: form groups."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import form_groups

__all__ = ["FormGroups"]


class FormGroups(BlockingResource[form_groups.FormGroups]):
    """
    Create, read, rename and delete groups of forms, and say what is in them and for which
    offices.
    """

    get_form_groups = calls(form_groups.FormGroups.get_form_groups)
    iter_form_groups = reads(form_groups.FormGroups.iter_form_groups)
    list_form_groups = calls(form_groups.FormGroups.list_form_groups)
    create_form_group = calls(form_groups.FormGroups.create_form_group)
    get_form_group = calls(form_groups.FormGroups.get_form_group)
    rename_form_group = calls(form_groups.FormGroups.rename_form_group)
    delete_form_group = calls(form_groups.FormGroups.delete_form_group)
    get_form_group_forms = calls(form_groups.FormGroups.get_form_group_forms)
    iter_form_group_forms = reads(form_groups.FormGroups.iter_form_group_forms)
    list_form_group_forms = calls(form_groups.FormGroups.list_form_group_forms)
    remove_form_group_form = calls(form_groups.FormGroups.remove_form_group_form)
    assign_form_group_form = calls(form_groups.FormGroups.assign_form_group_form)
    grant_office_access_to_form_group = calls(
        form_groups.FormGroups.grant_office_access_to_form_group
    )
    revoke_office_access_from_form_group = calls(
        form_groups.FormGroups.revoke_office_access_from_form_group
    )
