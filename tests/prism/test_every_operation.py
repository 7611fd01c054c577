"""Every operation of Rooms against Prism, which rejects what the description does not allow."""

from collections.abc import Iterator

import anyio
import pytest

from opentoclose_async.exceptions import ValidationError
from tests.prism.calls import call, client_of, read
from tests.prism.mock_server import serve
from tests.rooms.description import DESCRIPTION, Operation, operations

pytestmark = [
    pytest.mark.anyio,
    # The mock server sends the description's examples, whatever the filters.
    pytest.mark.filterwarnings("ignore::opentoclose_async.FilterWarning"),
]


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with serve(DESCRIPTION) as url:
        yield url


@pytest.mark.parametrize("operation", operations(), ids=str)
async def test_an_operation_is_as_described(url: str, operation: Operation) -> None:
    with anyio.fail_after(30):
        async with client_of(url) as rooms:
            await call(rooms, operation)


@pytest.mark.parametrize("operation", [each for each in operations() if each.is_paged], ids=str)
async def test_a_list_is_read_as_described(url: str, operation: Operation) -> None:
    with anyio.fail_after(30):
        async with client_of(url) as rooms:
            await read(rooms, operation)


async def test_prism_rejects_what_the_description_does_not_allow(url: str) -> None:
    # If it were lenient, the other tests would prove nothing.
    with anyio.fail_after(30):
        async with client_of(url) as rooms:
            with pytest.raises(ValidationError, match="must have required property 'roleId'"):
                await rooms.rooms.create_room({"name": "Main"})
            with pytest.raises(ValidationError, match=r"listingSource.* must be equal to one of"):
                await rooms.rooms.create_room({"name": "x", "roleId": 1, "listingSource": "TV"})
            with pytest.raises(ValidationError, match="fieldsetid must match format"):
                await rooms.fields.get_field_set("5")
            with pytest.raises(ValidationError, match="includefielddata must be boolean"):
                await rooms.rooms.get_room(1, extra_query={"includeFieldData": "x"})
