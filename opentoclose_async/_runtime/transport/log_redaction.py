"""
Redact secrets in the logs of httpx and httpcore.

At level DEBUG httpcore logs response headers, in which a server may repeat what it was sent. A
record does not say which client it is about, so the secrets of all clients are redacted.
"""

import logging
from weakref import WeakValueDictionary

from opentoclose_async._protocol.redaction.secrets import Secrets

__all__ = ["keep_out_of_logs"]

LOGGERS = (
    *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
    *("hpack.hpack", "hpack.table", "httpx"),
    *("aiohttp.client", "aiohttp.internal", "asyncio"),  # aiohttp has asyncio log its responses
)
"""The loggers of requests and responses; a filter applies to the logger it is added to only."""

_watched: WeakValueDictionary[int, Secrets] = WeakValueDictionary()


def keep_out_of_logs(secrets: Secrets) -> None:
    """Redact secrets in all log records from now on, for as long as their client lives."""
    _watched[id(secrets)] = secrets
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_scrub)  # adding it again has no effect


def _scrub(record: logging.LogRecord) -> bool:
    try:
        message = said = record.getMessage()
    except Exception:  # noqa: BLE001 - logging reports it when it formats the record
        return True
    for reference in _watched.valuerefs():
        secrets = reference()
        if secrets is not None:
            said = secrets.scrub(said)
    if said != message:
        record.msg, record.args = said, ()
    return True
