"""A traceback of blocking code is no longer than that of the same call in async code."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

import opentoclose_async
from opentoclose_async import (
    AsyncOpenToClose,
    ConfigurationError,
    NotFoundError,
    OpenToClose,
    Rooms,
    ValidationError,
)
from opentoclose_async.export import Progress
from opentoclose_async.export.blocking import export
from opentoclose_async.sandbox import Sandbox
from tests.clients import blocking_otc_client, otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

PACKAGE = str(Path(opentoclose_async.__file__).parent)
NOBODY = 10**9
CALLS: dict[str, tuple[Callable[[Any], Any], type[Exception]]] = {
    "record": (lambda otc: otc.users.retrieve_user(NOBODY), NotFoundError),
    "list": (lambda otc: otc.property_notes.list_property_notes(NOBODY), NotFoundError),
    "pages": (lambda otc: otc.property_notes.iter_property_notes(NOBODY).collect(), NotFoundError),
    "argument": (lambda otc: otc.users.list_users(limit=-1), ValidationError),
    "client": (lambda otc: otc.request("GET", "/nothing"), NotFoundError),
}


def frames_of_the_package(error: BaseException) -> list[traceback.FrameSummary]:
    frames = traceback.extract_tb(error.__traceback__)
    return [frame for frame in frames if frame.filename.startswith(PACKAGE)]


@pytest.mark.parametrize("name", CALLS)
async def test_no_more_frames_than_in_async_code(name: str) -> None:
    call, expected = CALLS[name]
    sandbox = Sandbox()
    async with otc_client(sandbox) as otc:
        with pytest.raises(expected) as theirs:
            await call(otc)
    with blocking_otc_client(sandbox) as blocking, pytest.raises(expected) as ours:
        call(blocking)
    frames = frames_of_the_package(ours.value)
    assert len(frames) <= min(4, len(frames_of_the_package(theirs.value)))
    assert frames[-1].line == frames_of_the_package(theirs.value)[-1].line, "where it was raised"
    assert ours.value.__cause__ is None
    assert ours.value.__suppress_context__ == theirs.value.__suppress_context__


def test_iterating_has_no_more_frames_either() -> None:
    with blocking_otc_client(Sandbox()) as otc, pytest.raises(NotFoundError) as caught:
        next(iter(otc.property_notes.iter_property_notes(NOBODY)))
    assert len(frames_of_the_package(caught.value)) <= 7


@pytest.mark.parametrize(
    ("options", "expected"),
    [({"timeout": "long"}, ValidationError), ({"base_url": "ftp://host"}, ConfigurationError)],
)
def test_making_a_client_has_no_more_frames_either(
    options: dict[str, Any], expected: type[Exception]
) -> None:
    with pytest.raises(expected) as theirs:
        AsyncOpenToClose("key", **options)
    with pytest.raises(expected) as ours:
        OpenToClose("key", **options)
    frames = frames_of_the_package(ours.value)
    assert len(frames) <= len(frames_of_the_package(theirs.value))
    assert frames[-1].line == frames_of_the_package(theirs.value)[-1].line


def test_a_wrong_number_of_arguments_is_reported_at_the_call() -> None:
    with blocking_otc_client(Sandbox()) as otc, pytest.raises(TypeError, match="user_id") as caught:
        otc.users.retrieve_user()  # type: ignore[call-arg]  # the mistake
    assert len(frames_of_the_package(caught.value)) <= 3
    with pytest.raises(TypeError, match=r"^OpenToClose\(\) got .* did you mean 'timeout'"):
        OpenToClose("key", timout=3)  # type: ignore[call-arg]  # the mistake
    with pytest.raises(TypeError, match=r"^Rooms\.__init__\(\) takes from 1 to 2 "):
        Rooms("account", "token")  # type: ignore[call-arg, arg-type]  # the mistake


def test_the_callers_own_code_stays_in_the_traceback(tmp_path: Path) -> None:
    def refuse(_: Progress) -> None:
        raise ValidationError("not on Sundays")

    with (
        blocking_otc_client(Sandbox()) as otc,
        pytest.raises(ValidationError, match="not on Sundays") as caught,
    ):
        export(otc.users.iter_users(), tmp_path / "users.jsonl", progress=refuse)
    names = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert names[-1] == "refuse"


def test_the_cause_of_an_error_stays() -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody there")

    transport = httpx.MockTransport(fail)
    with (
        blocking_otc_client(Sandbox(), transport=transport, retry=None) as otc,
        pytest.raises(opentoclose_async.NetworkError) as caught,
    ):
        otc.users.retrieve_user(1)
    assert isinstance(caught.value.__cause__, httpx.ConnectError)
