"""Archives, async and blocking, refuse invalid arguments before using the disk or the network."""

import inspect
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import frozen

from opentoclose_async import archive as awaited
from opentoclose_async.archive import blocking
from tests.bad_input.refusals import Bad, NeverCalled, attempt, complaints
from tests.bad_input.surface import async_client, blocking_client
from tests.bad_input.test_exports import PATHS, progress_to_await
from tests.bad_input.values import FLAGS, HUGE, LONG, NAN, Unshowable, each
from tests.export.files.left_behind import names_in

pytestmark = pytest.mark.anyio

MOMENTS = each("a date such as 2026-11-01", "", "soon", "2026-13-01", 5, True, NAN, [], {}, LONG)
IDS = [
    *each("a list of ids", None, 5, "5", b"5", {}, Unshowable()),
    Bad([0], "a positive", "0"),
    Bad(["five"], "a positive", "five"),
    Bad([5, HUGE], "", ""),
]
TABLE = {
    "directory": PATHS,
    "since": MOMENTS,
    "until": [*MOMENTS, Bad("2020-01-01", "later than since", "2020-01-01")],
    "documents": FLAGS,
    "only": [
        *each("a list of account, ", 5, "users", True, NAN, [], (), {}, Unshowable()),
        Bad(["user"], "did you mean users?", "'user'"),
        Bad([5], "one of account, ", "5"),
        Bad([LONG], "one of account, ", LONG[:20]),
    ],
    "rooms": IDS,
    "properties": [Bad([5], "properties are in Open To Close", "[5]")],
    "follow_links": FLAGS,
    "max_hours": each("a number of hours", 0, -1, "5", True, NAN, [], {}, Unshowable()),
    "max_requests": each("a whole number", 0, -1, 1.5, "5", True, NAN, [], {}, Unshowable()),
    "progress": [
        *each("a plain function, or None", 5, "print", True, [], {}, LONG, Unshowable()),
        Bad(progress_to_await, "a plain function, or None"),
    ],
}


@frozen
class Archive:
    """
    A function that archives, or says what that takes.

    Attributes:
        function: The function.
        client: Return a client of the kind that it accepts.
        other_client: Return a client of the other kind.
    """

    function: Callable[..., Any]
    client: Callable[..., Any]
    other_client: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.function.__module__}.{self.function.__name__}"


ARCHIVES = [
    Archive(function, *clients)
    for module, clients in (
        (awaited, (async_client, blocking_client)),
        (blocking, (blocking_client, async_client)),
    )
    for function in (module.archive, module.plan_archive)
]


@pytest.mark.parametrize("archive", ARCHIVES, ids=str)
async def test_an_invalid_argument_is_refused_before_anything_is_sent_or_written(
    archive: Archive, tmp_path: Path
) -> None:
    transport = NeverCalled()
    client = archive.client("rooms", transport)
    known = list(inspect.signature(archive.function).parameters)
    other = type(archive.other_client("rooms", transport)).__name__
    clients = [
        Bad(archive.other_client("rooms", transport), "", other),
        *each("", 5, None, "client", {}, Unshowable()),
    ]
    table = {"client": [Bad(bad.value, "", type(bad.value).__name__) for bad in clients], **TABLE}
    good = {"client": client, "directory": tmp_path / "archive", "since": "2026-01-01"}
    found = []
    with anyio.fail_after(30):
        for argument in known:
            for bad in table[argument]:
                given = {**good, argument: bad.value}
                error = await attempt(partial(archive.function, **given))
                found += complaints(error, argument, bad)
    assert found == []
    assert set(known) <= set(table)
    assert transport.requests == []
    assert names_in(tmp_path) == []


async def test_properties_are_for_open_to_close_only_and_rooms_for_rooms(tmp_path: Path) -> None:
    transport = NeverCalled()
    client = async_client("otc", transport)
    error = await attempt(lambda: awaited.archive(client, tmp_path / "archive", rooms=[5]))
    assert "rooms are in DocuSign Rooms" in str(error)
    assert transport.requests == []
    assert names_in(tmp_path) == []
