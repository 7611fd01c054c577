"""The days that rooms and what is in them were created, changed and closed on."""

import datetime
from typing import Final

from opentoclose_async.sandbox.seeds.draw import Draw

FIRST_DAY: Final = datetime.date(2019, 1, 1)
LAST_DAY: Final = datetime.date(2026, 10, 31)
DAYS: Final = (LAST_DAY - FIRST_DAY).days
"""The number of the last day; the first is 0."""
LONGEST: Final = 200
"""The most days from the creation of a room to its end."""

_DATES: Final = tuple(
    (FIRST_DAY + datetime.timedelta(days=day)).isoformat() for day in range(DAYS + 1)
)


def created_day(seed: int, number: int) -> int:
    """Return the number of the day on which a room was created."""
    return Draw(seed, "rooms room created", number).below(DAYS - LONGEST + 1)


def moment(draw: Draw, day: int) -> str:
    """Draw a time of a day in UTC, with or without "Z", as in responses."""
    text = f"{_DATES[day]}T{draw.below(24):02}:{draw.below(60):02}:{draw.below(60):02}"
    return f"{text}.783Z" if draw.chance(50) else f"{text}.697"
