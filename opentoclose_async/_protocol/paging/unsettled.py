"""What a plan knows of a window that is not settled, and what it makes of one without rows."""

from enum import Enum, auto

from attrs import define

from opentoclose_async._protocol.paging.pages import Extent, Window

__all__ = ["OpenWindow", "Verdict"]


@define
class OpenWindow:
    """A window that is not settled: how far its stretch reaches, and its answer once there."""

    window: Window
    end: int
    turn: int = 0
    used: int = 0
    extent: Extent | None = None
    failed: bool = False

    @property
    def answered(self) -> bool:
        """It has come, or could not be had."""
        return self.failed or self.extent is not None


class Verdict(Enum):
    """What an answer without rows at the cursor means."""

    END = auto()
    WAIT = auto()  # windows on the way may bring rows behind it
    AGAIN = auto()
    LOOK_BACK = auto()
    STALLED = auto()
