"""How much the tests try: enough for every day, or more where ``OPENTOCLOSE_TESTS=thorough``."""

import itertools
import os
from collections.abc import Iterable
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings

_Value = TypeVar("_Value")

THOROUGH = os.environ.get("OPENTOCLOSE_TESTS") == "thorough"


def scaled(everyday: _Value, thorough: _Value) -> _Value:
    """Return what to try in this run: a number of examples, or the cases."""
    return thorough if THOROUGH else everyday


def repeatable(examples: int) -> settings:
    """Try ``examples`` examples, 40 times as many when thorough; the same in every run."""
    return settings(
        derandomize=True,
        max_examples=scaled(examples, 40 * examples),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


def paired(*axes: Iterable[Any]) -> list[tuple[Any, ...]]:
    """
    Return every combination of the axes but the last, each with one value of the last in turn.

    A thorough run gets every combination of all axes.
    """
    numbered = [list(enumerate(axis)) for axis in axes]
    turns = len(numbered[-1])
    return [
        tuple(value for _, value in combination)
        for combination in itertools.product(*numbered)
        if THOROUGH or sum(number for number, _ in combination[:-1]) % turns == combination[-1][0]
    ]
