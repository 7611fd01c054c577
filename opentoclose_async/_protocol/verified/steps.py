"""What a verified reading requests from its caller, one step at a time."""

from enum import Enum
from typing import Final

from attrs import frozen

from opentoclose_async._protocol.paging.pages import PageRange

__all__ = ["NEXT_PAGE", "NewPlan", "NextPage", "Step"]


class NextPage(Enum):
    """Request the plan's next page. None is sent if the plan has no more."""

    PAGE = "page"


NEXT_PAGE: Final = NextPage.PAGE


@frozen
class NewPlan:
    """
    Request a new plan; what the old one has fetched is no longer useful.

    Attributes:
        position: Position of its first row.
        span: Rows that the server returns per request; None if unknown.
    """

    position: int
    span: int | None


Step = PageRange | NextPage | NewPlan
