"""Open To Close and DocuSign Rooms: every row, concurrently, within the quota."""

from opentoclose_async.blocking.otc import OpenToClose
from opentoclose_async.blocking.rooms import Rooms
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.legacy import OpenToCloseAPI
from opentoclose_async.otc.client import AsyncOpenToClose
from opentoclose_async.protocol.backoff import RetryPolicy
from opentoclose_async.protocol.paging import Page
from opentoclose_async.protocol.quota import Quota
from opentoclose_async.rooms.client import AsyncRooms
from opentoclose_async.runtime.pages import Pager

__all__ = [
    "AsyncOpenToClose",
    "AsyncRooms",
    "OpenToClose",
    "OpenToCloseAPI",
    "OpenToCloseAPIError",
    "Page",
    "Pager",
    "Quota",
    "RetryPolicy",
    "Rooms",
]
