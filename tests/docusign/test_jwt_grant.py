"""The JWT grant: the assertion, its key, consent, and refusals."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from opentoclose_async import AsyncRooms
from opentoclose_async._extras import install_command
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    ConsentRequiredError,
)
from opentoclose_async.sandbox import Sandbox
from tests.docusign.signed_in import (
    TokenServer,
    grant_of,
    issued,
    mocked,
    refused,
    signed_in,
    token_requests,
)

pytestmark = pytest.mark.anyio

DEADLINE = 20.0


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=345)


async def test_the_assertion_is_in_the_form_that_docusign_requires() -> None:
    sandbox, grants = Sandbox(), TokenServer(issued())
    for environment, host in (
        ("production", "account.docusign.com"),
        ("demo", "account-d.docusign.com"),
    ):
        async with mocked(sandbox, grants, environment=environment) as rooms:
            await rooms.users.get_users()
        form = grants.forms.pop()
        assert grants.hosts.pop() == host
        assert set(form) == {"grant_type", "assertion"}
        assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
        head, body, _ = (part_of(part) for part in form["assertion"].split("."))
        assert json.loads(head)["alg"] == "RS256"
        claims = json.loads(body)
        assert claims["aud"] == host
        assert claims["exp"] - claims["iat"] == 3600
        assert claims["iss"] == sandbox.config.integration_key
        assert claims["sub"] == sandbox.config.user_id
        assert {"impersonation", "signature", "room_forms"} <= set(claims["scope"].split())
    assert grants.logins == [None, None]


def part_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize("as_path", [True, False])
async def test_a_key_file_is_read_when_a_token_is_requested(
    sandbox: Sandbox, tmp_path: Path, as_path: bool
) -> None:
    file = tmp_path / "key.pem"
    grant = grant_of(sandbox, private_key=file if as_path else str(file))
    async with signed_in(sandbox, grant) as rooms:
        with pytest.raises(ConfigurationError, match="No such file") as caught:
            await rooms.users.get_users()
        assert str(file) in str(caught.value)
        file.write_text(sandbox.private_key)
        await rooms.users.get_users()


@pytest.mark.parametrize(
    "change",
    [
        str.encode,
        lambda pem: pem.replace("\n", "\\n"),
        lambda pem: pem.replace("\n", "\\n").encode(),
        lambda pem: f"\n {pem} \n",
        lambda pem: base64.b64encode(pem.encode()).decode(),
        lambda pem: base64.b64encode(pem.encode()),
    ],
    ids=["bytes", "on one line", "bytes on one line", "blanks around", "base64", "base64 bytes"],
)
@pytest.mark.parametrize("in_a_file", [False, True])
@pytest.mark.loops_in_turn
async def test_a_key_is_accepted_as_settings_store_it(
    sandbox: Sandbox, change: Callable[[str], str | bytes], in_a_file: bool, tmp_path: Path
) -> None:
    key = change(sandbox.private_key)
    file = tmp_path / "key.pem"
    file.write_bytes(key if isinstance(key, bytes) else key.encode())
    grant = grant_of(sandbox, private_key=file if in_a_file else key)
    async with signed_in(sandbox, grant) as rooms:
        await rooms.users.get_users()


@pytest.mark.parametrize("written", ["~/key.pem", "'~/key.pem'", " {}/key.pem\n", '"{}/key.pem"'])
async def test_a_path_is_accepted_as_settings_store_it(
    sandbox: Sandbox, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "key.pem").write_text(sandbox.private_key)
    grant = grant_of(sandbox, private_key=written.format(tmp_path))
    async with signed_in(sandbox, grant) as rooms:
        await rooms.users.get_users()


async def test_a_key_in_der_is_accepted(sandbox: Sandbox, tmp_path: Path) -> None:
    key = serialization.load_pem_private_key(sandbox.private_key.encode(), None)
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "key.der").write_bytes(der)
    for given in (der, tmp_path / "key.der"):
        async with signed_in(sandbox, grant_of(sandbox, private_key=given)) as rooms:
            await rooms.users.get_users()


def pem_of(key: Any, **changes: Any) -> bytes:
    choices = {
        "encoding": serialization.Encoding.PEM,
        "format": serialization.PrivateFormat.PKCS8,
        "encryption_algorithm": serialization.NoEncryption(),
        **changes,
    }
    pem: bytes = key.private_bytes(**choices)
    return pem


WITH_PASSPHRASE = serialization.BestAvailableEncryption(b"passphrase")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: pem_of(ec.generate_private_key(ec.SECP256R1())), r"another kind \(EC\)"),
        (lambda: pem_of(ed25519.Ed25519PrivateKey.generate()), r"another kind \(Ed25519\)"),
        (
            lambda: pem_of(
                ec.generate_private_key(ec.SECP256R1()), encryption_algorithm=WITH_PASSPHRASE
            ),
            "a key with a passphrase",
        ),
        (
            lambda: pem_of(
                ec.generate_private_key(ec.SECP256R1()),
                encoding=serialization.Encoding.DER,
                encryption_algorithm=WITH_PASSPHRASE,
            ),
            "a key with a passphrase",
        ),
    ],
    ids=["EC", "Ed25519", "passphrase", "passphrase, DER"],
)
async def test_a_key_that_cannot_sign_is_described(
    sandbox: Sandbox, make: Callable[[], bytes], message: str, tmp_path: Path
) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(make())
    for given, named in ((file, True), (make(), False)):
        async with signed_in(sandbox, grant_of(sandbox, private_key=given)) as rooms:
            with pytest.raises(ConfigurationError, match=message) as caught:
                await rooms.users.get_users()
        assert (str(file) in caught.value.message) is named


def test_the_content_of_base64_text_is_described(sandbox: Sandbox) -> None:
    locked = pem_of(ec.generate_private_key(ec.SECP256R1()), encryption_algorithm=WITH_PASSPHRASE)
    given = base64.b64encode(locked).decode()
    with pytest.raises(ConfigurationError, match="a key with a passphrase"):
        grant_of(sandbox, private_key=given)


async def test_text_that_is_not_a_path_is_not_shown(sandbox: Sandbox) -> None:
    for given in ("hunter2-hunter2", "a/b+c/d==", "/no-such-folder/hunter2"):
        async with signed_in(sandbox, grant_of(sandbox, private_key=given)) as rooms:
            with pytest.raises(ConfigurationError, match="treated as the path") as caught:
                await rooms.users.get_users()
        assert given not in caught.value.message


async def test_an_invalid_key_is_refused_without_showing_it(sandbox: Sandbox) -> None:
    text = "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----"
    async with signed_in(sandbox, grant_of(sandbox, private_key=text)) as rooms:
        with pytest.raises(ConfigurationError, match="not an RSA private key") as caught:
            await rooms.users.get_users()
    assert "c2VjcmV0" not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


async def test_missing_consent_says_where_to_consent(sandbox: Sandbox) -> None:
    sandbox.consent = False
    async with signed_in(sandbox) as rooms:
        with pytest.raises(ConsentRequiredError, match="open this address once") as caught:
            await rooms.users.get_users()
        error = caught.value
        assert error.consent_url is not None
        assert "redirect_uri=REDIRECT_URI" in error.consent_url
        assert "replace REDIRECT_URI" in str(error)
        assert error.consent_url in str(error)
        assert (error.method, error.endpoint, error.status_code) == ("POST", "/oauth/token", 400)
        sandbox.consent = True
        await rooms.users.get_users()


async def test_the_consent_url_contains_the_redirect_uri_of_the_grant() -> None:
    grants = TokenServer(refused("consent_required"))
    grant = grant_of(Sandbox(), redirect_uri="https://app.test/back", scopes=["dtr.rooms.read"])
    async with AsyncRooms("a", auth=grant, transport=grants.transport, environment="demo") as rooms:
        with pytest.raises(ConsentRequiredError) as caught:
            await rooms.users.get_users()
    url = httpx.URL(caught.value.consent_url or "")
    assert (url.host, url.path) == ("account-d.docusign.com", "/oauth/auth")
    assert dict(url.params) == {
        "response_type": "code",
        "scope": "dtr.rooms.read impersonation",
        "client_id": grant.integration_key,
        "redirect_uri": "https://app.test/back",
    }
    assert "REDIRECT_URI" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"integration_key": "another-key"}, r"issuer_not_found\): .*integration_key"),
        ({"user_id": "another-user"}, r"user_not_found\): .*not the e-mail"),
    ],
)
async def test_a_refused_grant_says_what_to_check(
    sandbox: Sandbox, changes: dict[str, str], message: str
) -> None:
    async with signed_in(sandbox, grant_of(sandbox, **changes)) as rooms:
        with pytest.raises(AuthenticationError, match=message) as caught:
            await rooms.users.get_users()
    assert caught.value.error_code == "invalid_grant"
    assert token_requests(sandbox) == 1


async def test_an_app_of_another_environment_is_refused_with_its_host(sandbox: Sandbox) -> None:
    async with signed_in(sandbox, environment="demo") as rooms:
        with pytest.raises(AuthenticationError, match=r"issuer_not_found.*account-d\."):
            await rooms.users.get_users()


@pytest.mark.parametrize("missing", ["jwt", "cryptography"])
def test_without_the_extra_the_error_says_what_to_install(missing: str) -> None:
    # In another interpreter, without that module.
    program = f"""
import sys
sys.modules[{missing!r}] = None
import anyio
from opentoclose_async import AsyncRooms, JWTGrant

async def main():
    async with AsyncRooms("a", auth=JWTGrant("key", "user", "key.pem")) as rooms:
        await rooms.users.get_users()

anyio.run(main)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    last = done.stderr.strip().splitlines()[-1]
    assert "ConfigurationError" in last
    assert f"{missing} is not installed" in last
    assert install_command("jwt") in last
