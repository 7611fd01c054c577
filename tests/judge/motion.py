"""How a list moves while it is read: kinds, rate and places of the changes."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.judge.lists import MovingList

Change = Literal[
    "insert",
    "delete",
    "move",
    "swap",
    "restore",
    "insert many",
    "delete many",
    "edit",
    "edit the sort key",
]

CHANGES: tuple[Change, ...] = (
    "insert",
    "delete",
    "move",
    "swap",
    "restore",
    "insert many",
    "delete many",
    "edit",
    "edit the sort key",
)


@dataclass(frozen=True)
class Motion:
    """
    What may happen to the list between two responses.

    Attributes:
        kinds: The changes to draw from.
        rate: Mean number of changes between two responses.
        quiet_after: Responses after which nothing changes; None for never.
        budget: Rows to add in all, so that a list does not outgrow its reader.
    """

    kinds: tuple[Change, ...]
    rate: float
    quiet_after: int | None
    budget: int


def draw_motion(rng: Random, length: int) -> Motion:
    """Draw one kind of motion, from one change in twenty responses to three between any two."""
    kinds = CHANGES if rng.random() < 0.4 else tuple(rng.sample(CHANGES, rng.randint(1, 3)))
    return Motion(
        kinds=kinds,
        rate=rng.choice((0.05, 0.1, 0.2, 0.5, 1.0, 3.0)),
        quiet_after=None if rng.random() < 0.6 else rng.randint(1, 12),
        budget=length + 50,
    )


class Mover:
    """Change a list according to a motion, often near the positions requested last."""

    def __init__(self, motion: Motion, rows: MovingList, rng: Random) -> None:
        self._motion = motion
        self._list = rows
        self._rng = rng
        self._budget = motion.budget

    def between_answers(self, answers: int, near: tuple[int, ...]) -> None:
        """
        Make the changes between two responses.

        Args:
            answers: Number of responses so far.
            near: Positions where the last requests began and ended.
        """
        motion = self._motion
        if motion.quiet_after is not None and answers > motion.quiet_after:
            return
        times = int(motion.rate) + (self._rng.random() < motion.rate % 1)
        for _ in range(times):
            self._change(self._rng.choice(motion.kinds), near)

    def _change(self, kind: Change, near: tuple[int, ...]) -> None:
        rows, rng = self._list, self._rng
        length = len(rows.rows)
        if kind in ("insert", "insert many"):
            count = min(self._budget, 1 if kind == "insert" else rng.randint(2, 12))
            self._budget -= count
            rows.insert(self._place(length + 1, near), count)
        elif kind == "restore":
            if rows.removed:
                rows.restore(rng.randrange(len(rows.removed)), self._place(length + 1, near))
        elif length:
            self._change_one_that_is_there(kind, length, near)

    def _change_one_that_is_there(self, kind: Change, length: int, near: tuple[int, ...]) -> None:
        rows = self._list
        one, other = self._place(length, near), self._place(length, near)
        if kind == "delete":
            rows.delete(one)
        elif kind == "delete many":
            rows.delete(one, self._rng.randint(2, 12))
        elif kind == "move":
            rows.move(one, other)
        elif kind == "swap" and one != other:
            rows.swap(one, other)
        elif kind == "edit":
            rows.edit(one)
        elif kind == "edit the sort key":
            rows.edit_the_sort_key(one, other)

    def _place(self, places: int, near: tuple[int, ...]) -> int:
        where = self._rng.random()
        if where < 0.4 and near:
            place = self._rng.choice(near) + self._rng.randint(-3, 3)
            return min(max(place, 0), places - 1)
        if where < 0.5:
            return 0
        if where < 0.6:
            return places - 1
        return self._rng.randrange(places)
