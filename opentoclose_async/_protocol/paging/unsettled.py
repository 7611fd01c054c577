"""What a plan knows about a range that is not settled, and what an empty response means."""

from enum import Enum, auto

from attrs import define

from opentoclose_async._protocol.paging.pages import Extent, PageRange

__all__ = ["OpenRange", "Verdict"]


@define
class OpenRange:
    """A range that is not settled: where it ends, and its response once received."""

    page_range: PageRange
    end: int
    turn: int = 0
    used: int = 0
    extent: Extent | None = None
    failed: bool = False

    @property
    def answered(self) -> bool:
        """Whether it was received or failed."""
        return self.failed or self.extent is not None


class Verdict(Enum):
    """What a response without rows at the cursor means."""

    END = auto()
    WAIT = auto()  # ranges in flight may bring rows after it
    AGAIN = auto()
    LOOK_BACK = auto()
    STALLED = auto()
