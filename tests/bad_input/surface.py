"""Every public method of the clients with all its arguments, found by introspection."""

import inspect
from collections.abc import Callable, Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from attrs import frozen

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    OpenToClose,
    OpenToCloseAPI,
    Rooms,
)
from tests.bad_input.refusals import SECRET, NeverCalled
from tests.clients import groups_of

__all__ = [
    "LEGACY",
    "METHODS",
    "Argument",
    "Method",
    "arguments_of",
    "async_client",
    "blocking_client",
    "methods_of",
]


@frozen
class Argument:
    """
    An argument of a method.

    Attributes:
        name: Its name.
        types: The types in its annotation, except None.
        required: Whether it has no default.
    """

    name: str
    types: frozenset[Any]
    required: bool


@frozen
class Method:
    """
    A public method.

    Attributes:
        api: "otc" or "rooms".
        group: The name of the resource; empty for the client itself.
        name: Its name.
        arguments: Its arguments, including those of its TypedDicts.
    """

    api: str
    group: str
    name: str
    arguments: tuple[Argument, ...]

    @property
    def opens_list(self) -> bool:
        return any(argument.name == "page_size" for argument in self.arguments)

    def on(self, client: object) -> Callable[..., Any]:
        """Return the method of a client, async or blocking."""
        method: Callable[..., Any] = getattr(
            getattr(client, self.group) if self.group else client, self.name
        )
        return method

    def __str__(self) -> str:
        return ".".join(part for part in (self.api, self.group, self.name) if part)


def async_client(api: str, transport: NeverCalled | None = None) -> AsyncOpenToClose | AsyncRooms:
    transport = transport or NeverCalled()
    if api == "otc":
        return AsyncOpenToClose(SECRET, transport=transport, quota=None, retry=None)
    return AsyncRooms("account", access_token=SECRET, transport=transport, quota=None, retry=None)


def blocking_client(api: str, transport: NeverCalled | None = None) -> OpenToClose | Rooms:
    transport = transport or NeverCalled()
    if api == "otc":
        return OpenToClose(SECRET, transport=transport, quota=None, retry=None)
    return Rooms("account", access_token=SECRET, transport=transport, quota=None, retry=None)


def arguments_of(function: Callable[..., Any]) -> tuple[Argument, ...]:
    """Return the arguments of a function, with those in its ``**keywords`` separately."""
    original = inspect.unwrap(function)
    hints = get_type_hints(original.__init__ if inspect.isclass(original) else original)
    found: list[Argument] = []
    for parameter in inspect.signature(function).parameters.values():
        # Signatures name the keywords of TypedDicts one by one.
        hint = hints.get(parameter.name, parameter.annotation)
        if parameter.kind is parameter.VAR_KEYWORD:
            (keywords,) = get_args(hint)
            assert is_typeddict(keywords)
            for name, each in get_type_hints(keywords).items():
                found.append(Argument(name, _types(each), required=False))
        else:
            assert parameter.kind is not parameter.VAR_POSITIONAL
            required = parameter.default is parameter.empty
            found.append(Argument(parameter.name, _types(hint), required))
    return tuple(found)


UNSUPPORTED = frozenset({"update_property_contact", "delete_property_contact"})
"""Methods that refuse every call, because the API does not have them."""


def methods_of(api: str, client: object) -> Iterator[Method]:
    """Yield the public methods of a client and its resources that take arguments."""
    for group, owner in {"": client, **groups_of(client)}.items():
        for name in dir(type(owner)):
            public = not name.startswith("_") and name not in UNSUPPORTED
            if public and inspect.isfunction(getattr(type(owner), name)):
                arguments = arguments_of(getattr(owner, name))
                if arguments:
                    yield Method(api, group, name, arguments)


def _types(hint: Any) -> frozenset[Any]:
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return frozenset(part for part in parts if part is not type(None))


METHODS = [method for api in ("otc", "rooms") for method in methods_of(api, async_client(api))]
LEGACY = list(methods_of("legacy", OpenToCloseAPI(SECRET)))
