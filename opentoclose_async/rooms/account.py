"""Whose data the paths of Rooms are about."""

from opentoclose_async.protocol.arguments import path_with

__all__ = ["Account"]


class Account:
    """
    The account of a client.

    Args:
        account_id: Its GUID.
    """

    def __init__(self, account_id: str | None) -> None:
        self.id = account_id

    @property
    def path(self) -> str:
        """What the paths of the account's resources begin with."""
        if self.id is None:
            return "/v2/accounts/{account_id}"
        return path_with("/v2/accounts/{account_id}", account_id=self.id)
