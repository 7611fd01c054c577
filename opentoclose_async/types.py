"""
Types for annotating code that uses the clients.

Methods take and return them. Only a quota store of your own creates any.
"""

from opentoclose_async._docusign.user_info import UserInfo, UserInfoAccount
from opentoclose_async._protocol.quota.sharing import (
    ClientUsage,
    EndedRequest,
    QuotaReply,
    QuotaRequest,
    QuotaStatus,
    WindowUsage,
)
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.lists.page_stream import PageStream
from opentoclose_async._runtime.lists.pager import ListDescription
from opentoclose_async._runtime.lists.verified_stream import VerifiedStream
from opentoclose_async._runtime.options import CallOptions, ClientOptions, PageOptions
from opentoclose_async._runtime.session import Counters

__all__ = [
    "CallOptions",
    "ClientOptions",
    "ClientUsage",
    "Counters",
    "EndedRequest",
    "LimitSignals",
    "ListDescription",
    "PageOptions",
    "PageStream",
    "QuotaReply",
    "QuotaRequest",
    "QuotaStatus",
    "UserInfo",
    "UserInfoAccount",
    "VerbatimRow",
    "VerifiedStream",
    "Window",
    "WindowUsage",
]
