"""What both clients share: opening and closing the layers below them."""
# The subclasses fill in every option.
# pyright: reportTypedDictNotRequiredAccess=false

import contextlib
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, Unpack
from urllib.parse import quote, unquote

import anyio

from opentoclose_async._protocol.arguments import (
    encode_json,
    flag,
    is_number,
    query_texts,
    refuse,
    text_keyed,
    whole_number,
)
from opentoclose_async._protocol.messages import Operation, Request
from opentoclose_async._protocol.quota.sharing import QuotaStatus
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.redaction.secret_text import secret_text
from opentoclose_async._protocol.responses.decode import Dialect
from opentoclose_async._protocol.responses.json_reader import text_of
from opentoclose_async._protocol.responses.verbatim import VerbatimRow, loads
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._runtime.call import check_quota
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.connections import Connections
from opentoclose_async._runtime.log_switch import switch_log_on
from opentoclose_async._runtime.options import CallOptions, ClientOptions
from opentoclose_async._runtime.public_names import public_name
from opentoclose_async._runtime.quota.opening import open_store
from opentoclose_async._runtime.resource import Core, Resource
from opentoclose_async._runtime.session import Counters
from opentoclose_async._runtime.transport.addresses import base_address
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.tls import OF_OPENSSL
from opentoclose_async._runtime.uncopyable import Uncopyable
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    DataFormatError,
    ValidationError,
)

__all__ = [
    "BaseClient",
    "address_from_environment",
    "from_environment",
    "get_verbatim",
    "require_secret",
]

S = TypeVar("S", bound="BaseClient")

LONGEST_PATH = 2_000
"""Bytes, escaped."""
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


def from_environment(given: str | None, variable: str) -> str | None:
    """Return a setting, or the environment's; None if that is blank."""
    if given is not None:
        return given
    return os.environ.get(variable, "").strip() or None


def address_from_environment(given: str | None, variable: str) -> str | None:
    """
    Return an address, or the environment's; None if neither is set.

    Raises:
        ConfigurationError: If the environment's is blank or invalid: requests that were meant for
            another server must not reach the default one.
    """
    if given is not None or variable not in os.environ:
        return given
    address = os.environ[variable].strip()
    if not address:
        raise ConfigurationError(f"{variable} is empty: set it to an address, or unset it.")
    base_address(variable, address)
    return address


def require_secret(secret: str | None, what: str, variable: str, argument: str) -> str:
    """
    Check that a credential is present and can be sent.

    Raises:
        AuthenticationError: If it is missing, blank or not plain text. The message never shows it.
    """
    if secret is None or (isinstance(secret, str) and not secret.strip()):
        raise AuthenticationError(
            f"No {what}: pass {argument}=... or set the environment variable {variable}."
        )
    return secret_text(what, secret, f"check {argument} or {variable}")


class BaseClient(Uncopyable):
    """
    The part of a client that does not depend on the API.

    Args:
        base_url: The address that the paths of requests are below.
        credential: What requests are authorized with.
        dialect: How the API words its errors.
        documented_quota: The quota of an account, as the API's provider documents it.
        options: The caller's options, with every default filled in.
        quota_identity: Return what tells the account apart from others of the server: its id, or
            its key.
        complete_request: Fill in what a request's path leaves open.
    """

    _follows_redirects: ClassVar[bool] = False
    """Whether redirects within the server are followed, as the drop-in does."""
    _authorities: ClassVar[Sequence[str]] = OF_OPENSSL
    """The environment variables that may name certificate authorities."""

    def __init__(
        self,
        *,
        base_url: str,
        credential: Credential,
        dialect: Dialect,
        documented_quota: Quota,
        options: ClientOptions,
        quota_identity: Callable[[], str],
        complete_request: Callable[[Request], Awaitable[Request]] | None = None,
    ) -> None:
        switch_log_on()
        max_connections = whole_number("max_connections", options["max_connections"], 1, 1000)
        quota = check_quota(options["quota"], documented_quota)
        max_wait = options["max_wait"]
        if not is_number(max_wait) or max_wait < 0:
            raise refuse("max_wait", max_wait, "a number of seconds, at least 0")
        self._quota = quota
        self._account_identity = quota_identity
        store = open_store(options["quota_store"])
        # A store of the caller's stays open: others may use it.
        self._own_store = None if store is options["quota_store"] else store
        self._connections = Connections(options, self._authorities)
        self._session = self._connections.open(
            base_url,
            credential,
            dialect,
            argument="base_url",
            max_connections=max_connections,
            quota=quota,
            max_wait=float(max_wait),
            store=store,
            identity=quota_identity,
            complete=complete_request,
            follow_redirects=self._follows_redirects,
        )
        self._background = Background(self._connections.loops)
        self._core = Core(
            self._session,
            self._background,
            max_connections,
            flag("confirm_end", options["confirm_end"]),
            flag("strict", options["strict"]),
            flag("strict_filters", options["strict_filters"]),
        )
        self._raw = _RawRequests(self._core, public_name(type(self)).partition(".")[0])

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """
        Call an operation that has no method of its own.

        Args:
            method: HTTP method.
            path: Path below the base URL, escaped, such as ``/events``.
            query: Query parameters by the API's names; None values are omitted.
            body: A JSON value to send.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The decoded JSON; None for an empty response.

        Raises:
            ValidationError: If an argument is invalid; nothing was sent.
        """
        return await self._raw.request(method, path, query, body, options)

    async def quota_status(self) -> QuotaStatus:
        """
        Return the state of the account's quota, from the quota store. Nothing is sent to the API.

        Returns:
            What is used of each window, by whom, and the pauses and the pace after refusals.

        Raises:
            ConfigurationError: If the client has no quota store, or does not know its account yet.
            NetworkError: If the store cannot be used.
        """
        if self._session.throttle.shared is not None and not self._account_identity():
            raise ConfigurationError(
                "The account id is not known yet, so neither is its quota: pass account_id, set "
                "the environment variable DOCUSIGN_ACCOUNT_ID, or make a call, which looks it up."
            )
        return await self._session.throttle.status()

    @property
    def quota(self) -> Quota | None:
        """The quota that the client keeps; None for no limit."""
        return self._quota

    @property
    def counters(self) -> Counters:
        """Requests and retries so far."""
        return self._session.counters

    @property
    def waiting_until(self) -> float | None:
        """Epoch seconds until which the quota delays the next request; None if it does not."""
        return self._session.throttle.waiting_until

    async def aclose(self) -> None:
        """
        Cancel background work and close all connections; a second call does nothing.

        Raises:
            ConfigurationError: If the client is also in use in another running event loop, which
                has to close it.
        """
        if "_core" not in vars(self):
            return  # its constructor failed
        loops = self._connections.loops
        loops.enter()
        # Shielded: even a cancelled task must close the connections.
        with anyio.CancelScope(shield=True):
            try:
                await self._background.aclose()
            finally:
                await self._connections.aclose()
                if self._own_store is not None:
                    with contextlib.suppress(Exception):  # its outage was reported
                        await self._own_store.aclose()
                loops.leave_all()

    async def __aenter__(self: S) -> S:  # jedi takes Self for the class that this stands in
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        session = vars(self).get("_session")  # missing if the constructor failed
        return f"<{type(self).__name__} {session.server if session else '(not constructed)'}>"

    def _repr_html_(self) -> str:
        """Return a table of its groups, for notebooks."""
        from opentoclose_async._runtime.group_display import client_html  # rarely needed

        return client_html(repr(self), type(self))

    if not TYPE_CHECKING:  # type checkers report this mistake by themselves

        def __enter__(self) -> None:
            """Refuse ``with``."""
            name = type(self).__name__
            raise TypeError(
                f"{name} is entered with 'async with', not 'with': write 'async with {name}() as "
                "client'. In blocking code use OpenToClose or Rooms."
            )

        def __exit__(self, *_: object) -> None: ...


async def get_verbatim(
    client: BaseClient, path: str, query: Mapping[str, Any] | None = None
) -> VerbatimRow:
    """
    Get a record with the JSON text that the server sent for it.

    Args:
        client: The client.
        path: Path below the base URL, escaped.
        query: Query parameters by the API's names.

    Raises:
        DataFormatError: If the response is not an object.
        OpenToCloseAPIError: If the request fails.
    """
    raw = client._raw  # noqa: SLF001 - its own module
    return await raw.get_verbatim(path, query_texts(query or {}))


class _RawRequests(Resource):
    """
    Requests without models.

    Args:
        core: What the client shares with its groups of methods.
        client: The public name of the client.
    """

    _reads_objects = False

    def __init__(self, core: Core, client: str) -> None:
        super().__init__(core)
        self._name = client

    async def request(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any] | None,
        body: Any,
        options: CallOptions,
    ) -> Any:
        call = self._checked("request", options)
        verb = method.upper() if isinstance(method, str) else ""
        if verb not in METHODS:
            raise refuse("method", method, f"one of {', '.join(sorted(METHODS))}")
        try:
            _check_path(path)
        except ValidationError as error:  # the path may be a pasted URL, with the token
            self._core.session.secrets.scrub_error(error)
            raise
        texts = None if query is None else query_texts(text_keyed("query", query), "query")
        content = None if body is None else encode_json("body", body)
        unchanged: Callable[[Any], Any] = _unchanged
        return await self._send(verb, path, unchanged, call, query=texts, content=content)

    async def get_verbatim(self, path: str, query: Mapping[str, str]) -> VerbatimRow:
        operation = Operation(
            Request("GET", path, query),
            _only_record,
            _as_row,
            expects_body=True,
            name=f"{self._name}.request",
        )
        return await self._core.session.send(operation)


def _as_row(body: bytes) -> Any:
    """Read a JSON text as the only row of a list, because rows keep their texts."""
    return loads(f"[{text_of(body)}]".encode("utf-8", "surrogatepass"))


def _only_record(rows: Any) -> VerbatimRow:
    (value,) = rows if len(rows) == 1 else (None,)
    if not isinstance(value, VerbatimRow):
        raise DataFormatError(f"expected an object, got {shorten(value)}.")
    return value


def _unchanged(value: Any) -> Any:
    return value


def _check_path(path: object) -> None:
    """Refuse a path that leads elsewhere than it says, or that a URL cannot have."""
    if not isinstance(path, str) or not path.startswith("/") or not path.isprintable():
        raise refuse("path", path, 'a path that starts with "/"')
    if len(quote(path)) > LONGEST_PATH:
        raise refuse("path", path, f"a path of at most {LONGEST_PATH:,} bytes, escaped")
    dots = any(unquote(part) in (".", "..") for part in path.split("/"))
    if dots or any(character in path for character in "?#\\ "):
        raise refuse("path", path, 'an escaped path without ".", "..", "?" and "#"; use query=')
