"""
Async-first, typed clients for Open To Close and DocuSign Rooms.

``AsyncOpenToClose`` and ``AsyncRooms`` are async, ``OpenToClose`` and ``Rooms`` block, and
``OpenToCloseAPI`` is a drop-in for the ``open_to_close`` package.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentoclose_async._docusign.consent import authorization_url, code_challenge
    from opentoclose_async._docusign.grants import (
        AccessToken,
        FileTokenStore,
        JWTGrant,
        MemoryTokenStore,
        RefreshToken,
        TokenStore,
    )
    from opentoclose_async._protocol.conversion.json_default import json_default
    from opentoclose_async._protocol.filters.filter_warning import FilterWarning
    from opentoclose_async._protocol.paging.pages import Page
    from opentoclose_async._protocol.quota.windows import Quota
    from opentoclose_async._protocol.retry import RetryPolicy
    from opentoclose_async._runtime.lists.pager import Pager
    from opentoclose_async._runtime.quota.file_store import FileQuotaStore
    from opentoclose_async._runtime.quota.redis_store import RedisQuotaStore
    from opentoclose_async._runtime.quota.store import QuotaStore
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
    from opentoclose_async.otc.blocking import OpenToClose
    from opentoclose_async.otc.client import AsyncOpenToClose
    from opentoclose_async.rooms.blocking import Rooms
    from opentoclose_async.rooms.client import AsyncRooms

    __version__: str

__all__ = [
    "AccessToken",
    "AgentsAPI",
    "AsyncOpenToClose",
    "AsyncRooms",
    "AuthenticationError",
    "ConfigurationError",
    "ContactsAPI",
    "DataFormatError",
    "FileQuotaStore",
    "FileTokenStore",
    "FilterWarning",
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
    "QuotaStore",
    "RateLimitError",
    "RedisQuotaStore",
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
    "json_default",
]

_MODULES = {
    "AccessToken": "_docusign.grants",
    "AgentsAPI": "legacy.resources",
    "AsyncOpenToClose": "otc.client",
    "AsyncRooms": "rooms.client",
    "AuthenticationError": "exceptions",
    "ConfigurationError": "exceptions",
    "ContactsAPI": "legacy.resources",
    "DataFormatError": "exceptions",
    "FileQuotaStore": "_runtime.quota.file_store",
    "FileTokenStore": "_docusign.token_stores",
    "FilterWarning": "_protocol.filters.filter_warning",
    "JWTGrant": "_docusign.grants",
    "MemoryTokenStore": "_docusign.token_stores",
    "NetworkError": "exceptions",
    "NotFoundError": "exceptions",
    "OpenToClose": "otc.blocking",
    "OpenToCloseAPI": "legacy",
    "OpenToCloseAPIError": "exceptions",
    "Page": "_protocol.paging.pages",
    "Pager": "_runtime.lists.pager",
    "PropertiesAPI": "legacy.properties",
    "PropertyContactsAPI": "legacy.resources",
    "PropertyDocumentsAPI": "legacy.resources",
    "PropertyEmailsAPI": "legacy.resources",
    "PropertyNotesAPI": "legacy.resources",
    "PropertyTasksAPI": "legacy.resources",
    "Quota": "_protocol.quota.windows",
    "QuotaStore": "_runtime.quota.store",
    "RateLimitError": "exceptions",
    "RedisQuotaStore": "_runtime.quota.redis_store",
    "RefreshToken": "_docusign.grants",
    "RetryPolicy": "_protocol.retry",
    "Rooms": "rooms.blocking",
    "ServerError": "exceptions",
    "TagsAPI": "legacy.resources",
    "TeamsAPI": "legacy.resources",
    "TimeoutError": "exceptions",
    "TokenStore": "_docusign.token_stores",
    "UsersAPI": "legacy.resources",
    "ValidationError": "exceptions",
    "authorization_url": "_docusign.consent",
    "code_challenge": "_docusign.consent",
    "json_default": "_protocol.conversion.json_default",
}

_DROP_IN_MODULES = frozenset(
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
"""Modules that the ``open_to_close`` package has as attributes without an explicit import."""


def __getattr__(name: str) -> object:
    """Import a name on first use, so that an unused API costs nothing."""
    if name in _DROP_IN_MODULES:
        return import_module(f"{__name__}.{name}")
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version  # imports zipfile and email

        try:
            return version("opentoclose-async")
        except PackageNotFoundError:  # the package was copied, not installed
            return "0"
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
