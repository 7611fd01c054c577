"""
Open To Close and DocuSign Rooms, async first and typed.

``AsyncOpenToClose`` and ``AsyncRooms`` are awaited, ``OpenToClose`` and ``Rooms`` block;
``OpenToCloseAPI`` takes the place of the ``open_to_close`` package.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentoclose_async.blocking.otc import OpenToClose
    from opentoclose_async.blocking.rooms import Rooms
    from opentoclose_async.exceptions import (
        AuthenticationError,
        ConfigurationError,
        DataFormatError,
        NetworkError,
        NotFoundError,
        OpenToCloseAPIError,
        RateLimitError,
        ServerError,
        TimeoutError,
        ValidationError,
    )
    from opentoclose_async.legacy import OpenToCloseAPI
    from opentoclose_async.legacy.properties import PropertiesAPI
    from opentoclose_async.legacy.resources import (
        AgentsAPI,
        ContactsAPI,
        PropertyContactsAPI,
        PropertyDocumentsAPI,
        PropertyEmailsAPI,
        PropertyNotesAPI,
        PropertyTasksAPI,
        TagsAPI,
        TeamsAPI,
        UsersAPI,
    )
    from opentoclose_async.otc.client import AsyncOpenToClose
    from opentoclose_async.protocol.backoff import RetryPolicy
    from opentoclose_async.protocol.consent import authorization_url, code_challenge
    from opentoclose_async.protocol.quota import Quota
    from opentoclose_async.protocol.windows import Page
    from opentoclose_async.rooms.client import AsyncRooms
    from opentoclose_async.runtime.auth import (
        AccessToken,
        FileTokenStore,
        JWTGrant,
        MemoryTokenStore,
        RefreshToken,
        TokenStore,
    )
    from opentoclose_async.runtime.pages import Pager

__all__ = [
    "AccessToken",
    "AgentsAPI",
    "AsyncOpenToClose",
    "AsyncRooms",
    "AuthenticationError",
    "ConfigurationError",
    "ContactsAPI",
    "DataFormatError",
    "FileTokenStore",
    "JWTGrant",
    "MemoryTokenStore",
    "NetworkError",
    "NotFoundError",
    "OpenToClose",
    "OpenToCloseAPI",
    "OpenToCloseAPIError",
    "Page",
    "Pager",
    "PropertiesAPI",
    "PropertyContactsAPI",
    "PropertyDocumentsAPI",
    "PropertyEmailsAPI",
    "PropertyNotesAPI",
    "PropertyTasksAPI",
    "Quota",
    "RateLimitError",
    "RefreshToken",
    "RetryPolicy",
    "Rooms",
    "ServerError",
    "TagsAPI",
    "TeamsAPI",
    "TimeoutError",
    "TokenStore",
    "UsersAPI",
    "ValidationError",
    "authorization_url",
    "code_challenge",
]

_MODULES = {
    "AccessToken": "runtime.auth",
    "AgentsAPI": "legacy.resources",
    "AsyncOpenToClose": "otc.client",
    "AsyncRooms": "rooms.client",
    "AuthenticationError": "exceptions",
    "ConfigurationError": "exceptions",
    "ContactsAPI": "legacy.resources",
    "DataFormatError": "exceptions",
    "FileTokenStore": "runtime.token_store",
    "JWTGrant": "runtime.auth",
    "MemoryTokenStore": "runtime.token_store",
    "NetworkError": "exceptions",
    "NotFoundError": "exceptions",
    "OpenToClose": "blocking.otc",
    "OpenToCloseAPI": "legacy",
    "OpenToCloseAPIError": "exceptions",
    "Page": "protocol.windows",
    "Pager": "runtime.pages",
    "PropertiesAPI": "legacy.properties",
    "PropertyContactsAPI": "legacy.resources",
    "PropertyDocumentsAPI": "legacy.resources",
    "PropertyEmailsAPI": "legacy.resources",
    "PropertyNotesAPI": "legacy.resources",
    "PropertyTasksAPI": "legacy.resources",
    "Quota": "protocol.quota",
    "RateLimitError": "exceptions",
    "RefreshToken": "runtime.auth",
    "RetryPolicy": "protocol.backoff",
    "Rooms": "blocking.rooms",
    "ServerError": "exceptions",
    "TagsAPI": "legacy.resources",
    "TeamsAPI": "legacy.resources",
    "TimeoutError": "exceptions",
    "TokenStore": "runtime.token_store",
    "UsersAPI": "legacy.resources",
    "ValidationError": "exceptions",
    "authorization_url": "protocol.consent",
    "code_challenge": "protocol.consent",
}

_OF_OPEN_TO_CLOSE = frozenset(
    {
        "agents",
        "base_client",
        "client",
        "contacts",
        "exceptions",
        "properties",
        "property_contacts",
        "property_documents",
        "property_emails",
        "property_notes",
        "property_tasks",
        "tags",
        "teams",
        "users",
    }
)
"""Modules that are attributes of that package without being imported by name."""


def __getattr__(name: str) -> object:
    """Import a name when it is asked for: nobody waits for the API that they do not use."""
    if name in _OF_OPEN_TO_CLOSE:
        return import_module(f"{__name__}.{name}")
    if name == "__version__":
        from importlib.metadata import version  # it reads zip files and mails

        return version("opentoclose-async")
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
