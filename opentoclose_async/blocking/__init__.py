"""The blocking clients: the names of the async ones, without ``await``, over the same core."""

from opentoclose_async.blocking.otc import OpenToClose
from opentoclose_async.blocking.pager import Pager
from opentoclose_async.blocking.rooms import Rooms

__all__ = ["OpenToClose", "Pager", "Rooms"]
