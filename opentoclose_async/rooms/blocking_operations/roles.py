"""The blocking twins of the methods of Rooms: roles."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import roles

__all__ = ["Roles"]


class Roles(BlockingResource[roles.Roles]):
    """Create, read, change and delete the roles of the account."""

    create_role = calls(roles.Roles.create_role)
    get_roles = calls(roles.Roles.get_roles)
    iter_roles = reads(roles.Roles.iter_roles)
    list_roles = calls(roles.Roles.list_roles)
    get_role = calls(roles.Roles.get_role)
    update_role = calls(roles.Roles.update_role)
    delete_role = calls(roles.Roles.delete_role)
