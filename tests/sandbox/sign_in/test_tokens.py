"""Access tokens: where they are accepted, their lifetime, and userinfo."""

import subprocess
import sys
import uuid
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.sandbox.clients import control_client
from tests.sandbox.sign_in.sign_ins import (
    DEADLINE,
    Clock,
    ask,
    ask_for_token,
    assert_in,
    basic,
    make_sandbox,
    refresh,
    refusal,
    rooms_status,
    signed,
    use_code,
)

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


@pytest.fixture
def sandbox() -> Sandbox:
    return make_sandbox()


async def access_token(sandbox: Sandbox) -> str:
    token: str = (await assert_in(sandbox, signed(sandbox))).json()["access_token"]
    return token


async def user_info(sandbox: Sandbox, authorization: str | None = None) -> httpx.Response:
    headers = {} if authorization is None else {"authorization": authorization}
    return await ask(sandbox, "GET", "/oauth/userinfo", headers=headers)


async def test_userinfo_names_the_user_and_the_account(sandbox: Sandbox) -> None:
    response = await user_info(sandbox, f"Bearer {await access_token(sandbox)}")

    assert response.status_code == 200
    assert response.json() == {
        "sub": sandbox.config.user_id,
        "name": "Wanda Greenwood",
        "given_name": "Wanda",
        "family_name": "Greenwood",
        "email": "wanda.greenwood@harborview-realty.example",
        "created": "2015-08-13T22:03:03.45",
        "accounts": [
            {
                "account_id": sandbox.config.account_id,
                "is_default": True,
                "account_name": "Harborview Realty",
                "base_uri": "https://na3.docusign.net",
            }
        ],
    }


async def test_userinfo_accepts_the_configured_token() -> None:
    sandbox = make_sandbox(environment="demo")
    response = await user_info(sandbox, f"bearer  {sandbox.config.rooms_token} ")

    assert response.json()["accounts"][0]["base_uri"] == "https://demo.docusign.net"


async def test_there_may_be_several_accounts_and_no_default() -> None:
    accounts: tuple[dict[str, Any], ...] = (
        {"account_id": "first", "account_name": "Northgate Homes"},
        {"account_id": "second", "organization": {"organization_id": "one", "links": []}},
    )
    sandbox = make_sandbox(accounts=accounts)
    told = (await user_info(sandbox, f"Bearer {sandbox.config.rooms_token}")).json()["accounts"]

    assert [account["account_id"] for account in told] == ["first", "second"]
    assert [account["is_default"] for account in told] == [False, False]
    assert [account["account_name"] for account in told] == ["Northgate Homes", "Harborview Realty"]
    assert told[1]["organization"] == {"organization_id": "one", "links": []}


def test_an_account_needs_an_id() -> None:
    with pytest.raises(ValueError, match="accounts: each must have an account_id"):
        make_sandbox(accounts=({"account_name": "Northgate Homes"},))


@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer wrong", "Basic {}", "{}"])
async def test_userinfo_reports_an_invalid_token_as_a_server_error(
    sandbox: Sandbox, authorization: str | None
) -> None:
    token = await access_token(sandbox)
    response = await user_info(sandbox, authorization and authorization.format(token))

    error = response.json()
    assert response.status_code == 401
    assert set(error) == {"error", "reference_id"}
    assert error["error"] == "internal_server_error"
    uuid.UUID(error["reference_id"])


async def test_unknown_paths_and_methods(sandbox: Sandbox) -> None:
    by_get = await ask(sandbox, "GET", "/oauth/token")
    by_post = await ask(sandbox, "POST", "/oauth/userinfo")
    nowhere = await ask(sandbox, "GET", "/oauth/nothing")

    assert (by_get.status_code, by_get.headers["allow"]) == (405, "POST")
    assert (by_post.status_code, by_post.headers["allow"]) == (405, "GET")
    assert (nowhere.status_code, nowhere.json()["error"]) == (404, "not_found")


@pytest.mark.parametrize("lifetime", [3600, 5])
async def test_a_token_expires_by_the_clock_of_the_sandbox(lifetime: int) -> None:
    clock = Clock(1000.0)
    sandbox = make_sandbox(clock=clock, token_lifetime=lifetime)
    issued = (await assert_in(sandbox, signed(sandbox))).json()
    token = issued["access_token"]

    assert issued["expires_in"] == lifetime
    clock.now += lifetime - 1
    assert await rooms_status(sandbox, token) == 200
    assert (await user_info(sandbox, f"Bearer {token}")).status_code == 200
    clock.now += 1
    assert await rooms_status(sandbox, token) == 401
    assert (await user_info(sandbox, f"Bearer {token}")).status_code == 401
    assert await rooms_status(sandbox, await access_token(sandbox)) == 200
    assert await rooms_status(sandbox, sandbox.config.rooms_token) == 200


async def test_a_token_from_a_code_lasts_eight_hours() -> None:
    clock = Clock(0.0)
    sandbox = make_sandbox(clock=clock, token_lifetime=5)
    token = (await use_code(sandbox, sandbox.authorize())).json()["access_token"]
    clock.now = 28_799.0
    assert await rooms_status(sandbox, token) == 200
    clock.now = 28_800.0
    assert await rooms_status(sandbox, token) == 401


async def test_an_old_token_stays_valid_after_a_new_one(sandbox: Sandbox) -> None:
    tokens = [await access_token(sandbox) for _ in range(2)]

    assert [await rooms_status(sandbox, token) for token in tokens] == [200, 200]


async def test_revoking_ends_all_access_tokens_and_nothing_else(sandbox: Sandbox) -> None:
    refresh_token, code = sandbox.refresh_token, sandbox.authorize()
    tokens = [await access_token(sandbox) for _ in range(2)]
    sandbox.revoke_tokens()

    assert [await rooms_status(sandbox, token) for token in tokens] == [401, 401]
    assert (await user_info(sandbox, f"Bearer {tokens[0]}")).status_code == 401
    assert await rooms_status(sandbox, sandbox.config.rooms_token) == 200
    assert await rooms_status(sandbox, await access_token(sandbox)) == 200
    assert (await refresh(sandbox, refresh_token)).status_code == 200
    assert (await use_code(sandbox, code)).status_code == 200


async def test_a_reset_ends_all_sign_ins(sandbox: Sandbox) -> None:
    refresh_token, code = sandbox.refresh_token, sandbox.authorize()
    token = await access_token(sandbox)
    sandbox.consent = False
    async with control_client(sandbox) as control:
        assert (await control.post("/reset")).status_code == 200

    assert sandbox.consent
    assert await rooms_status(sandbox, token) == 401
    assert refusal(await refresh(sandbox, refresh_token))[1] == "invalid_grant"
    assert refusal(await use_code(sandbox, code))[1] == "invalid_grant"
    assert await rooms_status(sandbox, await access_token(sandbox)) == 200
    assert (await refresh(sandbox, sandbox.refresh_token)).status_code == 200


async def test_sign_ins_are_counted_separately(sandbox: Sandbox) -> None:
    token = await access_token(sandbox)
    await user_info(sandbox, f"Bearer {token}")
    await use_code(sandbox, "wrong")
    await rooms_status(sandbox, token)

    stats = sandbox.stats.auth
    assert (stats.requests, stats.in_flight, stats.rate_limited) == (3, 0, 0)
    assert stats.by_status == {200: 2, 400: 1}
    assert [(entry.method, entry.path, entry.status) for entry in stats.log] == [
        ("POST", "/oauth/token", 200),
        ("GET", "/oauth/userinfo", 200),
        ("POST", "/oauth/token", 400),
    ]
    assert sandbox.stats.rooms.requests == 1
    async with control_client(sandbox) as control:
        assert (await control.get("/stats")).json()["auth"]["requests"] == 3
    sandbox.reset_stats()
    assert (stats.requests, len(stats.log)) == (0, 0)


async def test_sign_in_credentials_are_not_logged(sandbox: Sandbox) -> None:
    secrets = [signed(sandbox), sandbox.authorize(), sandbox.refresh_token]
    secrets.append(sandbox.config.client_secret)
    issued = [
        await assert_in(sandbox, secrets[0]),
        await use_code(sandbox, secrets[1]),
        await refresh(sandbox, secrets[2]),
    ]
    for response in issued:
        answer = response.json()
        secrets += [answer["access_token"], answer.get("refresh_token", answer["access_token"])]
    mistaken = dict(enumerate(secrets))
    body = {str(name): secret for name, secret in mistaken.items()}
    await ask(sandbox, "POST", "/oauth/token", params=body)
    await ask(sandbox, "POST", "/oauth/token", json=body)
    await ask_for_token(sandbox, body, basic(sandbox))

    async with control_client(sandbox) as control:
        shown = repr(sandbox.stats) + (await control.get("/stats?log=10")).text
    shown += repr(sandbox.config) + repr(vars(sandbox))
    assert sandbox.stats.auth.requests == 6
    assert [secret for secret in secrets if secret in shown] == []


async def test_faults_affect_the_sign_in(sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="status", api="auth", times=1), Fault(kind="html", api="otc")]
    failed = await assert_in(sandbox, signed(sandbox))
    good = await assert_in(sandbox, signed(sandbox))

    assert (failed.status_code, failed.json()["error"]) == (503, "temporarily_unavailable")
    assert good.status_code == 200


async def test_a_lost_response_has_used_the_refresh_token(sandbox: Sandbox) -> None:
    token = sandbox.refresh_token
    sandbox.faults = [Fault(kind="drop", api="auth", after=True, times=1)]
    with pytest.raises(ConnectionResetError):
        await refresh(sandbox, token)

    assert refusal(await refresh(sandbox, token))[1] == "invalid_grant"


async def test_a_fault_of_rooms_leaves_the_sign_in_alone(sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="status", api="rooms")]
    token = await access_token(sandbox)

    assert (await user_info(sandbox, f"Bearer {token}")).status_code == 200
    assert await rooms_status(sandbox, token) == 503


async def test_the_sign_in_has_no_quota() -> None:
    sandbox = make_sandbox(quota="documented", rooms_quota=((1, 30.0),), otc_quota=((1, 30.0),))
    responses = [await user_info(sandbox, f"Bearer {sandbox.config.rooms_token}") for _ in range(5)]

    assert [response.status_code for response in responses] == [200] * 5


@pytest.mark.parametrize(("environment", "burst"), [("production", "500"), ("demo", "200")])
async def test_the_environment_decides_the_documented_quota(environment: str, burst: str) -> None:
    sandbox = make_sandbox(quota="documented", environment=environment)
    path = f"/restapi/v2/accounts/{sandbox.config.account_id}/users"
    headers = {"authorization": f"Bearer {sandbox.config.rooms_token}"}
    response = await ask(sandbox, "GET", path, headers=headers)

    assert response.headers["x-burstlimit-limit"] == burst
    assert response.headers["x-ratelimit-limit"] == "3000"


async def test_signing_in_over_a_socket(start_server: Callable[..., RunningSandbox]) -> None:
    running = start_server(users=3, wall_clock=Clock(1_790_000_000.0))
    sandbox = running.sandbox
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": signed(sandbox),
    }
    assert running.auth_url == f"http://127.0.0.1:{running.port}"
    with anyio.fail_after(DEADLINE):
        async with httpx.AsyncClient(base_url=running.auth_url, trust_env=False) as client:
            token = (await client.post("/oauth/token", data=form)).json()["access_token"]
            headers = {"authorization": f"Bearer {token}"}
            told = (await client.get("/oauth/userinfo", headers=headers)).json()
            users = (
                f"{running.rooms_base_url}/v2/accounts/{told['accounts'][0]['account_id']}/users"
            )
            page = (await client.get(users, headers=headers)).json()
    assert page["resultSetSize"] == 3


def test_sign_in_packages_are_loaded_on_first_use() -> None:
    program = (
        "import sys; from opentoclose_async.sandbox import Sandbox; Sandbox(users=1)\n"
        "print([name for name in ('jwt', 'cryptography') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stdout == "[]\n"
