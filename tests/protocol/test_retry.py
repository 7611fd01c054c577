"""Which failed requests are sent again, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.retry import (
    Outcome,
    RetryPolicy,
    next_delay,
    outcome_is_unknown,
)
from opentoclose_async.exceptions import ConfigurationError
from tests.thoroughness import repeatable

METHODS = ["GET", "PUT", "DELETE", "POST", "PATCH"]
IDEMPOTENT = frozenset({"GET", "PUT", "DELETE"})
SECONDS = st.floats(0.0, 300.0)
POLICIES = st.builds(
    RetryPolicy,
    attempts=st.integers(1, 8),
    max_wait=SECONDS,
    first_delay=SECONDS,
    longest_delay=SECONDS,
)


def longest(_: float, high: float) -> float:
    return high


def ceiling(policy: RetryPolicy, attempt: int) -> float:
    return min(policy.longest_delay, policy.first_delay * 2.0 ** (attempt - 1))


@repeatable(200)
@given(
    policy=POLICIES,
    attempt=st.integers(1, 12),
    requested_wait=st.none() | SECONDS,
    share=st.floats(0.0, 1.0),
    outcome=st.sampled_from([Outcome.NOT_SENT, Outcome.LOST, Outcome.REFUSED]),
)
def test_a_delay_is_at_least_what_the_server_asks_and_at_most_the_ceiling(
    policy: RetryPolicy, attempt: int, requested_wait: float | None, share: float, outcome: Outcome
) -> None:
    delay = next_delay(
        policy,
        "GET",
        attempt,
        outcome,
        requested_wait=requested_wait,
        draw=lambda low, high: low + (high - low) * share,
    )
    if attempt >= policy.attempts or (
        requested_wait is not None and requested_wait > policy.max_wait
    ):
        assert delay is None
    else:
        assert delay is not None
        assert (
            (requested_wait or 0.0) <= delay <= max(requested_wait or 0.0, ceiling(policy, attempt))
        )


def test_delays_are_drawn_from_zero_to_the_ceiling() -> None:
    spans = []

    def draw(low: float, high: float) -> float:
        spans.append((low, high))
        return low

    for attempt in range(1, 8):
        assert next_delay(RetryPolicy(attempts=9), "GET", attempt, Outcome.LOST, draw=draw) == 0.0
    assert spans == [(0.0, high) for high in (0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0)]


@pytest.mark.parametrize(
    ("outcome", "status", "requested_wait", "repeated"),
    [
        (Outcome.NOT_SENT, None, None, {*METHODS}),
        (Outcome.REFUSED, 429, None, {*METHODS}),
        (Outcome.REFUSED, 429, 3.0, {*METHODS}),
        (Outcome.REFUSED, 400, None, {*METHODS}),
        (Outcome.ANSWERED, 503, 3.0, {*METHODS}),
        (Outcome.ANSWERED, 503, 0.0, {*METHODS}),
        (Outcome.LOST, None, None, IDEMPOTENT),
        (Outcome.ANSWERED, 408, None, IDEMPOTENT),
        (Outcome.ANSWERED, 500, None, IDEMPOTENT),
        (Outcome.ANSWERED, 500, 3.0, IDEMPOTENT),
        (Outcome.ANSWERED, 502, None, IDEMPOTENT),
        (Outcome.ANSWERED, 503, None, IDEMPOTENT),
        (Outcome.ANSWERED, 504, None, IDEMPOTENT),
        (Outcome.ANSWERED, 504, 3.0, IDEMPOTENT),
        (Outcome.ANSWERED, 302, None, ()),
        (Outcome.ANSWERED, 400, None, ()),
        (Outcome.ANSWERED, 401, None, ()),
        (Outcome.ANSWERED, 403, None, ()),
        (Outcome.ANSWERED, 404, None, ()),
        (Outcome.ANSWERED, 404, 3.0, ()),
        (Outcome.ANSWERED, 409, None, ()),
        (Outcome.ANSWERED, 422, None, ()),
        (Outcome.ANSWERED, 501, None, ()),
        (Outcome.ANSWERED, None, None, ()),
    ],
)
def test_which_methods_are_sent_again(
    outcome: Outcome, status: int | None, requested_wait: float | None, repeated: set[str]
) -> None:
    again = {
        method
        for method in METHODS
        if next_delay(
            RetryPolicy(),
            method,
            1,
            outcome,
            status=status,
            requested_wait=requested_wait,
            draw=longest,
        )
        is not None
    }
    assert again == set(repeated)


@pytest.mark.parametrize(
    ("outcome", "status", "requested_wait", "unknown"),
    [
        (Outcome.NOT_SENT, None, None, False),
        (Outcome.REFUSED, 429, None, False),
        (Outcome.REFUSED, 400, None, False),
        (Outcome.LOST, None, None, True),
        (Outcome.ANSWERED, 408, None, True),
        (Outcome.ANSWERED, 500, None, True),
        (Outcome.ANSWERED, 502, None, True),
        (Outcome.ANSWERED, 503, None, True),
        (Outcome.ANSWERED, 503, 3.0, False),
        (Outcome.ANSWERED, 504, 3.0, True),
        (Outcome.ANSWERED, 400, None, False),
        (Outcome.ANSWERED, 404, None, False),
        (Outcome.ANSWERED, 409, None, False),
    ],
)
@pytest.mark.parametrize("method", METHODS)
def test_when_the_outcome_is_unknown(
    method: str, outcome: Outcome, status: int | None, requested_wait: float | None, unknown: bool
) -> None:
    expected = unknown and method not in IDEMPOTENT
    assert (
        outcome_is_unknown(method, outcome, status=status, requested_wait=requested_wait)
        is expected
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("status", [None, 400, 408, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("requested_wait", [None, 3.0])
def test_a_request_with_an_unknown_outcome_is_never_sent_again(
    method: str, outcome: Outcome, status: int | None, requested_wait: float | None
) -> None:
    if outcome_is_unknown(method, outcome, status=status, requested_wait=requested_wait):
        delay = next_delay(
            RetryPolicy(),
            method,
            1,
            outcome,
            status=status,
            requested_wait=requested_wait,
            draw=longest,
        )
        assert delay is None


def test_a_single_attempt_is_not_retried() -> None:
    once = RetryPolicy(attempts=1)
    assert next_delay(once, "GET", 1, Outcome.NOT_SENT, draw=longest) is None


def test_unlimited_attempts_and_waits_are_possible() -> None:
    policy = RetryPolicy(attempts=10_000, max_wait=float("inf"))
    for attempt in (1, 100, 1_023, 1_025, 9_999):
        delay = next_delay(policy, "GET", attempt, Outcome.LOST, draw=longest)
        assert delay is not None
        assert delay <= 8.0
    assert next_delay(policy, "GET", 1, Outcome.REFUSED, requested_wait=1e6, draw=longest) == 1e6


@pytest.mark.parametrize(
    "wrong",
    [
        {"attempts": 0},
        {"attempts": -1},
        {"attempts": 2.5},
        {"attempts": True},
        {"attempts": "5"},
        {"max_wait": -1.0},
        {"max_wait": float("nan")},
        {"first_delay": -0.1},
        {"first_delay": float("nan")},
        {"longest_delay": -0.1},
    ],
    ids=str,
)
def test_an_invalid_policy_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ConfigurationError):
        RetryPolicy(**wrong)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
