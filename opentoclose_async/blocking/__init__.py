"""The blocking clients: the names of the async ones, without ``await``, over the same core."""

from opentoclose_async.blocking.pager import Pager

__all__ = ["Pager"]
