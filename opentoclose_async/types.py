"""
Types for annotating code that uses the clients.

Methods take and return them; there is no need to create one.
"""

from opentoclose_async._docusign.user_info import UserInfo, UserInfoAccount
from opentoclose_async._protocol.quota import Window
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.lists.page_stream import PageStream
from opentoclose_async._runtime.lists.pager import ListDescription
from opentoclose_async._runtime.lists.verified_stream import VerifiedStream
from opentoclose_async._runtime.options import CallOptions, ClientOptions, PageOptions
from opentoclose_async._runtime.session import Counters

__all__ = [
    "CallOptions",
    "ClientOptions",
    "Counters",
    "ListDescription",
    "PageOptions",
    "PageStream",
    "UserInfo",
    "UserInfoAccount",
    "VerbatimRow",
    "VerifiedStream",
    "Window",
]
