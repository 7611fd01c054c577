"""
Types that annotate code around the clients.

They are what methods take and return; none of them needs to be made by hand.
"""

from opentoclose_async._docusign.user_info import UserInfo, UserInfoAccount
from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async._protocol.quota import Window
from opentoclose_async._runtime.lists.page_stream import PageStream
from opentoclose_async._runtime.lists.pager import ListDescription
from opentoclose_async._runtime.lists.verified import VerifiedStream
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async._runtime.session import Counters

__all__ = [
    "CallOptions",
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
