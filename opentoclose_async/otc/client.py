"""The async client of Open To Close."""

import ssl
from collections.abc import Mapping
from typing import Any

import httpx

from opentoclose_async._protocol.quota import Quota, Window
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._protocol.retry import RetryPolicy
from opentoclose_async._runtime.client import (
    DEFAULT_RETRY,
    MAX_RESPONSE_BYTES,
    BaseClient,
    QuotaChoice,
    from_environment,
    require_secret,
)
from opentoclose_async._runtime.observer import Hooks
from opentoclose_async._runtime.transport.credentials import QueryToken
from opentoclose_async.events import RequestHook, ResponseHook, RetryHook, WaitHook
from opentoclose_async.otc.dialect import DIALECT
from opentoclose_async.otc.operations.agents import Agents
from opentoclose_async.otc.operations.contacts import Contacts
from opentoclose_async.otc.operations.look_ups import (
    ContactRoles,
    PropertyFieldGroups,
    PropertyFields,
    PropertyFieldSections,
    PropertyTemplates,
    TimeZones,
)
from opentoclose_async.otc.operations.property_contacts import PropertyContacts
from opentoclose_async.otc.operations.property_documents import PropertyDocuments
from opentoclose_async.otc.operations.property_emails import PropertyEmails
from opentoclose_async.otc.operations.property_notes import PropertyNotes
from opentoclose_async.otc.operations.property_tasks import PropertyTasks
from opentoclose_async.otc.operations.tags import Tags
from opentoclose_async.otc.operations.teams import Teams
from opentoclose_async.otc.operations.users import Users
from opentoclose_async.otc.properties import Properties

__all__ = ["AsyncOpenToClose"]

BASE_URL = "https://api.opentoclose.com/v1"
QUOTA = Quota((Window(1, 1.0),))
"""One request a second; its clients agree, and have seen 429 beyond it."""


class AsyncOpenToClose(BaseClient):
    """
    Open To Close, asynchronously.

    Use it as ``async with AsyncOpenToClose() as otc:``, or close it with ``aclose``. One client
    serves any number of tasks of one event loop, and one loop after the other.

    Args:
        api_key: The API token; OPEN_TO_CLOSE_API_KEY if not given.
        base_url: The API's address with its version; OPEN_TO_CLOSE_BASE_URL if not given, and
            https://api.opentoclose.com/v1 without either.
        timeout: Seconds for connecting, and for each read and write.
        total_timeout: Seconds for getting a request out, and again for its whole answer; five times
            ``timeout`` if None.
        retry: The policy for failed requests; None sends once.
        quota: The requests that the account allows: "documented", which is one a second,
            a Quota, or None for no limit.
        max_wait: Seconds to wait for the quota at most, before RateLimitError.
        max_connections: Requests on the way at the same time, at most.
        max_response_bytes: Bytes of an answer's body, unpacked, at most; more is a DataFormatError.
        confirm_end: Look behind the last row of a list where the server does not say that it is
            the last. False saves that request and takes a page shorter than asked for as the end,
            which loses rows where a server gives fewer under load.
        strict: Raise DataFormatError for a value of another kind than the model's. If not, the
            attribute keeps the value as it came, and the first of each kind is logged.
        transport: What sends instead of our own transport, for tests and special networks.
        ssl_context: What servers are verified with, and what holds a client certificate; by default
            the authorities of SSL_CERT_FILE and SSL_CERT_DIR, or those that httpx brings.
        proxy: URL of a proxy; by default the environment's.
        allow_insecure: Send credentials over plain http to any host, and through proxies.
        on_request: Called with a RequestEvent before each request; see ``events``, also for these:
        on_response: Called with a ResponseEvent after each answer.
        on_retry: Called with a RetryEvent when a request will be sent again.
        on_wait: Called with a WaitEvent when requests wait for the quota.

    Raises:
        AuthenticationError: If there is no API key.
        ConfigurationError: If the address, the proxy or the transport is none.
        ValidationError: If another argument is not acceptable.

    Attributes:
        agents: The agents of the account.
        contacts: Its contacts.
        properties: Its properties.
        tags: Its tags.
        teams: Its teams.
        users: Its users.
        property_contacts: The contacts of its properties.
        property_documents: Their documents.
        property_emails: Their e-mails.
        property_notes: The notes on them.
        property_tasks: Their tasks.
        contact_roles: What contacts can be to properties.
        property_field_groups: The groups of properties' fields.
        property_field_sections: The sections of those groups.
        property_fields: The definitions of the fields.
        property_templates: What properties are made from.
        time_zones: The time zones that properties can be in.
    """

    @forgets_arguments
    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 30.0,
        total_timeout: float | None = None,
        retry: RetryPolicy | None = DEFAULT_RETRY,
        quota: QuotaChoice = "documented",
        max_wait: float = 60.0,
        max_connections: int = 16,
        max_response_bytes: int = MAX_RESPONSE_BYTES,
        confirm_end: bool = True,
        strict: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
        ssl_context: ssl.SSLContext | None = None,
        proxy: str | None = None,
        allow_insecure: bool = False,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
        on_retry: RetryHook | None = None,
        on_wait: WaitHook | None = None,
    ) -> None:
        token = require_secret(
            from_environment(api_key, "OPEN_TO_CLOSE_API_KEY"),
            "API key",
            "OPEN_TO_CLOSE_API_KEY",
            "api_key",
        )
        address = from_environment(base_url, "OPEN_TO_CLOSE_BASE_URL")
        super().__init__(
            base_url=BASE_URL if address is None else address,
            credential=QueryToken("api_token", token),
            dialect=DIALECT,
            timeout=timeout,
            total_timeout=total_timeout,
            retry=retry,
            quota=quota,
            documented_quota=QUOTA,
            max_wait=max_wait,
            max_connections=max_connections,
            max_response_bytes=max_response_bytes,
            confirm_end=confirm_end,
            strict=strict,
            transport=transport,
            ssl_context=ssl_context,
            proxy=proxy,
            allow_insecure=allow_insecure,
            hooks=Hooks(
                on_request=on_request,
                on_response=on_response,
                on_retry=on_retry,
                on_wait=on_wait,
            ),
        )
        core = self._core
        self.agents = Agents(core)
        self.contacts = Contacts(core)
        self.properties = Properties(core)
        self.tags = Tags(core)
        self.teams = Teams(core)
        self.users = Users(core)
        self.property_contacts = PropertyContacts(core)
        self.property_documents = PropertyDocuments(core)
        self.property_emails = PropertyEmails(core)
        self.property_notes = PropertyNotes(core)
        self.property_tasks = PropertyTasks(core)
        self.contact_roles = ContactRoles(core)
        self.property_field_groups = PropertyFieldGroups(core)
        self.property_field_sections = PropertyFieldSections(core)
        self.property_fields = PropertyFields(core)
        self.property_templates = PropertyTemplates(core)
        self.time_zones = TimeZones(core)

    async def get_property_fields(self) -> list[dict[str, Any]]:
        """Read the definitions of the account's property fields; see ``properties``."""
        return await self.properties.get_property_fields()

    async def list_available_fields(self) -> list[dict[str, Any]]:
        """List the account's property fields, the required ones first; see ``properties``."""
        return await self.properties.list_available_fields()

    async def validate_property_data(
        self, property_data: Mapping[str, Any]
    ) -> tuple[bool, list[str]]:
        """Find what is wrong with the data for a property, without sending it."""
        return await self.properties.validate_property_data(property_data)
