"""DocuSign's token endpoint (JWT grant, authorization code, refresh token) and userinfo."""

import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.responses import Response

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.http.routing import Api, Call, Handler, Routes, json_response
from opentoclose_async.sandbox.quota import Verdict
from opentoclose_async.sandbox.rooms.fixed.company import COMPANY_NAME
from opentoclose_async.sandbox.sign_in.assertions import AssertionRefusedError, read_assertion
from opentoclose_async.sandbox.sign_in.clients import UnknownClientError, proves_its_secret
from opentoclose_async.sandbox.sign_in.keys import key_pair
from opentoclose_async.sandbox.sign_in.tokens import Issued, IssuedTokens, code_challenge

_FORM: Final = "application/x-www-form-urlencoded"
_JWT_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_SLASHES: Final = re.compile("/+")
_ERRORS: Final = {
    400: "invalid_request",
    404: "not_found",
    405: "method_not_allowed",
    429: "too_many_requests",
    503: "temporarily_unavailable",
}


class _RefusedError(Exception):
    """An error of the token endpoint."""

    def __init__(self, error: str, description: str | None = None, status: int = 400) -> None:
        super().__init__(error)
        self.body = {"error": error}
        if description is not None:
            self.body["error_description"] = description
        self.status = status


class SignIn(Api):
    """
    The part of DocuSign's authentication server that programs use.

    Args:
        config: The client and the user that may sign in.
        tokens: The issued tokens, shared with the APIs.
        wall_clock: Returns seconds since 1970, to check assertions.

    Attributes:
        consent: Whether the user has consented; if not, assertions get consent_required.
    """

    prefix = "/oauth"

    def __init__(
        self, config: SandboxConfig, tokens: IssuedTokens, wall_clock: Callable[[], float]
    ) -> None:
        self.consent = True
        self._config = config
        self._tokens = tokens
        self._wall_clock = wall_clock
        self._grants: Mapping[str, Callable[[Call, dict[str, str]], Issued]] = {
            _JWT_GRANT: self._by_assertion,
            "authorization_code": self._by_code,
            "refresh_token": self._by_refresh_token,
        }
        self._all_routes = Routes(
            {"/token": {"POST": self._token}, "/userinfo": {"GET": self._user_info}}
        )

    @property
    def routes(self) -> Routes:
        """The routes below the prefix."""
        return self._all_routes

    def authorize(self, call: Call) -> Response | None:
        """Refuse userinfo without a valid access token."""
        handlers = self._handlers(call)
        if handlers.get(call.method) == self._user_info:
            return None if self._tokens.accept(call.authorization) else self.error(401)
        return None

    def refuse(self, verdict: Verdict) -> Response:
        """Respond to a request over the quota."""
        return self.error(429)

    def answer(self, call: Call) -> Response:
        """Issue a token, or return userinfo."""
        handlers = self._handlers(call)
        if not handlers:
            return self.error(404)
        handler = handlers.get(call.method)
        if handler is None:
            response = self.error(405)
            response.headers["allow"] = ", ".join(handlers)
            return response
        return handler(call)

    def error(self, status: int) -> Response:
        """Return an error; an invalid token was seen to be reported as a server error."""
        name = _ERRORS.get(status, "internal_server_error")
        return json_response({"error": name, "reference_id": str(uuid.uuid4())}, status)

    def _handlers(self, call: Call) -> Mapping[str, Handler]:
        # PowerShell samples ask for /oauth//token.
        return self._all_routes.find(_SLASHES.sub("/", call.path))[0]

    def _token(self, call: Call) -> Response:
        try:
            form = _read_form(call)
            grant = self._grants.get(_required(form, "grant_type"))
            if grant is None:
                raise _RefusedError("unsupported_grant_type")
            issued = grant(call, form)
        except _RefusedError as refused:
            return json_response(refused.body, refused.status)
        return json_response(issued.as_json(), headers={"cache-control": "no-store"})

    def _by_assertion(self, _: Call, form: dict[str, str]) -> Issued:
        text = _required(form, "assertion")
        public_key = self._config.public_key or key_pair().public
        try:
            assertion = read_assertion(text, self._config, public_key, self._wall_clock())
        except AssertionRefusedError as refused:
            raise _RefusedError("invalid_grant", refused.description) from refused
        scopes = tuple(dict.fromkeys((*assertion.scopes, *form.get("scope", "").split())))
        # Impersonation must be consented to, whether or not the request names it.
        needed = {"impersonation", *scopes}
        if not (scopes and self.consent and needed <= set(self._config.scopes)):
            raise _RefusedError("consent_required")
        if assertion.names_person:
            return self._tokens.grant_for_person(scopes)
        return self._tokens.grant_to_application(scopes)

    def _by_code(self, call: Call, form: dict[str, str]) -> Issued:
        with_secret = self._has_secret(call, form)
        code, verifier = _required(form, "code"), form.get("code_verifier")
        if not with_secret:
            verifier = _required(form, "code_verifier")
        challenge = code_challenge(verifier) if verifier else None
        return _valid(self._tokens.redeem_code(code, challenge, with_secret=with_secret))

    def _by_refresh_token(self, call: Call, form: dict[str, str]) -> Issued:
        with_secret = self._has_secret(call, form)
        token = _required(form, "refresh_token")
        return _valid(self._tokens.redeem_refresh_token(token, with_secret=with_secret))

    def _has_secret(self, call: Call, form: dict[str, str]) -> bool:
        try:
            return proves_its_secret(call.authorization, form, self._config)
        except UnknownClientError as unknown:
            raise _RefusedError("invalid_client", status=401) from unknown

    def _user_info(self, _: Call) -> Response:
        return json_response(
            {
                "sub": self._config.user_id,
                "name": "Wanda Greenwood",
                "given_name": "Wanda",
                "family_name": "Greenwood",
                "email": "wanda.greenwood@harborview-realty.example",
                "created": "2015-08-13T22:03:03.45",
                "accounts": self._accounts(),
            }
        )

    def _accounts(self) -> list[dict[str, Any]]:
        config = self._config
        usual = {
            "is_default": False,
            "account_name": COMPANY_NAME,
            # The address of eSignature, not of Rooms (seen in official samples).
            "base_uri": config.esignature_url,
        }
        if config.accounts is None:
            return [{**usual, "account_id": config.account_id, "is_default": True}]
        return [{**usual, **account} for account in config.accounts]


def _read_form(call: Call) -> dict[str, str]:
    if call.content_type.partition(";")[0].strip().lower() != _FORM:
        raise _RefusedError("invalid_request", "the body must be a form")
    try:
        fields = parse_qsl(call.body.decode(), keep_blank_values=True)
    except ValueError as error:
        raise _RefusedError("invalid_request", "the body is not a form") from error
    form = dict(fields)
    if len(form) != len(fields):
        raise _RefusedError("invalid_request", "a parameter is repeated")
    return form


def _required(form: dict[str, str], name: str) -> str:
    value = form.get(name)
    if not value:
        raise _RefusedError("invalid_request", f"{name} is missing")
    return value


def _valid(issued: Issued | None) -> Issued:
    if issued is None:
        raise _RefusedError("invalid_grant")
    return issued
