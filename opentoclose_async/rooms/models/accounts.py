"""The models of Rooms: accounts."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from enum import StrEnum

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model

__all__ = ["AccountSummary", "Accounts", "ProductVersion"]


class ProductVersion(StrEnum):
    """Known versions of Rooms; an unknown one stays a plain string."""

    V5 = "v5"
    V6 = "v6"


@frozen(kw_only=True)
class AccountSummary(Model):
    """
    The company account that requests are made for.

    Attributes:
        company_id: The company's id.
        name: The company's name.
        company_version: The company's version of Rooms: v5 or v6.
        docu_sign_account_guid: The account's id, a GUID.
        default_field_set_id: The id of the field set that rooms have.
        require_office_library_assignments: Whether form libraries must be assigned to offices.
    """

    company_id: int | None = None
    name: str | None = None
    company_version: ProductVersion | str | None = None
    docu_sign_account_guid: str | None = None
    default_field_set_id: str | None = None
    require_office_library_assignments: bool | None = None


# The index of the official description has these under the groups' names.
Accounts = AccountSummary
