"""
What Open To Close answers with.

The API is documented by example only, so every attribute may be None; ``raw`` holds all there is.
"""

from enum import StrEnum

from attrs import frozen

from opentoclose_async.protocol.convert import Model

__all__ = ["Status", "Team", "TeamMember", "User"]


class Status(StrEnum):
    """Known statuses of users and teams; an unknown one stays a plain string."""

    ACTIVE = "Active"
    INACTIVE = "Inactive"


@frozen(kw_only=True)
class User(Model):
    """A user of the account, as the Users API documents it."""

    id: int | None = None
    username: str | None = None
    email: str | None = None
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    role: str | None = None
    status: Status | str | None = None
    phone: str | None = None
    department: str | None = None
    hire_date: str | None = None
    last_login: str | None = None
    permissions: list[str] | None = None


@frozen(kw_only=True)
class TeamMember(Model):
    """A member of a team; its id is what properties are created for."""

    id: int | None = None


@frozen(kw_only=True)
class Team(Model):
    """A team of the account, as the Teams API documents it."""

    id: int | None = None
    name: str | None = None
    description: str | None = None
    team_lead_id: int | None = None
    status: Status | str | None = None
    specialization: str | None = None
    territory: str | None = None
    commission_split: float | None = None
    target_revenue: float | None = None
    team_members: list[TeamMember] | None = None
