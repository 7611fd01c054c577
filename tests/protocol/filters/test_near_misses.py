"""Which unknown names are misspelt, and which are other words."""

import pytest

from opentoclose_async._protocol.filters.near_misses import near_miss

KNOWN = ("role", "status", "sort", "limit", "offset", "page_size", "start", "timeout", "retry")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("pagesize", "page_size"),
        ("pageSize", "page_size"),
        ("page-size", "page_size"),
        ("page_sze", "page_size"),
        ("staus", "status"),
        ("stauts", "status"),
        ("statusss", "status"),
        ("Status", "status"),
        ("timout", "timeout"),
        ("tiemot", "timeout"),
        ("rol", "role"),
        ("roel", "role"),
        ("roles", "role"),
        ("ofset", "offset"),
        ("limt", "limit"),
        ("start_", "start"),
        ("status_id", None),
        ("statusId", None),
        ("status__in", None),
        ("sort_by", None),
        ("retries", None),
        ("colour", None),
        ("state", None),
        ("stage", None),
        ("zone", None),
        ("ro", None),
        ("", None),
        ("rule5", None),
        ("x" * 100_000, None),
    ],
)
def test_a_misspelt_name_is_told_from_another_word(name: str, meant: str | None) -> None:
    assert near_miss(name, KNOWN) == meant


def test_the_nearest_is_chosen() -> None:
    assert near_miss("last_nam", ("last_game", "last_name")) == "last_name"
    assert near_miss("last_name", ("last_game", "first_name")) == "last_game"
