"""
The guarantees, as rules about one reading.

Every reading ends, with or without an error of the package. Nothing else is required of an
unverified reading of a list that moves. For all others:

- No row is delivered twice in the same version, and untouched rows keep their order.
- No untouched row is missing before a delivered one, with an error or without.
- A reading without an error has all untouched rows. A missing end is forgiven if nothing shows it:
  after a total that is too low, in an unverified reading, or after an array that is empty without
  reason, and no response says or shows that there is more.
- An honest server's list is read without an error. If it moves, a verified reading may give up
  because it changes too fast.
- A verified reading of a list that moves is held to its rows if pages have at least ten rows and
  the server has no other fault: with fewer, too few rows identify a page. Failures there are
  counted.
- A server's single mistake, in a list that does not change, is corrected by one repeated request.
- Where an unverified reading raises, a verified one does too.
"""

from dataclasses import dataclass, field
from typing import Literal

from opentoclose_async.exceptions import DataFormatError
from tests.judge.lists import Row
from tests.judge.plans import HONEST_TOTALS, PLACE_FAULTS, Plan
from tests.judge.reading import Outcome

Charge = Literal[
    "hang", "endless", "crash", "lost", "twice", "order", "surplus", "error", "start", "weaker"
]
Note = Literal[
    "gave up",
    "unseen",
    "two versions",
    "out of order",
    "small pages",
    "faults while it moves",
    "forgiven: low total",
    "forgiven: empty",
    "forgiven: no paging",
    "forgiven: no body",
]

SMALL_PAGE = 10
"""Rows."""


@dataclass
class Verdict:
    """What a reading is convicted of, each charge with a sentence, and what else is counted."""

    charges: dict[Charge, str] = field(default_factory=dict)
    notes: set[Note] = field(default_factory=set)


def judge(plan: Plan, outcome: Outcome) -> Verdict:
    """Judge one reading."""
    verdict = Verdict()
    _judge_the_end(outcome, verdict)
    if "endless" in verdict.charges and plan.lists == "moving" and plan.fault in PLACE_FAULTS:
        # Wherever it looks, it receives rows that it has not seen yet: there is no visible end.
        verdict.notes.add("faults while it moves")
        del verdict.charges["endless"]
        return verdict
    if verdict.charges or (plan.lists == "moving" and plan.way == "plain"):
        return verdict
    _judge_the_rows(plan, outcome, verdict)
    if plan.lists == "moving" and "lost" in verdict.charges:
        if plan.fault != "none":
            verdict.notes.add("faults while it moves")
            del verdict.charges["lost"]
        elif plan.smallest_page < SMALL_PAGE:
            verdict.notes.add("small pages")
            del verdict.charges["lost"]
    if outcome.error is not None:
        _judge_the_error(plan, outcome, verdict)
    elif outcome.twin_error is not None and plan.fault != "nothing from":  # drawn for each response
        verdict.charges["weaker"] = f"an unverified reading raises: {_text(outcome.twin_error)}"
    return verdict


def _judge_the_end(outcome: Outcome, verdict: Verdict) -> None:
    if outcome.hang:
        verdict.charges["hang"] = f"no progress after {outcome.requests} requests"
    if outcome.endless:
        verdict.charges["endless"] = f"{outcome.requests} requests; {outcome.needed} are needed"
    if outcome.crash is not None:
        verdict.charges["crash"] = _text(outcome.crash)


def _judge_the_rows(plan: Plan, outcome: Outcome, verdict: Verdict) -> None:
    delivered = outcome.delivered
    again = _repeated(delivered)
    if again:
        verdict.charges["twice"] = f"{len(again)} rows were delivered twice: {_few(again)}"
    if len({row.serial for row in delivered}) < len(set(delivered)):
        verdict.notes.add("two versions")
    _judge_the_order(plan, outcome, verdict)
    if plan.max_items is not None and len(delivered) > plan.max_items:
        verdict.charges["surplus"] = f"{len(delivered)} rows instead of {plan.max_items}"
    if plan.lists == "rest":
        strange = set(delivered) - set(outcome.initial[plan.start :])
        if strange:
            verdict.charges["surplus"] = f"rows that were not requested: {_few(strange)}"


def _judge_the_order(plan: Plan, outcome: Outcome, verdict: Verdict) -> None:
    steadfast = [row for row in outcome.initial[plan.start :] if row.serial not in outcome.touched]
    rank = {row: index for index, row in enumerate(steadfast)}
    ranks = list(dict.fromkeys(rank[row] for row in outcome.delivered if row in rank))
    if ranks != sorted(ranks) and plan.lists == "moving":
        verdict.notes.add("out of order")  # rows that were found late
    elif ranks != sorted(ranks):
        verdict.charges["order"] = "untouched rows were delivered in another order"
    came = set(ranks)
    last = max(ranks, default=-1)
    skipped = [row for row in steadfast[: max(last, 0)] if rank[row] not in came]
    if skipped:
        verdict.charges["lost"] = f"{len(skipped)} rows in the middle: {_few(skipped)}"
        if plan.lists == "moving" and _looks_at_rest(outcome, skipped):
            verdict.notes.add("unseen")
        return
    missing = steadfast[last + 1 :]
    full = plan.max_items is not None and len(outcome.delivered) >= plan.max_items
    if not missing or full or outcome.error is not None:
        return
    excuse = _excuse(plan, outcome, missing)
    if excuse is None:
        verdict.charges["lost"] = f"{len(missing)} rows at the end: {_few(missing)}"
    else:
        verdict.notes.add(excuse)


def _excuse(plan: Plan, outcome: Outcome, missing: list[Row]) -> Note | None:
    """Return why a reader could not know of the rows missing at the end, if there is a reason."""
    lost = set(missing)
    considered = [answer for answer in outcome.answers if answer.read]
    claimed = any(answer.total is not None or answer.link is not None for answer in considered)
    if plan.fault == "ignored" and (plan.total not in HONEST_TOTALS or not claimed):
        return "forgiven: no paging"  # its one page may be the whole list
    empty = [answer for answer in considered if answer.kind == "empty without reason"]
    repeatedly = plan.fault == "empty often" or (empty and plan.smallest_page <= 2)
    if repeatedly and plan.way == "verified":
        return "forgiven: empty"  # it asks again and is misled again
    if any(lost.intersection(answer.rows) for answer in considered):
        return None
    if plan.fault.startswith("nothing") and plan.smallest_page < 2:
        return "forgiven: no body"  # the row before it comes alone and shows nothing
    if plan.lists == "moving":
        silent = any(answer.total is None and answer.link is None for answer in empty)
        return "forgiven: empty" if silent else None
    position = missing[0].serial  # in an unchanging list, serials are positions
    for answer in considered:
        if answer.total is not None and answer.total > position:
            return None
        if answer.link is not None and answer.end >= position:
            return None
    if plan.way == "plain" and any(answer.total is not None for answer in considered):
        return "forgiven: low total"
    # A verified reading asks for a row it knows, so an empty array shows; unless the row before
    # it came alone, because the server gives fewer rows than asked for, or there is no row yet.
    unseen = plan.way == "plain" or not outcome.delivered or plan.smallest_page <= 2
    if unseen and any(answer.start <= position for answer in empty):
        return "forgiven: empty"
    return None


def _looks_at_rest(outcome: Outcome, lost: list[Row]) -> bool:
    """
    Return whether the responses are consistent with an unchanging list without the lost rows.

    Pages that share no row with others prove nothing; a reader has to make them overlap.
    """
    considered = sorted(
        (answer for answer in outcome.answers if answer.read), key=lambda each: each.start
    )
    row_at: dict[int, Row] = {}
    for answer in considered:
        if answer.rows and row_at and answer.start not in row_at:
            return False
        for position, row in enumerate(answer.rows, answer.start):
            if row_at.setdefault(position, row) != row:
                return False
    if not set(lost).isdisjoint(row_at.values()):
        return False
    totals = {answer.total for answer in considered} - {None}
    return len(set(row_at.values())) == len(row_at) and totals <= {max(row_at, default=-1) + 1}


def _judge_the_error(plan: Plan, outcome: Outcome, verdict: Verdict) -> None:
    error = outcome.error
    if plan.lists == "moving":
        if not isinstance(error, DataFormatError):
            verdict.charges["error"] = _text(error)
        elif "chang" in str(error) or not plan.honest or plan.total == "now and then":
            verdict.notes.add("gave up")
        else:
            verdict.charges["error"] = _text(error)
        return
    single_slip = plan.fault in ("empty once", "nothing once") and _otherwise_honest(plan)
    if plan.honest or single_slip or not isinstance(error, DataFormatError):
        verdict.charges["error"] = _text(error)
        return
    position = plan.start + len(outcome.delivered)
    # A verified reading that has lost its place reports one that is too early, not too late.
    too_early = plan.way == "verified" and error.start is not None and error.start < position
    if error.start != position and not too_early:
        verdict.charges["start"] = f"{error.start}, after {position} rows; {_text(error)}"


def _otherwise_honest(plan: Plan) -> bool:
    return plan.total in ("true", "absent", "now and then") and plan.link in ("true", "absent")


def _repeated(rows: list[Row]) -> list[Row]:
    seen: set[Row] = set()
    again: list[Row] = []
    for row in rows:
        if row in seen:
            again.append(row)
        seen.add(row)
    return again


def _few(rows: list[Row] | set[Row]) -> str:
    serials = sorted(row.serial for row in rows)
    return ", ".join(map(str, serials[:5])) + (" ..." if len(serials) > 5 else "")


def _text(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {error}"
