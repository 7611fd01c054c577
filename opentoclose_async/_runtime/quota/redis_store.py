"""Share a quota between hosts, through Redis or Valkey."""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread

from opentoclose_async._extras import install_command
from opentoclose_async._protocol.quota.sharing import QuotaReply, QuotaRequest, QuotaStatus
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.quota import redis_script
from opentoclose_async._runtime.quota.redis_url import read_redis_url
from opentoclose_async._runtime.quota.store import QuotaStoreError
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    import redis

__all__ = ["RedisQuotaStore"]

MISSING = "The Python package redis is not installed; a Redis quota store needs the extra 'redis': "
TIMEOUT = 1.0
"""Seconds to connect, and to wait for a reply."""


class RedisQuotaStore:
    """
    Share the quota of accounts with all hosts that use the same Redis or Valkey server.

    The server needs version 6 or later. It keeps digests of accounts, the times of requests and the
    labels of clients, no secret, and by its own clock, so that the hosts' clocks may differ. What
    no longer counts expires.

    Args:
        url: ``redis://[user:password@]host[:port][/db]``, ``rediss://`` for TLS, or
            ``unix:///path?db=0``. Options of redis-py follow a ``?``, such as ``ssl_ca_certs``,
            ``ssl_certfile``, ``ssl_keyfile`` or ``socket_timeout`` (default: 1 s).

    Raises:
        ConfigurationError: If the URL is invalid, or the extra ``redis`` is missing.
    """

    @forgets_arguments
    def __init__(self, url: str) -> None:
        self._address = read_redis_url(url)
        self._redis = _import_redis()
        self._client: tuple[int, redis.Redis] | None = None  # and its process
        try:
            pool = self._open_pool()
            pool.connection_class(**pool.connection_kwargs)  # checks options, connects to nothing
        except Exception:  # noqa: BLE001 - its text may contain the password
            problem = True
        else:
            problem = False
        if problem:
            raise ConfigurationError(
                f"The options in the URL of {self._address} are invalid for the installed redis-py."
            )

    async def exchange(
        self, key: str, windows: tuple[Window, ...], request: QuotaRequest
    ) -> QuotaReply:
        """
        Carry out one exchange with a client.

        Raises:
            QuotaStoreError: If the server cannot be used.
        """
        argument = redis_script.exchange_argument(windows, request)
        return redis_script.read_reply(await self._run(key, argument))

    async def status(self, key: str, windows: tuple[Window, ...]) -> QuotaStatus:
        """
        Return the state of an account's quota.

        Raises:
            QuotaStoreError: If the server cannot be used.
        """
        reply = await self._run(key, redis_script.status_argument(windows))
        return redis_script.read_status(windows, reply)

    async def aclose(self) -> None:
        """Close idle connections. The store may be used again."""
        if self._client is not None and self._client[0] == os.getpid():
            self._client[1].connection_pool.disconnect(inuse_connections=False)

    def __repr__(self) -> str:
        return f"RedisQuotaStore({str(vars(self).get('_address', ''))!r})"  # '' if refused

    async def _run(self, key: str, argument: bytes) -> Any:
        # If this is canceled, the thread ends by itself; permits that nobody received expire.
        return await anyio.to_thread.run_sync(
            self._run_script,
            redis_script.keys_of(key),
            argument,
            abandon_on_cancel=True,
            limiter=anyio.CapacityLimiter(1),  # not one that the application may use up
        )

    def _run_script(self, keys: list[str], argument: bytes) -> Any:
        reply: Any = None
        try:
            client = self._connected()
            try:
                reply = client.evalsha(redis_script.DIGEST, len(keys), *keys, argument)
            except self._redis.exceptions.NoScriptError:  # nothing was carried out
                reply = client.eval(redis_script.SCRIPT, len(keys), *keys, argument)
        except Exception as error:  # noqa: BLE001 - redis-py raises OSErrors and others too
            problem = self._describe(error)
        else:
            return reply
        # Outside of the handler, so that the original, which may quote a secret, is not attached.
        raise QuotaStoreError(problem)

    def _connected(self) -> "redis.Redis":
        """Return this process's client; a forked process never uses its parent's connections."""
        process = os.getpid()
        if self._client is None or self._client[0] != process:
            self._client = process, self._redis.Redis(connection_pool=self._open_pool())
        return self._client[1]

    def _open_pool(self) -> "redis.ConnectionPool":
        # RESP2, because redis-py does not notice closed connections of its pool with RESP3. There
        # are no retries, because a request whose reply was lost may have been carried out.
        retry = import_module("redis.retry").Retry(import_module("redis.backoff").NoBackoff(), 0)
        options: dict[str, Any] = {
            "socket_connect_timeout": TIMEOUT,
            "socket_timeout": TIMEOUT,
            "protocol": 2,
            "retry": retry,
        }
        if self._address.verifies_host is not None:  # the default of redis-py before 6 is off
            options["ssl_check_hostname"] = self._address.verifies_host
        pool: redis.ConnectionPool = self._redis.ConnectionPool.from_url(
            self._address.url, **options
        )
        return pool

    def _describe(self, error: Exception) -> str:
        errors = self._redis.exceptions
        place = str(self._address)
        if isinstance(error, errors.TimeoutError | TimeoutError):
            return f"{place} did not respond in time. Check that the server is up and reachable."
        text = self._address.without_secrets(str(error))
        refusal = text.partition(" ")[0]
        if isinstance(error, errors.AuthenticationError) or refusal in ("NOAUTH", "WRONGPASS"):
            return f"{place} refused the user or password of the URL, or needs one."
        if isinstance(error, errors.ResponseError):
            return f"{place} refused the exchange: {text}."
        return f"{place} cannot be reached: {text or type(error).__name__}."


def _import_redis() -> Any:
    try:
        return import_module("redis")
    except ModuleNotFoundError as error:
        if error.name != "redis":
            raise
        raise ConfigurationError(MISSING + install_command("redis")) from error
