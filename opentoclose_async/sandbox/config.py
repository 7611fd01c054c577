"""The settings of a sandbox."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, Final, Literal

import attrs
import orjson

Quota = tuple[tuple[int, float], ...]
"""Windows of (requests, seconds): `((500, 30.0), (3000, 3600.0))`."""

DOCUMENTED_OTC_QUOTA: Final[Quota] = ((1, 1.0),)
DOCUMENTED_ROOMS_QUOTA: Final[Quota] = ((500, 30.0), (3000, 3600.0))
DOCUMENTED_DEMO_ROOMS_QUOTA: Final[Quota] = ((200, 30.0), (3000, 3600.0))

AUTH_HOSTS: Final = {"production": "account.docusign.com", "demo": "account-d.docusign.com"}
"""DocuSign's authentication server by environment; assertions name it in `aud`."""

_ESIGNATURE_URLS: Final = {
    "production": "https://na3.docusign.net",
    "demo": "https://demo.docusign.net",
}

ROOMS_SCOPES: Final = (
    "dtr.rooms.read",
    "dtr.rooms.write",
    "dtr.documents.read",
    "dtr.documents.write",
    "dtr.profile.read",
    "dtr.profile.write",
    "dtr.company.read",
    "dtr.company.write",
    "room_forms",
)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _otc_token() -> str:
    # As long as the vendor's, and with "+", "/" and "=", so that a client must percent-encode it.
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


def _check_public_key(
    _: object, attribute: "attrs.Attribute[str | None]", value: str | None
) -> None:
    if value is not None and not value.lstrip().startswith(_PUBLIC_KEYS):
        # Never quote the value: it may be the private key, passed by mistake.
        raise ValueError(f"{attribute.name} must be a public key in PEM")


def _check_accounts(
    _: object,
    attribute: "attrs.Attribute[tuple[Mapping[str, Any], ...] | None]",
    value: tuple[Mapping[str, Any], ...] | None,
) -> None:
    if any("account_id" not in account for account in value or ()):
        raise ValueError(f"{attribute.name}: each must have an account_id")


def _not_negative(_: object, attribute: "attrs.Attribute[Any]", value: float | None) -> None:
    if value is not None and value < 0:
        raise ValueError(f"{attribute.name} must not be negative: {value}")


_PUBLIC_KEYS: Final = ("-----BEGIN PUBLIC KEY-----", "-----BEGIN RSA PUBLIC KEY-----")
_page_cap = attrs.validators.and_(attrs.validators.ge(1), attrs.validators.le(100))


@attrs.frozen(kw_only=True)
class SandboxConfig:
    """
    The settings of a sandbox; all have defaults.

    Args:
        users: Users in each of the two APIs.
        teams: Teams in Open To Close.
        agents: Agents in Open To Close.
        contacts: Contacts in Open To Close.
        tags: Tags in Open To Close.
        properties: Properties in Open To Close, with contacts, documents, emails, notes and tasks.
            Some properties have none; the first has all kinds, and 130 notes.
        rooms_users: Users in Rooms, if not as many as `users`.
        regions: Regions in Rooms.
        offices: Offices in Rooms; users are in the first twelve.
        rooms: Rooms in Rooms: active, pending and closed, from 2019 to 2026, with people, folders,
            documents and task lists.
        documents: Documents in all rooms together; the first room has more than a page of them, if
            there are enough. If None, up to three in each room.
        large_document_bytes: Size of one more document in the first room; none if 0. Rooms accepts
            up to 35 MB.
        oddities: Whether there are also names that make bad file names, and documents that are
            empty, fail or are refused: `Sandbox.special_documents` has their ids. They are in the
            first room and in the first property, in addition to `documents`.
        seed: Determines the data, and which requests a fault with a probability strikes.
        latency: Seconds added to each API request.
        quota: "documented" limits Open To Close to 1 request per second, and Rooms to 500 per 30 s
            (200 in the demo environment) and 3,000 per hour; "off" sets no limit.
        otc_quota: Windows of (count, seconds) for Open To Close; overrides `quota`.
        rooms_quota: The same for Rooms. The longest window is reported as the hourly limit and the
            shortest as the burst limit; a single window under a minute is a burst limit.
        rate_limit_status: Status of a Rooms response over the quota: 429, or 400 as Rooms sent
            until 2026. Open To Close always sends 429.
        retry_after: Whether a response over the quota has Retry-After, in seconds. Neither vendor
            was seen to send it.
        otc_page_cap: Most rows in an Open To Close page; a larger `limit` is silently reduced.
        otc_property_page_cap: The same for properties, where Open To Close allows fewer.
        rooms_page_cap: The same for Rooms, at most the documented 100.
        omit_total_row_count: Leave `totalRowCount` out of Rooms pages.
        omit_next_uri: Leave `nextUri` and `priorUri` out of Rooms pages, as a vendor sample does.
        empty_list_status: 200, or 204 without a body for a page without rows.
        delete_status: 200 with a confirmation, or 204 without a body.
        otc_files: Whether two of three links of property documents point to files that the sandbox
            serves, without a credential; otherwise all point to another host.
        otc_token: The `api_token` that Open To Close accepts.
        rooms_token: The bearer token that Rooms accepts.
        account_id: The Rooms account that the token may read.
        accounts: The accounts that userinfo lists instead of `account_id` alone: objects with
            `account_id`, and any of `is_default` (False), `account_name`, `base_uri` and others
            that differ from the defaults. Rooms serves `account_id` only, whatever is listed.
        environment: "production" or "demo": decides the host that assertions must name in `aud`,
            the `base_uri` of accounts, and the documented quota of Rooms.
        integration_key: The client id that may sign in.
        client_secret: Its secret, sent in a Basic header or in the form.
        user_id: The user it may sign in for.
        public_key: The public key (PEM) that verifies assertions; a generated one if None.
        scopes: The scopes the user consented to. A JWT grant needs `impersonation` among them, but
            need not request it.
        token_lifetime: Lifetime in seconds of access tokens from a JWT grant; those from an
            authorization code are valid for 28,800.
    """

    users: int = attrs.field(default=200, validator=_not_negative)
    teams: int = attrs.field(default=12, validator=_not_negative)
    agents: int = attrs.field(default=25, validator=_not_negative)
    contacts: int = attrs.field(default=60, validator=_not_negative)
    tags: int = attrs.field(default=8, validator=_not_negative)
    properties: int = attrs.field(default=30, validator=_not_negative)
    rooms_users: int | None = attrs.field(default=None, validator=_not_negative)
    regions: int = attrs.field(default=4, validator=_not_negative)
    offices: int = attrs.field(default=12, validator=_not_negative)
    rooms: int = attrs.field(default=40, validator=_not_negative)
    documents: int | None = attrs.field(default=None, validator=_not_negative)
    large_document_bytes: int = attrs.field(default=0, validator=_not_negative)
    oddities: bool = False
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
    otc_files: bool = False
    otc_token: str = attrs.field(factory=_otc_token, repr=False)
    rooms_token: str = attrs.field(factory=_rooms_token, repr=False)
    account_id: str = "3f1c9a52-7d46-4b0e-9a8d-5c2e61b7f043"
    accounts: tuple[Mapping[str, Any], ...] | None = attrs.field(
        default=None, validator=_check_accounts
    )
    environment: Literal["production", "demo"] = attrs.field(
        default="production", validator=attrs.validators.in_(tuple(AUTH_HOSTS))
    )
    integration_key: str = "b27f4c61-93de-4d1a-8c05-1e7a60d9f3b8"
    client_secret: str = attrs.field(default="d84e2b97-5a10-46cf-b3e6-7f29c8014d5a", repr=False)
    user_id: str = "6a90d3e8-2cb4-4f75-a1d7-e03b5896c2f4"
    public_key: str | None = attrs.field(default=None, validator=_check_public_key)
    scopes: tuple[str, ...] = (*ROOMS_SCOPES, "impersonation", "signature")
    token_lifetime: int = attrs.field(default=3600, validator=attrs.validators.ge(1))

    @property
    def otc_windows(self) -> Quota:
        """The quota windows of Open To Close; empty if unlimited."""
        return self._windows(self.otc_quota, DOCUMENTED_OTC_QUOTA)

    @property
    def rooms_windows(self) -> Quota:
        """The quota windows of Rooms; empty if unlimited."""
        is_demo = self.environment == "demo"
        documented = DOCUMENTED_DEMO_ROOMS_QUOTA if is_demo else DOCUMENTED_ROOMS_QUOTA
        return self._windows(self.rooms_quota, documented)

    @property
    def auth_host(self) -> str:
        """The host that assertions must name in `aud`."""
        return AUTH_HOSTS[self.environment]

    @property
    def esignature_url(self) -> str:
        """The `base_uri` of accounts."""
        return _ESIGNATURE_URLS[self.environment]

    @property
    def rooms_user_count(self) -> int:
        """The number of users Rooms starts with."""
        return self.users if self.rooms_users is None else self.rooms_users

    def _windows(self, override: Quota | None, documented: Quota) -> Quota:
        if override is not None:
            return override
        return documented if self.quota == "documented" else ()
