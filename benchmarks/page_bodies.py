"""The lists that the load server serves, as bytes that are cheap to build."""

from functools import lru_cache

from attrs import frozen

__all__ = ["FIRST_ID", "UserList"]

FIRST_ID = 1_000_000
"""The id of the first row; the others follow without a gap, so that a reader can check order."""

CYCLE = 100
CACHED_PAGES = 1024
FIRST_NAMES = ("Olivia", "Noah", "Amelia", "Mateo", "Priya", "Jürgen", "Chloé", "Wei", "Zoë", "Ian")
LAST_NAMES = ("Smith", "García", "Okafor", "Lindqvist", "Nguyen", "O'Neill", "Kowalski", "Silva")
LEVELS = ("Contributor", "Contributor", "Office", "Region", "Company")


def _rooms_row(number: int) -> str:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number % len(LAST_NAMES)]
    return (
        '{"userId":%d,"email":"user.%d@agency-'
        f'{number % 7}.example","firstName":"{first}","lastName":"{last}",'
        f'"isLockedOut":{"true" if number % 29 == 0 else "false"},'
        f'"status":"{"Pending" if number % 11 == 0 else "Active"}",'
        f'"accessLevel":"{LEVELS[number % len(LEVELS)]}","defaultOfficeId":{5000 + number % 40},'
        f'"titleId":null,"roleId":{100 + number % 6},'
        f'"profileImageUrl":"https://images.rooms.example/profiles/{number * 7919:08d}.png"}}'
    )


def _otc_row(number: int) -> str:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number % len(LAST_NAMES)]
    return (
        '{"id":%d,"username":"user%d",'
        f'"email":"agent{number}@agency.example","name":"{first} {last}",'
        f'"first_name":"{first}","last_name":"{last}","role":"Agent",'
        f'"status":"{"Inactive" if number % 11 == 0 else "Active"}",'
        f'"phone":"+1-555-{number:04d}","department":"Sales","hire_date":"2023-01-15",'
        '"last_login":"2024-01-10T14:30:00Z","permissions":["read","write"]}'
    )


ROW_TEMPLATES = {
    "rooms": [_rooms_row(number).encode() for number in range(CYCLE)],
    "otc": [_otc_row(number).encode() for number in range(CYCLE)],
}
"""Rows by API, each with two places for its id."""


@lru_cache(maxsize=CYCLE * 4)
def _template(api: str, offset: int, count: int) -> bytes:
    rows = ROW_TEMPLATES[api]
    return b",".join(rows[(offset + index) % CYCLE] for index in range(count))


@frozen
class UserList:
    """
    A list of users of any length.

    Attributes:
        rows: Number of rows.
        largest_page: Most rows in a page.
    """

    rows: int
    largest_page: int = 100

    def rooms_page(self, start: int, count: int) -> bytes:
        """Return a page as Rooms does, with the total and a link to the next page."""
        return _rooms_page(self.rows, start, self._count(start, count))

    def otc_page(self, start: int, count: int) -> bytes:
        """Return a page as Open To Close does: a bare array."""
        return _otc_page(start, self._count(start, count))

    def _count(self, start: int, asked: int) -> int:
        return max(0, min(asked, self.largest_page, self.rows - start))


def _filled(api: str, start: int, count: int) -> bytes:
    ids = range(FIRST_ID + start, FIRST_ID + start + count)
    return _template(api, start % CYCLE, count) % tuple(id_ for id_ in ids for _ in range(2))


@lru_cache(maxsize=CACHED_PAGES)
def _rooms_page(total: int, start: int, count: int) -> bytes:
    end = start + count
    following = f'"/v2/accounts/bench/users?startPosition={end}&count={count}"'
    rest = (
        f'"resultSetSize":{count},"startPosition":{start},"endPosition":{max(start, end - 1)},'
        f'"nextUri":{following if end < total else "null"},"totalRowCount":{total}}}'
    )
    return b'{"userSummaries":[' + _filled("rooms", start, count) + b"]," + rest.encode()


@lru_cache(maxsize=CACHED_PAGES)
def _otc_page(start: int, count: int) -> bytes:
    return b"[" + _filled("otc", start, count) + b"]"
