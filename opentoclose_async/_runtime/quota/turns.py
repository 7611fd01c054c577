"""Serve waiting tasks in turn: one of each list, or of the single calls, after the other."""

from collections import deque

import anyio
import anyio.lowlevel

__all__ = ["Turns"]


class Turns:
    """
    A lock that lanes of waiting tasks take in rotation; within a lane, first come, first served.

    So a call never waits for more than one request of each list that is being read.
    """

    def __init__(self) -> None:
        self.taken = False
        """Whether a task has the turn."""
        self._served: object = None  # the lane that has the turn, or had it last
        self._lanes: dict[object, deque[_Ticket]] = {}
        self.waiting = 0
        """Tasks that wait."""

    async def take(self, lane: object) -> None:
        """Wait for a turn, which must be passed on afterwards."""
        if not self.taken:
            self.taken = True
            self._served = lane
            return
        ticket = _Ticket()
        self._lanes.setdefault(lane, deque()).append(ticket)
        self.waiting += 1
        try:
            await ticket.called.wait()
        except BaseException:
            if ticket.called.is_set():  # its turn has come at the same moment
                self.pass_on()
            else:
                self.waiting -= 1
                tickets = self._lanes[lane]
                tickets.remove(ticket)
                if not tickets:
                    del self._lanes[lane]
            raise

    def pass_on(self) -> None:
        """End the turn, so that the first task of the next lane has its turn."""
        if not self._lanes:
            self.taken = False
            return
        if self._served in self._lanes:
            self._lanes[self._served] = self._lanes.pop(self._served)  # behind the other lanes
        lane = self._served = next(iter(self._lanes))
        tickets = self._lanes.pop(lane)
        ticket = tickets.popleft()
        if tickets:
            self._lanes[lane] = tickets
        self.waiting -= 1
        ticket.called.set()


class _Ticket:
    def __init__(self) -> None:
        self.called = anyio.Event()
