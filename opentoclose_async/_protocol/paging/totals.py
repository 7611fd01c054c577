"""What a server says about the length of a list, and whether it is consistent."""

__all__ = ["Totals"]


class Totals:
    """The totals in the responses of one list."""

    def __init__(self) -> None:
        self.last: int | None = None
        """Rows in the whole list, as the latest response with a total says."""
        self.disproved = False
        """A response had a row beyond its own total, or beyond the last one."""
        self._agree = True
        self._latest = -1

    @property
    def trusted(self) -> int | None:
        """The total, unless the server gave different totals or a row beyond it."""
        return self.last if self._agree and not self.disproved else None

    @property
    def credible(self) -> int | None:
        """The last total, unless the server gave a row beyond it."""
        return None if self.disproved else self.last

    def note(self, total: int | None, *, rows: int, end: int, turn: int = 0) -> None:
        """
        Take note of a response.

        Args:
            total: Rows in the whole list; None if not stated.
            rows: Rows in the response.
            end: Position after the last of them.
            turn: Its request's place among the requests: the latest request has the latest total.
        """
        if total is not None:
            if self.last is not None and total != self.last:
                self._agree = False
            if turn >= self._latest:
                self.last, self._latest = total, turn
        known = self.last if total is None else total
        if known is not None and rows and end > known:
            self.disproved = True
