"""How much the tests try: enough for every day, or more where ``OPENTOCLOSE_TESTS=thorough``."""

import os

from hypothesis import HealthCheck, settings

THOROUGH = os.environ.get("OPENTOCLOSE_TESTS") == "thorough"


def scaled(everyday: int, thorough: int) -> int:
    """Return how many examples to try in this run."""
    return thorough if THOROUGH else everyday


def repeatable(examples: int) -> settings:
    """Try ``examples`` examples, the same in every run, however slow the machine."""
    return settings(
        derandomize=True,
        max_examples=scaled(examples, 20 * examples),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
