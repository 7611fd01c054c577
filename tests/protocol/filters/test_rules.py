"""Whether a row matches a filter, does not, or does not say."""

from typing import Any

import pytest

from opentoclose_async._protocol.filters.rules import (
    Rule,
    contains,
    equal,
    not_after,
    not_before,
    true_if_asked,
)

NESTED: Any = []
for _ in range(10_000):
    NESTED = [NESTED]


@pytest.mark.parametrize(
    ("value", "text", "matches"),
    [
        ("Active", "Active", True),
        ("active ", "ACTIVE", True),
        ("Inactive", "Active", False),  # which contains it
        ("Closed", "open,closed", True),
        ("Smith, Jane", "smith, jane", True),
        ("", "Active", False),
        (None, "Active", None),
        ({"id": 5}, "5", None),
        (5, "5", True),
        (5, "5.0", True),
        (5, "3,5", True),
        (50, "5", False),
        (5, "five", False),
        (10**400, "1", False),
        (5, "9" * 5_000, False),
        (True, "true", True),
        (False, "0", True),
        (False, "true", False),
        (["read", "write"], "Write", True),
        (["read"], "write", False),
        ([], "write", None),
        ([{"id": 5}], "5", None),
        (NESTED, "5", None),
        ("2025-05-22 05:01:56", "2025-05-22", True),
        ("2025-05-23 05:01:56", "2025-05-22", False),
    ],
)
def test_a_value_equals_what_was_asked_for(value: Any, text: str, matches: bool | None) -> None:
    assert equal("field")({"field": value}, text) is matches


@pytest.mark.parametrize(
    ("rule", "row", "text", "matches"),
    [
        (equal("email", "contact.email"), {"contact": {"email": "A@b.c"}}, "a@b.c", True),
        (equal("contact.email"), {"contact": []}, "a@b.c", None),
        (contains("name"), {"name": "Offer.pdf"}, "offer", True),
        (contains("name"), {"name": "Lease.pdf"}, "offer", False),
        (contains("name"), {"name": 5}, "5", None),
        (true_if_asked("locked"), {"locked": True}, "true", True),
        (true_if_asked("locked"), {"locked": False}, "true", False),
        (true_if_asked("locked"), {"locked": True}, "false", None),
        (not_before("on"), {"on": "2026-03-01T00:00:00Z"}, "2026-03-01", True),
        (not_before("on"), {"on": "2026-02-28T12:00:00"}, "2026/03/01", True),  # a time zone
        (not_before("on"), {"on": "2026-01-28T12:00:00.12"}, "2026-03-01 10:00:00", False),
        (not_after("on"), {"on": "2026-03-01T18:00:00"}, "2026-03-01", True),  # the day's end
        (not_after("on"), {"on": "2026-04-01"}, "2026-03-01", False),
        (not_after("on"), {"on": "soon"}, "2026-03-01", None),
        (not_after("on"), {"on": "2026-03-01"}, "soon", None),
        (not_after("on"), {"on": "9999-12-31T23:59:59-12:00"}, "0001-01-01", False),
    ],
)
def test_other_rules(rule: Rule, row: dict[str, Any], text: str, matches: bool | None) -> None:
    assert rule(row, text) is matches
