"""
Secrets taken out of what the libraries beneath us log.

At level DEBUG httpcore logs the headers of answers, and a server may repeat in any of them what it
was sent. A record is made by those libraries and nobody knows for whom, so the secrets of all
clients are taken out of it.
"""

import logging
from weakref import WeakValueDictionary

from opentoclose_async._protocol.redaction.secrets import Secrets

__all__ = ["keep_out_of_logs"]

LOGGERS = (
    *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
    *("hpack.hpack", "hpack.table", "httpx"),
)
"""What logs something of requests or answers; a filter sees records of its own logger only."""

_watched: WeakValueDictionary[int, Secrets] = WeakValueDictionary()


def keep_out_of_logs(secrets: Secrets) -> None:
    """Take secrets out of all records from now on, as long as their client lives."""
    _watched[id(secrets)] = secrets
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_scrub)  # once, however often it is asked for


def _scrub(record: logging.LogRecord) -> bool:
    try:
        message = said = record.getMessage()
    except Exception:  # noqa: BLE001 - logging says so where it is formatted
        return True
    for reference in _watched.valuerefs():
        secrets = reference()
        if secrets is not None:
            said = secrets.scrub(said)
    if said != message:
        record.msg, record.args = said, ()
    return True
