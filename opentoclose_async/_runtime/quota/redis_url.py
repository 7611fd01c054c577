"""The URL of a Redis server, and what may be shown of it."""

from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import field, frozen

from opentoclose_async.exceptions import ConfigurationError

__all__ = ["RedisAddress", "read_redis_url"]

OPTIONS = frozenset(
    {
        "client_name",
        "db",
        "max_connections",
        "password",
        "socket_connect_timeout",
        "socket_keepalive",
        "socket_timeout",
        "ssl_ca_certs",
        "ssl_ca_path",
        "ssl_cert_reqs",
        "ssl_certfile",
        "ssl_check_hostname",
        "ssl_keyfile",
        "ssl_password",
        "username",
    }
)
"""Those of redis-py that do not change how often something is sent, or the form of replies."""
SECRET_OPTIONS = frozenset({"password", "ssl_password"})
TIMES = frozenset({"socket_connect_timeout", "socket_timeout"})
LONGEST_TEXT = 200
"""Characters of a server's or redis-py's error."""


@frozen
class RedisAddress:
    """
    Where a Redis server is.

    Attributes:
        url: Its URL, with the password.
        shown: Its URL without user, password and options.
        verifies_host: Whether its certificate must be for its host, unless the URL has an option
            that says otherwise; None without TLS.
    """

    url: str = field(repr=False)
    shown: str
    verifies_host: bool | None
    _secrets: tuple[str, ...] = field(repr=False)

    def __str__(self) -> str:
        return self.shown

    def without_secrets(self, text: str) -> str:
        """Return a text on one line, or nothing of it if a secret may be in it."""
        # A server quotes the arguments of commands that it does not know, such as AUTH.
        text = " ".join(text.partition("with args beginning with")[0].split()).rstrip(". ,")
        if any(secret in text for secret in self._secrets):
            return ""
        return text[:LONGEST_TEXT]


def read_redis_url(url: str) -> RedisAddress:
    """
    Check a URL.

    Raises:
        ConfigurationError: If it is invalid. Nothing of the URL is in the message, because a
            password that is not escaped may be anywhere in it.
    """
    try:
        return _read(url)
    except ValueError as error:
        problem = str(error) if type(error) is _InvalidURLError else "it is malformed"
    raise ConfigurationError(
        f"The url of the Redis quota store is invalid: {problem}. Write it as "
        "redis://user:password@host:6379/0 (rediss:// for TLS), with special characters "
        "percent-encoded."
    )


class _InvalidURLError(ValueError):
    """A reason that quotes nothing of the URL."""


def _read(url: object) -> RedisAddress:
    if not isinstance(url, str) or not url.isprintable() or " " in url:
        raise _InvalidURLError("it is not a text without spaces")
    parts = urlsplit(url)
    is_unix = parts.scheme == "unix"
    if parts.scheme not in ("redis", "rediss", "unix") or not url.startswith(parts.scheme):
        raise _InvalidURLError("it does not begin with redis://, rediss:// or unix://")
    if parts.fragment or url.endswith("#"):
        raise _InvalidURLError("it contains a # that is not percent-encoded")
    options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    if not options.keys() <= OPTIONS:
        raise _InvalidURLError(f"its options are not all among {', '.join(sorted(OPTIONS))}")
    if any(not 0 < float(options[name]) <= 60 for name in TIMES & options.keys()):
        raise _InvalidURLError("a timeout is not a number of seconds, more than 0, at most 60")
    port = parts.port
    db = options.get("db", "" if is_unix else parts.path.strip("/")) or "0"
    if not (db.isascii() and db.isdigit()):
        raise _InvalidURLError("the database is not a number")
    if is_unix:
        if not parts.path or parts.hostname:
            raise _InvalidURLError("the path of the socket is missing")
        shown = f"unix://{parts.path}?db={int(db)}"
    else:
        if not parts.hostname:
            raise _InvalidURLError("the host is missing")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        shown = f"{parts.scheme}://{host}:{6379 if port is None else port}/{int(db)}"
    secrets = {options[name] for name in SECRET_OPTIONS & options.keys()}
    if parts.password:
        secrets |= {parts.password, unquote(parts.password)}
    verifies_host = options.get("ssl_cert_reqs") != "none" if parts.scheme == "rediss" else None
    return RedisAddress(url, shown, verifies_host, tuple(secrets - {""}))
