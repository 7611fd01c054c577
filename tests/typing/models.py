"""
The types of Rooms' models, and what models have in common; read by the type checkers, never run.

An open enum is ``Status | str | None``: a value of tomorrow stays a text. mypy takes that to be the
same as ``str | None``, since the enum is a kind of text; pyright tells them apart.
"""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

import json
from dataclasses import asdict
from typing import Any, assert_type

from opentoclose_async import Page, __version__, json_default
from opentoclose_async.otc.models import Status, Team, TeamMember, User
from opentoclose_async.rooms.models import (
    AccessLevel,
    AccountStatus,
    ApiError,
    UserSummary,
    UserSummaryList,
    UserToInvite,
)


def a_user_of_rooms(user: UserSummary) -> None:
    assert_type(user.raw, dict[str, Any])
    assert_type(user.user_id, int | None)
    assert_type(user.email, str | None)
    assert_type(user.first_name, str | None)
    assert_type(user.last_name, str | None)
    assert_type(user.is_locked_out, bool | None)
    assert_type(user.status, AccountStatus | str | None)
    assert_type(user.access_level, AccessLevel | str | None)
    assert_type(user.default_office_id, int | None)
    assert_type(user.title_id, int | None)
    assert_type(user.role_id, int | None)
    assert_type(user.profile_image_url, str | None)


def a_page_of_users_of_rooms(page: UserSummaryList) -> None:
    assert_type(page.raw, dict[str, Any])
    assert_type(page.user_summaries, list[UserSummary])
    assert_type(page.result_set_size, int | None)
    assert_type(page.start_position, int | None)
    assert_type(page.end_position, int | None)
    assert_type(page.next_uri, str | None)
    assert_type(page.prior_uri, str | None)
    assert_type(page.total_row_count, int | None)


def what_rooms_says_about_a_failure(problem: ApiError) -> None:
    assert_type(problem.raw, dict[str, Any])
    assert_type(problem.error_code, str | None)
    assert_type(problem.message, str | None)
    assert_type(problem.reference_id, str | None)


def an_open_enum_compares_with_its_members_and_with_texts(user: User, other: UserSummary) -> bool:
    text: str | None = user.status
    known = user.status == Status.ACTIVE or other.access_level is AccessLevel.ADMIN
    unknown = user.status == "On leave" or other.status == "Invited"
    return known or unknown or text is None


def an_open_enum_is_told_apart_by_isinstance(user: User) -> None:
    if isinstance(user.status, Status):
        assert_type(user.status, Status)
    elif user.status is not None:
        assert_type(user.status, str)


def models_are_made_by_keyword() -> None:
    assert_type(User(id=5, status="On leave"), User)
    assert_type(Team(team_members=[TeamMember(id=1)], status=Status.INACTIVE), Team)
    summary = UserSummary(user_id=5, access_level=AccessLevel.OFFICE, raw={"userId": 5})
    assert_type(UserSummaryList(user_summaries=[summary]), UserSummaryList)


def models_become_dicts_and_json(user: User, invitation: UserToInvite, page: Page[User]) -> None:
    assert_type(user.to_dict(), dict[str, Any])
    assert_type(invitation.to_dict(by_alias=True), dict[str, Any])
    assert_type(asdict(user), dict[str, Any])
    assert_type(asdict(page), dict[str, Any])
    assert_type(json.dumps([user], default=json_default), str)
    assert_type(__version__, str)
