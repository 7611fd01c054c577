"""What a server says of the length of a list, and whether it agrees with itself."""

__all__ = ["Totals"]


class Totals:
    """The totals that came with the answers of one list."""

    def __init__(self) -> None:
        self.last: int | None = None
        """Rows in the whole list, as the latest answer that told says."""
        self.disproved = False
        """An answer had a row where by its total, or by the last one, none can be."""
        self._agree = True
        self._latest = -1

    @property
    def trusted(self) -> int | None:
        """The total, unless the server told different ones or gave a row behind it."""
        return self.last if self._agree and not self.disproved else None

    @property
    def credible(self) -> int | None:
        """The last total, unless the server gave a row behind it."""
        return None if self.disproved else self.last

    def note(self, total: int | None, *, rows: int, end: int, turn: int = 0) -> None:
        """
        Take note of an answer.

        Args:
            total: Rows in the whole list; None if it did not say.
            rows: Rows in the answer.
            end: Position behind the last of them.
            turn: Its request's place among the requests: an answer to an earlier one tells less.
        """
        if total is not None:
            if self.last is not None and total != self.last:
                self._agree = False
            if turn >= self._latest:
                self.last, self._latest = total, turn
        known = self.last if total is None else total
        if known is not None and rows and end > known:
            self.disproved = True
