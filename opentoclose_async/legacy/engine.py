"""The async client that the drop-in runs on, created when it is needed."""

import contextlib
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, cast

from attrs import field, frozen

from opentoclose_async._blocking.caller import Caller
from opentoclose_async._protocol.redaction.hidden import Hidden
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.client import address_from_environment, from_environment
from opentoclose_async._runtime.transport.tls import OF_REQUESTS
from opentoclose_async.legacy.lenient_properties import LenientProperties
from opentoclose_async.legacy.plain_records import plain
from opentoclose_async.otc.client import BASE_URL, AsyncOpenToClose
from opentoclose_async.otc.operations.groups import DROP_IN

__all__ = ["LateCaller", "PlainOpenToClose", "Settings", "load_dotenv"]


def _unless_empty(given: str | None) -> str | None:
    return given or None


@frozen
class Settings:
    """
    The arguments of a client; the environment, read at each use, supplies what is missing.

    Attributes:
        given_key: The API key, if given.
        given_url: The API's address, if given.
    """

    given_key: str | None = field(default=None, repr=False, converter=_unless_empty)
    # It may contain a password by mistake.
    given_url: str | None = field(default=None, repr=False, converter=_unless_empty)

    @property
    def api_key(self) -> str | None:
        """The API key, if there is one yet."""
        return from_environment(self.given_key, "OPEN_TO_CLOSE_API_KEY")

    @property
    def base_url(self) -> str:
        """The API's address."""
        return address_from_environment(self.given_url, "OPEN_TO_CLOSE_BASE_URL") or BASE_URL


class PlainOpenToClose(AsyncOpenToClose):
    """
    The async client with the behaviour of ``open_to_close``.

    Responses may be wrapped in ``data``, records stay plain objects, redirects within the server
    are followed, and new properties omit values that do not fit.

    Args:
        *args: Those of ``AsyncOpenToClose``.
        **kwargs: Those of ``AsyncOpenToClose``.
    """

    _follows_redirects: ClassVar[bool] = True
    _authorities: ClassVar[Sequence[str]] = OF_REQUESTS

    @forgets_arguments
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DROP_IN:
            setattr(self, name, plain(type(getattr(self, name)))(self._core))
        self.properties = LenientProperties(self._core)


class LateCaller(Caller[PlainOpenToClose]):
    """
    A caller that creates its client at the first call.

    Args:
        settings: The arguments of the client.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(_none_yet)
        self._make = Hidden(partial(_make, settings))


def _none_yet() -> PlainOpenToClose:
    # Callers have no client after a fork either, and create one when it is needed.
    return cast("PlainOpenToClose", None)


def _make(settings: Settings) -> PlainOpenToClose:
    load_dotenv()
    return PlainOpenToClose(settings.given_key, base_url=settings.given_url)


def load_dotenv() -> None:
    """Load the nearest ``.env`` files into the environment without overriding it."""
    import dotenv  # only the drop-in needs it

    for path in (
        dotenv.find_dotenv(usecwd=True),
        dotenv.find_dotenv(),
    ):
        if path:
            with contextlib.suppress(OSError):  # ignore a file that cannot be read
                dotenv.load_dotenv(path)
