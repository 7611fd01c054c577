"""What the drop-in client runs on: the async client, read plainly, and made when it is needed."""

import contextlib
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, cast

from attrs import field, frozen

from opentoclose_async._blocking.caller import Caller
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.client import from_environment
from opentoclose_async._runtime.transport.tls import OF_REQUESTS
from opentoclose_async.legacy.lenient_properties import LenientProperties
from opentoclose_async.legacy.plain_records import plain
from opentoclose_async.otc.client import BASE_URL, AsyncOpenToClose

__all__ = ["GROUPS", "LateCaller", "PlainOpenToClose", "Settings", "load_dotenv"]

GROUPS = (
    "agents",
    "contacts",
    "property_contacts",
    "property_documents",
    "property_emails",
    "property_notes",
    "property_tasks",
    "tags",
    "teams",
    "users",
)
"""The groups of methods that ``open_to_close`` has, beside properties."""


def _unless_empty(given: str | None) -> str | None:
    return given or None


@frozen
class Settings:
    """
    What a client was given; the environment has the rest, also later.

    Attributes:
        given_key: The API key, if it was given.
        given_url: The API's address, if it was given.
    """

    given_key: str | None = field(default=None, repr=False, converter=_unless_empty)
    # A password may stand in it, by mistake.
    given_url: str | None = field(default=None, repr=False, converter=_unless_empty)

    @property
    def api_key(self) -> str | None:
        """The API key, if there is one by now."""
        return from_environment(self.given_key, "OPEN_TO_CLOSE_API_KEY")

    @property
    def base_url(self) -> str:
        """The API's address."""
        return from_environment(self.given_url, "OPEN_TO_CLOSE_BASE_URL") or BASE_URL


class PlainOpenToClose(AsyncOpenToClose):
    """
    The async client, for what expects of it what it expects of ``open_to_close``.

    Answers may be wrapped in ``data``, records stay plain objects, redirects within the server are
    followed, and properties are created of what fits.

    Args:
        *args: As of ``AsyncOpenToClose``.
        **kwargs: The same.
    """

    _follows_redirects: ClassVar[bool] = True
    _authorities: ClassVar[Sequence[str]] = OF_REQUESTS

    @forgets_arguments
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in GROUPS:
            setattr(self, name, plain(type(getattr(self, name)))(self._core))
        self.properties = LenientProperties(self._core)


class LateCaller(Caller[PlainOpenToClose]):
    """
    Make calls of a client that is made with the first of them, and not before.

    Args:
        settings: What the client is made of.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(_none_yet)
        self._make = Hidden(partial(_make, settings))


def _none_yet() -> PlainOpenToClose:
    # What a caller has after a fork as well: it makes a client when one is needed.
    return cast("PlainOpenToClose", None)


def _make(settings: Settings) -> PlainOpenToClose:
    load_dotenv()
    return PlainOpenToClose(settings.given_key, base_url=settings.given_url)


def load_dotenv() -> None:
    """Load the nearest ``.env`` files into the environment, which they never override."""
    import dotenv  # nobody else should wait for it

    for path in (dotenv.find_dotenv(usecwd=True), dotenv.find_dotenv()):  # from here upwards
        if path:
            with contextlib.suppress(OSError):  # a file that may not be read is as good as none
                dotenv.load_dotenv(path)
