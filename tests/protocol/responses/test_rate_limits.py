"""Limits in responses: which headers and bodies are trusted, and how they are read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._protocol.messages import Response
from opentoclose_async._protocol.responses.rate_limits import LimitSignals, read_limits
from tests.thoroughness import repeatable

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
NOW = NOON.timestamp()
DAY = 86400.0


def http_date(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def limits(
    status: int = 200, body: str = "", /, wall_now: float = NOW, **headers: str
) -> LimitSignals:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return read_limits(Response(status, named, body.encode()), wall_now)


def test_a_response_without_limits() -> None:
    assert limits() == LimitSignals()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (f"{NOW + 1800:.0f}", 1800.0),
        (f" {NOW + 1800:.0f} ", 1800.0),
        (f"{NOW + 1800.5:.1f}", 1800.5),
        (http_date(NOON + timedelta(minutes=30)), 1800.0),
        ((NOON + timedelta(minutes=30)).isoformat(), 1800.0),
        ("2026-10-01T12:30:00Z", 1800.0),
        ("2026-10-01 12:30:00", 1800.0),
        (f"{NOW - 30:.0f}", 0.0),
        (f"{NOW - 61:.0f}", None),
        (f"{NOW + DAY + 1:.0f}", None),
        ("1800", None),
        ("0", None),
        ("-1", None),
        ("99999999999999999999", None),
        ("1e9", None),
        ("inf", None),
        ("nan", None),
        ("soon", None),
        ("٣", None),
        ("", None),
    ],
)
def test_when_the_long_window_resets(text: str, seconds: float | None) -> None:
    assert limits(x_ratelimit_reset=text).resets_in == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("1.5", 1.5),
        (" 7 ", 7.0),
        ("86400", DAY),
        ("86401", None),
        (http_date(NOON + timedelta(seconds=90)), 90.0),
        (http_date(NOON - timedelta(seconds=90)), 0.0),
        (http_date(NOON + timedelta(days=2)), None),
        ("-7", None),
        ("+7", None),
        ("7s", None),
        ("7, 8", None),
        ("nan", None),
        ("inf", None),
        ("later", None),
        ("", None),
        ("-0.5", None),
        ("\u0663", None),
        ("9" * 400, None),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999999", None),
        ("1 1 1 1 1 1 1 1", None),
        ("Thu, 01 Oct 2026 12:01:30 GMT" + " " * 5 + "x" * 90, None),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert limits(429, retry_after=text).retry_after == seconds


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("2999", 2999),
        (" 5 ", 5),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("many", None),
        ("9" * 12, None),
        ("²", None),
        ("٣", None),
    ],
)
def test_the_remaining_count(text: str, count: int | None) -> None:
    signals = limits(x_ratelimit_remaining=text, x_burstlimit_remaining=text)
    assert (signals.remaining, signals.burst_remaining) == (count, count)


@pytest.mark.parametrize("hours", [-30, -1, 0, 5])
def test_the_responses_date_is_preferred_to_the_local_clock(hours: int) -> None:
    signals = limits(
        wall_now=NOW + hours * 3600,
        date=http_date(NOON),
        x_ratelimit_reset=f"{NOW + 600:.0f}",
        retry_after=http_date(NOON + timedelta(seconds=90)),
    )
    assert (signals.resets_in, signals.retry_after) == (600.0, 90.0)


@pytest.mark.parametrize(
    "date",
    [
        "",
        "today",
        "Thu, 99 Oct 2026 12:00:00 GMT",
        "Mon, 01 Jan 2024 00:00:00 +99999999999999",
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
    ],
)
def test_without_a_date_the_local_clock_is_used(date: str) -> None:
    assert limits(date=date, x_ratelimit_reset=f"{NOW + 600:.0f}").resets_in == 600.0


HOURLY_MESSAGE = (
    "The maximum number of hourly API invocations has been exceeded. The hourly limit is 1000."
)


@pytest.mark.parametrize(
    ("status", "body", "burst"),
    [
        (429, "", None),
        (429, "Too many requests", None),
        (429, '{"detail": "Request was throttled."}', None),
        (400, '{"errorCode": "HOURLY_APIINVOCATION_LIMIT_EXCEEDED"}', False),
        (429, '{"errorCode": "HOURLY_APIINVOCATION_LIMIT_EXCEEDED"}', False),
        (400, '{"errorCode": "hourly_apiinvocation_limit_exceeded"}', False),
        (400, '{"errorCode": "Hourly_APIInvocation_Envelope_Limit_Exceeded"}', False),
        (400, '{"errorCode": "BURST_APIINVOCATION_LIMIT_EXCEEDED"}', True),
        (429, '{"errorCode": "BURST_APIINVOCATION_LIMIT_EXCEEDED"}', True),
        (400, '{"errorCode": "Burst_ApiInvocation_Limit_Exceeded"}', True),
        (400, f'{{"message": "{HOURLY_MESSAGE}"}}', False),
        (400, HOURLY_MESSAGE.upper(), False),
        (429, f'{{"message": "{HOURLY_MESSAGE}"}}', False),
    ],
)
def test_a_refusal_and_its_limit(status: int, body: str, burst: bool | None) -> None:
    signals = limits(status, body)
    assert (signals.refused, signals.burst) == (True, burst)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, ""),
        (400, "Bad Request"),
        (400, '{"errorCode": "INVALID_REQUEST_PARAMETER", "message": "count exceeds its limit"}'),
        (200, '{"note": "HOURLY_APIINVOCATION_LIMIT_EXCEEDED"}'),
        (403, '{"errorCode": "HOURLY_APIINVOCATION_LIMIT_EXCEEDED"}'),
        (503, ""),
    ],
)
def test_other_responses_are_not_refusals(status: int, body: str) -> None:
    signals = limits(status, body, retry_after="5")
    assert (signals.refused, signals.burst, signals.retry_after) == (False, None, 5.0)


def test_a_binary_body_is_tolerated() -> None:
    assert read_limits(Response(400, {}, b"\xff\xfe\x00"), NOW).refused is False


HEADER_TEXTS = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"[0-9]{1,25}(\.[0-9]{0,12})?", fullmatch=True),
    st.integers(-(10**20), 10**20).map(str),
    st.datetimes(timezones=st.just(UTC)).map(http_date),
    st.datetimes(timezones=st.none() | st.just(UTC)).map(datetime.isoformat),
    st.text("0123456789 :-+,GMTThuOct.", max_size=30),
    st.builds(
        "Thu, {} Oct {} {}:00:00 {:+05}".format,
        *[st.integers(-(10**20), 10**20) | st.integers(0, 99) for _ in range(4)],
    ),
)


@repeatable(200)
@given(
    date=HEADER_TEXTS,
    retry_after=HEADER_TEXTS,
    reset=HEADER_TEXTS,
    remaining=HEADER_TEXTS,
)
def test_waits_are_plausible_whatever_the_headers(
    date: str, retry_after: str, reset: str, remaining: str
) -> None:
    signals = limits(
        429,
        date=date,
        retry_after=retry_after,
        x_ratelimit_reset=reset,
        x_ratelimit_remaining=remaining,
    )
    for wait in (signals.retry_after, signals.resets_in):
        assert wait is None or 0.0 <= wait <= DAY
    assert signals.remaining is None or signals.remaining >= 0
