"""Compare the first page of a list with the filters that were sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.filters.rules import Rule, is_comparable, mentions
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
        wrong: How many rows of the first page have another value; if 0, none has a value at all.
        rows: How many rows there are.
    """

    name: str
    wrong: int
    rows: int


def problems_of(filters: Sequence[SentFilter], rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """
    Return the filters that the rows of a first page do not match.

    A documented filter is judged by rows that show another value only. An unknown one has to be
    confirmed: by a row that shows its value or, if rows have no such field, by all rows mentioning
    the value, as those that a search finds do.

    Args:
        filters: What was sent.
        rows: The rows, at least one.
    """
    found = []
    for each in filters:
        if each.rule is None or not is_comparable(each.text):
            continue
        matches = [each.rule(row, each.text) for row in rows]
        wrong = matches.count(False)
        is_confirmed = (
            each.is_known or True in matches or all(mentions(row, each.text) for row in rows)
        )
        if wrong or not is_confirmed:
            found.append(Finding(cut(each.name), wrong, len(rows)))
    return found
