"""The users of a Rooms account, against the sandbox in process."""

from typing import Any

import httpx
import pytest

from opentoclose_async.exceptions import (
    AuthenticationError,
    DataFormatError,
    PermissionDeniedError,
    ValidationError,
)
from opentoclose_async.rooms.models import AccessLevel, AccountStatus, UserSummary, UserSummaryList
from opentoclose_async.sandbox import Fault, Sandbox
from tests.clients import rooms_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=345)


async def test_get_users_returns_one_page(sandbox: Sandbox) -> None:
    async with rooms_client(sandbox) as rooms:
        page = await rooms.users.get_users(start_position=10, count=7)
    assert isinstance(page, UserSummaryList)
    assert (page.start_position, page.end_position, page.result_set_size) == (10, 16, 7)
    assert page.total_row_count == 345
    assert page.next_uri
    assert page.prior_uri
    assert len(page.user_summaries) == 7
    assert page.raw["userSummaries"][0] is page.user_summaries[0].raw


async def test_every_documented_query_parameter_has_a_keyword(sandbox: Sandbox) -> None:
    async with rooms_client(sandbox) as rooms:
        await rooms.users.get_users(
            filter="an",
            sort="EmailDesc",
            default_office_id=3,
            access_level="Company",
            title_id=4,
            role_id=5,
            status="Active",
            locked_only=True,
            start_position=0,
            count=100,
        )
    (request,) = sandbox.stats.rooms.log
    assert request.query == {
        "filter": "an",
        "sort": "EmailDesc",
        "defaultOfficeId": "3",
        "accessLevel": "Company",
        "titleId": "4",
        "roleId": "5",
        "status": "Active",
        "lockedOnly": "true",
        "startPosition": "0",
        "count": "100",
    }


async def test_list_users_returns_all_users_in_the_fewest_requests(sandbox: Sandbox) -> None:
    async with rooms_client(sandbox) as rooms:
        users = await rooms.users.list_users()
    assert [user.raw for user in users] == sandbox.rooms_rows("users")
    assert sandbox.stats.rooms.requests == 4


async def test_values_are_typed(sandbox: Sandbox) -> None:
    async with rooms_client(sandbox) as rooms:
        users = await rooms.users.list_users(status="Active", sort="EmailAsc")
    assert {user.status for user in users} == {AccountStatus.ACTIVE}
    assert all(isinstance(user, UserSummary) for user in users)
    assert all(isinstance(user.is_locked_out, bool) for user in users)
    assert {type(user.access_level) for user in users} == {AccessLevel}
    emails = [user.email or "" for user in users]
    assert emails == sorted(emails, key=str.lower)


async def test_pages_and_raw_rows(sandbox: Sandbox) -> None:
    async with rooms_client(sandbox) as rooms:
        pager = rooms.users.iter_users(page_size=100, start=100, max_items=150)
        pages = [page async for page in pager.pages()]
        rows = await pager.raw().collect()
    assert [(page.start, len(page.items), page.total) for page in pages] == [
        (100, 100, 345),
        (200, 50, 345),
    ]
    assert rows == sandbox.rooms_rows("users")[100:250]
    assert [user.raw for page in pages for user in page.items] == rows


@pytest.mark.parametrize(
    "config",
    [
        {"omit_total_row_count": True},
        {"omit_next_uri": True},
        {"omit_total_row_count": True, "omit_next_uri": True},
        {"rooms_page_cap": 30},
        {"rooms_page_cap": 30, "omit_total_row_count": True},
        {"rooms_page_cap": 30, "omit_total_row_count": True, "omit_next_uri": True},
        {"users": 0, "empty_list_status": 204},
        {"users": 200, "omit_total_row_count": True, "omit_next_uri": True},
        {"users": 1},
        {"users": 100},
    ],
    ids=str,
)
async def test_no_row_is_lost_when_the_server_omits_paging_facts(config: dict[str, Any]) -> None:
    sandbox = Sandbox(**{"users": 345, **config})
    async with rooms_client(sandbox) as rooms:
        users = await rooms.users.list_users()
    assert [user.raw for user in users] == sandbox.rooms_rows("users")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("count", 0),
        ("count", 101),
        ("count", "5"),
        ("count", True),
        ("start_position", -1),
        ("locked_only", "true"),
        ("role_id", "5"),
        ("default_office_id", 0),
        ("status", 5),
        ("filter", ""),
    ],
)
async def test_an_invalid_argument_is_never_sent(
    sandbox: Sandbox, name: str, value: object
) -> None:
    async with rooms_client(sandbox) as rooms:
        with pytest.raises(ValidationError, match=f"{name} must be"):
            await rooms.users.get_users(**{name: value})  # type: ignore[arg-type]  # to test it at run time
    assert sandbox.stats.rooms.requests == 0


async def test_an_unknown_argument_is_rejected_with_the_nearest_name(sandbox: Sandbox) -> None:
    async with rooms_client(sandbox) as rooms:
        with pytest.raises(ValidationError, match="did you mean 'access_level'"):
            await rooms.users.list_users(acces_level="Company")  # type: ignore[call-arg]  # to test it at run time
        with pytest.raises(ValidationError, match="did you mean 'start_position'"):
            await rooms.users.get_users(startposition=5)  # type: ignore[call-arg]  # to test it at run time
    assert sandbox.stats.rooms.requests == 0


async def test_errors_have_what_docusign_support_needs(sandbox: Sandbox) -> None:
    async with rooms_client(sandbox) as rooms:
        with pytest.raises(ValidationError) as caught:
            await rooms.users.get_users(sort="Backwards")
    error = caught.value
    assert error.status_code == 400
    assert error.error_code
    assert error.reference_id
    assert error.trace_token
    assert isinstance(error.response_data, dict)


async def test_a_wrong_token_and_a_wrong_account(sandbox: Sandbox) -> None:
    other = Sandbox(rooms_token="another")
    async with rooms_client(other, transport=httpx.ASGITransport(sandbox)) as rooms:
        with pytest.raises(AuthenticationError, match="DOCUSIGN_ACCESS_TOKEN"):
            await rooms.users.get_users()
    other = Sandbox(account_id="3f1c9a52-0000-0000-0000-5c2e61b7f043")
    async with rooms_client(other, transport=httpx.ASGITransport(sandbox)) as rooms:
        with pytest.raises(PermissionDeniedError):
            await rooms.users.get_users()


async def test_a_200_without_the_array_is_a_data_format_error(sandbox: Sandbox) -> None:
    sandbox.faults.append(Fault(kind="no_array_key"))
    async with rooms_client(sandbox) as rooms:
        with pytest.raises(DataFormatError, match="userSummaries") as one:
            await rooms.users.get_users()
        with pytest.raises(DataFormatError, match="userSummaries") as many:
            await rooms.users.list_users()
    assert one.value.path == many.value.path == "userSummaries"
    assert many.value.start == 0
