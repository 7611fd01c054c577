"""Whether a row matches a filter, does not, or does not say."""

from typing import Any

import pytest

from opentoclose_async._protocol.filters.rules import (
    Rule,
    contains,
    equal,
    is_comparable,
    mentions,
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
        ("", "Active", None),
        (None, "Active", None),
        ("Listing Agent", "agent", True),  # servers that search parts
        ("Subagent", "agent", True),
        ("Unlocked", "locked", False),
        ("José", "jose", True),
        ("Mary  Ann", "Mary Ann", True),
        ("Pending", "Active|Pending", True),
        ({"id": 5, "title": "Agent"}, "5", True),
        ({"id": 5, "title": "Agent"}, "agent", True),
        ({"id": 5, "title": "Agent"}, "Broker", False),
        ({"id": 5}, "Broker", None),
        (5, "5", True),
        (5, "5.0", True),
        (5, "3,5", True),
        (50, "5", False),
        (5, "five", True),  # perhaps its code
        ("Agent", "5", True),
        ("500000.00", "500000", True),
        ("17", "7", False),
        ("5125550100", "512", True),  # a telephone number
        (5125, "512", False),
        (10**400, "1", False),
        (5, "9" * 5_000, False),
        ([10**5_000], "1", False),
        (True, "true", True),
        (True, "yes", True),
        (True, "Active", True),
        (1, "true", True),
        (0, "true", False),
        ("Yes", "true", True),
        ("No", "true", False),
        (False, "0", True),
        (False, "true", False),
        (["read", "write"], "Write", True),
        (["read"], "write", False),
        ([], "write", None),
        ([{"id": 5}], "5", True),
        ([{"id": 5}], "6", False),
        ([{"id": 5, "title": "Buyer"}], "Seller", False),
        (NESTED, "5", None),
        ("2025-05-22 05:01:56", "2025-05-22", True),
        ("2025-05-22 05:01:56", "2025-05-21T22:01:56-07:00", True),
        ("2025-05-22 05:01:56", "05/22/2025", True),  # perhaps
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
        (contains("name"), {"name": "Purchase and Sale.pdf"}, "purchase sale", True),
        (contains("email"), {"email": "b@x.org"}, "a@x.org,b@x.org", True),
        (contains("email", "office"), {"email": "a@x.org", "office": "b@x.org"}, "b@x", True),
        (contains("name"), {"name": 5}, "5", True),
        (true_if_asked("locked"), {"locked": True}, "true", True),
        (true_if_asked("locked"), {"locked": False}, "true", False),
        (true_if_asked("locked"), {"locked": True}, "false", None),
        (not_before("on"), {"on": "2026-03-01T00:00:00Z"}, "2026-03-01", True),
        (not_before("on"), {"on": "2026-02-28T12:00:00"}, "2026/03/01", True),  # a time zone
        (not_before("on"), {"on": "2026-01-28T12:00:00.12"}, "2026-03-01 10:00:00", False),
        (not_after("on"), {"on": "2026-03-01T18:00:00"}, "2026-03-01", True),  # the day's end
        (not_after("on"), {"on": "2026-03-02T08:00:00Z"}, "2026-03-01", True),  # in California
        (not_after("on"), {"on": "2026-04-01"}, "2026-03-01", False),
        (not_after("on"), {"on": "soon"}, "2026-03-01", None),
        (not_after("on"), {"on": "2026-03-01"}, "soon", None),
        (not_after("on"), {"on": "9999-12-31T23:59:59-12:00"}, "0001-01-01", False),
    ],
)
def test_other_rules(rule: Rule, row: dict[str, Any], text: str, matches: bool | None) -> None:
    assert rule(row, text) is matches


@pytest.mark.parametrize("text", ["", "null", "None", "Jo*", "%oh%", ">5", "!Active", "5..9"])
def test_a_pattern_or_an_operator_is_not_compared(text: str) -> None:
    assert not is_comparable(text)
    assert is_comparable("jane.doe+x@example.com")


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        ({"first_name": "John", "last_name": "Smith"}, "john smith", True),
        ({"email": "john@example.com"}, "ohn", True),
        ({"team": {"id": 5}}, "5", True),
        ({"id": 55, "state": "Carolina"}, "5", False),
        ({"state": "Carolina"}, "CA", False),
        ({"field_values": [{"key": "colour", "value": ""}]}, "colour", False),
        (NESTED, "5", False),
        ({"n": 10**5_000}, "5", False),
    ],
)
def test_a_row_mentions_what_a_search_found(row: Any, text: str, expected: bool) -> None:
    assert mentions(row, text) is expected
