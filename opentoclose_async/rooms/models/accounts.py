"""Models of Rooms: accounts."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from enum import StrEnum

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = ["AccountSummary", "Accounts", "ProductVersion"]


class ProductVersion(StrEnum):
    """Known versions of Rooms; others stay strings."""

    V5 = "v5"
    V6 = "v6"


@frozen(kw_only=True)
class AccountSummary(CamelCaseModel):
    """
    The account of the company.

    Attributes:
        company_id: The company's ID.
        name: The company's name.
        company_version: The company's version of Rooms: v5 or v6.
        docu_sign_account_guid: The account's ID, a GUID.
        default_field_set_id: The ID of the field set that rooms have by default.
        require_office_library_assignments: Whether form libraries must be assigned to offices.
    """

    company_id: int | None = None
    name: str | None = None
    company_version: ProductVersion | str | None = None
    docu_sign_account_guid: str | None = None
    default_field_set_id: str | None = None
    require_office_library_assignments: bool | None = None


# The description repeats these under the names of groups, for its index.
Accounts = AccountSummary
