"""Client authentication: a secret in the header or the form, and PKCE."""

import base64
from typing import Any

import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.sign_in.sign_ins import (
    CHALLENGE,
    INVALID_CLIENT,
    INVALID_GRANT,
    VERIFIER,
    ask_for_token,
    basic,
    make_sandbox,
    refresh,
    refresh_public,
    refusal,
    use_code,
    use_public_code,
)

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


@pytest.fixture
def sandbox() -> Sandbox:
    return make_sandbox()


def ways_to_prove(sandbox: Sandbox) -> list[tuple[dict[str, str], str | None]]:
    """Yield each way to send the secret: the form fields and the header."""
    key, secret = sandbox.config.integration_key, sandbox.config.client_secret
    return [
        ({}, basic(sandbox)),
        ({"client_id": key}, basic(sandbox)),
        ({"client_id": "", "client_secret": ""}, basic(sandbox)),
        ({"client_id": key, "client_secret": secret}, None),
        ({"client_id": key, "client_secret": secret}, basic(sandbox)),
        ({"client_id": key, "client_secret": secret}, basic(sandbox, secret="")),
    ]


async def test_a_secret_is_in_the_header_or_in_the_form(sandbox: Sandbox) -> None:
    for form, header in ways_to_prove(sandbox):
        by_code = {"grant_type": "authorization_code", "code": sandbox.authorize(), **form}
        issued = await ask_for_token(sandbox, by_code, header)
        assert issued.status_code == 200, form
        token = issued.json()["refresh_token"]
        by_token = {"grant_type": "refresh_token", "refresh_token": token, **form}
        assert (await ask_for_token(sandbox, by_token, header)).status_code == 200, form


async def test_a_client_with_a_secret_may_use_pkce_too(sandbox: Sandbox) -> None:
    for form, header in ways_to_prove(sandbox):
        by_code = {"grant_type": "authorization_code", **form}
        code = sandbox.authorize(CHALLENGE)
        wrong = {**by_code, "code": code, "code_verifier": CHALLENGE}
        assert refusal(await ask_for_token(sandbox, wrong, header)) == INVALID_GRANT
        without = {**by_code, "code": code}
        assert refusal(await ask_for_token(sandbox, without, header)) == INVALID_GRANT
        right = {**by_code, "code": code, "code_verifier": VERIFIER}
        issued = (await ask_for_token(sandbox, right, header)).json()
        assert refusal(await refresh_public(sandbox, issued["refresh_token"])) == INVALID_GRANT
        assert (await refresh(sandbox, issued["refresh_token"])).status_code == 200


async def test_a_code_takes_the_secret_or_its_verifier(sandbox: Sandbox) -> None:
    assert refusal(await use_code(sandbox, sandbox.authorize(CHALLENGE))) == INVALID_GRANT
    assert refusal(await use_public_code(sandbox, sandbox.authorize())) == INVALID_GRANT


async def test_a_refresh_token_issued_with_a_secret_requires_it(sandbox: Sandbox) -> None:
    confidential = sandbox.refresh_token
    assert refusal(await refresh_public(sandbox, confidential)) == INVALID_GRANT
    assert (await refresh(sandbox, confidential)).status_code == 200


async def test_a_refresh_token_issued_without_a_secret_accepts_one(sandbox: Sandbox) -> None:
    issued = (await use_public_code(sandbox, sandbox.authorize(CHALLENGE))).json()
    again = (await refresh(sandbox, issued["refresh_token"])).json()

    assert (await refresh_public(sandbox, again["refresh_token"])).status_code == 200


async def test_an_empty_password_is_no_secret(sandbox: Sandbox) -> None:
    issued = (await use_public_code(sandbox, sandbox.authorize(CHALLENGE))).json()
    for token, status in ((issued["refresh_token"], 200), (sandbox.refresh_token, 400)):
        form = {"grant_type": "refresh_token", "refresh_token": token}
        answer = await ask_for_token(sandbox, form, basic(sandbox, secret=""))
        assert answer.status_code == status


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "another"},
        {"client_secret": "wrong"},
        {"client_id": "another", "client_secret": "{secret}"},
        {"client_id": "{key}", "client_secret": "wrong"},
    ],
)
async def test_every_client_value_sent_must_be_right(
    sandbox: Sandbox, wrong: dict[str, Any]
) -> None:
    config = sandbox.config
    form = {"grant_type": "refresh_token", "refresh_token": sandbox.refresh_token}
    form |= {
        name: text.format(key=config.integration_key, secret=config.client_secret)
        for name, text in wrong.items()
    }
    for header in (None, basic(sandbox), basic(sandbox, secret="")):
        assert refusal(await ask_for_token(sandbox, form, header)) == INVALID_CLIENT
    assert (await refresh(sandbox, form["refresh_token"])).status_code == 200


async def test_a_secret_without_a_key_is_refused(sandbox: Sandbox) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": sandbox.refresh_token}
    form["client_secret"] = sandbox.config.client_secret

    assert refusal(await ask_for_token(sandbox, form)) == INVALID_CLIENT


@pytest.mark.parametrize(
    "form",
    [
        {"grant_type": "authorization_code", "code": "any", "code_verifier": VERIFIER},
        {"grant_type": "refresh_token", "refresh_token": "any"},
    ],
)
async def test_an_unknown_client_is_refused(sandbox: Sandbox, form: dict[str, str]) -> None:
    config = sandbox.config
    bare = base64.b64encode(config.integration_key.encode()).decode()
    for authorization in (
        basic(sandbox, secret="wrong"),
        f"Basic {bare}",
        "Basic not!base64",
        "Basic /w==",
        "Basic",
        f"Bearer {config.rooms_token}",
    ):
        refused = await ask_for_token(
            sandbox, {**form, "client_id": config.integration_key}, authorization
        )
        assert refusal(refused) == INVALID_CLIENT
    for named in ({}, {"client_id": ""}, {"client_id": "another"}):
        assert refusal(await ask_for_token(sandbox, {**form, **named})) == INVALID_CLIENT
