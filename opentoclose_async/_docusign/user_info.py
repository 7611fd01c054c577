"""Who is signed in, and which accounts they have: what DocuSign's userinfo tells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack

from attrs import evolve, field, frozen

from opentoclose_async._docusign.oauth import USER_INFO_PATH
from opentoclose_async._protocol.conversion.converter import Model, ModelConverter, shorten
from opentoclose_async._runtime.resource import CallOptions, Resource, check_keywords
from opentoclose_async.exceptions import DataFormatError

__all__ = ["UserInfo", "UserInfoAccount", "UserInfoResource"]

CONVERTER = ModelConverter()
FLAGS = {"true": True, "false": False}


@frozen(kw_only=True)
class UserInfoAccount(Model):
    """
    An account that a user is a member of.

    Attributes:
        account_id: The account's GUID; what Rooms calls ``account_id`` too.
        is_default: Whether it is the user's default account.
        account_name: The account's name.
        base_uri: The address of eSignature for the account; Rooms has another.
    """

    account_id: str | None = None
    is_default: bool | None = None
    account_name: str | None = None
    base_uri: str | None = None


@frozen(kw_only=True)
class UserInfo(Model):
    """
    The user that an access token is for.

    Attributes:
        sub: The user's GUID.
        name: The whole name.
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
    """What the authentication host tells about a user."""

    async def get_user_info(self, **options: Unpack[CallOptions]) -> UserInfo:
        """Read who is signed in."""
        check_keywords("get_user_info", CallOptions, options)
        converter = CONVERTER.as_strict(self._core.strict)

        def convert(value: Any) -> UserInfo:
            return read_user_info(value, converter)

        return await self._send("GET", USER_INFO_PATH, convert, options)


def read_user_info(value: Any, converter: ModelConverter) -> UserInfo:
    """
    Read the answer of userinfo.

    Args:
        value: The decoded JSON.
        converter: What makes models of it.

    Raises:
        DataFormatError: If it does not fit.
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
    # A boolean in DocuSign's examples, a text in its own client.
    if not isinstance(account, Mapping):
        return account
    flag = account.get("is_default")
    known = FLAGS.get(flag.lower()) if isinstance(flag, str) else None
    return account if known is None else {**account, "is_default": known}
