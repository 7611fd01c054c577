"""Reproducible random data: the same seed and number always produce the same row."""

import datetime
import hashlib
import unicodedata
from collections.abc import Sequence
from typing import Final, TypeVar

import attrs

T = TypeVar("T")

FIRST_NAMES: Final = (
    "Amara", "Bao", "Beatriz", "Björn", "Caleb", "Chiara", "Danielle", "Darius", "Élodie", "Esther",
    "Fatima", "Gareth", "Hannah", "Ines", "Isaac", "Jamal", "Jean-Luc", "Joanna", "José", "Kavya",
    "Keiko", "Lachlan", "Leticia", "Mateo", "Mei", "Miriam", "Nadia", "Noah", "Oluwaseun", "Owen",
    "Petra", "Priya", "Quentin", "Rafael", "Rosa", "Samuel", "Siobhán", "Søren", "Tariq", "Tessa",
    "Uma", "Valentina", "Viktor", "Wanda", "Xiomara", "Yusuf", "Zoë", "Zuzana",
)  # fmt: skip
LAST_NAMES: Final = (
    "Abernathy", "Adeyemi", "Álvarez", "Bianchi", "Brandt", "Castellanos", "Chen", "D'Angelo",
    "Dubois", "Eriksson", "Farrow", "Fitzgerald", "García", "Greenwood", "Haddad", "Hughes",
    "Ivanova", "Jensen", "Kapoor", "Kowalczyk", "Lindqvist", "MacLeod", "Marchetti", "Müller",
    "Nakamura", "Nguyen", "O'Brien", "O'Neill", "Okafor", "Park", "Pereira", "Quinn", "Ramírez",
    "Rosenthal", "Šimek", "Smith", "Stavros", "Thornton", "Underwood", "Van Dyke", "Vasquez",
    "Wójcik", "Whitfield", "Xu", "Yamada", "Zimmermann", "de la Cruz", "van den Berg",
)  # fmt: skip
EMAIL_DOMAINS: Final = (
    "harborview-realty.example",
    "northgate-homes.example",
    "summit-closings.example",
    "bluedoor-estates.example",
)

_FIRST_DAY: Final = datetime.date(2016, 1, 4).toordinal()
_DATES: Final = tuple(
    datetime.date.fromordinal(_FIRST_DAY + day).isoformat() for day in range(3600)
)
_HOURS: Final = tuple(f"{hour:02}" for hour in range(24))
_MINUTES: Final = tuple(f"{minute:02}" for minute in range(60))


class Draw:
    """
    The random choices for one row.

    They depend only on the seed, the kind of row and its number, so a row is the same however many
    rows there are, and can be made without those before it. A digest also costs a tenth of seeding
    `random.Random`, which matters for 400,000 rows.
    """

    __slots__ = ("_bits",)

    def __init__(self, seed: int, kind: str, number: int) -> None:
        digest = hashlib.blake2b(f"{seed}/{kind}/{number}".encode(), digest_size=32).digest()
        self._bits = int.from_bytes(digest, "big")

    def below(self, limit: int) -> int:
        """Draw a number from 0 to `limit` - 1."""
        self._bits, number = divmod(self._bits, limit)
        return number

    def choice(self, options: Sequence[T]) -> T:
        """Draw one of the options; list one twice to double its chance."""
        self._bits, number = divmod(self._bits, len(options))
        return options[number]

    def chance(self, percent: int) -> bool:
        """Draw True with this probability."""
        return self.below(100) < percent

    def date(self) -> str:
        """Draw a day as "2024-01-15"."""
        return self.choice(_DATES)

    def date_and_time(self) -> str:
        """Draw a moment as "2025-05-22 05:01:56": no zone, like Open To Close."""
        minute, second = self.choice(_MINUTES), self.choice(_MINUTES)
        return f"{self.date()} {self.choice(_HOURS)}:{minute}:{second}"

    def phone(self) -> str:
        """Draw a phone number from the block reserved for fiction."""
        return f"+1{201 + self.below(780)}55501{self.choice(_MINUTES)}"


@attrs.frozen
class Person:
    """A name, with the username and email made from it."""

    first_name: str
    last_name: str
    username: str
    email: str


def draw_person(draw: Draw, number: int) -> Person:
    """
    Draw a person with a unique username and email.

    Args:
        draw: The source of the choices.
        number: The row's number, which makes the username and email unique.
    """
    first_name = draw.choice(FIRST_NAMES)
    last_name = draw.choice(LAST_NAMES)
    first, last = _ASCII[first_name], _ASCII[last_name]
    return Person(
        first_name=first_name,
        last_name=last_name,
        username=f"{first[0]}{last}{number}",
        email=f"{first}.{last}{number}@{draw.choice(EMAIL_DOMAINS)}",
    )


def _ascii(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.replace("ø", "o"))
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalnum()).lower()


_ASCII: Final = {name: _ascii(name) for name in (*FIRST_NAMES, *LAST_NAMES)}
