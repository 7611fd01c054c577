"""The URL of a Redis quota store, of which nothing secret is ever shown."""

import re
import sys
import traceback

import pytest

from opentoclose_async._extras import install_command
from opentoclose_async._runtime.quota.redis_store import RedisQuotaStore
from opentoclose_async._runtime.quota.store import QuotaStore
from opentoclose_async.exceptions import ConfigurationError

SECRET = "hunter2"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://cache", "redis://cache:6379/0"),
        ("redis://user:hunter2@cache:7000/3", "redis://cache:7000/3"),
        ("redis://:hunter2@[::1]:7000?db=2", "redis://[::1]:7000/2"),
        ("rediss://cache/1?password=hunter2&ssl_password=hunter2", "rediss://cache:6379/1"),
        ("rediss://cache?ssl_cert_reqs=required&ssl_keyfile=/k", "rediss://cache:6379/0"),
        ("unix:///run/redis.sock?db=4&password=hunter2", "unix:///run/redis.sock?db=4"),
    ],
)
def test_only_the_place_is_shown(url: str, shown: str) -> None:
    store = RedisQuotaStore(url)
    assert isinstance(store, QuotaStore)
    assert repr(store) == f"RedisQuotaStore({shown!r})"
    assert SECRET not in repr(vars(store))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "begin with"),
        (None, "text"),
        ("http://:hunter2@cache", "begin with"),
        ("redis://", "host"),
        ("redis://:hunter2", "malformed"),
        ("redis://:hunter2/x@cache", "malformed"),
        ("redis://:12/hunter2@cache", "database"),
        ("redis://user:12/34@hunter2", "database"),
        ("redis://user:12?hunter2@cache", "malformed"),
        ("redis://:12#hunter2@cache", "#"),
        ("redis://:hunter2@cache#", "#"),
        ("redis://:hunter2@cache:port", "malformed"),
        ("redis://:hunter2@cache:99999", "malformed"),
        ("redis://:hunter2@[cache", "malformed"),
        ("redis://:hunter2@cache/one", "database"),
        ("redis://:hunter2@cache/-1", "database"),
        ("redis://:hunter 2@cache", "spaces"),
        ("redis://:hunter2@cache\n", "spaces"),
        ("redis://:hunter2@cache?socket_timeout=0", "timeout"),
        ("redis://:hunter2@cache?socket_timeout=inf", "timeout"),
        ("redis://:hunter2@cache?retry_on_timeout=yes", "options"),
        ("redis://:hunter2@cache?decode_responses=yes", "options"),
        ("redis://:hunter2@cache?protocol=3", "options"),
        ("redis://:hunter2@cache?max_connections=many", "options"),
        ("redis://:hunter2@cache?ssl_ca_certs=/ca.pem", "options"),
        ("unix://?password=hunter2", "socket"),
    ],
)
def test_an_invalid_url_is_refused_without_repeating_it(url: str, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason) as caught:
        RedisQuotaStore(url)
    text = "".join(traceback.format_exception(caught.value))
    assert SECRET not in text.replace("in_password", "")
    assert caught.value.__context__ is None


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(ConfigurationError, match=re.escape(install_command("redis"))):
        RedisQuotaStore("redis://cache")
