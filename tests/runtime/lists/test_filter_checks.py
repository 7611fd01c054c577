"""Filters that the server ignores are reported once, at the line that asked for the list."""

import inspect
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async import AsyncOpenToClose, AsyncRooms, FilterWarning, OpenToClose, Rooms
from opentoclose_async.exceptions import DataFormatError, ValidationError
from opentoclose_async.export import export
from opentoclose_async.otc import filter_rules as otc_rules
from opentoclose_async.rooms import filter_rules as rooms_rules
from opentoclose_async.sandbox import Sandbox
from tests.clients import blocking_otc_client, otc_client, rooms_client
from tests.rooms.description import operations
from tests.thoroughness import repeatable
from tools.otc.table import read_table

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

SANDBOX = Sandbox(users=250)
USERS = [{"id": 1, "status": "Active"}, {"id": 2, "status": "Inactive"}, {"id": 3, "status": None}]
ROOMS = [
    {"roomId": 1, "officeId": 5, "closedDate": None, "fieldDataLastUpdatedDate": "2026-03-05"},
    {"roomId": 2, "officeId": 6, "closedDate": "2026-01-02", "fieldDataLastUpdatedDate": None},
]


def here(lines: int = 0) -> tuple[str, int]:
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    return __file__, frame.f_back.f_lineno + lines


def place(warned: warnings.WarningMessage) -> tuple[str, int]:
    return warned.filename, warned.lineno


def otc_with(rows: Any, **options: Any) -> AsyncOpenToClose:
    """Return a client of a server that ignores all filters, and positions."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=rows))
    return AsyncOpenToClose("key", transport=transport, quota=None, **options)


def rooms_with(array: str, rows: Any, **options: Any) -> AsyncRooms:
    content = {array: rows, "totalRowCount": len(rows)}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=content))
    return AsyncRooms("a", access_token="t", transport=transport, quota=None, **options)


async def test_an_unknown_filter_that_no_row_confirms() -> None:
    async with otc_client(SANDBOX) as otc:
        with pytest.warns(FilterWarning, match="colour is not a documented filter") as warned:
            await otc.users.list_users(colour="mauve")  # type: ignore[call-arg]  # misspelt
        assert [place(each) for each in warned] == [here(-1)]
        assert "mauve" not in str(warned[0].message), "values may be confidential"
        assert "Its documented filters are role, status, sort." in str(warned[0].message)


async def test_an_unknown_filter_that_the_server_applies() -> None:
    async with otc_client(SANDBOX) as otc:
        (user,) = await otc.users.list_users({"email": SANDBOX.otc_rows("users")[7]["email"]})
        assert user.id == 8
        assert await otc.users.list_users({"email": "nobody@example.com"}) == []


async def test_a_list_is_checked_once_however_it_is_read(tmp_path: Path) -> None:
    readings: list[Callable[[Any], Any]] = [
        lambda pager: pager.collect(),
        lambda pager: pager.raw().collect(),
        lambda pager: anext(pager.verified()),
        lambda pager: export(pager, tmp_path / "users.jsonl"),
    ]
    async with otc_client(SANDBOX) as otc:
        for read in readings:
            pager = otc.users.iter_users({"colour": "mauve"}, page_size=20)
            asked = here(-1)
            with pytest.warns(FilterWarning) as warned:
                await read(pager)
            assert len(await pager.collect()) == 250
            assert [place(each) for each in warned] == [asked]


async def test_a_documented_filter_that_rows_contradict() -> None:
    async with otc_with(USERS) as otc:
        with pytest.warns(FilterWarning) as warned:
            await otc.users.list_users(status="Active", role="Agent", sort="last_name")
    (message,) = (str(each.message) for each in warned)
    assert message.startswith("otc.users.list_users: the server did not apply status: rows on the")


async def test_a_propertys_own_fields_confirm_a_filter() -> None:
    rows = [{"id": 1, "field_values": [{"key": "contract_status", "value": "Closed"}]}]
    async with otc_with(rows) as otc:
        assert await otc.properties.list_properties({"contract_status": "closed"})
        with pytest.warns(FilterWarning, match="did not apply contract_status"):
            await otc.properties.list_properties({"contract_status": "Under Contract"})


HONOURED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"role": "Agent"}, {"role": "Listing Agent"}),
    ({"status": ""}, {"status": "Active"}),
    ({"status": "!Closed"}, {"status": "Active"}),
    ({"status": "Active"}, {"status": {"id": 4, "title": "Active"}}),
    ({"status": "Active"}, {"status": 1}),
    ({"email": "gmail.com"}, {"email": "jane@gmail.com"}),
    ({"name": "jane doe"}, {"first_name": "Jane", "last_name": "Doe"}),
    ({"search": "jane"}, {"email": "jane@gmail.com"}),
    ({"team_id": 5}, {"team": {"id": 5}}),
    ({"is_locked": True}, {"is_locked": 1}),
    ({"created": "05/22/2025"}, {"created": "2025-05-22 05:01:56"}),
    ({"team_id": "null"}, {"team_id": None}),
]


@pytest.mark.parametrize(("filters", "row"), HONOURED, ids=str)
async def test_a_row_that_a_server_may_return_is_no_warning(
    filters: dict[str, Any], row: dict[str, Any]
) -> None:
    async with otc_with([{"id": 1, **row}], strict_filters=False) as otc:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert len(await otc.users.list_users(filters)) == 1


@pytest.mark.parametrize(
    ("filters", "ignored"),
    [
        ({"room_status": "closed"}, "room_status"),
        ({"room_status": ["active", "pending"]}, "room_status"),
        ({"room_status": "open,closed"}, None),
        ({"office_id": 5}, "office_id"),
        ({"field_data_changed_start_date": "2026-04-01"}, "field_data_changed_start_date"),
        ({"field_data_changed_end_date": "2026/03/05 10:00:00"}, None),
        ({"room_closed_end_date": "2025-12-01"}, "room_closed_end_date"),
    ],
)
async def test_filters_of_rooms(filters: dict[str, Any], ignored: str | None) -> None:
    async with rooms_with("rooms", ROOMS) as rooms:
        for read in (rooms.rooms.list_rooms, rooms.rooms.get_rooms):
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                await read(**filters)
            assert len(warned) == (ignored is not None)
            assert ignored is None or f"apply {ignored}: rows" in str(warned[0].message)


async def test_filters_that_the_sandbox_applies_are_no_warnings() -> None:
    async with rooms_client(SANDBOX) as rooms:
        assert await rooms.users.list_users(status="Active", locked_only=True)
        assert await rooms.rooms.list_rooms(room_status="closed")
        assert await rooms.rooms.list_rooms(field_data_changed_start_date="2020-01-01")


@pytest.mark.parametrize("named", [{"colour": "mauve"}, {"email": "x"}], ids=["colour", "email"])
async def test_strict_filters_refuse_unknown_ones(named: dict[str, Any]) -> None:
    (name,) = named
    expected = rf"takes no argument '{name}', as strict_filters is set; known are role, status"
    async with otc_client(Sandbox(), strict_filters=True) as otc:
        with pytest.raises(ValidationError, match=expected):
            otc.users.iter_users(named)
        with pytest.raises(ValidationError, match=expected):
            otc.users.iter_users(**named)
        assert otc.users.iter_users(named, strict_filters=False)
    async with otc_client(Sandbox()) as lenient:
        with pytest.raises(ValidationError, match=expected):
            await lenient.users.list_users(named, strict_filters=True)


async def test_strict_filters_raise_if_the_server_ignores_one() -> None:
    async with otc_with(USERS, strict_filters=True) as otc:
        for _ in range(2):
            with pytest.raises(
                DataFormatError, match=r"GET /users: .*did not apply status: 1 of 3"
            ):
                await otc.users.list_users(status="Active")
    async with rooms_with("rooms", ROOMS, strict_filters=True) as rooms:
        for call in (rooms.rooms.list_rooms, rooms.rooms.get_rooms):
            with pytest.raises(DataFormatError, match=r"GET .*/rooms: the server did not apply"):
                await call(office_id=5)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"pagesize": 10}, "takes no argument 'pagesize'; did you mean 'page_size'"),
        ({"staus": "Active"}, "takes no argument 'staus'; did you mean 'status'"),
        ({"timout": 5}, "takes no argument 'timout'; did you mean 'timeout'"),
    ],
)
async def test_a_misspelt_name_is_an_error(given: dict[str, Any], message: str) -> None:
    sandbox = Sandbox()
    async with otc_client(sandbox) as otc, rooms_client(sandbox) as rooms:
        for call in (otc.users.iter_users, otc.users.list_users, rooms.users.list_users):
            with pytest.raises(ValidationError, match=message):
                await call(**given)
        with pytest.raises(ValidationError, match=message):
            otc.users.iter_users(given)
    assert sandbox.stats.otc.requests + sandbox.stats.rooms.requests == 0


async def test_a_keyword_among_the_filters_is_an_error() -> None:
    async with otc_client(Sandbox()) as otc:
        with pytest.raises(ValidationError, match="'page_size' in params: pass it as a keyword"):
            otc.users.iter_users({"page_size": 10})


async def test_extra_query_sends_anything_unchecked() -> None:
    async with otc_client(SANDBOX, strict_filters=True) as otc:
        assert await otc.users.list_users(extra_query={"staus": "Active"})


async def test_a_warning_made_an_error_reaches_the_caller() -> None:
    async with otc_client(SANDBOX) as otc:
        with warnings.catch_warnings(), anyio.fail_after(10):
            warnings.simplefilter("error")
            with pytest.raises(FilterWarning):
                await otc.users.list_users({"colour": "mauve"})


def test_a_line_that_is_run_again_warns_once_by_default() -> None:
    first, second = (
        [{"id": n, "status": each} for n in range(size)]
        for size, each in ((1, "Closed"), (2, "Sold"))
    )
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("default")
        for rows in (first, second):
            transport = httpx.MockTransport(lambda _, rows=rows: httpx.Response(200, json=rows))
            with OpenToClose("key", transport=transport, quota=None) as otc:
                otc.users.list_users(status="Active")
    assert len(warned) == 1


def test_blocking_clients_point_at_the_callers_line() -> None:
    with blocking_otc_client(SANDBOX) as otc:
        with pytest.warns(FilterWarning) as warned:
            otc.users.list_users({"colour": "mauve"})
        assert [place(each) for each in warned] == [here(-1)]
        pager = otc.users.iter_users({"colour": "mauve"})
        asked = here(-1)
        with pytest.warns(FilterWarning) as warned:
            next(iter(pager))
        assert [place(each) for each in warned] == [asked]


@pytest.mark.parametrize("client", [OpenToClose, Rooms])
def test_blocking_clients_have_the_switch(client: type) -> None:
    assert inspect.signature(client).parameters["strict_filters"].default is False


VALUES: dict[str, list[Any]] = {
    "role": ["Agent", "agent", "Admin", None],
    "status": ["Active", "Inactive"],
    "team_id": [1, 2, None],
    "is_locked": [True, False],
}
SOME_ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()}),
    max_size=6,
)
SOME_FILTERS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values[:2]) for name, values in VALUES.items()}
)


@given(rows=SOME_ROWS, filters=SOME_FILTERS, applied=st.sets(st.sampled_from([*VALUES])))
@repeatable(60)
def test_what_a_server_applies_is_never_reported_and_what_it_ignores_always(
    rows: list[dict[str, Any]], filters: dict[str, Any], applied: set[str]
) -> None:
    def is_same(value: object, text: object) -> bool:
        return str(value).lower() == str(text).lower()

    def respond(request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        found = [
            row
            for row in rows
            if all(is_same(row[name], query[name]) for name in applied & query.keys())
        ]
        return httpx.Response(200, json=found[int(query["offset"]) :])

    transport = httpx.MockTransport(respond)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        with OpenToClose("key", transport=transport, quota=None) as otc:
            read = [user.raw for user in otc.users.list_users(filters)]
    wrong = {
        name
        for name, value in filters.items()
        if any(row[name] is not None and not is_same(row[name], value) for row in read)
    }
    messages = " ".join(str(each.message) for each in warned)
    contradicted = {name for name in filters if f" did not apply {name}: " in messages}
    unconfirmed = {name for name in filters if f": {name} is not a documented" in messages}
    assert contradicted == wrong
    assert applied.isdisjoint(contradicted | unconfirmed)


def test_every_documented_filter_has_a_rule_or_says_that_it_has_none() -> None:
    of_otc = {each.name for resource in read_table() for each in resource.filters}
    assert otc_rules.RULES.keys() == of_otc
    of_rooms = {
        each.list_name: set(each.query) - {"count", "startPosition"}
        for each in operations()
        if each.is_paged
    }
    with_filters = {name: names for name, names in of_rooms.items() if names}
    assert {name: set(rules) for name, rules in rooms_rules.RULES.items()} == with_filters
