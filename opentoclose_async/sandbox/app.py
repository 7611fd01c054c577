"""The sandbox itself: an ASGI application over its tables, quotas and faults."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Self

import anyio
import attrs
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from opentoclose_async.sandbox import control
from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.faults.answers import respond
from opentoclose_async.sandbox.faults.delivery import deliver
from opentoclose_async.sandbox.faults.plan import ApiName, Fault, FaultPlan
from opentoclose_async.sandbox.http.routing import Api, Call, json_response, read_call
from opentoclose_async.sandbox.otc.api import OpenToClose
from opentoclose_async.sandbox.otc.catalogue import RESOURCES, OtcName
from opentoclose_async.sandbox.quota import SlidingWindows, Verdict
from opentoclose_async.sandbox.rooms.api import Rooms
from opentoclose_async.sandbox.rooms.groups.look_ups import look_up_routes
from opentoclose_async.sandbox.rooms.tables import RoomsName, rooms_routes, rooms_tables
from opentoclose_async.sandbox.seeds.starting_rows import starting_rows
from opentoclose_async.sandbox.sign_in.endpoints import SignIn
from opentoclose_async.sandbox.sign_in.keys import key_pair
from opentoclose_async.sandbox.sign_in.tokens import IssuedTokens
from opentoclose_async.sandbox.stats import ApiStats, LoggedRequest, Stats
from opentoclose_async.sandbox.tables import Database, Table

RowsApi = Literal["otc", "rooms"]
"""The APIs that have rows."""


@attrs.frozen
class _Served:
    """An API with what is counted about it."""

    name: ApiName
    api: Api
    stats: ApiStats
    quota: SlidingWindows


class Sandbox:
    """
    A server for Open To Close below /v1 and DocuSign Rooms below /restapi, as an ASGI application.

    DocuSign's sign-in is below /oauth. Tests may look at all of it and change it while it serves
    from another thread.

    Args:
        config: How it behaves.
        clock: Tells seconds, never going back: when requests arrive, for the quotas and the log,
            and when tokens end.
        wall_clock: Tells seconds since 1970, for X-RateLimit-Reset and the times in assertions.
        overrides: Settings of `SandboxConfig` that differ from `config`.
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
        families = rooms_routes(self.config, rooms, wall_clock)
        rooms_api = Rooms(self.config, families, look_up_routes(rooms), wall_clock, self._tokens)
        self._served = (
            _Served("otc", otc, self.stats.otc, SlidingWindows(self.config.otc_windows)),
            _Served(
                "rooms", rooms_api, self.stats.rooms, SlidingWindows(self.config.rooms_windows)
            ),
            _Served("auth", self._sign_in, self.stats.auth, SlidingWindows(())),
        )
        self._control = control.Control(self)

    @property
    def faults(self) -> list[Fault]:
        """The faults that are on; change the list or assign another."""
        return self._plan.faults

    @faults.setter
    def faults(self, faults: Iterable[Fault]) -> None:
        self._plan.faults = list(faults)

    @property
    def private_key(self) -> str:
        """
        What signs the assertions of the sandbox's integration, in PEM; made at the first use.

        Raises:
            ValueError: `config.public_key` was given, so that only the giver has its other half.
            ModuleNotFoundError: `cryptography` is not installed.
        """
        if self.config.public_key is not None:
            raise ValueError("the sandbox knows no private key to the public_key of its settings")
        return key_pair().private

    @property
    def refresh_token(self) -> str:
        """A refresh token of the client with the secret: valid now, another one once it is used."""
        return self._tokens.valid_refresh_token()

    @property
    def consent(self) -> bool:
        """Whether the person lets the integration act; if not, assertions get consent_required."""
        return self._sign_in.consent

    @consent.setter
    def consent(self, consent: bool) -> None:
        self._sign_in.consent = consent

    def authorize(
        self, code_challenge: str | None = None, scopes: tuple[str, ...] | None = None
    ) -> str:
        """
        Give an authorization code, as if the person had just consented.

        Args:
            code_challenge: S256 of the verifier of a client without a secret; None for a client
                with one.
            scopes: What the person consented to; `config.scopes` if None.
        """
        asked = self.config.scopes if scopes is None else tuple(scopes)
        return self._tokens.issue_code(asked, code_challenge)

    def revoke_tokens(self) -> None:
        """Refuse all access tokens issued so far, as if they had ended; `rooms_token` stays."""
        self._tokens.revoke_access_tokens()

    def reset_stats(self) -> None:
        """Start all counts and logs again."""
        with self._lock:
            self.stats.reset()

    def reset(self) -> None:
        """
        Go back to the start: the seeded rows, no faults, no counts, unused quotas.

        Nobody has signed in then, and the person consents.
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
        Read all rows of an Open To Close resource, by id.

        What belongs to properties comes together: `property_id`, or `property` of contacts, says
        to which. Definitions of fields come flat, with the `section_id` of their section.
        """
        return self._tables["otc", name].rows()

    def rooms_rows(self, name: RoomsName) -> list[dict[str, Any]]:
        """Read all rows of a Rooms family, by id."""
        return self._tables["rooms", name].rows()

    def insert(self, api: RowsApi, name: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """
        Add a row behind the API's back.

        Args:
            api: Which API.
            name: The resource, such as "users" or "property_notes".
            row: The row. Lists come by id, so its id ("userId" in Rooms) is its place; without one
                it comes last.

        Returns:
            The row with its id.

        Raises:
            ValueError: There is a row with this id.
        """
        return self._tables[api, name].insert(row)

    def update(
        self, api: RowsApi, name: str, row_id: int, changes: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """Change fields of a row behind the API's back, and return it; None if it is not there."""
        return self._tables[api, name].update(row_id, changes)

    def delete(self, api: RowsApi, name: str, row_id: int) -> bool:
        """Remove a row behind the API's back; False if it was not there."""
        return self._tables[api, name].delete(row_id)

    def close(self) -> None:
        """Let the rows go; what is asked after that fails."""
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
        if path.startswith(f"{control.PREFIX}/"):
            call = await read_call(scope, receive, control.PREFIX)
            if call is None:
                return
            response = self._control.answer(call, scope.get("client"))
        await response(scope, receive, send)

    async def _serve_api(
        self, served: _Served, call: Call, scope: Scope, receive: Receive, send: Send
    ) -> None:
        request = _log_entry(served.name, call, scope["path"], self._clock())
        with self._lock:
            served.stats.arrived(request)
        # What is sent is counted before it is sent: who has the answer finds it in the counts.
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
        # Sleeping for 0 s too, so that requests in process take turns as those on sockets do.
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
    """Take part in a server's start and end, of which there is nothing to do."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _log_entry(api: ApiName, call: Call, path: str, at: float) -> LoggedRequest:
    """Describe a request without its credentials: they are in the query or in headers."""
    if api == "auth":
        # What is sent to sign in is credentials, wherever a mistaken client puts them.
        return LoggedRequest(call.method, path, {}, None, at)
    query = {name: value for name, value in call.query.items() if name.lower() != "api_token"}
    try:
        body = call.json()
    except ValueError:
        body = None
    return LoggedRequest(call.method, path, query, body, at)
