"""The base class of the ``open_to_close`` package's groups of methods."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, ClassVar, TypeVar
from urllib.parse import parse_qsl, quote

from attrs import evolve

from opentoclose_async._blocking.caller import Caller
from opentoclose_async._blocking.twins import BlockingResource
from opentoclose_async._protocol.arguments import (
    LARGEST_ID,
    encode_json,
    is_number,
    misconfigured,
    query_texts,
    refuse,
    text_keyed,
)
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._protocol.retry import RetryPolicy
from opentoclose_async._runtime.client import LONGEST_PATH
from opentoclose_async.legacy.engine import LateCaller, PlainOpenToClose, Settings
from opentoclose_async.otc.client import BASE_URL as DEFAULT_BASE_URL
from opentoclose_async.otc.properties import Properties

__all__ = [
    "DEFAULT_BASE_URL",
    "DEFAULT_TIMEOUT",
    "MAX_RETRIES",
    "RETRY_BACKOFF_FACTOR",
    "BaseClient",
    "client_group",
]

A_co = TypeVar("A_co", covariant=True)
Group = TypeVar("Group", bound="BaseClient[Any]")

DEFAULT_TIMEOUT = 30.0
"""Seconds."""
MAX_RETRIES = RetryPolicy().attempts
"""Maximum number of attempts, including the first, as in the original package."""
RETRY_BACKOFF_FACTOR = 2.0
LONGEST_TIMEOUT = 86400


class BaseClient(BlockingResource[A_co]):
    """
    A group of methods: an attribute of ``OpenToCloseAPI``, or used by itself.

    Args:
        api_key: The API key; OPEN_TO_CLOSE_API_KEY by default.
        base_url: The address of the API's ``/v1`` root; the vendor's by default.
        timeout: Seconds for connecting, and for each read and write.
        max_retries: Maximum number of attempts for one call, including the first.
        retry_backoff_factor: Accepted and ignored: delays are random, see ``RetryPolicy``.

    Raises:
        AuthenticationError: If there is no API key.
        ConfigurationError: If another argument is invalid.

    Attributes:
        timeout: May be changed at any time.
        max_retries: May be changed at any time.
        retry_backoff_factor: As given.
    """

    _group: ClassVar[str] = ""
    """The async client's attribute with these methods; empty for the client itself."""

    @forgets_arguments
    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_retries: int = MAX_RETRIES,
        retry_backoff_factor: float = RETRY_BACKOFF_FACTOR,
    ) -> None:
        settings = Settings(api_key, base_url)
        self._begin(settings, LateCaller(settings), timeout, max_retries, retry_backoff_factor)
        _ = self._caller.client  # raises now if the key or the address is invalid

    def _begin(
        self,
        settings: Settings,
        caller: Caller[PlainOpenToClose],
        timeout: float = DEFAULT_TIMEOUT,
        max_retries: int = MAX_RETRIES,
        retry_backoff_factor: float = RETRY_BACKOFF_FACTOR,
    ) -> None:
        find = attrgetter(self._group) if self._group else _itself
        super().__init__(caller, find)
        self._settings = settings
        if not is_number(timeout) or not 0 < timeout < LONGEST_TIMEOUT:
            known = "a positive number of seconds, less than a day"
            raise misconfigured("timeout", timeout, known)
        if type(max_retries) is not int or not 0 <= max_retries <= LARGEST_ID:
            raise misconfigured("max_retries", max_retries, "a whole number, at least 0")
        if not is_number(retry_backoff_factor) or not 1 <= retry_backoff_factor < LARGEST_ID:
            raise misconfigured(
                "retry_backoff_factor", retry_backoff_factor, "a number, at least 1"
            )
        self.timeout = float(timeout)
        self.max_retries = max_retries
        self.retry_backoff_factor = float(retry_backoff_factor)

    @property
    def api_key(self) -> str | None:
        """The API key, if there is one yet. Setting it affects only this group."""
        return self._settings.api_key

    @api_key.setter
    def api_key(self, key: str | None) -> None:
        self._change(evolve(self._settings, given_key=key))

    @property
    def base_url(self) -> str:
        """The address of the API's ``/v1`` root. Setting it affects only this group."""
        return self._settings.base_url

    @base_url.setter
    def base_url(self, url: str | None) -> None:
        self._change(evolve(self._settings, given_url=url))

    def _change(self, settings: Settings) -> None:
        self._settings, self._caller = settings, LateCaller(settings)

    def get(self, endpoint: str, params: Mapping[str, Any] | None = None) -> Any:
        """
        Send a GET request.

        Args:
            endpoint: Path below the base URL, such as ``/events``.
            params: Query parameters by wire name; None values are omitted.

        Returns:
            The decoded response; an empty dict if it has no body.
        """
        return self._request("GET", endpoint, params=params)

    def post(
        self, endpoint: str, json_data: Any = None, data: Any = None, files: Any = None
    ) -> Any:
        """
        Send a POST request. It is not retried if it may have been processed.

        Args:
            endpoint: Path below the base URL, such as ``/events``.
            json_data: A dict or list to send.
            data: Must be None, see ``files``.
            files: Must be None: the original package labels forms and files as JSON, which no
                server can read. Use ``property_documents.upload_property_document``.

        Returns:
            The decoded response; an empty dict if it has no body.
        """
        return self._request("POST", endpoint, json_data, data, files)

    def put(self, endpoint: str, json_data: Any = None, data: Any = None, files: Any = None) -> Any:
        """Send a PUT request. The arguments are those of ``post``."""
        return self._request("PUT", endpoint, json_data, data, files)

    def patch(
        self, endpoint: str, json_data: Any = None, data: Any = None, files: Any = None
    ) -> Any:
        """Send a PATCH request. The arguments are those of ``post``."""
        return self._request("PATCH", endpoint, json_data, data, files)

    def delete(self, endpoint: str) -> Any:
        """Send a DELETE request. The argument is that of ``get``."""
        return self._request("DELETE", endpoint)

    def get_field_mappings(self, force_refresh: bool = False) -> dict[str, dict[str, Any]]:
        """
        Return the account's property fields by key: id, type, title, key, and options of choices.

        Args:
            force_refresh: Read the definitions again.
        """
        properties = self._caller.client.properties
        return self._caller.call(Properties.get_field_mappings, properties, force_refresh)

    def refresh_field_mappings(self) -> dict[str, dict[str, Any]]:
        """Read the account's property fields again and return them by key."""
        return self.get_field_mappings(force_refresh=True)

    def get_raw_field_definitions(self) -> list[dict[str, Any]]:
        """Return the definitions of the account's property fields, as the server sends them."""
        return self._caller.call(Properties.get_property_fields, self._caller.client.properties)

    def _request(
        self,
        method: str,
        endpoint: str,
        json_data: Any = None,
        data: Any = None,
        files: Any = None,
        params: Mapping[str, Any] | None = None,
    ) -> Any:
        path, query = _target(endpoint)
        if params is not None:
            query |= query_texts(text_keyed("params", params), "params")
        for name, value in (("data", data), ("files", files)):
            if value is not None:
                raise refuse(name, value, "None, because only JSON is sent")
        if json_data is not None:
            if not isinstance(json_data, (dict, list)):
                raise refuse("json_data", json_data, "a dict or a list")
            encode_json("json_data", json_data)
        client = self._caller.client
        options = self._options()
        result = self._caller.call(
            client.request, method, path, query=query, body=json_data, **options
        )
        return {} if result is None else result

    def _options(self) -> dict[str, Any]:
        """Return the options of each call that differ from the client's defaults."""
        options: dict[str, Any] = {}
        if self.timeout != DEFAULT_TIMEOUT:
            options["timeout"] = self.timeout
        if self.max_retries != MAX_RETRIES:
            options["retry"] = RetryPolicy(attempts=max(1, self.max_retries))
        return options

    def __reduce__(self) -> tuple[Any, ...]:
        # A copy opens its own connections, as it has to in another process.
        settings = self._settings
        limits = self.timeout, self.max_retries, self.retry_backoff_factor
        return type(self), (settings.given_key, settings.given_url, *limits)


def client_group(kind: type[Group], settings: Settings, caller: Caller[PlainOpenToClose]) -> Group:
    """
    Return a group that shares the connections of a client.

    Args:
        kind: The class of the group.
        settings: The client's settings.
        caller: Makes the client's calls.
    """
    group = kind.__new__(kind)
    group._begin(settings, caller)  # noqa: SLF001 - instead of the constructor
    return group


def _itself(client: Any) -> Any:
    return client


def _target(endpoint: object) -> tuple[str, dict[str, str]]:
    """Split an endpoint as the original package does: the leading slash is optional."""
    known = 'a path such as "/users"'
    if not isinstance(endpoint, str) or not endpoint.strip("/ "):
        raise refuse("endpoint", endpoint, known)
    path, _, query = endpoint.partition("?")
    try:
        # Keep existing escapes, and escape spaces and the like.
        path = "/" + quote(path.lstrip("/"), safe="/%:@!$&'()*+,;=~")
    except UnicodeEncodeError as error:
        raise refuse("endpoint", endpoint, known) from error
    dots = any(part.lower().replace("%2e", ".") in (".", "..") for part in path.split("/"))
    if dots or len(quote(path)) > LONGEST_PATH:
        raise refuse("endpoint", endpoint, f"{known}, of at most {LONGEST_PATH:,} bytes")
    return path, query_texts(dict(parse_qsl(query)), "endpoint")
