"""What the groups of methods of the ``open_to_close`` package share."""

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
from opentoclose_async._runtime.client import DEFAULT_RETRY, LONGEST_PATH
from opentoclose_async.legacy.engine import LateCaller, PlainOpenToClose, Settings
from opentoclose_async.otc.client import BASE_URL as DEFAULT_BASE_URL
from opentoclose_async.otc.properties import Properties

__all__ = [
    "DEFAULT_BASE_URL",
    "DEFAULT_TIMEOUT",
    "MAX_RETRIES",
    "RETRY_BACKOFF_FACTOR",
    "BaseClient",
    "of_client",
]

A_co = TypeVar("A_co", covariant=True)
Group = TypeVar("Group", bound="BaseClient[Any]")

DEFAULT_TIMEOUT = 30.0
"""Seconds."""
MAX_RETRIES = DEFAULT_RETRY.attempts
"""Requests at most, the first included: what the original package calls so."""
RETRY_BACKOFF_FACTOR = 2.0
LONGEST_TIMEOUT = 86400


class BaseClient(BlockingResource[A_co]):
    """
    A group of methods, as an attribute of ``OpenToCloseAPI`` or on its own.

    Args:
        api_key: The API key; OPEN_TO_CLOSE_API_KEY if not given.
        base_url: The address of the API's ``/v1`` root, if it is not the vendor's.
        timeout: Seconds for connecting, and for each read and write.
        max_retries: Requests at most for one call, the first included.
        retry_backoff_factor: Taken, and not used: delays are drawn, see ``RetryPolicy``.

    Raises:
        AuthenticationError: If there is no API key.
        ConfigurationError: If another argument is not acceptable.

    Attributes:
        timeout: As given; may be changed at any time.
        max_retries: The same.
        retry_backoff_factor: As given.
    """

    _group: ClassVar[str] = ""
    """The client's attribute for its methods; none for those of the client itself."""

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
        _ = self._caller.client  # says now if the key or the address is none

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
            raise misconfigured("max_retries", max_retries, "a whole number from 0 on")
        if not is_number(retry_backoff_factor) or not 1 <= retry_backoff_factor < LARGEST_ID:
            raise misconfigured("retry_backoff_factor", retry_backoff_factor, "a number from 1 on")
        self.timeout = float(timeout)
        self.max_retries = max_retries
        self.retry_backoff_factor = float(retry_backoff_factor)

    @property
    def api_key(self) -> str | None:
        """The API key, if there is one by now. Setting it is for this group alone."""
        return self._settings.api_key

    @api_key.setter
    def api_key(self, key: str | None) -> None:
        self._change(evolve(self._settings, given_key=key))

    @property
    def base_url(self) -> str:
        """The address of the API's ``/v1`` root. Setting it is for this group alone."""
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
            endpoint: Path below the base URL, as ``/events``.
            params: Query parameters by wire name; None values are left out.

        Returns:
            The decoded answer; an empty dict if there is none.
        """
        return self._ask("GET", endpoint, params=params)

    def post(
        self, endpoint: str, json_data: Any = None, data: Any = None, files: Any = None
    ) -> Any:
        """
        Send a POST request; once only where the outcome is unknown.

        Args:
            endpoint: Path below the base URL, as ``/events``.
            json_data: A dict or list to send.
            data: Must be None, see ``files``.
            files: Must be None: the original package sends forms and files under the name of JSON,
                which no server reads. See ``property_documents.upload_property_document``.

        Returns:
            The decoded answer; an empty dict if there is none.
        """
        return self._ask("POST", endpoint, json_data, data, files)

    def put(self, endpoint: str, json_data: Any = None, data: Any = None, files: Any = None) -> Any:
        """Send a PUT request; the arguments are those of ``post``."""
        return self._ask("PUT", endpoint, json_data, data, files)

    def patch(
        self, endpoint: str, json_data: Any = None, data: Any = None, files: Any = None
    ) -> Any:
        """Send a PATCH request; the arguments are those of ``post``."""
        return self._ask("PATCH", endpoint, json_data, data, files)

    def delete(self, endpoint: str) -> Any:
        """Send a DELETE request; the argument is that of ``get``."""
        return self._ask("DELETE", endpoint)

    def get_field_mappings(self, force_refresh: bool = False) -> dict[str, dict[str, Any]]:
        """
        Give the account's property fields by key: id, type, title, key, and the options of choices.

        Args:
            force_refresh: Read the definitions anew.
        """
        properties = self._caller.client.properties
        return self._caller.call(Properties.get_field_mappings, properties, force_refresh)

    def refresh_field_mappings(self) -> dict[str, dict[str, Any]]:
        """Read the account's property fields anew, and give them by key."""
        return self.get_field_mappings(force_refresh=True)

    def get_raw_field_definitions(self) -> list[dict[str, Any]]:
        """Read the definitions of the account's property fields, as the server has them."""
        return self._caller.call(Properties.get_property_fields, self._caller.client.properties)

    def _ask(
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
                raise refuse(name, value, "None, since only JSON is sent")
        if json_data is not None:
            if not isinstance(json_data, (dict, list)):
                raise refuse("json_data", json_data, "a dict or a list")
            encode_json("json_data", json_data)
        client = self._caller.client
        options = self._options()
        answer = self._caller.call(
            client.request, method, path, query=query, body=json_data, **options
        )
        return {} if answer is None else answer

    def _options(self) -> dict[str, Any]:
        """Give the keywords of each call that say what differs from the client's ways."""
        options: dict[str, Any] = {}
        if self.timeout != DEFAULT_TIMEOUT:
            options["timeout"] = self.timeout
        if self.max_retries != MAX_RETRIES:
            options["retry"] = RetryPolicy(attempts=max(1, self.max_retries))
        return options

    def __reduce__(self) -> tuple[Any, ...]:
        # Connections stay here; a copy has its own, as one in another process must.
        settings = self._settings
        ways = self.timeout, self.max_retries, self.retry_backoff_factor
        return type(self), (settings.given_key, settings.given_url, *ways)


def of_client(kind: type[Group], settings: Settings, caller: Caller[PlainOpenToClose]) -> Group:
    """
    Make one of the groups of a client.

    Args:
        kind: Which.
        settings: What the client was given.
        caller: What makes the client's calls.
    """
    group = kind.__new__(kind)
    group._begin(settings, caller)  # noqa: SLF001 - as its constructor does
    return group


def _itself(client: Any) -> Any:
    return client


def _target(endpoint: object) -> tuple[str, dict[str, str]]:
    """Read an endpoint as the original package does: the first slash may be left out."""
    known = 'a path, as "/users"'
    if not isinstance(endpoint, str) or not endpoint.strip("/ "):
        raise refuse("endpoint", endpoint, known)
    path, _, query = endpoint.partition("?")
    try:
        # What is escaped already stays so; blanks and the like are escaped.
        path = "/" + quote(path.lstrip("/"), safe="/%:@!$&'()*+,;=~")
    except UnicodeEncodeError as error:
        raise refuse("endpoint", endpoint, known) from error
    dots = any(part.lower().replace("%2e", ".") in (".", "..") for part in path.split("/"))
    if dots or len(quote(path)) > LONGEST_PATH:
        raise refuse("endpoint", endpoint, f"{known}, of at most {LONGEST_PATH:,} bytes")
    return path, query_texts(dict(parse_qsl(query)), "endpoint")
