"""Why nothing arrives: what was sent again last, and how often it will be."""

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._accounts.accounts_file import prefixing_errors
from opentoclose_async._accounts.lists import PATIENT, open_client
from opentoclose_async._accounts.names import Api
from opentoclose_async._protocol.argument_names import naming_options
from opentoclose_async._runtime.client import BaseClient
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import NetworkError, RateLimitError, TimeoutError
from opentoclose_async.hooks import RetryEvent

__all__ = ["Trouble", "open_watched_client", "trouble_of"]

MOST_RETRIES = PATIENT.attempts - 1


class Trouble:
    """
    What a client is having trouble with; may be read at any time and from any thread.

    Attributes:
        text: The problem and the retry, such as "no connection, retry 3 of 7"; empty if there is
            none.
    """

    def __init__(self) -> None:
        self.text = ""

    def begin(self, event: RetryEvent) -> None:
        """Record that a request failed and will be sent again."""
        limit = "" if isinstance(event.error, RateLimitError) else f" of {MOST_RETRIES}"
        self.text = f"{_problem(event)}, retry {event.attempt}{limit}"

    def end(self) -> None:
        """Record that something arrived."""
        self.text = ""


_TROUBLES: WeakKeyDictionary[BaseClient, Trouble] = WeakKeyDictionary()


def trouble_of(client: BaseClient) -> Trouble:
    """Return what a client has trouble with."""
    return _TROUBLES.setdefault(client, Trouble())


def open_watched_client(
    api: Api,
    settings: Mapping[str, Any],
    *,
    where: str = "",
    quota: QuotaChoice,
    quota_store: str,
) -> AsyncOpenToClose | AsyncRooms:
    """
    Create a client whose trouble is known; the arguments and errors are those of ``open_client``.

    Args:
        api: The API.
        settings: Arguments for the client.
        where: The account of a file that they come from, whose errors it prefixes; empty if none.
        quota: The quota to keep.
        quota_store: Where the quota is shared with others.
    """
    trouble = Trouble()
    # A file names addresses as Python does.
    with prefixing_errors(where), naming_options(not where):
        client = open_client(
            api, {**settings, "on_retry": trouble.begin}, quota=quota, quota_store=quota_store
        )
    _TROUBLES[client] = trouble
    return client


def _problem(event: RetryEvent) -> str:
    error = event.error
    if isinstance(error, NetworkError) and not error.connected:
        return "no connection"
    if isinstance(error, TimeoutError):
        return "no response in time"
    if isinstance(error, NetworkError):
        return "connection lost"
    if isinstance(error, RateLimitError):
        return "refused for the quota"
    if error.status_code is not None:
        return f"the server answered {error.status_code}"
    return "unusable response"
