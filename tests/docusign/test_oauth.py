"""Token requests and consent without a server: claims, forms, responses and refusals."""

import base64
import hashlib
import pickle
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._docusign.consent import (
    DEFAULT_SCOPES,
    ROOMS_SCOPES,
    authorization_url,
    code_challenge,
)
from opentoclose_async._docusign.oauth import (
    GrantType,
    IssuedToken,
    assertion_claims,
    assertion_form,
    basic_authorization,
    code_form,
    refresh_form,
    token_dialect,
    token_operation,
)
from opentoclose_async._docusign.oauth_errors import explained
from opentoclose_async._protocol.messages import Response
from opentoclose_async._protocol.responses.decode import decode, error_for
from opentoclose_async._protocol.responses.json_reader import NotJSONError
from opentoclose_async._protocol.responses.rate_limits import LimitSignals
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    ConsentRequiredError,
    DataFormatError,
    OpenToCloseAPIError,
    ServerError,
)

KEY = "b27f4c61-93de-4d1a-8c05-1e7a60d9f3b8"
CONSENT = "https://account.docusign.com/oauth/auth?redirect_uri=https%3A%2F%2Fa.test"
DIALECT = token_dialect("Check the app.")
OPERATION = token_operation(b"grant_type=x", repeatable=False)
TOKEN = {"access_token": "tok", "token_type": "Bearer", "expires_in": 28800}


def read(body: object, content_type: str = "application/json") -> IssuedToken:
    text = body if isinstance(body, bytes) else orjson.dumps(body)
    return decode(OPERATION, Response(200, {"content-type": content_type}, text), DIALECT)


def refusal(body: object, grant: GrantType, status: int = 400) -> OpenToCloseAPIError:
    response = Response(status, {}, body if isinstance(body, bytes) else orjson.dumps(body))
    now = datetime(2026, 10, 1, tzinfo=UTC)
    error = error_for(OPERATION.request, response, DIALECT, LimitSignals(), now)
    return explained(error, grant, "account.docusign.com", CONSENT)


def test_an_assertion_is_valid_for_an_hour() -> None:
    claims = assertion_claims(KEY, "user", "account.docusign.com", ["a", "b"], 1_000.9)
    assert claims == {
        "iss": KEY,
        "sub": "user",
        "aud": "account.docusign.com",
        "iat": 1_000,
        "exp": 4_600,
        "scope": "a b",
    }


def test_forms_are_escaped() -> None:
    assert parse_qsl(assertion_form("a.b+c").decode())[1] == ("assertion", "a.b+c")
    assert dict(parse_qsl(code_form("c&d=e", None, KEY).decode())) == {
        "grant_type": "authorization_code",
        "client_id": KEY,
        "code": "c&d=e",
    }
    assert dict(parse_qsl(refresh_form("r+/=", None).decode())) == {
        "grant_type": "refresh_token",
        "refresh_token": "r+/=",
    }


def test_the_connection_of_a_token_request_is_not_reused() -> None:
    # Whatever a server sends after the body would be quoted as the start of the next response.
    assert OPERATION.request.headers["Connection"] == "close"


def test_the_client_secret_is_sent_as_basic_credentials() -> None:
    scheme, _, encoded = basic_authorization(KEY, "hu:sh").partition(" ")
    assert (scheme, base64.b64decode(encoded)) == ("Basic", f"{KEY}:hu:sh".encode())


@pytest.mark.parametrize(
    ("changes", "lifetime", "refresh_token"),
    [
        ({}, 28800.0, None),
        ({"expires_in": "3600"}, 3600.0, None),
        ({"expires_in": 0.5, "token_type": "bearer"}, 0.5, None),
        ({"refresh_token": "ref"}, 28800.0, "ref"),
        ({"refresh_token": None, "scope": "x"}, 28800.0, None),
    ],
)
def test_a_response_is_read(
    changes: dict[str, Any], lifetime: float, refresh_token: str | None
) -> None:
    assert read({**TOKEN, **changes}) == IssuedToken("tok", lifetime, refresh_token)


@pytest.mark.parametrize(
    "body",
    [
        b'\xef\xbb\xbf{"access_token": "tok", "token_type": "Bearer", "expires_in": 60}',
        '{"access_token": "tok", "expires_in": 60}'.encode("utf-16"),
        b'{"access_token": "tok", "expires_in": 60, "x": ["\\ud800", "\xed\xa0\x80", NaN, 1e999]}',
        b'{"access_token": "tok", "expires_in": 60, "x": 18446744073709551616}',
        b'{"access_token": "no", "expires_in": 5, "access_token": "tok", "expires_in": 60}',
    ],
)
def test_a_response_in_unusual_json_is_read(body: bytes) -> None:
    assert read(body, "text/html") == IssuedToken("tok", 60.0, None)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"access_token": None}, "access_token"),
        ({"access_token": ""}, "access_token"),
        ({"access_token": 5}, "access_token"),
        ({"access_token": "tok\r\nX: y"}, "access_token"),
        ({"token_type": None}, "token_type"),
        ({"token_type": "mac"}, "token_type"),
        ({"refresh_token": 5}, "refresh_token"),
        ({"expires_in": None}, "expires_in"),
        ({"expires_in": "soon"}, "expires_in"),
        ({"expires_in": 0}, "expires_in"),
        ({"expires_in": -1}, "expires_in"),
        ({"expires_in": "inf"}, "expires_in"),
        ({"expires_in": True}, "expires_in"),
        ({"expires_in": [1]}, "expires_in"),
    ],
    ids=str,
)
def test_an_error_about_an_invalid_response_shows_no_token(
    changes: dict[str, Any], path: str
) -> None:
    with pytest.raises(DataFormatError, match="POST /oauth/token answered 200") as caught:
        read({"refresh_token": "ref", **TOKEN, **changes})
    assert caught.value.path == path
    assert "tok" not in repr(vars(caught.value)).replace("token", "")
    assert "'ref'" not in repr(vars(caught.value))


@given(st.recursive(st.none() | st.booleans() | st.integers(0, 2**53) | st.text(max_size=5),
                    lambda part: st.lists(part, max_size=3)
                    | st.dictionaries(st.sampled_from([*TOKEN, "refresh_token"]), part),
                    max_leaves=8))  # fmt: skip
def test_any_response_is_a_token_or_a_data_format_error(body: Any) -> None:
    try:
        token = read(body)
    except DataFormatError:
        return
    assert token.lifetime > 0
    assert token.access_token == body["access_token"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b'{"access_token": "s3cret"', "application/json"), (b"<p>s3cret</p>", "text/html")],
)
def test_a_response_that_is_not_json_is_not_quoted(body: bytes, kind: str) -> None:
    with pytest.raises(DataFormatError) as caught:
        read(body, kind)
    assert "s3cret" not in f"{caught.value!r} {vars(caught.value)}"
    cause = caught.value.__cause__
    assert isinstance(cause, NotJSONError)
    assert "s3cret" not in f"{cause!r} {vars(cause)}"
    assert cause.__cause__ is cause.__context__ is None


def test_a_repr_shows_no_token() -> None:
    assert "tok" not in repr(IssuedToken("tok", 1.0, "tok"))
    assert "grant_type" not in repr(OPERATION)


@pytest.mark.parametrize(
    ("description", "message"),
    [
        ("issuer_not_found", "integration_key and environment"),
        ("invalid_subject", "user_id, which is the user's GUID"),
        ("user_not_found", "user_id, which is the user's GUID"),
        ("no_valid_keys_or_signatures", "private_key belongs to one of the app's"),
        ("expired_grant", "Check this computer's clock"),
        ("Issuer_Not_Found: whatever", "integration_key and environment"),
    ],
)
def test_each_known_refusal_says_what_to_check(description: str, message: str) -> None:
    body = {"error": "invalid_grant", "error_description": description}
    error = refusal(body, GrantType.ASSERTION)
    assert type(error) is AuthenticationError
    assert message in str(error)
    assert description in str(error)
    assert "{" not in str(error)
    assert (error.error_code, error.status_code) == ("invalid_grant", 400)
    assert error.response_data == body
    assert (error.method, error.endpoint) == ("POST", "/oauth/token")


@pytest.mark.parametrize(
    ("grant", "message"),
    [
        (GrantType.ASSERTION, "private_key"),
        (GrantType.CODE, "works once and for minutes only"),
        (GrantType.REFRESH_TOKEN, "store that outlives the process"),
    ],
)
@pytest.mark.parametrize("description", [None, "something new"])
def test_a_refusal_without_a_known_reason_lists_likely_causes(
    grant: GrantType, message: str, description: str | None
) -> None:
    body = {"error": "invalid_grant", "error_description": description}
    assert message in str(refusal(body, grant))


@pytest.mark.parametrize(
    ("code", "status", "message"),
    [
        ("invalid_client", 401, "client_secret"),
        ("unauthorized_client", 400, "admin pages"),
        ("invalid_scope", 400, "scopes"),
        ("unsupported_grant_type", 400, "auth_url"),
        ("never_heard_of", 403, "account.docusign.com"),
    ],
)
def test_other_error_codes_are_explained(code: str, status: int, message: str) -> None:
    error = refusal({"error": code}, GrantType.CODE, status)
    assert type(error) is AuthenticationError
    assert code in str(error)
    assert message in str(error)


@pytest.mark.parametrize(
    "body",
    [
        {"error": "consent_required"},
        {"error": "invalid_grant", "error_description": "consent_required"},
    ],
)
def test_missing_consent_is_a_separate_error(body: object) -> None:
    error = refusal(body, GrantType.ASSERTION)
    assert isinstance(error, ConsentRequiredError)
    assert error.consent_url == CONSENT
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.consent_url) == (type(error), str(error), CONSENT)


@pytest.mark.parametrize("body", [b"<html>", b"", b"[]", {"message": "no"}, {"error": 5}])
def test_an_error_response_of_another_form_is_the_usual_error(body: object) -> None:
    error = refusal(body, GrantType.ASSERTION, 500)
    assert type(error) is ServerError
    assert error.error_code is None


def test_a_secret_that_the_server_repeats_is_not_shown() -> None:
    secret = "0123456789" * 4
    body = {
        "error": "invalid_grant",
        "error_description": f"bad token {secret}",
        "refresh_token": secret,
    }
    error = refusal(body, GrantType.REFRESH_TOKEN)
    assert secret not in f"{error} {vars(error)}"
    assert error.response_data == {"error": "invalid_grant", "error_description": "bad token …"}


def test_an_authorization_url_contains_all_arguments() -> None:
    url = authorization_url(
        KEY,
        "https://app.test/back?a=b&c",
        environment="demo",
        scopes=["dtr.rooms.read", "extended"],
        state="s&t",
        code_challenge=code_challenge("v" * 43),
    )
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc) == ("https", "account-d.docusign.com")
    assert parts.path == "/oauth/auth"
    assert " " not in url
    assert "+" not in url
    assert {name: value for name, (value,) in parse_qs(parts.query).items()} == {
        "response_type": "code",
        "scope": "dtr.rooms.read extended",
        "client_id": KEY,
        "redirect_uri": "https://app.test/back?a=b&c",
        "state": "s&t",
        "code_challenge": code_challenge("v" * 43),
        "code_challenge_method": "S256",
    }


def test_an_authorization_url_requests_all_scopes_of_rooms_by_default() -> None:
    url = authorization_url(KEY, "https://app.test/")
    query = parse_qs(urlsplit(url).query)
    assert set(query) == {"response_type", "scope", "client_id", "redirect_uri"}
    assert set(query["scope"][0].split()) == set(DEFAULT_SCOPES) > set(ROOMS_SCOPES)
    assert url.startswith("https://account.docusign.com/oauth/auth?")


def test_the_code_challenge_matches_the_example_in_the_rfc() -> None:
    # RFC 7636, appendix B.
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert code_challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@given(st.text("ABCxyz019-._~", min_size=43, max_size=128))
def test_the_code_challenge_is_the_hash_of_any_verifier(verifier: str) -> None:
    padded = code_challenge(verifier) + "="
    assert base64.urlsafe_b64decode(padded) == hashlib.sha256(verifier.encode()).digest()


@pytest.mark.parametrize("verifier", ["", "x" * 42, "x" * 129, "ü" * 43, "x" * 42 + " ", None, 5])
def test_an_invalid_verifier_is_refused_without_showing_it(verifier: Any) -> None:
    with pytest.raises(ConfigurationError, match="43 to 128") as caught:
        code_challenge(verifier)
    assert "xxx" not in str(caught.value)
