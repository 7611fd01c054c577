"""The blocking twins of the methods of Rooms: users."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import users

__all__ = ["Users"]


class Users(BlockingResource[users.Users]):
    """Invite, read, change, lock and remove the users of the account."""

    get_users = calls(users.Users.get_users)
    iter_users = reads(users.Users.iter_users)
    list_users = calls(users.Users.list_users)
    get_user = calls(users.Users.get_user)
    update_user = calls(users.Users.update_user)
    remove_user = calls(users.Users.remove_user)
    invite_user = calls(users.Users.invite_user)
    reinvite_user = calls(users.Users.reinvite_user)
    add_user_to_office = calls(users.Users.add_user_to_office)
    remove_user_from_office = calls(users.Users.remove_user_from_office)
    add_user_to_region = calls(users.Users.add_user_to_region)
    remove_user_from_region = calls(users.Users.remove_user_from_region)
    lock_user = calls(users.Users.lock_user)
    unlock_user = calls(users.Users.unlock_user)
