"""The async client of Open To Close."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Unpack

from opentoclose_async._protocol.quota.windows import Quota, Window
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.client import (
    address_from_environment,
    from_environment,
    require_secret,
)
from opentoclose_async._runtime.options import ClientOptions, complete, shows_client_options
from opentoclose_async._runtime.sandbox_credentials import check_destination, is_of_sandbox
from opentoclose_async._runtime.transport.credentials import QueryToken
from opentoclose_async.otc.dialect import DIALECT
from opentoclose_async.otc.operations.groups import OpenToCloseGroups

__all__ = ["AsyncOpenToClose"]

BASE_URL = "https://api.opentoclose.com/v1"
QUOTA = Quota((Window(1, 1.0),))
"""One request a second: other clients agree, and have seen 429 above it."""


class AsyncOpenToClose(OpenToCloseGroups):
    """
    A client for Open To Close.

    Use it as ``async with AsyncOpenToClose() as otc:``, or close it with ``aclose``. It serves any
    number of tasks in one event loop, and one loop after another.

    Args:
        api_key: The API token. Default: OPEN_TO_CLOSE_API_KEY.
        base_url: The API's address with its version. Default: OPEN_TO_CLOSE_BASE_URL, or
            https://api.opentoclose.com/v1. The variable must not be empty.
        **options: timeout, total_timeout, retry, quota, quota_store, max_wait, max_connections,
            max_response_bytes, confirm_end, strict, strict_filters, transport, ssl_context, proxy,
            allow_insecure, on_request, on_response, on_retry, on_wait, as in ``ClientOptions``. The
            documented quota is one request a second.

    Raises:
        AuthenticationError: If there is no API key.
        ConfigurationError: If the address, the proxy or the transport is invalid, or if the key is
            the sandbox's and the address Open To Close's.
        ValidationError: If another argument is invalid.
    """

    @shows_client_options
    @forgets_arguments
    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        options = complete(type(self).__name__, options)
        token = require_secret(
            from_environment(api_key, "OPEN_TO_CLOSE_API_KEY"),
            "API key",
            "OPEN_TO_CLOSE_API_KEY",
            "api_key",
        )
        identity = sha256(token.encode()).hexdigest()
        address = address_from_environment(base_url, "OPEN_TO_CLOSE_BASE_URL")
        if address is None:
            address = BASE_URL
        if options.get("transport") is None and is_of_sandbox(token):
            check_destination("The API key", address, "OPEN_TO_CLOSE_BASE_URL or base_url")
        super().__init__(
            base_url=address,
            credential=QueryToken("api_token", token),
            dialect=DIALECT,
            documented_quota=QUOTA,
            quota_identity=lambda: identity,
            options=options,
        )

    async def get_property_fields(self) -> list[dict[str, Any]]:
        """Return the definitions of the account's property fields; see ``properties``."""
        return await self.properties.get_property_fields()

    async def list_available_fields(self) -> list[dict[str, Any]]:
        """Return the account's property fields, the required ones first; see ``properties``."""
        return await self.properties.list_available_fields()

    async def validate_property_data(
        self, property_data: Mapping[str, Any]
    ) -> tuple[bool, list[str]]:
        """Check the data for a new property without sending it; see ``properties``."""
        return await self.properties.validate_property_data(property_data)
