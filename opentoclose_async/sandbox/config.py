"""What a sandbox holds and how its server behaves."""

import base64
import hashlib
from typing import Any, Final, Literal

import attrs
import orjson

Quota = tuple[tuple[int, float], ...]
"""At most so many requests in any so many seconds: `((500, 30.0), (3000, 3600.0))`."""

DOCUMENTED_OTC_QUOTA: Final[Quota] = ((1, 1.0),)
DOCUMENTED_ROOMS_QUOTA: Final[Quota] = ((500, 30.0), (3000, 3600.0))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _otc_token() -> str:
    # As long as the vendor's, with "+", "/" and "=" in it, so that a client must percent-encode it.
    return base64.b64encode(hashlib.sha512(b"open to close sandbox").digest()).decode()


def _rooms_token() -> str:
    header = _base64url(orjson.dumps({"typ": "MT", "alg": "RS256", "kid": "sandbox"}))
    claims = _base64url(orjson.dumps({"iss": "opentoclose-sandbox", "scp": ["dtr.rooms.read"]}))
    signature = b"".join(hashlib.sha512(b"rooms sandbox %d" % part).digest() for part in range(4))
    return f"{header}.{claims}.{_base64url(signature)}"


def _as_quota(value: Any) -> Quota | None:
    if value is None:
        return None
    return tuple((int(count), float(seconds)) for count, seconds in value)


def _check_quota(
    _: object, attribute: "attrs.Attribute[Quota | None]", value: Quota | None
) -> None:
    if value is not None and any(count < 1 or seconds <= 0 for count, seconds in value):
        raise ValueError(f"{attribute.name}: counts must be at least 1 and seconds above 0")


def _not_negative(_: object, attribute: "attrs.Attribute[Any]", value: float | None) -> None:
    if value is not None and value < 0:
        raise ValueError(f"{attribute.name} must not be negative: {value}")


_page_cap = attrs.validators.and_(attrs.validators.ge(1), attrs.validators.le(100))


@attrs.frozen(kw_only=True)
class SandboxConfig:
    """
    Settings of a sandbox; all of them have a default.

    Args:
        users: Rows of users in each of the two APIs.
        teams: Rows of teams in Open To Close.
        agents: Rows of agents in Open To Close.
        contacts: Rows of contacts in Open To Close.
        tags: Rows of tags in Open To Close.
        properties: Rows of properties in Open To Close. Contacts, documents, emails, notes and
            tasks of each come with them: none for some, and of all kinds for the first, which has
            130 notes.
        rooms_users: Rows of users in Rooms, when that should differ from `users`.
        seed: Picks the data, and the order in which faults with a probability strike.
        latency: Seconds added to each API request.
        quota: "documented" limits Open To Close to 1 request a second, and Rooms to 500 in 30 s
            and 3,000 in an hour; "off" limits nothing.
        otc_quota: Windows of (count, seconds) for Open To Close, whatever `quota` says.
        rooms_quota: The same for Rooms. The longest window is reported as the hourly limit and the
            shortest as the burst limit; a lone one under a minute is a burst limit.
        rate_limit_status: 429, or 400 as Rooms answered until 2026. Open To Close always has 429.
        retry_after: Whether a 429 tells by Retry-After how many seconds to wait. Neither vendor
            was seen to send it.
        otc_page_cap: Most rows of an Open To Close page; asking for more gets so many, silently.
        otc_property_page_cap: The same for properties, of which Open To Close gives fewer.
        rooms_page_cap: The same for Rooms, below the documented 100.
        omit_total_row_count: Leave `totalRowCount` out of Rooms pages.
        omit_next_uri: Leave `nextUri` and `priorUri` out of Rooms pages, as a vendor sample does.
        empty_list_status: 200, or 204 without a body for a page without rows.
        delete_status: 200 with a confirmation, or 204 without a body.
        otc_token: The `api_token` that Open To Close accepts.
        rooms_token: The bearer token that Rooms accepts.
        account_id: The Rooms account that the token may read.
    """

    users: int = attrs.field(default=200, validator=_not_negative)
    teams: int = attrs.field(default=12, validator=_not_negative)
    agents: int = attrs.field(default=25, validator=_not_negative)
    contacts: int = attrs.field(default=60, validator=_not_negative)
    tags: int = attrs.field(default=8, validator=_not_negative)
    properties: int = attrs.field(default=30, validator=_not_negative)
    rooms_users: int | None = attrs.field(default=None, validator=_not_negative)
    seed: int = 7
    latency: float = attrs.field(default=0.0, validator=_not_negative)
    quota: Literal["off", "documented"] = attrs.field(
        default="off", validator=attrs.validators.in_(("off", "documented"))
    )
    otc_quota: Quota | None = attrs.field(default=None, converter=_as_quota, validator=_check_quota)
    rooms_quota: Quota | None = attrs.field(
        default=None, converter=_as_quota, validator=_check_quota
    )
    rate_limit_status: Literal[400, 429] = attrs.field(
        default=429, validator=attrs.validators.in_((400, 429))
    )
    retry_after: bool = False
    otc_page_cap: int = attrs.field(default=100, validator=_page_cap)
    otc_property_page_cap: int = attrs.field(default=50, validator=_page_cap)
    rooms_page_cap: int = attrs.field(default=100, validator=_page_cap)
    omit_total_row_count: bool = False
    omit_next_uri: bool = False
    empty_list_status: Literal[200, 204] = attrs.field(
        default=200, validator=attrs.validators.in_((200, 204))
    )
    delete_status: Literal[200, 204] = attrs.field(
        default=200, validator=attrs.validators.in_((200, 204))
    )
    otc_token: str = attrs.field(factory=_otc_token, repr=False)
    rooms_token: str = attrs.field(factory=_rooms_token, repr=False)
    account_id: str = "3f1c9a52-7d46-4b0e-9a8d-5c2e61b7f043"

    @property
    def otc_windows(self) -> Quota:
        """The windows that Open To Close counts in; none when nothing is limited."""
        return self._windows(self.otc_quota, DOCUMENTED_OTC_QUOTA)

    @property
    def rooms_windows(self) -> Quota:
        """The windows that Rooms counts in; none when nothing is limited."""
        return self._windows(self.rooms_quota, DOCUMENTED_ROOMS_QUOTA)

    @property
    def rooms_user_count(self) -> int:
        """How many users Rooms starts with."""
        return self.users if self.rooms_users is None else self.rooms_users

    def _windows(self, override: Quota | None, documented: Quota) -> Quota:
        if override is not None:
            return override
        return documented if self.quota == "documented" else ()
