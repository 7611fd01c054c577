"""Every public call, found by inspecting the clients, with valid arguments."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from opentoclose_async import (
    AgentsAPI,
    AsyncOpenToClose,
    AsyncRooms,
    ContactsAPI,
    OpenToClose,
    PropertiesAPI,
    PropertyNotesAPI,
    Rooms,
    UsersAPI,
)
from opentoclose_async.export import blocking, export
from tests.clients import groups_of

__all__ = ["ASYNC_WAYS", "BLOCKING_WAYS", "DROP_INS", "Call", "arguments_of", "calls_of"]

Walk = Callable[[Any, Path], Awaitable[Any]]

KINDS: tuple[type, ...] = (AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms)
DROP_INS: tuple[type, ...] = (UsersAPI, ContactsAPI, AgentsAPI, PropertiesAPI, PropertyNotesAPI)


@frozen
class Call:
    """
    A method of a client.

    Attributes:
        group: The client's attribute that has it; empty for the client itself.
        name: The method.
        fits: What a response to it holds, as ``Texts`` names it.
    """

    group: str
    name: str
    fits: str

    @property
    def is_walk(self) -> bool:
        """Whether it returns a list that is read by iterating."""
        return self.name.startswith("iter_")

    def of(self, client: Any) -> Any:
        """Return the client's method."""
        return getattr(getattr(client, self.group) if self.group else client, self.name)


@cache
def calls_of(kind: type) -> tuple[Call, ...]:
    """Return all calls of a client class, or of a group of the drop-in."""
    if kind in DROP_INS:
        return tuple(_methods("", kind("key", "http://127.0.0.1:9/v1")))
    client = _throw_away(kind)
    calls = [call for group, of in groups_of(client).items() for call in _methods(group, of)]
    calls += [Call("", "request", "value")] * 12
    if "Rooms" in kind.__name__:
        calls += [Call("", "get_user_info", "user")] * 8
    return tuple(calls)


def arguments_of(method: Any) -> dict[str, Any]:
    """Return arguments for a method's required parameters."""
    if method.__name__ == "request":
        return {"method": "GET", "path": "/events"}
    arguments = {}
    for parameter in inspect.signature(method).parameters.values():
        varies = parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)
        if parameter.default is parameter.empty and not varies:
            arguments[parameter.name] = _argument(parameter)
    return arguments


def _methods(group: str, of: Any) -> list[Call]:
    calls = []
    for name, method in inspect.getmembers(of, callable):
        if name.startswith("_") or name in ("close", "aclose"):
            continue
        lists = name.startswith(("iter_", "list_", "get_")) and name.endswith("s")
        calls.append(Call(group, name, "page" if lists else "record"))
        arguments_of(method)
    return calls


def _argument(parameter: inspect.Parameter) -> Any:
    if parameter.name in ("file", "picture"):
        return b"x"
    if parameter.name in ("endpoint", "path"):
        return "/events"
    if parameter.annotation in (int, "int"):
        return 5
    if parameter.annotation in (str, "str"):
        return "0a1b2c3d-0000-4000-8000-000000000000"
    return {
        "name": "x", "title": "x", "contract_title": "x", "first_name": "x",
        "email": "a@example.com", "roleId": 1, "regionId": 1, "officeId": 1, "userId": 1,
        "formId": "x",
    }  # fmt: skip


def _throw_away(kind: type) -> Any:
    if "Rooms" in kind.__name__:
        return kind("account", access_token="x", base_url="http://127.0.0.1:9")
    return kind("key", base_url="http://127.0.0.1:9")


async def _collect(pager: Any, _: Path) -> Any:
    return await pager.collect()


async def _raw(pager: Any, _: Path) -> Any:
    return await pager.raw().collect()


async def _verbatim(pager: Any, _: Path) -> Any:
    return [row.text.encode() for row in await pager.verbatim().collect()]


async def _pages(pager: Any, _: Path) -> Any:
    return [page.items async for page in pager.pages()]


async def _verified(pager: Any, _: Path) -> Any:
    return [page.items async for page in pager.verified()]


async def _raw_verified(pager: Any, _: Path) -> Any:
    return [page.items async for page in pager.raw().verified()]


async def _arrow(pager: Any, _: Path) -> Any:
    return (await pager.to_arrow()).to_pylist()


async def _pandas(pager: Any, _: Path) -> Any:
    return await pager.to_pandas()


def _export(suffix: str, **options: Any) -> Walk:
    async def walk(pager: Any, folder: Path) -> Any:
        return await export(pager, folder / f"rows.{suffix}", **options)

    return walk


ASYNC_WAYS: Mapping[str, Walk] = {
    "rows": _collect,
    "raw": _raw,
    "verbatim": _verbatim,
    "pages": _pages,
    "verified": _verified,
    "raw verified": _raw_verified,
    "arrow": _arrow,
    "pandas": _pandas,
    "jsonl": _export("jsonl"),
    "jsonl.gz": _export("jsonl.gz"),
    "json": _export("json"),
    "csv": _export("csv"),
    "parquet": _export("parquet"),
    "jsonl, not verified": _export("jsonl", verify=False),
}
"""What can be done with a list."""

BLOCKING_WAYS: Mapping[str, Callable[[Any, Path], Any]] = {
    "rows": lambda pager, _: list(pager),
    "raw": lambda pager, _: list(pager.raw()),
    "arrow": lambda pager, _: pager.to_arrow(),
    "jsonl": lambda pager, folder: blocking.export(pager, folder / "rows.jsonl"),
}
"""The same for a blocking client, which shares the implementation."""
