"""Settings for property tests: the same examples in every run."""

from hypothesis import HealthCheck, settings

__all__ = ["repeatable"]


def repeatable(examples: int) -> settings:
    """Try ``examples`` examples, the same in every run, however slow the machine."""
    return settings(
        derandomize=True,
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
