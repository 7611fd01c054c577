"""
What Rooms answers with.

The official description marks fields as required that real answers leave out, so nothing is
required here but the array of a list; ``raw`` holds all there is.
"""

from enum import StrEnum

from attrs import frozen

from opentoclose_async.protocol.convert import Model, ModelConverter, camel_case

__all__ = ["AccessLevel", "ApiError", "UserStatus", "UserSummary", "UserSummaryList"]

CONVERTER = ModelConverter(camel_case)


class AccessLevel(StrEnum):
    """Known access levels; an unknown one stays a plain string."""

    CONTRIBUTOR = "Contributor"
    OFFICE = "Office"
    REGION = "Region"
    COMPANY = "Company"
    ADMIN = "Admin"


class UserStatus(StrEnum):
    """Known statuses of a user; an unknown one stays a plain string."""

    ACTIVE = "Active"
    PENDING = "Pending"


@frozen(kw_only=True)
class ApiError(Model):
    """What Rooms says about a request that failed."""

    error_code: str | None = None
    message: str | None = None
    reference_id: str | None = None


@frozen(kw_only=True)
class UserSummary(Model):
    """
    A user of the account.

    Attributes:
        user_id: The user's id.
        email: The user's e-mail address.
        first_name: First name.
        last_name: Last name.
        is_locked_out: An administrator has locked the user's account.
        status: Active, or Pending until the invitation is accepted.
        access_level: What the user can see in the account.
        default_office_id: The id of the user's default office.
        title_id: Rooms version 5 only: the id of a manager's job title.
        role_id: Rooms version 6: the id of the user's company role.
        profile_image_url: Where the user's picture is.
    """

    user_id: int | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    is_locked_out: bool | None = None
    status: UserStatus | str | None = None
    access_level: AccessLevel | str | None = None
    default_office_id: int | None = None
    title_id: int | None = None
    role_id: int | None = None
    profile_image_url: str | None = None


@frozen(kw_only=True)
class UserSummaryList(Model):
    """
    One page of users.

    Attributes:
        user_summaries: The users.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    user_summaries: list[UserSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None
