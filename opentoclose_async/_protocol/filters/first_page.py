"""Compare the first page of a list with the filters that were sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.filters.rules import Rule
from opentoclose_async._protocol.shortening import cut

__all__ = ["Finding", "SentFilter", "problems_of"]


@frozen
class SentFilter:
    """
    A filter as it was sent.

    Attributes:
        name: Its name, as the caller knows it.
        text: Its value in the query.
        rule: Compares a row with it; None if rows do not show it.
        is_known: Whether the API documents it.
    """

    name: str
    text: str
    rule: Rule | None
    is_known: bool = True


@frozen
class Finding:
    """
    A filter that the server seems to have ignored.

    Attributes:
        name: Its name.
        problem: What the rows of the first page say. It has no values, which may be confidential.
        contradicts: Whether rows have other values; if not, none has a value at all.
    """

    name: str
    problem: str
    contradicts: bool


def problems_of(filters: Sequence[SentFilter], rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """
    Return the filters that the rows of a first page do not match.

    A documented filter is judged by rows that show another value only. An unknown one has to be
    confirmed: by at least one row that shows its value, and none that shows another.

    Args:
        filters: What was sent.
        rows: The rows, at least one.
    """
    found = []
    for each in filters:
        if each.rule is None:
            continue
        matches = [each.rule(row, each.text) for row in rows]
        wrong = matches.count(False)
        name = cut(each.name)
        if wrong:
            problem = f"{wrong} of {len(rows)} rows on the first page have another value"
            found.append(Finding(name, problem, contradicts=True))
        elif not (each.is_known or True in matches):
            problem = "no row on the first page has a value for it"
            found.append(Finding(name, problem, contradicts=False))
    return found
