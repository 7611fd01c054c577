"""The arguments that the constructors of clients and policies must refuse."""

import ssl
from collections.abc import Callable
from typing import Any

import httpx
from attrs import frozen

from opentoclose_async import (
    AccessToken,
    AgentsAPI,
    AsyncOpenToClose,
    AsyncRooms,
    ContactsAPI,
    FileQuotaStore,
    FileTokenStore,
    JWTGrant,
    MemoryTokenStore,
    OpenToClose,
    OpenToCloseAPI,
    PropertiesAPI,
    PropertyContactsAPI,
    PropertyDocumentsAPI,
    PropertyEmailsAPI,
    PropertyNotesAPI,
    PropertyTasksAPI,
    Quota,
    RedisQuotaStore,
    RefreshToken,
    RetryPolicy,
    Rooms,
    TagsAPI,
    TeamsAPI,
    UsersAPI,
    authorization_url,
    code_challenge,
)
from opentoclose_async._protocol.quota.windows import Window
from tests.bad_input.refusals import SECRET, Bad, NeverCalled
from tests.bad_input.values import (
    FLAGS,
    HUGE,
    INFINITE,
    LONG,
    NAN,
    RETRIES,
    TIMEOUTS,
    TOTAL_TIMEOUTS,
    Unshowable,
    each,
    numbers,
)

__all__ = ["CONSTRUCTORS", "Constructor"]

Table = dict[str, list[Bad]]


def unseen(allowed: str, *values: Any) -> list[Bad]:
    """Return rows for values that no message shows."""
    return [Bad(value, allowed, "") for value in values]


NO_SECRETS = [
    *unseen("plain text", f"{SECRET}\n{SECRET}", f"{SECRET}\0", f"{SECRET}ü", f"{SECRET}\ud800"),
    *unseen("plain text", 5, True, NAN, HUGE, [SECRET], {SECRET: 1}, SECRET.encode(), Unshowable()),
    *unseen("line break", f"{SECRET}\n{SECRET}", f"'{SECRET}\r\n{SECRET}'"),
    *unseen('begins with "Bearer "', f"Bearer {SECRET}", f"bearer {SECRET}\n"),
    *unseen('begins with "Bearer "', f"Authorization: Bearer {SECRET}"),
    *unseen("begins with a header name", f"X-API-Key: {SECRET}"),
    *unseen("which is not part of it", f"api_token={SECRET}", f"OPEN_TO_CLOSE_API_KEY={SECRET}"),
    *unseen("is a URL", f"https://a.test/back?code={SECRET}"),
    *unseen("more than 8,000 characters", SECRET * 100_000),
]
MISSING = unseen("pass ", "", "  ", "\n")

NO_ADDRESSES = [
    *unseen(
        "must not contain credentials", f"https://{SECRET}@a.test/v1", f"https://u:{SECRET}@a.test"
    ),
    *unseen("must not contain credentials", "https://@a.test", "https://a.test/@x"),
    *unseen(
        "must not contain credentials", f"https://a.test/v1?key={SECRET}", "https://a.test/v1?"
    ),
    *unseen("must not contain credentials", f"https://a.test/v1#{SECRET}", "https://a.test/v1#"),
    *unseen("an http or https URL with a host", "", "a.test/v1", f"ftp://{SECRET}", "//a.test"),
    *unseen(
        "an http or https URL with a host", "http://", "https:///v1", f"{SECRET}:", "https://."
    ),
    *unseen("an http or https URL with a host", "https://a..test", "https://a b.test", "https://*"),
    *unseen("an http or https URL with a host", "https://a.test/\n", f"https://a.test/{SECRET}\0"),
    *unseen("an http or https URL with a host", "https://a.test/\ud800", "https://\u0661.test"),
    *unseen("an http or https URL with a host", f"https://a.test/{SECRET}{LONG}", "https://xn--.a"),
    *unseen("a port from 1 to 65535", "https://a.test:0", "https://a.test:65536", "https://a:-1"),
    *unseen("a port from 1 to 65535", "https://a.test:x", f"https://a.test:{'9' * 5000}"),
    *unseen("an http or https URL with a host", 5, True, NAN, [SECRET], SECRET.encode(), HUGE),
    *unseen("an http or https URL with a host", httpx.URL("https://a.test"), Unshowable()),
    *unseen("credentials. Use https", f"http://{SECRET[:2]}.example.com", "http://10.0.0.5/v1"),
]

NO_PROXIES = [
    *unseen("the URL of a proxy", "", "proxy.test:3128", f"ftp://u:{SECRET}@a.test", SECRET),
    *unseen("the URL of a proxy", f"http://u:{SECRET}@", f"http://u:{SECRET}@a.test:99999"),
    *unseen("the URL of a proxy", f"http://u:{SECRET}@a.test\n", f"http://{SECRET}:x@a.test:y"),
    *unseen("the URL of a proxy", f"http://a.test/{SECRET}{LONG}", "http://a.test/\ud800"),
    *unseen("the URL of a proxy", 5, True, NAN, {"http": SECRET}, SECRET.encode(), HUGE),
    *unseen("the URL of a proxy", httpx.URL(f"http://u:{SECRET}@a.test"), Unshowable()),
]

NO_HOOKS = each("a function of one argument, or None", 5, "print", "", LONG, [print], NAN, {})

COMMON: Table = {
    "base_url": NO_ADDRESSES,
    "timeout": TIMEOUTS,
    "retry": RETRIES,
    "quota": [
        *each(
            'a Quota, its text such as "1/s"',
            "1/", "Documented", "fast", "", 5, NAN, True, [], LONG, Window(1, 1), b"1/s",
        ),
        *unseen("a URL goes to quota_store", f"redis://u:{SECRET}@a.test"),
    ],
    "quota_store": [
        *each('"file", a redis:// URL', "files", "Off", "", LONG, 5, 0, NAN, True, [], {}, b"file"),
        *each('"file", a redis:// URL', Unshowable(), HUGE, FileQuotaStore),
        *unseen('"file", a redis:// URL', f"http://u:{SECRET}@a.test", f"{SECRET}:6379", "Redis://x"),
    ],
    "max_wait": each(
        "a number of seconds, at least 0",
        -1, -0.5, NAN, -INFINITE, True, "60", None, [], b"6", LONG, HUGE, Unshowable(),
    ),
    "max_connections": numbers("a whole number from 1 to 1000", 0, -1, 1001, None),
    "max_response_bytes": numbers("a whole number, at least 1", 0, -1, None),
    "confirm_end": [*FLAGS, Bad(None, "True or False")],
    "strict": [*FLAGS, Bad(None, "True or False")],
    "strict_filters": [*FLAGS, Bad(None, "True or False")],
    "total_timeout": TOTAL_TIMEOUTS,
    "ssl_context": unseen(
        "an ssl.SSLContext", "ca.pem", True, False, 5, {}, LONG, ssl.SSLContext, Unshowable()
    ),
    "transport": unseen(
        "an httpx.AsyncBaseTransport",
        f"http://u:{SECRET}@proxy.test", httpx.HTTPTransport(verify=False), NeverCalled, 5, "", {},
        False, httpx.BaseTransport(), Unshowable(),
    ),
    "proxy": NO_PROXIES,
    "allow_insecure": [*FLAGS, Bad(None, "True or False")],
    "on_request": NO_HOOKS,
    "on_response": NO_HOOKS,
    "on_retry": NO_HOOKS,
    "on_wait": NO_HOOKS,
}  # fmt: skip

OTC: Table = {**COMMON, "api_key": [*NO_SECRETS, *MISSING]}

ROOMS: Table = {
    **COMMON,
    "access_token": [*NO_SECRETS, *MISSING],
    "auth": unseen(
        "an AccessToken, a JWTGrant or a RefreshToken",
        SECRET, "", 5, True, NAN, {"token": SECRET}, [SECRET], SECRET.encode(), HUGE, JWTGrant,
        MemoryTokenStore(SECRET), Unshowable(),
    ),
    "auth_url": [
        *NO_ADDRESSES,
        *unseen("a scheme and a host", "https://a.test/oauth", "https://a.test//", "https://a.test/x"),
    ],
    "account_id": [
        *each("the account's GUID", "", " ", ".", "..", "../1", "a/b", "a\\b", "a?b", "a#b"),
        *each("the account's GUID", "a%2Fb"),
        *each("the account's GUID", "a\n", "\0", "a b", "ü", "\ud800", LONG, "a;b", "a:b"),
        *each("the account's GUID", 5, True, NAN, b"a", ["a"], {}, HUGE, Unshowable()),
    ],
    "environment": each(
        '"production" or "demo"',
        "stage",
        "Demo",
        "demo\n",
        LONG,
        5,
        True,
        ["demo"],
        {"a": 1},
        b"demo",
    ),
}  # fmt: skip

NO_GUIDS = [
    *unseen("must be a GUID", "", " ", f"{SECRET}@a.test", f"{SECRET} x", "a\nb", "ü", LONG),
    *unseen("must be a GUID", None, 5, True, NAN, SECRET.encode(), [SECRET], HUGE, Unshowable()),
]
NO_SCOPES = each(
    "a list of scopes",
    "dtr.rooms.read", "", [], (), [""], ["a b"], ["a\n"], ["ü"], [5], [None], ["a", "\ud800"], None,
    5, True, {}, {"a"}, b"a", [LONG], LONG, Unshowable(),
)  # fmt: skip
NO_REDIRECTS = each(
    "one of the redirect URIs registered for the app",
    "", "app", "https://a b.test", "https://a.test/\n", "https://ü.test", f"https://{LONG}", 5,
    True, NAN, b"https://a.test", ["https://a.test"], HUGE, Unshowable(),
)  # fmt: skip
# Messages about these secrets write their names with spaces.
NO_OTHER_SECRETS = [
    *(Bad(bad.value, bad.allowed, "") for bad in NO_SECRETS),
    *unseen("is empty", "", " ", "\n"),
]
NO_VERIFIERS = unseen(
    "43 to 128 letters",
    "", SECRET, "x" * 42, "x" * 129, f"{SECRET * 8} ", "ü" * 50, 5, True, NAN, SECRET.encode() * 9,
    [SECRET], HUGE, LONG, Unshowable(),
)  # fmt: skip

ACCESS_TOKEN: Table = {"token": [*NO_OTHER_SECRETS, *unseen("plain text", None)]}

JWT_GRANT: Table = {
    "integration_key": NO_GUIDS,
    "user_id": NO_GUIDS,
    "private_key": unseen(
        "an RSA private key in PEM",
        "", " ", b"", SECRET.encode(), f"{SECRET}\n{SECRET}", SECRET * 1_000, f"{SECRET}\0", None,
        f"-----BEGIN PUBLIC KEY-----{SECRET}", f"-----BEGIN CERTIFICATE-----\n{SECRET}", LONG, 5,
        True, NAN, [SECRET], {}, HUGE, Unshowable(),
    ),
    "scopes": NO_SCOPES,
    "redirect_uri": NO_REDIRECTS,
}  # fmt: skip

REFRESH_TOKEN: Table = {
    "integration_key": NO_GUIDS,
    "refresh_token": [*NO_OTHER_SECRETS, *unseen("No refresh token: pass", None)],
    "client_secret": NO_OTHER_SECRETS,
    "code": [*NO_OTHER_SECRETS, *unseen("either code or", SECRET)],
    "code_verifier": NO_VERIFIERS,
    "redirect_uri": NO_REDIRECTS,
    "store": unseen(
        "must have load() and save(refresh_token)",
        SECRET, "", 5, True, NAN, {}, [], b"x", HUGE, MemoryTokenStore, Unshowable(),
    ),
}  # fmt: skip

FILE_STORE: Table = {
    "path": each(
        "the path of a file", "", "a\0", None, 5, True, NAN, b"x", [], {}, HUGE, Unshowable()
    ),
}
FILE_QUOTA_STORE: Table = {"path": [bad for bad in FILE_STORE["path"] if bad.value is not None]}
REDIS_QUOTA_STORE: Table = {
    "url": [
        *unseen(
            "redis://user:password@host:6379/0", "", " ", "redis:", "redis://", LONG, "Redis://a"
        ),
        *unseen("redis://user:password@host:6379/0", f"http://u:{SECRET}@a.test", f"{SECRET}:6379"),
        *unseen("redis://user:password@host:6379/0", f"redis://u:{SECRET}@a.test:port"),
        *unseen("redis://user:password@host:6379/0", f"redis://u:{SECRET}#x@a.test"),
        *unseen("redis://user:password@host:6379/0", f"redis://u:{SECRET}@a.test\n", "redis://a/x"),
        *unseen("redis://user:password@host:6379/0", f"redis://a.test?nothing={SECRET}"),
        *unseen("redis://user:password@host:6379/0", None, 5, True, NAN, [SECRET], {}, HUGE),
        *unseen("redis://user:password@host:6379/0", SECRET.encode(), Unshowable()),
    ],
}
MEMORY_STORE: Table = {"token": NO_OTHER_SECRETS}

AUTHORIZATION_URL: Table = {
    "integration_key": NO_GUIDS,
    "redirect_uri": [*NO_REDIRECTS, *each("one of the redirect URIs", None)],
    "environment": [*ROOMS["environment"], *each('"production" or "demo"', "", None)],
    "scopes": NO_SCOPES,
    "state": unseen("a string that is not empty", "", 5, True, NAN, b"x", [], LONG, Unshowable()),
    "code_challenge": unseen(
        "the result of code_challenge(verifier)",
        "", SECRET, 5, True, NAN, b"x" * 43, "x" * 42, "ü" * 43, LONG, Unshowable(),
    ),
}  # fmt: skip

LEGACY: Table = {
    # Without a key, the first call fails, not the constructor.
    "api_key": [bad for bad in OTC["api_key"] if bad.value != ""],
    # An empty address means the vendor's, as in the original package.
    "base_url": [bad for bad in NO_ADDRESSES if bad.value != ""],
}

GROUP: Table = {
    **LEGACY,
    "api_key": OTC["api_key"],
    "timeout": TIMEOUTS,
    "max_retries": numbers("a whole number, at least 0", -1, None),
    "retry_backoff_factor": each(
        "a number, at least 1",
        0,
        0.99,
        -1,
        NAN,
        INFINITE,
        True,
        "2",
        None,
        [],
        b"2",
        HUGE,
        Unshowable(),
    ),
}

GROUPS = (
    AgentsAPI,
    ContactsAPI,
    PropertiesAPI,
    PropertyContactsAPI,
    PropertyDocumentsAPI,
    PropertyEmailsAPI,
    PropertyNotesAPI,
    PropertyTasksAPI,
    TagsAPI,
    TeamsAPI,
    UsersAPI,
)

RETRY_POLICY: Table = {
    "attempts": numbers("a whole number, at least 1", 0, -1, None),
    "max_wait": COMMON["max_wait"],
    **dict.fromkeys(
        ("first_delay", "longest_delay"),
        each(
            "a number of seconds, from 0 to a day",
            -1, -0.5, 86401, NAN, INFINITE, -INFINITE, True, "1", None, [], b"6", LONG, HUGE,
            10**400, Unshowable(),
        ),
    ),
}  # fmt: skip

WINDOW: Table = {
    "count": numbers("a whole number of requests", 0, -1, None, 10**9 + 1),
    "seconds": each(
        "a number of seconds, more than 0",
        0, -1, 0.0, NAN, INFINITE, -INFINITE, True, "30", None, [], b"3", 367 * 86400, LONG, HUGE,
        10**400, Unshowable(),
    ),
}  # fmt: skip

QUOTA: Table = {
    "windows": each(
        "a tuple of at least one Window",
        (), [], None, 5, "1/1s", LONG, Window(1, 1), [Window(1, 1)], (Window(1, 1), 5), ((1, 1),),
        (None,), {}, Unshowable(),
    ),
}  # fmt: skip

PARSED: Table = {
    "text": [
        *each("as 500/30s", None, 5, True, NAN, b"1/1s", ["1/1s"], HUGE, {}, Unshowable()),
        *each("as 500/30s", "", "fast", "1", "1/", "/1s", "1/1", "1/1y", "-1/1s", "1/-1s", "1/1s;"),
        *each("as 500/30s", "1e3/1s", "nan/1s", "1/nans", "1/infs", "\0", LONG, "9" * 5000 + "/1s"),
        Bad("1/1s,", "as 500/30s", "''"),
        Bad("1/1s, x", "as 500/30s", "'x'"),
        Bad("٣/1s", "as 500/30s"),
    ]
}


@frozen
class Constructor:
    """
    A public class or function with a table for each argument.

    Attributes:
        make: The class or function.
        table: The values that each argument must refuse.
        good: Arguments of a valid call.
    """

    make: Callable[..., Any]
    table: Table
    good: dict[str, Any]

    def call(self, argument: str, value: object) -> Any:
        """Call it with one invalid value."""
        good = {**self.good, argument: value}
        if argument == "proxy":
            good.pop("transport", None)
        return self.make(**good)

    def __str__(self) -> str:
        return self.make.__qualname__


CONSTRUCTORS = [
    Constructor(AsyncOpenToClose, OTC, {"api_key": SECRET, "transport": NeverCalled()}),
    Constructor(OpenToClose, OTC, {"api_key": SECRET, "transport": NeverCalled()}),
    Constructor(AsyncRooms, ROOMS, {"account_id": "a", "access_token": SECRET}),
    Constructor(Rooms, ROOMS, {"account_id": "a", "access_token": SECRET}),
    Constructor(AccessToken, ACCESS_TOKEN, {"token": SECRET}),
    Constructor(
        JWTGrant, JWT_GRANT, {"integration_key": "a", "user_id": "b", "private_key": "key.pem"}
    ),
    Constructor(RefreshToken, REFRESH_TOKEN, {"integration_key": "a", "refresh_token": SECRET}),
    Constructor(FileTokenStore, FILE_STORE, {"path": "token"}),
    Constructor(FileQuotaStore, FILE_QUOTA_STORE, {"path": "quota.sqlite3"}),
    Constructor(RedisQuotaStore, REDIS_QUOTA_STORE, {"url": "redis://127.0.0.1:6379/0"}),
    Constructor(MemoryTokenStore, MEMORY_STORE, {"token": SECRET}),
    Constructor(
        authorization_url,
        AUTHORIZATION_URL,
        {"integration_key": "a", "redirect_uri": "https://a.test"},
    ),
    Constructor(code_challenge, {"verifier": NO_VERIFIERS}, {"verifier": "x" * 43}),
    Constructor(OpenToCloseAPI, LEGACY, {"api_key": SECRET}),
    *(Constructor(group, GROUP, {"api_key": SECRET}) for group in GROUPS),
    Constructor(RetryPolicy, RETRY_POLICY, {}),
    Constructor(Window, WINDOW, {"count": 1, "seconds": 1.0}),
    Constructor(Quota, QUOTA, {"windows": (Window(1, 1.0),)}),
    Constructor(Quota.parse, PARSED, {"text": "1/1s"}),
]
