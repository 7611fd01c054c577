"""The sandbox: an ASGI application over its tables, quotas and faults."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Self

import anyio
import attrs
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.control import PREFIX as CONTROL_PREFIX
from opentoclose_async.sandbox.control import Control
from opentoclose_async.sandbox.faults.delivery import deliver
from opentoclose_async.sandbox.faults.plan import ApiName, Fault, FaultPlan
from opentoclose_async.sandbox.faults.responses import respond
from opentoclose_async.sandbox.http.routing import Api, Call, json_response, read_call
from opentoclose_async.sandbox.otc.api import OpenToClose
from opentoclose_async.sandbox.otc.catalogue import RESOURCES
from opentoclose_async.sandbox.otc.plain_resources import OtcName
from opentoclose_async.sandbox.quota import SlidingWindows, Verdict
from opentoclose_async.sandbox.rooms.api import Rooms
from opentoclose_async.sandbox.rooms.operations.documents import contents_of
from opentoclose_async.sandbox.rooms.operations.look_ups import look_up_routes
from opentoclose_async.sandbox.rooms.tables import RoomsName, rooms_routes, rooms_tables
from opentoclose_async.sandbox.seeds.special_documents import special_ids
from opentoclose_async.sandbox.seeds.starting_rows import starting_rows
from opentoclose_async.sandbox.sign_in.endpoints import SignIn
from opentoclose_async.sandbox.sign_in.keys import key_pair
from opentoclose_async.sandbox.sign_in.tokens import IssuedTokens
from opentoclose_async.sandbox.special_documents import SpecialDocuments
from opentoclose_async.sandbox.stats import ApiStats, LoggedRequest, Stats
from opentoclose_async.sandbox.tables import Database, Table

RowsApi = Literal["otc", "rooms"]
"""The APIs that hold rows."""


@attrs.frozen
class _Served:
    """An API with its statistics and quota."""

    name: ApiName
    api: Api
    stats: ApiStats
    quota: SlidingWindows


class Sandbox:
    """
    Serve Open To Close under /v1, DocuSign Rooms under /restapi and sign-in under /oauth.

    An ASGI application. Tests may inspect and change it while another thread serves it.

    Args:
        config: The settings; the defaults if None.
        clock: Returns monotonic seconds, for quotas, the request log and token lifetimes.
        wall_clock: Returns seconds since 1970, for X-RateLimit-Reset and the times in assertions.
        overrides: Fields of `SandboxConfig` to override in `config`.
    """

    def __init__(
        self,
        config: SandboxConfig | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
        **overrides: Any,
    ) -> None:
        self.config = attrs.evolve(config or SandboxConfig(), **overrides)
        self.stats = Stats()
        self._clock = clock
        self._lock = threading.RLock()
        self._plan = FaultPlan(self.config.seed)
        self._database = Database()
        otc_tables = {
            resource.name: Table(self._database, f"otc_{resource.name}", owner=resource.owner)
            for resource in RESOURCES
        }
        rooms = rooms_tables(self._database)
        self._tables: dict[tuple[str, str], Table] = {
            **{("otc", name): table for name, table in otc_tables.items()},
            **{("rooms", name): table for name, table in rooms.items()},
        }
        self._seed(self._tables)
        otc = OpenToClose(self.config, otc_tables)
        self._tokens = IssuedTokens(self.config, clock)
        self._sign_in = SignIn(self.config, self._tokens, wall_clock)
        operations = rooms_routes(self.config, rooms, wall_clock)
        rooms_api = Rooms(self.config, operations, look_up_routes(rooms), wall_clock, self._tokens)
        self._served = (
            _Served("otc", otc, self.stats.otc, SlidingWindows(self.config.otc_windows)),
            _Served(
                "rooms", rooms_api, self.stats.rooms, SlidingWindows(self.config.rooms_windows)
            ),
            _Served("auth", self._sign_in, self.stats.auth, SlidingWindows(())),
        )
        self._control = Control(self.stats, self._plan, self.reset, self.special_documents)

    @property
    def faults(self) -> list[Fault]:
        """The active faults; change the list or assign another."""
        return self._plan.faults

    @faults.setter
    def faults(self, faults: Iterable[Fault]) -> None:
        self._plan.faults = list(faults)

    @property
    def private_key(self) -> str:
        """
        The private key (PEM) that signs the integration's assertions; generated on first use.

        Raises:
            ValueError: `config.public_key` was set, so the sandbox does not have the private key.
            ModuleNotFoundError: `cryptography` is not installed.
        """
        if self.config.public_key is not None:
            raise ValueError("config.public_key is set: the sandbox does not have its private key")
        return key_pair().private

    @property
    def refresh_token(self) -> str:
        """A valid refresh token of the client with the secret; a new one after it is used."""
        return self._tokens.valid_refresh_token()

    @property
    def consent(self) -> bool:
        """Whether the user has consented; if not, assertions get consent_required."""
        return self._sign_in.consent

    @consent.setter
    def consent(self, consent: bool) -> None:
        self._sign_in.consent = consent

    def authorize(
        self, code_challenge: str | None = None, scopes: tuple[str, ...] | None = None
    ) -> str:
        """
        Return an authorization code, as if the user had just consented.

        Args:
            code_challenge: The S256 challenge of a client without a secret; None for a client
                with one.
            scopes: The scopes consented to; `config.scopes` if None.
        """
        asked = self.config.scopes if scopes is None else tuple(scopes)
        return self._tokens.issue_code(asked, code_challenge)

    def revoke_tokens(self) -> None:
        """Revoke all access tokens issued so far; `config.rooms_token` stays valid."""
        self._tokens.revoke_access_tokens()

    def reset_stats(self) -> None:
        """Clear all counts and logs."""
        with self._lock:
            self.stats.reset()

    def reset(self) -> None:
        """
        Restore the initial state.

        That is: the seeded rows, no faults, empty statistics, unused quotas, no issued tokens,
        and consent granted.
        """
        with self._lock:
            self.stats.reset()
            self._plan.reset()
            self._tokens.reset()
            self._sign_in.consent = True
            for served in self._served:
                served.quota.reset()
            self._seed({key: table for key, table in self._tables.items() if table.changed})

    def otc_rows(self, name: OtcName) -> list[dict[str, Any]]:
        """
        Return all rows of an Open To Close resource, ordered by id.

        Parts of properties come for all properties together; `property_id` (`property` for
        contacts) names the property. Field definitions come flat, each with its `section_id`.
        """
        return self._tables["otc", name].rows()

    def rooms_rows(self, name: RoomsName) -> list[dict[str, Any]]:
        """Return all rows of a Rooms table, ordered by id."""
        return self._tables["rooms", name].rows()

    @property
    def special_documents(self) -> SpecialDocuments:
        """The ids of the documents of Rooms that do not behave as others do."""
        return special_ids(self.config)

    def document_contents(self, document_id: int) -> bytes:
        """
        Return the contents of a document of Rooms, as requests get them.

        Raises:
            KeyError: There is no such document.
        """
        row = self._tables["rooms", "room_documents"].get(document_id)
        if row is None:
            raise KeyError(document_id)
        return b"".join(contents_of(row))

    def insert(self, api: RowsApi, name: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """
        Add a row directly, without a request.

        Args:
            api: The API.
            name: The resource, such as "users" or "property_notes".
            row: The row. Lists are ordered by id ("userId" in Rooms), so the id decides its
                position; without one it comes last.

        Returns:
            The row with its id.

        Raises:
            ValueError: A row with this id exists.
        """
        return self._tables[api, name].insert(row)

    def update(
        self, api: RowsApi, name: str, row_id: int, changes: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """Change fields of a row directly and return it; None if there is no such row."""
        return self._tables[api, name].update(row_id, changes)

    def delete(self, api: RowsApi, name: str, row_id: int) -> bool:
        """Remove a row directly; False if there was none."""
        return self._tables[api, name].delete(row_id)

    def close(self) -> None:
        """Release the rows; requests fail after that."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1003})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        for served in self._served:
            if path.startswith(f"{served.api.prefix}/"):
                call = await read_call(scope, receive, served.api.prefix)
                if call is not None:
                    await self._serve_api(served, call, scope, receive, send)
                return
        response = json_response({"detail": "Not Found"}, 404)
        if path.startswith(f"{CONTROL_PREFIX}/"):
            call = await read_call(scope, receive, CONTROL_PREFIX)
            if call is None:
                return
            response = self._control.answer(call, scope.get("client"))
        await response(scope, receive, send)

    async def _serve_api(
        self, served: _Served, call: Call, scope: Scope, receive: Receive, send: Send
    ) -> None:
        request = _log_entry(served.name, call, scope["path"], self._clock())
        with self._lock:
            served.stats.arrived(request, _route(served.api, call))
        # Count before sending: a client holding the response must find it in the statistics.
        try:
            response, fault = await self._respond(served, call, request)
            if response is None:
                await deliver(None, fault, scope, receive, send)
                return
            with self._lock:
                served.stats.answered(request, response.status_code)
        finally:
            with self._lock:
                served.stats.left()
        await deliver(response, fault, scope, receive, send)

    async def _respond(
        self, served: _Served, call: Call, request: LoggedRequest
    ) -> tuple[Response | None, Fault | None]:
        verdict, fault = Verdict(), None
        response = served.api.authorize(call)
        if response is None:
            with self._lock:
                verdict = served.quota.admit(request.at)
                if verdict.refused_by is None:
                    fault = self._plan.strike(served.name, request.method, request.path)
                else:
                    served.stats.rate_limited += 1
                    response = served.api.refuse(verdict)
        # Sleep even for 0 s, so that requests in process take turns like those on sockets.
        slower = fault.seconds if fault is not None and fault.kind == "slow" else 0.0
        await anyio.sleep(self.config.latency + slower)
        if response is None:
            response = respond(served.api, call, fault)
        if response is not None:
            served.api.finish(response, verdict)
        return response, fault

    def _seed(self, tables: Mapping[tuple[str, str], Table]) -> None:
        rows = starting_rows(self.config)
        for key, table in tables.items():
            if key in rows.at_once:
                table.fill(rows.at_once[key])
            else:
                table.fill_when_needed(rows.when_needed[key])


async def _live(receive: Receive, send: Send) -> None:
    """Acknowledge the lifespan events; there is nothing to do."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _route(api: Api, call: Call) -> str:
    """Return the method and the path template of a request."""
    template = api.routes.template(call.path)
    return f"{call.method} {'other' if template is None else api.prefix + template}"


def _log_entry(api: ApiName, call: Call, path: str, at: float) -> LoggedRequest:
    """Describe a request without its credentials, which are in the query or in headers."""
    if api == "auth":
        # Sign-in requests carry credentials, wherever a mistaken client puts them.
        return LoggedRequest(call.method, path, {}, None, at)
    query = {name: value for name, value in call.query.items() if name.lower() != "api_token"}
    try:
        body = call.json()
    except ValueError:
        body = None
    return LoggedRequest(call.method, path, query, body, at)
