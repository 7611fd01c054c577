"""
The drop-in client sends the same requests as the ``open_to_close`` package.

That package is not installed here. Its requests were read from its source (2.6, base_client.py and
one file for each resource): method, path, query and JSON body, in addition to ``api_token``. Lists
are omitted, because the drop-in requests full pages. Where it differs on purpose, the row says why.
"""

import json
from collections.abc import Iterator
from typing import Any

import attrs
import httpx
import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.legacy.base_client import BaseClient
from tests.legacy.options import set_options

Sent = tuple[str, str, dict[str, str], Any]


@attrs.frozen
class Call:
    """
    A call and its request.

    Args:
        name: The method, with its resource.
        arguments: Positional arguments, in the package's order.
        method: HTTP method.
        path: Path below the base URL.
        body: The JSON body that the package sends, if any.
        ours: The body that the drop-in sends, if it differs on purpose.
        because: Why it differs.
    """

    name: str
    arguments: tuple[Any, ...]
    method: str
    path: str
    body: Any = None
    ours: Any = None
    because: str = ""


def five(group: str, noun: str, path: str, data: dict[str, Any]) -> list[Call]:
    """Return the calls that every resource has, except the list."""
    return [
        Call(f"{group}.create_{noun}", (data,), "POST", path, data),
        Call(f"{group}.retrieve_{noun}", (7,), "GET", f"{path}/7"),
        Call(f"{group}.update_{noun}", (7, data), "PUT", f"{path}/7", data),
        Call(f"{group}.delete_{noun}", (7,), "DELETE", f"{path}/7"),
        # The package accepts ids as strings of digits.
        Call(f"{group}.retrieve_{noun}", ("7",), "GET", f"{path}/7"),
    ]


def of_property(noun: str, data: dict[str, Any]) -> list[Call]:
    """Return the same calls for a resource of a property."""
    group, path = f"property_{noun}s", f"/properties/3/{noun}s"
    return [
        Call(f"{group}.create_property_{noun}", (3, data), "POST", path, data),
        Call(f"{group}.retrieve_property_{noun}", (3, 7), "GET", f"{path}/7"),
        Call(f"{group}.update_property_{noun}", (3, 7, data), "PUT", f"{path}/7", data),
        Call(f"{group}.delete_property_{noun}", (3, 7), "DELETE", f"{path}/7"),
    ]


JANE = {"first_name": "Jane", "last_name": "Doe", "email": "jane@example.com", "phone": "+1 555"}
NOTE = {"content": "Called back.", "priority": "high", "tags": ["a"]}
OUR_NOTE = {"description": "Called back.", "priority": "high", "tags": ["a"]}
THE_API_WANTS_DESCRIPTION = "the API requires description; content is the package's guess"

CALLS = [
    *five("agents", "agent", "/agents", {"name": "Jane", "email": "jane@example.com"}),
    *five("contacts", "contact", "/contacts", JANE),
    *five("tags", "tag", "/tags", {"name": "Hot", "color": "#FF0000", "category": "priority"}),
    *five("teams", "team", "/teams", {"name": "North", "commission_split": 0.7}),
    *five("users", "user", "/users", {"email": "jane@example.com", "permissions": ["read"]}),
    *of_property("document", {"name": "Contract", "url": "https://example.com/a.pdf"}),
    *of_property("email", {"subject": "Hello", "recipient": "jane@example.com", "body": "Hi"}),
    *of_property("task", {"title": "Inspect", "due_date": "2026-01-15", "is_completed": False}),
    Call(
        "property_notes.create_property_note",
        (3, NOTE),
        "POST",
        "/properties/3/notes",
        NOTE,
        OUR_NOTE,
        THE_API_WANTS_DESCRIPTION,
    ),
    Call(
        "property_notes.create_property_note",
        (3, OUR_NOTE),
        "POST",
        "/properties/3/notes",
        None,
        OUR_NOTE,
        "the package refuses a note without content",
    ),
    Call("property_notes.retrieve_property_note", (3, 7), "GET", "/properties/3/notes/7"),
    Call(
        "property_notes.update_property_note",
        (3, 7, NOTE),
        "PUT",
        "/properties/3/notes/7",
        NOTE,
        OUR_NOTE,
        THE_API_WANTS_DESCRIPTION,
    ),
    Call("property_notes.delete_property_note", (3, 7), "DELETE", "/properties/3/notes/7"),
    Call(
        "property_contacts.create_property_contact",
        (3, {"contact_id": 5, "role": "Buyer"}),
        "POST",
        "/properties/3/contacts",
        {"contact_id": 5},  # the only field that the package ever sends
    ),
    Call("property_contacts.retrieve_property_contact", (3, 7), "GET", "/properties/3/contacts/7"),
]

REFUSED = [
    ("property_contacts.update_property_contact", (3, 7, {"contact_id": 5})),
    ("property_contacts.delete_property_contact", (3, 7)),
    ("contacts.create_contact", ({"name": "Jane Doe"},)),
    ("property_documents.create_property_document", (3, {"url": "https://example.com/a.pdf"})),
    ("property_tasks.create_property_task", (3, {"status": "open"})),
    ("property_contacts.create_property_contact", (3, {"role": "Buyer"})),
    ("agents.retrieve_agent", (0,)),
    ("tags.create_tag", ({},)),
    ("users.update_user", (7, ["email"])),
]
"""Calls that the package refuses before sending anything."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """The requests of the client; every response is an object."""
    requests: list[Sent] = []

    def answer(request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        assert query.pop("api_token") == "key="
        body = json.loads(request.content) if request.content else None
        requests.append((request.method, request.url.path.removeprefix("/v1"), query, body))
        return httpx.Response(200, json={"id": 7})

    set_options(monkeypatch, transport=httpx.MockTransport(answer))
    return requests


@pytest.fixture
def client(sent: list[Sent]) -> Iterator[OpenToCloseAPI]:
    assert sent == []
    with OpenToCloseAPI("key=") as client:
        yield client


def method_of(client: OpenToCloseAPI, name: str) -> Any:
    group, _, method = name.partition(".")
    return getattr(getattr(client, group), method)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_the_same_request_is_sent(call: Call, client: OpenToCloseAPI, sent: list[Sent]) -> None:
    answer = method_of(client, call.name)(*call.arguments)
    body = call.body if call.ours is None else call.ours
    assert sent == [(call.method, call.path, {}, body)]
    assert answer == {"id": 7}
    assert bool(call.because) == (call.ours is not None)


@pytest.mark.parametrize(("name", "arguments"), REFUSED)
def test_the_same_calls_are_refused(
    name: str, arguments: tuple[Any, ...], client: OpenToCloseAPI, sent: list[Sent]
) -> None:
    with pytest.raises(ValidationError):
        method_of(client, name)(*arguments)
    assert sent == []


def test_every_method_has_a_row(client: OpenToCloseAPI) -> None:
    rows = {call.name for call in CALLS} | {name for name, _ in REFUSED}
    groups = {name.partition(".")[0] for name in rows}
    methods = {
        f"{group}.{method}"
        for group in groups
        for method in dir(type(getattr(client, group)))
        if not method.startswith(("_", "list_", "upload_")) and not hasattr(BaseClient, method)
    }
    assert methods == rows
    assert groups == {
        *("agents", "contacts", "tags", "teams", "users"),
        *(f"property_{part}s" for part in ("contact", "document", "email", "note", "task")),
    }
