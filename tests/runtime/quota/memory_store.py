"""A quota store in memory, by the clock of the event loop."""

import anyio
import anyio.lowlevel
from attrs import define, field

from opentoclose_async._protocol.quota.sharing import (
    QuotaReply,
    QuotaRequest,
    QuotaStatus,
    SharedLedger,
)
from opentoclose_async._protocol.quota.windows import Window


@define(eq=False)
class MemoryQuotaStore:
    """
    Share a quota between the clients of one event loop.

    Attributes:
        problem: What to raise, while it is set.
        frozen: Whether no exchange ends, as those of a process that is stopped.
        requests: What clients asked.
        ledgers: The state of each account.
    """

    problem: Exception | None = None
    frozen: bool = False
    requests: list[QuotaRequest] = field(factory=list)
    ledgers: dict[str, SharedLedger] = field(factory=dict)

    async def exchange(
        self, key: str, windows: tuple[Window, ...], request: QuotaRequest
    ) -> QuotaReply:
        await anyio.lowlevel.checkpoint()
        self.requests.append(request)
        if self.frozen:
            await anyio.sleep_forever()
        if self.problem is not None:
            raise self.problem
        ledger = self.ledgers.setdefault(key, SharedLedger(windows))
        return ledger.exchange(request, anyio.current_time())

    async def status(self, key: str, windows: tuple[Window, ...]) -> QuotaStatus:
        ledger = self.ledgers.get(key) or SharedLedger(windows)
        return ledger.status(anyio.current_time())

    async def aclose(self) -> None:
        pass
