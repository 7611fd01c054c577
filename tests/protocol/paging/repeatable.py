"""Settings of the property tests: the same examples in every run."""

from hypothesis import HealthCheck, settings

__all__ = ["repeatable"]


def repeatable(examples: int) -> settings:
    """Try so many examples, the same ones in every run, on however slow a machine."""
    return settings(
        derandomize=True,
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
