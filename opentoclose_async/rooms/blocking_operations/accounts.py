"""The blocking twins of the methods of Rooms: accounts."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import accounts

__all__ = ["Accounts"]


class Accounts(BlockingResource[accounts.Accounts]):
    """Read what the account is."""

    get_account_information = calls(accounts.Accounts.get_account_information)
