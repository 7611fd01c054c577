"""Every public method of the async clients has exactly one matching blocking twin."""

import inspect
from collections.abc import Iterator

import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms
from opentoclose_async._blocking.twins import BlockingResource
from opentoclose_async.blocking import Pager
from opentoclose_async.sandbox import Sandbox
from tests.clients import (
    blocking_otc_client,
    blocking_rooms_client,
    groups_of,
    otc_client,
    rooms_client,
)

RENAMED = {"aclose": "close"}
SANDBOX = Sandbox()
CLIENTS = [
    (otc_client(SANDBOX), blocking_otc_client(SANDBOX)),
    (rooms_client(SANDBOX), blocking_rooms_client(SANDBOX)),
]


def public(thing: object) -> set[str]:
    return {name for name in dir(thing) if not name.startswith("_")}


def pairs() -> Iterator[tuple[object, object]]:
    """Yield each async client and resource with its twin."""
    for original, twin in CLIENTS:
        yield original, twin
        for name, resource in groups_of(original).items():
            yield resource, getattr(twin, name)


PAIRS = list(pairs())
NAMES = [type(original).__module__.split(".", 1)[1] for original, _ in PAIRS]


@pytest.mark.parametrize(("original", "twin"), PAIRS, ids=NAMES)
def test_the_public_names_are_the_same(original: object, twin: object) -> None:
    assert {RENAMED.get(name, name) for name in public(original)} == public(twin)


@pytest.mark.parametrize(("original", "twin"), PAIRS, ids=NAMES)
def test_signature_and_docstring_are_the_same(original: object, twin: object) -> None:
    assert type(twin).__doc__
    methods = [name for name in public(original) if inspect.ismethod(getattr(original, name))]
    for name in sorted(set(methods) - set(RENAMED)):
        ours, theirs = getattr(twin, name), getattr(original, name)
        assert ours.__doc__ == theirs.__doc__
        assert ours.__name__ == name
        assert inspect.signature(ours) == inspect.signature(theirs)
        assert not inspect.iscoroutinefunction(ours)
        assert inspect.signature(getattr(type(twin), name)).parameters.keys() == {
            "self",
            *inspect.signature(theirs).parameters,
        }


@pytest.mark.parametrize(("original", "twin"), PAIRS, ids=NAMES)
def test_each_group_has_its_own_resource(original: object, twin: object) -> None:
    assert isinstance(twin, BlockingResource)


@pytest.mark.parametrize(
    ("original", "twin"), [(AsyncOpenToClose, OpenToClose), (AsyncRooms, Rooms)]
)
def test_the_constructors_take_the_same(original: type, twin: type) -> None:
    assert inspect.signature(original) == inspect.signature(twin)


def test_the_pagers_have_the_same_methods() -> None:
    original, twin = CLIENTS[0]
    theirs = original.users.iter_users()  # type: ignore[attr-defined]  # the first pair is otc's
    ours = twin.users.iter_users()  # type: ignore[attr-defined]  # as above
    assert isinstance(ours, Pager)
    assert public(ours) == public(theirs)
    for name in ("pages", "collect", "raw"):
        assert inspect.getdoc(getattr(ours, name))
