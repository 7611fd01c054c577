"""A model server of DocuSign Rooms, written from its description, that can misbehave."""

import base64
import json
import re
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import anyio.lowlevel
import httpx

from tests.archive.rooms_account import Account, Room

__all__ = ["TOKEN", "Answer", "Fault", "Server", "Transport"]

TOKEN = "secret-of-the-model-server-5d1f"

_KEYS = {
    "users": "userSummaries",
    "offices": "officeSummaries",
    "regions": "regionSummaries",
    "roles": "roles",
    "room_templates": "roomTemplates",
    "task_list_templates": "taskListTemplates",
    "form_groups": "formGroups",
    "form_libraries": "formsLibrarySummaries",
}


@dataclass
class Answer:
    """A response; ``sent`` limits how much of the body arrives."""

    status: int
    body: bytes
    sent: int | None = None
    down: bool = False


@dataclass
class Fault:
    """
    How to answer some requests wrongly.

    Attributes:
        spoil: Convert the right response to the wrong one.
        times: How many requests it strikes.
    """

    spoil: Callable[[Answer], Answer]
    times: int = 1_000_000


@dataclass
class Server:
    """
    Answers requests about an account.

    Attributes:
        account: The account; tests change it between runs.
        faults: What to answer wrongly, by kind and id, such as ``("document", 5)``.
        log: The kind and id of each request.
        at_request: Called before the response to each request, with its number from 1.
    """

    account: Account
    faults: dict[tuple[str, int | str | None], Fault] = field(default_factory=dict)
    log: list[tuple[str, int | str | None]] = field(default_factory=list)
    at_request: Callable[[int], None] | None = None
    page: int = 100
    in_flight: int = 0
    most_in_flight: int = 0
    _lock: Any = field(default_factory=threading.Lock)

    @property
    def kinds(self) -> Counter[str]:
        """How many requests of each kind there were."""
        return Counter(kind for kind, _ in self.log)

    def answer(self, url: str, authorization: str | None) -> Answer:
        """Return the response to a request."""
        with self._lock:
            path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
            kind, identity, value = self._value(unquote(path), query)
            self.log.append((kind, identity))
            number = len(self.log)
            fault = self.faults.get((kind, identity)) or self.faults.get((kind, None))
            struck = fault is not None and fault.times > 0
            if fault is not None and struck:
                fault.times -= 1
        if self.at_request:
            self.at_request(number)
        if authorization != f"Bearer {TOKEN}":
            return Answer(401, b'{"errorCode":"UNAUTHORIZED","message":"The token is invalid."}')
        right = (
            Answer(404, b'{"errorCode":"NOT_FOUND","message":"There is no such thing."}')
            if value is None
            else Answer(200, json.dumps(value).encode())
        )
        return fault.spoil(right) if fault is not None and struck else right

    def _value(self, path: str, query: dict[str, list[str]]) -> tuple[str, Any, Any]:
        account = self.account
        base = f"/restapi/v2/accounts/{account.guid}"
        rest = path.removeprefix(base).strip("/").split("/")
        match rest:
            case [""]:
                return "account", None, {"name": "Model", "docuSignAccountGuid": account.guid}
            case ["rooms"]:
                rooms = [room.row() for room in account.rooms.values() if _is_asked(room, query)]
                return "rooms", None, self._page("rooms", rooms, query)
            case [name] if name in _KEYS:
                return name, None, self._page(_KEYS[name], account.lists.get(name, []), query)
            case ["form_groups" | "form_libraries", group, "forms"]:
                return "forms", group, self._page("forms", account.forms.get(group, []), query)
            case ["forms", form, "details"]:
                return "form", form, {"formId": form, "name": f"Form {form}", "numberOfPages": 2}
            case ["documents", identity]:
                return "document", int(identity), self._document(int(identity), query)
            case ["rooms", identity, *more]:
                return self._in_room(int(identity), more, query)
        return "unknown", path, None

    def _in_room(
        self, identity: int, more: list[str], query: dict[str, list[str]]
    ) -> tuple[str, Any, Any]:
        room = self.account.rooms.get(identity)
        match more:
            case []:
                value = room and room.record()
                if value and query.get("includeFieldData") != ["true"]:
                    del value["fieldData"]
                return "room", identity, value
            case ["field_data"]:
                return "field data", identity, room and {"data": room.fields}
            case ["users"]:
                rows = self._page("users", room.users, query) if room else None
                return "room users", identity, rows
            case ["documents"]:
                found = [each.row() for each in room.documents] if room else None
                listed = self._page("documents", found, query) if found is not None else None
                return "room documents", identity, listed
            case ["task_lists"]:
                return "task lists", identity, room and {"taskListSummaries": room.task_lists}
        return "unknown", "/".join(more), None

    def _document(self, identity: int, query: dict[str, list[str]]) -> dict[str, Any] | None:
        document = self.account.documents().get(identity)
        if document is None:
            return None
        value = {**document.row(), "contentType": "application/pdf"}
        if query.get("includeContents") == ["true"]:
            value["base64Contents"] = base64.b64encode(document.contents).decode()
        return value

    def _page(
        self, key: str, rows: list[dict[str, Any]], query: dict[str, list[str]]
    ) -> dict[str, Any]:
        start = int(query.get("startPosition", ["0"])[0])
        count = min(self.page, int(query.get("count", ["100"])[0]))
        page = rows[start : start + count]
        return {
            key: page,
            "resultSetSize": len(page),
            "startPosition": start,
            "endPosition": start + len(page) - 1,
            "totalRowCount": len(rows),
        }


def _is_asked(room: Room, query: dict[str, list[str]]) -> bool:
    """Return whether filters of the list of rooms let a room pass, as their description says."""
    statuses = set(query.get("roomStatus", ["active"])[0].split(","))
    if "open" in statuses:
        statuses |= {"active", "pending"}
    moments = {"fieldDataChanged": room.changed, "roomClosed": room.closed}
    for name, moment in moments.items():
        start, end = (query.get(f"{name}{word}Date", [""])[0] for word in ("Start", "End"))
        at = re.sub(r"\D", "", moment or "")[:14]
        if start and (not at or at < re.sub(r"\D", "", start).ljust(14, "0")[:14]):
            return False
        if end and (not at or at > re.sub(r"\D", "", end).ljust(14, "0")[:14]):
            return False
    return room.status in statuses


class _Body(httpx.AsyncByteStream):
    def __init__(self, server: Server, answer: Answer) -> None:
        self._server = server
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        body, sent = self._answer.body, self._answer.sent
        end = len(body) if sent is None else sent
        for start in range(0, end, 4096):
            await anyio.lowlevel.checkpoint()
            yield body[start : min(start + 4096, end)]
        if sent is not None:
            raise httpx.RemoteProtocolError("the peer closed the connection inside the body")

    async def aclose(self) -> None:
        self._server.in_flight -= 1


class Transport(httpx.AsyncBaseTransport):
    """Answers a client's requests in its process."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        server = self._server
        server.in_flight += 1
        server.most_in_flight = max(server.most_in_flight, server.in_flight)
        await anyio.lowlevel.checkpoint()
        answer = server.answer(str(request.url), request.headers.get("authorization"))
        if answer.down:
            server.in_flight -= 1
            raise httpx.ConnectError("the network is down")
        headers = {"content-type": "application/json"}
        if answer.sent is not None:
            headers["content-length"] = str(len(answer.body))
        return httpx.Response(answer.status, headers=headers, stream=_Body(server, answer))
