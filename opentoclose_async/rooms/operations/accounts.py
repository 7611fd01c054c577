"""The accounts of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.accounts import AccountSummary
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives

__all__ = ["Accounts"]


_GET_ACCOUNT_INFORMATION = Endpoint(
    name="get_account_information", verb="GET", path="", answer=gives(AccountSummary)
)


class Accounts(RoomsResource):
    """Read what the account is."""

    async def get_account_information(self, **options: Unpack[CallOptions]) -> AccountSummary:
        """
        Read what the account is (operation Accounts_GetAccountInformation).

        ``company_version`` says which version of Rooms the company is on; several arguments and
        fields exist in one of the two only.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The company's account.
        """
        return await self._call(_GET_ACCOUNT_INFORMATION, options)
