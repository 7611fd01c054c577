"""Counts over many readings, and tables of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.judge.plans import Plan
from tests.judge.reading import Outcome
from tests.judge.verdict import Verdict

COLUMNS = ("api", "way", "lists", "total", "link", "cap", "fault")

Key = tuple[str, ...]

_COUNTS = (
    "readings",
    "convicted",
    "errors",
    "gave up",
    "lost",
    "unseen",
    "twice",
    "order",
    "hang",
    "endless",
    "other",
    "forgiven",
    "two versions",
)
_OTHER = ("crash", "surplus", "error", "start", "weaker")


@dataclass
class Conviction:
    """A seed whose reading broke a guarantee."""

    seed: int
    charge: str
    text: str
    key: Key


@dataclass
class Tally:
    """The results of many readings, for each combination of what a server says and does."""

    counts: dict[Key, Counter[str]] = field(default_factory=dict)
    convictions: list[Conviction] = field(default_factory=list)

    def add(self, plan: Plan, outcome: Outcome, verdict: Verdict) -> None:
        """Count one reading."""
        key = tuple(str(getattr(plan, column)) for column in COLUMNS)
        counts = self.counts.setdefault(key, Counter())
        counts["readings"] += 1
        counts["requests"] += outcome.requests
        counts["needed"] += outcome.needed
        counts["errors"] += outcome.error is not None
        counts["convicted"] += bool(verdict.charges)
        for charge, text in verdict.charges.items():
            counts[charge] += 1
            counts["other"] += charge in _OTHER
            self.convictions.append(Conviction(plan.seed, charge, text, key))
        for note in verdict.notes:
            counts["forgiven" if note.startswith("forgiven") else note] += 1

    def merge(self, other: "Tally") -> None:
        """Add the counts of another process."""
        for key, counts in other.counts.items():
            self.counts.setdefault(key, Counter()).update(counts)
        self.convictions += other.convictions

    def by(self, columns: Iterable[str]) -> dict[Key, Counter[str]]:
        """Sum the counts by some of the columns."""
        places = [COLUMNS.index(column) for column in columns]
        sums: dict[Key, Counter[str]] = {}
        for key, counts in self.counts.items():
            sums.setdefault(tuple(key[place] for place in places), Counter()).update(counts)
        return dict(sorted(sums.items()))


def table(tally: Tally, columns: tuple[str, ...], *, convicted_only: bool = False) -> str:
    """Format the counts, one line for each combination."""
    head = [*columns, *_COUNTS, "requests/needed"]
    lines = [
        [*key, *(str(counts[name]) for name in _COUNTS), f"{_ratio(counts):.2f}"]
        for key, counts in tally.by(columns).items()
        if counts["convicted"] or not convicted_only
    ]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place < len(columns) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (head, *lines)
    )


def examples(tally: Tally, of_each: int = 4) -> list[str]:
    """List the first seeds of each charge."""
    found: dict[str, list[Conviction]] = {}
    for conviction in sorted(tally.convictions, key=lambda each: each.seed):
        found.setdefault(conviction.charge, []).append(conviction)
    return [
        f"{charge} ({len(convictions)}): seed {each.seed} [{', '.join(each.key)}] {each.text}"
        for charge, convictions in sorted(found.items())
        for each in convictions[:of_each]
    ]


def _ratio(counts: Counter[str]) -> float:
    return counts["requests"] / max(1, counts["needed"])
