"""JWT grant: which assertions get a token, and what the others are told."""

import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.sign_in.sign_ins import (
    JWT_GRANT,
    NOW,
    ask,
    ask_for_token,
    assert_in,
    claims_of,
    make_sandbox,
    refusal,
    rooms_status,
    signed,
)

pytestmark = pytest.mark.anyio

BAD_SIGNATURE = (400, "invalid_grant", "no_valid_keys_or_signatures")
NO_CONSENT = (400, "consent_required", None)


@pytest.fixture
def sandbox() -> Sandbox:
    return make_sandbox()


@pytest.fixture(scope="module")
def other_keys() -> tuple[str, str]:
    """A key pair that no sandbox made, private and public."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


async def test_a_good_assertion_gets_a_token_for_rooms_and_no_refresh_token(
    sandbox: Sandbox,
) -> None:
    response = await assert_in(sandbox, signed(sandbox))

    issued = response.json()
    token = issued.pop("access_token")
    assert response.status_code == 200
    assert issued == {
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": "dtr.rooms.read impersonation",
    }
    assert await rooms_status(sandbox, token) == 200
    assert (await assert_in(sandbox, signed(sandbox))).json()["access_token"] != token


@pytest.mark.parametrize(
    "changes",
    [
        {"iat": None},
        {"exp": NOW + 0.5},
        {"iat": int(NOW) + 60, "exp": int(NOW) + 3660},
        {"iat": int(NOW) - 3000, "exp": int(NOW) + 600},
        {"exp": int(NOW) + 3660},
        {"nbf": int(NOW) + 60},
        {"nbf": int(NOW) - 100_000},
        {"scope": "impersonation"},
        {"scope": "  signature   impersonation room_forms "},
        {"scope": "room_forms signature dtr.rooms.read"},
    ],
)
async def test_what_an_assertion_may_say(sandbox: Sandbox, changes: dict[str, Any]) -> None:
    assert (await assert_in(sandbox, signed(sandbox, **changes))).status_code == 200


@pytest.mark.parametrize(
    ("changes", "description"),
    [
        ({"iss": "00000000-0000-0000-0000-000000000000"}, "issuer_not_found"),
        ({"iss": None}, "issuer_not_found"),
        ({"aud": "account-d.docusign.com"}, "issuer_not_found"),
        ({"aud": "https://account.docusign.com"}, "no_valid_keys_or_signatures"),
        ({"aud": "account.docusign.com/"}, "no_valid_keys_or_signatures"),
        ({"aud": ["account.docusign.com"]}, "no_valid_keys_or_signatures"),
        ({"aud": None}, "no_valid_keys_or_signatures"),
        ({"sub": "wanda.greenwood@harborview-realty.example"}, "user_not_found"),
        ({"sub": ""}, "user_not_found"),
        ({"exp": None}, "no_valid_keys_or_signatures"),
        ({"exp": "1790003600"}, "no_valid_keys_or_signatures"),
        ({"exp": True}, "no_valid_keys_or_signatures"),
        ({"exp": int(NOW)}, "expired_grant"),
        ({"iat": int(NOW) - 7200, "exp": int(NOW) - 3600}, "expired_grant"),
        ({"exp": int(NOW) + 3661}, "no_valid_keys_or_signatures"),
        ({"iat": None, "exp": int(NOW) + 3661}, "no_valid_keys_or_signatures"),
        ({"iat": int(NOW) - 3600, "exp": int(NOW) + 61}, "no_valid_keys_or_signatures"),
        ({"iat": int(NOW) + 61}, "no_valid_keys_or_signatures"),
        ({"iat": "now"}, "no_valid_keys_or_signatures"),
        ({"nbf": int(NOW) + 61}, "no_valid_keys_or_signatures"),
        ({"nbf": [int(NOW)]}, "no_valid_keys_or_signatures"),
    ],
)
async def test_a_bad_claim_is_named(
    sandbox: Sandbox, changes: dict[str, Any], description: str
) -> None:
    response = await assert_in(sandbox, signed(sandbox, **changes))

    assert refusal(response) == (400, "invalid_grant", description)


async def test_in_the_demo_environment_assertions_name_the_demo_host() -> None:
    sandbox = make_sandbox(environment="demo")

    good = await assert_in(sandbox, signed(sandbox, aud="account-d.docusign.com"))
    other = await assert_in(sandbox, signed(sandbox, aud="account.docusign.com"))

    assert good.status_code == 200
    assert refusal(other) == (400, "invalid_grant", "issuer_not_found")


async def test_a_signature_by_another_key_is_refused(
    sandbox: Sandbox, other_keys: tuple[str, str]
) -> None:
    assertion = jwt.encode(claims_of(sandbox), other_keys[0], algorithm="RS256")

    assert refusal(await assert_in(sandbox, assertion)) == BAD_SIGNATURE


async def test_a_claim_changed_after_signing_is_refused(sandbox: Sandbox) -> None:
    header, _, signature = signed(sandbox, scope="impersonation").split(".")
    _, claims, _ = signed(sandbox).split(".")

    assert refusal(await assert_in(sandbox, f"{header}.{claims}.{signature}")) == BAD_SIGNATURE


@pytest.mark.parametrize("algorithm", ["RS384", "PS256"])
async def test_another_algorithm_is_refused(sandbox: Sandbox, algorithm: str) -> None:
    assertion = jwt.encode(claims_of(sandbox), sandbox.private_key, algorithm=algorithm)

    assert refusal(await assert_in(sandbox, assertion)) == BAD_SIGNATURE


async def test_an_unsigned_assertion_is_refused(sandbox: Sandbox) -> None:
    assertion = jwt.encode(claims_of(sandbox), "", algorithm="none")

    assert refusal(await assert_in(sandbox, assertion)) == BAD_SIGNATURE


@pytest.mark.parametrize("assertion", ["nonsense", "a.b.c", "é.é.é", "..", "x" * 10_000])
async def test_what_is_no_assertion_is_refused(sandbox: Sandbox, assertion: str) -> None:
    assert refusal(await assert_in(sandbox, assertion)) == BAD_SIGNATURE


@pytest.mark.parametrize("content", ["[]", "null", "no JSON", '{"exp": NaN}'])
async def test_what_claims_nothing_is_refused(sandbox: Sandbox, content: str) -> None:
    assertion = jwt.PyJWS().encode(content.encode(), sandbox.private_key, algorithm="RS256")

    assert refusal(await assert_in(sandbox, assertion)) == BAD_SIGNATURE


async def test_infinite_times_are_refused(sandbox: Sandbox) -> None:
    content = json.dumps(claims_of(sandbox, exp=0)).replace('"exp": 0', '"exp": 1e999')
    assertion = jwt.PyJWS().encode(content.encode(), sandbox.private_key, algorithm="RS256")

    assert refusal(await assert_in(sandbox, assertion)) == BAD_SIGNATURE


@pytest.mark.parametrize(
    "scope", [None, "", "  ", "unknown", "impersonation unknown", ["impersonation"]]
)
async def test_scopes_that_nobody_consented_to(sandbox: Sandbox, scope: Any) -> None:
    assert refusal(await assert_in(sandbox, signed(sandbox, scope=scope))) == NO_CONSENT


@pytest.mark.parametrize("scope", ["signature", "dtr.rooms.write dtr.rooms.read signature"])
async def test_who_consented_to_impersonation_need_not_be_asked_for_it_again(
    sandbox: Sandbox, scope: str
) -> None:
    issued = (await assert_in(sandbox, signed(sandbox, scope=scope))).json()

    assert issued["scope"] == scope
    assert await rooms_status(sandbox, issued["access_token"]) == 200


async def test_who_never_consented_to_impersonation_is_asked_for_it() -> None:
    sandbox = make_sandbox(scopes=("signature", "dtr.rooms.read"))

    assert refusal(await assert_in(sandbox, signed(sandbox, scope="signature"))) == NO_CONSENT


@pytest.mark.parametrize(
    ("claimed", "in_form", "granted"),
    [
        (None, "signature  room_forms", "signature room_forms"),
        ("signature", "room_forms signature", "signature room_forms"),
        ("signature signature", "", "signature"),
    ],
)
async def test_scopes_are_asked_for_in_the_assertion_or_beside_it(
    sandbox: Sandbox, claimed: str | None, in_form: str, granted: str
) -> None:
    form = {"grant_type": JWT_GRANT, "assertion": signed(sandbox, scope=claimed)}
    issued = await ask_for_token(sandbox, {**form, "scope": in_form})
    more = await ask_for_token(sandbox, {**form, "scope": "unknown"})

    assert issued.json()["scope"] == granted
    assert refusal(more) == NO_CONSENT


async def test_an_assertion_for_nobody_gets_a_token_that_opens_nothing(sandbox: Sandbox) -> None:
    issued = (await assert_in(sandbox, signed(sandbox, sub=None))).json()

    assert issued["token_type"] == "Application"
    assert "refresh_token" not in issued
    assert await rooms_status(sandbox, issued["access_token"]) == 401
    headers = {"authorization": f"Bearer {issued['access_token']}"}
    assert (await ask(sandbox, "GET", "/oauth/userinfo", headers=headers)).status_code == 401


async def test_slashes_may_be_doubled_as_in_powershell_samples(sandbox: Sandbox) -> None:
    form = {"grant_type": JWT_GRANT, "assertion": signed(sandbox)}
    issued = (await ask(sandbox, "POST", "/oauth//token", data=form)).json()
    headers = {"authorization": f"Bearer {issued['access_token']}"}

    assert (await ask(sandbox, "GET", "/oauth//userinfo", headers=headers)).status_code == 200
    assert (await ask(sandbox, "GET", "/oauth//nothing")).status_code == 404


async def test_consent_may_be_for_fewer_scopes() -> None:
    sandbox = make_sandbox(scopes=("impersonation", "dtr.rooms.read"))

    good = await assert_in(sandbox, signed(sandbox, scope="impersonation dtr.rooms.read"))
    more = await assert_in(sandbox, signed(sandbox, scope="impersonation dtr.rooms.write"))

    assert good.status_code == 200
    assert refusal(more) == NO_CONSENT


async def test_consent_may_be_withdrawn_and_given_again(sandbox: Sandbox) -> None:
    assert sandbox.consent
    sandbox.consent = False
    without = await assert_in(sandbox, signed(sandbox))
    unknown = await assert_in(sandbox, signed(sandbox, iss="unknown"))
    sandbox.consent = True
    again = await assert_in(sandbox, signed(sandbox))

    assert refusal(without) == NO_CONSENT
    assert refusal(unknown) == (400, "invalid_grant", "issuer_not_found")
    assert again.status_code == 200


async def test_the_key_may_be_someone_elses(other_keys: tuple[str, str]) -> None:
    private, public = other_keys
    sandbox = make_sandbox(public_key=public)
    by_sandbox = signed(make_sandbox())

    good = await assert_in(sandbox, jwt.encode(claims_of(sandbox), private, algorithm="RS256"))

    assert good.status_code == 200
    assert refusal(await assert_in(sandbox, by_sandbox)) == BAD_SIGNATURE
    with pytest.raises(ValueError, match="public_key"):
        _ = sandbox.private_key


async def test_a_key_that_can_check_nothing_refuses_all(sandbox: Sandbox) -> None:
    broken = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"

    assert refusal(await assert_in(make_sandbox(public_key=broken), signed(sandbox))) == (
        BAD_SIGNATURE
    )


def test_a_private_key_is_not_taken_for_a_public_one_and_not_shown() -> None:
    private = make_sandbox().private_key
    with pytest.raises(ValueError, match="public_key") as raised:
        make_sandbox(public_key=private)
    assert private.splitlines()[1] not in str(raised.value)


def test_the_private_key_is_the_same_at_each_reading() -> None:
    sandbox = make_sandbox()
    key = sandbox.private_key
    assert key.startswith("-----BEGIN RSA PRIVATE KEY-----\n")
    assert sandbox.private_key == key
    loaded = serialization.load_pem_private_key(key.encode(), None)
    assert isinstance(loaded, rsa.RSAPrivateKey)
    assert loaded.key_size == 2048
