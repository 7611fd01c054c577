"""Undocumented responses: an odd value affects only itself, and no record comes out empty."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async import AsyncOpenToClose, OpenToClose
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.export import export
from opentoclose_async.otc.models import User
from tests.thoroughness import repeatable

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

Handler = Callable[[httpx.Request], httpx.Response]


def always(body: Any) -> Handler:
    """Return a handler that always responds with a body, with a list only for its first page."""

    def handle(request: httpx.Request) -> httpx.Response:
        after_it = isinstance(body, list) and request.url.params.get("offset", "0") != "0"
        text = json.dumps([] if after_it else body)
        return httpx.Response(200, text=text, headers={"Content-Type": "application/json"})

    return handle


def client(response: Any, **options: Any) -> AsyncOpenToClose:
    return AsyncOpenToClose(
        "k", quota=None, retry=None, transport=httpx.MockTransport(always(response)), **options
    )


async def test_an_odd_value_affects_only_itself_and_a_strict_client_says_where() -> None:
    rows = [{"id": 1, "name": "Jane"}, {"id": 2, "name": "Joe", "phone": 5551234567}]
    async with client(rows) as otc:
        one, other = await otc.users.list_users()
        assert (one.name, other.id, other.name) == ("Jane", 2, "Joe")
        phone: Any = other.phone
        assert phone == 5551234567
        assert other.raw == rows[1]
    async with client(rows, strict=True) as otc:
        with pytest.raises(DataFormatError) as caught:
            await otc.users.list_users()
        assert caught.value.path == "[1].phone"
        assert await otc.users.iter_users().raw().collect() == rows


async def test_blocking_clients_can_be_strict_too() -> None:
    handle = always({"id": "5"})
    options: dict[str, Any] = {"quota": None, "transport": httpx.MockTransport(handle)}

    def read() -> None:
        with OpenToClose("k", **options) as otc:
            identity: Any = otc.tags.retrieve_tag(5).id
            assert identity == "5"
        with OpenToClose("k", strict=True, **options) as otc, pytest.raises(DataFormatError):
            otc.tags.retrieve_tag(5)

    await anyio.to_thread.run_sync(read)


WRAPPED: list[Any] = [
    {"data": {"id": 5, "name": "Jane"}},
    {"data": {"data": {"id": 5, "name": "Jane"}}},
    {"status": "success", "data": {"id": 5, "name": "Jane"}},
    {"id": None, "data": {"id": 5, "name": "Jane"}, "meta": []},
]
NOT_WRAPPED: list[Any] = [
    {"id": 5, "name": "Jane", "data": {"id": 6, "name": "Joe"}},
    {"id": 5, "name": "Jane", "data": []},
]


@pytest.mark.parametrize("response", WRAPPED + NOT_WRAPPED)
async def test_a_record_is_unwrapped(response: Any) -> None:
    async with client(response) as otc:
        users = otc.users
        for user in (
            await users.retrieve_user(5),
            await users.create_user({"name": "Jane"}),
            await users.update_user(5, {"name": "Jane"}),
        ):
            assert (user.id, user.name) == (5, "Jane")
            assert user.raw["id"] == 5
    async with client([response, {"id": 6}]) as otc:
        read = await otc.users.list_users()
        assert [(user.id, user.name) for user in read] == [(5, "Jane"), (6, None)]


@pytest.mark.parametrize("inside", [None, [], {}, 5, "user", {"user": {"id": 5}}, [{"id": 5}]])
@pytest.mark.parametrize("beside", [{}, {"status": "success"}])
async def test_a_wrapper_without_a_record_is_refused(inside: Any, beside: dict[str, Any]) -> None:
    async with client({**beside, "data": inside}) as otc:
        with pytest.raises(DataFormatError, match="expected a record, bare or wrapped in 'data'"):
            await otc.users.retrieve_user(5)
        with pytest.raises(DataFormatError) as caught:
            await otc.users.create_user({"name": "Jane"})
        assert caught.value.outcome_unknown


@pytest.mark.parametrize("response", [{}, {"user": {"id": 5}}, {"success": True}])
async def test_a_record_without_any_field_is_logged(
    response: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    async with client(response) as otc:
        user = await otc.users.update_user(5, {"name": "Jane"})
    assert user == User()
    assert user.raw == response
    (record,) = (each for each in caplog.records if each.levelno == logging.WARNING)
    assert "none of the fields of User" in record.getMessage()


@pytest.mark.parametrize("response", [[], "user", 5, True, [{"id": 5}]])
async def test_a_response_of_another_type_is_refused(response: Any) -> None:
    async with client(response) as otc:
        with pytest.raises(DataFormatError, match="expected an object"):
            await otc.users.retrieve_user(5)


@pytest.mark.parametrize(("response", "confirmation"), [([], {}), ({"ok": 1}, {"ok": 1})])
async def test_a_confirmation_may_be_an_empty_object_of_php(
    response: Any, confirmation: dict[str, Any]
) -> None:
    async with client(response) as otc:
        assert await otc.users.delete_user(5) == confirmation


@pytest.mark.parametrize("listed", [5, "none", {}, {"a": 1}, True, None, [5, None, "a"]])
async def test_a_property_without_a_list_of_fields_has_none(listed: Any) -> None:
    async with client({"id": 5, "field_values": listed}) as otc:
        read = await otc.properties.retrieve_property(5)
    assert dict(read.fields) == {}
    assert read.raw["field_values"] == listed


async def test_a_field_with_several_values_has_them_as_a_list() -> None:
    values = [{"id": 3, "key": "amenities", "type": "choice", "value": ["pool", "garage"]}]
    async with client([{"id": 5, "field_values": values}]) as otc:
        (read,) = await otc.properties.list_properties()
    amenities: Any = read.fields["amenities"]
    assert amenities == ["pool", "garage"]
    assert read.field_values is not None
    kept: Any = read.field_values[0].value
    assert (kept, read.field_values[0].key) == (["pool", "garage"], "amenities")


async def test_an_option_whose_title_is_a_number_can_be_chosen() -> None:
    year = {"id": 7, "key": "year", "type": "choice", "options": [{"id": 70, "title": 2024}]}
    title = {"id": 1, "key": "contract_title", "title": 2024, "type": "text"}
    sections = [{"section": {"fields": [year, title]}}]
    async with client([{"group": {"sections": sections}}]) as otc:
        mappings = await otc.properties.get_field_mappings()
        assert mappings["year"]["options"] == {"2024": 70}
        assert mappings["contract_title"]["title"] == "2024"
        data = {"title": "a", "year": "2024"}
        assert await otc.validate_property_data(data) == (True, [])


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=3,
)
NAMES = st.sampled_from([*User.__match_args__, "data", "crm", "extra"]) | st.text(max_size=2)
ROWS = st.lists(st.dictionaries(NAMES, JSON, max_size=4), min_size=1, max_size=4)


@given(rows=ROWS)
@repeatable(20)
def test_every_way_of_reading_returns_the_same_objects(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    async def read(folder: Path) -> None:
        async with client(rows) as otc:
            pager = otc.users.iter_users
            assert await pager().raw().collect() == rows
            assert len(await otc.users.list_users()) == len(rows)
            told_apart = [row async for page in pager().verified() for row in page.items]
            assert 0 < len(told_apart) <= len(rows)
            assert (await pager().to_arrow()).num_rows == len(rows)
            assert len(await pager().to_pandas()) == len(rows)
            for format_ in ("jsonl", "jsonl.gz", "csv", "parquet"):
                report = await export(pager(), folder / f"users.{format_}", verify=False)
                assert report.rows == len(rows)

    anyio.run(read, tmp_path_factory.mktemp("odd"))
