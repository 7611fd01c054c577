"""What one seed stands for: a list, a server, and a way to read."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.judge.lists import ID_STYLES, IdStyle
from tests.judge.motion import Motion, draw_motion

Api = Literal["rooms", "otc"]
Way = Literal["plain", "verified"]
Lists = Literal["rest", "moving"]
Total = Literal["true", "absent", "now and then", "lagging", "high", "low"]
Link = Literal["true", "absent", "always", "random"]
Cap = Literal["full", "low", "random", "shrinking", "halved"]
Fault = Literal[
    "none",
    "empty once",
    "empty often",
    "nothing once",
    "nothing often",
    "nothing from",
    "clamped end",
    "clamped page",
    "ignored",
    "wrapped",
    "wrapped modulo",
]

HONEST_TOTALS: tuple[Total, ...] = ("true", "absent", "now and then")
FALSE_TOTALS: tuple[Total, ...] = ("lagging", "high", "low")
HONEST_LINKS: tuple[Link, ...] = ("true", "absent")
FALSE_LINKS: tuple[Link, ...] = ("always", "random")
CAPS: tuple[Cap, ...] = ("full", "low", "random", "shrinking", "halved")
PLACE_FAULTS: tuple[Fault, ...] = (
    "clamped end",
    "clamped page",
    "ignored",
    "wrapped",
    "wrapped modulo",
)
FAULTS: tuple[Fault, ...] = (
    "empty once",
    "empty often",
    "nothing once",
    "nothing often",
    "nothing from",
    *PLACE_FAULTS,
)


@dataclass(frozen=True)
class Plan:
    """
    One reading, down to the last draw; the same plan gives the same reading.

    Attributes:
        cap_rows: The most rows the server returns at first, whatever is requested.
        cap_floor: What the cap decreases to where it changes.
        changes_at: Number of responses after which the cap is halved.
        total_error: By how much a false total is wrong.
        fault_at: The response, or the position, at which a fault occurs.
        fault_rate: How often a frequent fault occurs.
        bare: An array that is empty without reason comes without a total or link.
        lateness: The most turns of the event loop that a response waits, before and after it is
            made up.
        empty_as_204: A list without rows answers 204.
    """

    seed: int
    api: Api
    way: Way
    lists: Lists
    ids: IdStyle
    group: int
    length: int
    page_size: int
    concurrency: int
    start: int
    max_items: int | None
    total: Total
    total_error: int
    link: Link
    cap: Cap
    cap_rows: int
    cap_floor: int
    changes_at: int
    fault: Fault
    fault_at: int
    fault_rate: float
    bare: bool
    lateness: int
    empty_as_204: bool
    motion: Motion | None

    @property
    def honest(self) -> bool:
        """Whether everything the server says is true at the moment it says it."""
        return self.total in HONEST_TOTALS and self.link in HONEST_LINKS and self.fault == "none"

    @property
    def smallest_page(self) -> int:
        """The fewest rows that a response in the middle of the list may have."""
        return 1 if self.cap == "random" else min(self.page_size, self.cap_rows, self.cap_floor)

    @property
    def repeatable(self) -> bool:
        """Whether a response depends on the requested position and on nothing else."""
        return (
            self.lists == "rest"
            and self.cap in ("full", "low")
            and self.total not in ("now and then", "lagging")
            and self.link != "random"
            and self.fault in ("none", "nothing from", *PLACE_FAULTS)
        )

    @property
    def pace(self) -> float:
        """Approximate number of rows per response, once the cap is at its lowest."""
        if self.cap == "random":
            return (1 + self.page_size) / 2
        return min(self.page_size, self.cap_rows, self.cap_floor)


def draw_plan(seed: int, lists: Lists) -> Plan:
    """Draw everything about one reading from its seed."""
    rng = Random(f"{lists} {seed}")
    api: Api = rng.choice(("rooms", "rooms", "otc"))
    page_size = _page_size(rng)
    length = _length(rng, page_size)
    total, link, fault = _claims(rng, api)
    cap, cap_rows, cap_floor = _cap(rng, page_size)
    pages = max(1, length // max(1, min(page_size, cap_rows)))
    whole = fault in PLACE_FAULTS or rng.random() < 0.75
    limited = fault not in PLACE_FAULTS and rng.random() < 0.15
    return Plan(
        seed=seed,
        api=api,
        way="plain" if rng.random() < (0.5 if lists == "rest" else 0.25) else "verified",
        lists=lists,
        ids="integers" if rng.random() < 0.3 else rng.choice(ID_STYLES),
        group=rng.randint(2, 7),
        length=length,
        page_size=page_size,
        concurrency=rng.choice((1, 1, 2, 3, 4, rng.randint(5, 16))),
        start=0 if whole else rng.randint(0, length + 3),
        max_items=rng.randint(1, length + 5) if limited else None,
        total=total,
        total_error=rng.choice((1, rng.randint(1, page_size), rng.randint(1, length + 1))),
        link=link,
        cap=cap,
        cap_rows=cap_rows,
        cap_floor=cap_floor,
        changes_at=rng.randint(1, pages),
        fault=fault,
        fault_at=rng.randint(0, max(1, length))
        if fault == "nothing from"
        else rng.randint(0, pages),
        fault_rate=rng.choice((0.05, 0.15, 0.3)),
        bare=rng.random() < 0.5,
        lateness=rng.choice((0, 2, 8)),
        empty_as_204=rng.random() < 0.3,
        motion=draw_motion(rng, length) if lists == "moving" else None,
    )


def _page_size(rng: Random) -> int:
    kind = rng.random()
    if kind < 0.45:
        return rng.randint(2, 5)
    return rng.randint(5, 20) if kind < 0.85 else rng.randint(20, 100)


def _length(rng: Random, page_size: int) -> int:
    kind = rng.random()
    if kind < 0.1:
        return rng.randint(0, 3)
    if kind < 0.3:
        return min(400, page_size * rng.randint(1, 6))  # whole pages
    if kind < 0.75 or page_size < 5:
        return rng.randint(0, 40)
    return rng.randint(0, 120) if kind < 0.95 else rng.randint(0, 400)


def _cap(rng: Random, page_size: int) -> tuple[Cap, int, int]:
    cap = rng.choice(("full", *CAPS))
    if cap == "low":
        rows = rng.randint(1, page_size - 1)
        return cap, rows, rows
    if cap == "shrinking":
        return cap, page_size, rng.randint(1, max(1, page_size // 2))
    if cap == "halved":
        return cap, page_size, max(1, page_size // 2)
    return cap, max(page_size, 100), max(page_size, 100)


def _claims(rng: Random, api: Api) -> tuple[Total, Link, Fault]:
    total: Total = "absent"
    link: Link = "absent"
    fault: Fault = "none"
    if api == "rooms":
        total, link = rng.choice(HONEST_TOTALS), rng.choice(HONEST_LINKS)
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):  # how many claims are untrue
        about = rng.choice(("total", "link", "fault", "fault")) if api == "rooms" else "fault"
        if about == "total":
            total = rng.choice(FALSE_TOTALS)
        elif about == "link":
            link = rng.choice(FALSE_LINKS)
        else:
            fault = rng.choice(FAULTS)
    return total, link, fault
