"""What a verified reading asks its caller for, one after the other."""

from enum import Enum
from typing import Final

from attrs import frozen

from opentoclose_async._protocol.paging.pages import Window

__all__ = ["AHEAD", "Ahead", "PlanFrom", "Step"]


class Ahead(Enum):
    """The next page of the plan is wanted; None is sent if the plan has no more."""

    PAGE = "page"


AHEAD: Final = Ahead.PAGE


@frozen
class PlanFrom:
    """
    A new plan is wanted; what the old one has fetched is of no use any more.

    Attributes:
        position: The first row that it asks for.
        span: Rows that the server gives at a time; None if not known.
    """

    position: int
    span: int | None


Step = Window | Ahead | PlanFrom
