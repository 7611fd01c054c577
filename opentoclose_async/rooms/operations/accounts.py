"""Operations on accounts."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.models.accounts import AccountSummary
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model

__all__ = ["Accounts", "BlockingAccounts"]


_GET_ACCOUNT_INFORMATION = RoomsOperation(
    name="get_account_information", verb="GET", path="", convert=as_model(AccountSummary)
)


class Accounts(RoomsResource):
    """Get information about the account."""

    async def get_account_information(
        self,
        **options: Unpack[CallOptions],
    ) -> AccountSummary:
        """
        Get information about the account (operation Accounts_GetAccountInformation).

        ``company_version`` is the version of Rooms that the company is on. Several arguments and
        fields exist in only one version.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The company's account.
        """
        return await self._call(_GET_ACCOUNT_INFORMATION, options)


class BlockingAccounts(BlockingResource[Accounts]):
    """``Accounts`` without ``await``."""

    get_account_information = calls(Accounts.get_account_information)
