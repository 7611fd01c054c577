"""Authorization codes and refresh tokens: uses, lifetimes and scopes."""

import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.sign_in.sign_ins import (
    CHALLENGE,
    INVALID_GRANT,
    JWT_GRANT,
    VERIFIER,
    Clock,
    ask,
    ask_for_token,
    basic,
    make_sandbox,
    refresh,
    refresh_public,
    refusal,
    rooms_status,
    use_code,
    use_public_code,
)

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

DAY = 86_400.0


@pytest.fixture
def sandbox() -> Sandbox:
    return make_sandbox()


async def test_a_code_gets_both_tokens_for_a_client_with_a_secret(sandbox: Sandbox) -> None:
    response = await use_code(sandbox, sandbox.authorize())

    issued = response.json()
    assert response.status_code == 200
    assert await rooms_status(sandbox, issued.pop("access_token")) == 200
    assert (await refresh(sandbox, issued.pop("refresh_token"))).status_code == 200
    assert issued == {
        "token_type": "Bearer",
        "expires_in": 28800,
        "scope": " ".join(sandbox.config.scopes),
    }


async def test_a_code_gets_both_tokens_for_a_client_with_the_verifier(sandbox: Sandbox) -> None:
    response = await use_public_code(sandbox, sandbox.authorize(CHALLENGE))

    issued = response.json()
    assert (response.status_code, issued["expires_in"]) == (200, 28800)
    assert await rooms_status(sandbox, issued["access_token"]) == 200
    assert (await refresh_public(sandbox, issued["refresh_token"])).status_code == 200


async def test_a_code_is_for_what_was_consented_to(sandbox: Sandbox) -> None:
    code = sandbox.authorize(scopes=("dtr.rooms.read", "signature"))
    issued = (await use_code(sandbox, code)).json()
    refreshed = (await refresh(sandbox, issued["refresh_token"])).json()

    assert issued["scope"] == refreshed["scope"] == "dtr.rooms.read signature"


async def test_a_code_works_once(sandbox: Sandbox) -> None:
    code, public_code = sandbox.authorize(), sandbox.authorize(CHALLENGE)
    assert (await use_code(sandbox, code)).status_code == 200
    assert (await use_public_code(sandbox, public_code)).status_code == 200

    assert refusal(await use_code(sandbox, code)) == INVALID_GRANT
    assert refusal(await use_public_code(sandbox, public_code)) == INVALID_GRANT


async def test_an_unknown_code(sandbox: Sandbox) -> None:
    assert refusal(await use_code(sandbox, "guessed")) == INVALID_GRANT
    assert refusal(await use_public_code(sandbox, "guessed")) == INVALID_GRANT


async def test_the_verifier_must_match_the_challenge(sandbox: Sandbox) -> None:
    code = sandbox.authorize(CHALLENGE)

    assert refusal(await use_public_code(sandbox, code, f"{VERIFIER}0")) == INVALID_GRANT
    assert refusal(await use_public_code(sandbox, code, CHALLENGE)) == INVALID_GRANT
    assert (await use_public_code(sandbox, code)).status_code == 200


async def test_a_refresh_token_works_once_and_gets_another(sandbox: Sandbox) -> None:
    first = sandbox.refresh_token
    response = await refresh(sandbox, first)

    issued = response.json()
    assert (response.status_code, issued["expires_in"]) == (200, 28800)
    assert issued["refresh_token"] != first
    assert await rooms_status(sandbox, issued["access_token"]) == 200
    assert refusal(await refresh(sandbox, first)) == INVALID_GRANT
    assert (await refresh(sandbox, issued["refresh_token"])).status_code == 200


async def test_a_public_refresh_token_works_once_and_gets_another(sandbox: Sandbox) -> None:
    issued = (await use_public_code(sandbox, sandbox.authorize(CHALLENGE))).json()
    refreshed = (await refresh_public(sandbox, issued["refresh_token"])).json()

    assert refusal(await refresh_public(sandbox, issued["refresh_token"])) == INVALID_GRANT
    assert (await refresh_public(sandbox, refreshed["refresh_token"])).status_code == 200


async def test_the_refresh_token_of_the_sandbox_is_valid() -> None:
    clock = Clock(0.0)
    sandbox = make_sandbox(clock=clock)
    first = sandbox.refresh_token
    assert sandbox.refresh_token == first
    await refresh(sandbox, first)
    second = sandbox.refresh_token
    assert second != first
    clock.now = 30 * DAY
    third = sandbox.refresh_token

    assert third != second
    assert refusal(await refresh(sandbox, second)) == INVALID_GRANT
    assert (await refresh(sandbox, third)).status_code == 200


async def test_refreshing_does_not_extend_the_sign_in() -> None:
    clock = Clock(0.0)
    sandbox = make_sandbox(clock=clock)
    token = sandbox.refresh_token
    clock.now = 30 * DAY - 1
    later = (await refresh(sandbox, token)).json()["refresh_token"]
    clock.now = 30 * DAY

    assert refusal(await refresh(sandbox, later)) == INVALID_GRANT


async def test_refreshing_extends_the_sign_in_with_the_extended_scope() -> None:
    clock = Clock(0.0)
    sandbox = make_sandbox(clock=clock)
    code = sandbox.authorize(scopes=("signature", "extended"))
    token = (await use_code(sandbox, code)).json()["refresh_token"]
    clock.now = 30 * DAY - 1
    later = (await refresh(sandbox, token)).json()["refresh_token"]
    clock.now = 60 * DAY - 2

    assert (await refresh(sandbox, later)).status_code == 200


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        ({}, "grant_type"),
        ({"grant_type": ""}, "grant_type"),
        ({"grant_type": JWT_GRANT}, "assertion"),
        ({"grant_type": "authorization_code"}, "code"),
        ({"grant_type": "authorization_code", "code": "any"}, "code_verifier"),
        ({"grant_type": "refresh_token"}, "refresh_token"),
    ],
)
async def test_missing_fields_are_named(
    sandbox: Sandbox, form: dict[str, str], missing: str
) -> None:
    refused = await ask_for_token(sandbox, {**form, "client_id": sandbox.config.integration_key})

    assert refusal(refused) == (400, "invalid_request", f"{missing} is missing")


async def test_unknown_grants_are_refused(sandbox: Sandbox) -> None:
    refused = await ask_for_token(sandbox, {"grant_type": "password"}, basic(sandbox))

    assert refusal(refused) == (400, "unsupported_grant_type", None)


@pytest.mark.parametrize("content_type", [None, "application/json", "text/plain"])
async def test_a_body_that_is_not_a_form_is_refused(
    sandbox: Sandbox, content_type: str | None
) -> None:
    body = f"grant_type=refresh_token&refresh_token={sandbox.refresh_token}"
    headers = {"authorization": basic(sandbox)}
    if content_type is not None:
        headers["content-type"] = content_type
    refused = await ask(sandbox, "POST", "/oauth/token", content=body.encode(), headers=headers)

    assert refusal(refused)[:2] == (400, "invalid_request")


@pytest.mark.parametrize(
    "body", [b"grant_type=refresh_token&grant_type=refresh_token", b"grant_type=\xff"]
)
async def test_a_form_that_cannot_be_read_is_refused(sandbox: Sandbox, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    refused = await ask(sandbox, "POST", "/oauth/token", content=body, headers=headers)

    assert refusal(refused)[:2] == (400, "invalid_request")


async def test_a_form_may_name_its_charset(sandbox: Sandbox) -> None:
    headers = {
        "content-type": "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
        "authorization": basic(sandbox),
    }
    body = f"grant_type=refresh_token&refresh_token={sandbox.refresh_token}"
    response = await ask(sandbox, "POST", "/oauth/token", content=body.encode(), headers=headers)

    assert response.status_code == 200
