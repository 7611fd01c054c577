"""Types of the blocking clients, for annotations."""

from opentoclose_async._blocking.pager import Pager

__all__ = ["Pager"]
