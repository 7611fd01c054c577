"""The signed-in user and their accounts, from DocuSign's userinfo endpoint."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack

from attrs import evolve, field, frozen

from opentoclose_async._docusign.oauth import USER_INFO_PATH
from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async._runtime.resource import Resource
from opentoclose_async.exceptions import DataFormatError

__all__ = ["UserInfo", "UserInfoAccount", "UserInfoResource"]

CONVERTER = ModelConverter()
FLAGS = {"true": True, "false": False}


@frozen(kw_only=True)
class UserInfoAccount(Model):
    """
    An account that a user is a member of.

    Attributes:
        account_id: The account's GUID, the same as the ``account_id`` of Rooms.
        is_default: Whether it is the user's default account.
        account_name: The account's name.
        base_uri: The account's base address for eSignature; Rooms uses another.
    """

    account_id: str | None = None
    is_default: bool | None = None
    account_name: str | None = None
    base_uri: str | None = None


@frozen(kw_only=True)
class UserInfo(Model):
    """
    The user an access token was issued for.

    Attributes:
        sub: The user's GUID.
        name: The full name.
        given_name: The first name.
        family_name: The last name.
        email: The e-mail address.
        created: When the user was created, an aware datetime in UTC.
        accounts: The accounts that the user is a member of.
    """

    sub: str | None = None
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    created: datetime | None = None
    accounts: list[UserInfoAccount] = field(factory=list)


class UserInfoResource(Resource):
    """The userinfo endpoint of the authentication host."""

    async def get_user_info(self, **options: Unpack[CallOptions]) -> UserInfo:
        """Return the signed-in user."""
        call = self._checked("get_user_info", options)
        converter = CONVERTER.as_strict(self._core.strict)

        def convert(value: Any) -> UserInfo:
            return read_user_info(value, converter)

        return await self._send("GET", USER_INFO_PATH, convert, call)


def read_user_info(value: Any, converter: ModelConverter) -> UserInfo:
    """
    Convert a userinfo response to models.

    Args:
        value: The decoded JSON.
        converter: The converter for models.

    Raises:
        DataFormatError: If it has another form.
    """
    accounts = value.get("accounts") if isinstance(value, dict) else None
    if not isinstance(accounts, list):
        raise DataFormatError(
            f"expected an object with a list of accounts, got {shorten(value)}.", path="accounts"
        )
    info = converter.structure({**value, "accounts": []}, UserInfo)
    models = [
        evolve(
            converter.structure(_with_flag(each), UserInfoAccount, path=f"accounts[{index}]"),
            raw=each,
        )
        for index, each in enumerate(accounts)
    ]
    return evolve(info, accounts=models, raw=value)


def _with_flag(account: Any) -> Any:
    # A boolean in DocuSign's examples, a string in its own client.
    if not isinstance(account, Mapping):
        return account
    flag = account.get("is_default")
    known = FLAGS.get(flag.lower()) if isinstance(flag, str) else None
    return account if known is None else {**account, "is_default": known}
