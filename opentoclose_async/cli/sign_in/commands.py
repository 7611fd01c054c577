"""``opentoclose login`` and ``opentoclose whoami``: check signing in to DocuSign."""

from pathlib import Path
from typing import Annotated, Any

import typer

from opentoclose_async import AccessToken, AsyncRooms, JWTGrant
from opentoclose_async._docusign.consent import AUTH_HOSTS, REDIRECT_PLACEHOLDER, consent_address
from opentoclose_async._docusign.user_info import UserInfo
from opentoclose_async.cli.errors import report_errors
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.sign_in.grants import (
    ENVIRONMENT,
    INTEGRATION_KEY,
    PRIVATE_KEY,
    USER_ID,
    docusign_auth,
    grant_from_environment,
)
from opentoclose_async.cli.signals import run_until_stopped
from opentoclose_async.exceptions import AuthenticationError, ConfigurationError
from opentoclose_async.rooms.client import Environment

__all__ = ["LOGIN_HELP", "WHOAMI_HELP", "login", "whoami"]

LOGIN_HELP = (
    "Print the DocuSign page on which a person consents to an integration acting for them (JWT "
    "grant), and check the consent: get a token and show whose it is. "
    f"{PRIVATE_KEY} holds the private key as PEM, or the path of a PEM file."
)
WHOAMI_HELP = (
    "Show whose credentials the environment holds, and which DocuSign accounts they can access: "
    f"DOCUSIGN_ACCESS_TOKEN, or {INTEGRATION_KEY}, {USER_ID} and {PRIVATE_KEY}."
)

Host = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Address of the authentication server, for a sandbox. Default: the environment's.",
    ),
]
Where = Annotated[
    str,
    typer.Option(
        "--environment",
        envvar=ENVIRONMENT,
        metavar="[production|demo]",
        help="The DocuSign environment of the integration.",
    ),
]


def login(
    integration_key: Annotated[
        str | None,
        typer.Option(envvar=INTEGRATION_KEY, metavar="GUID", help="The integration's client id."),
    ] = None,
    user_id: Annotated[
        str | None,
        typer.Option(
            envvar=USER_ID,
            metavar="GUID",
            help="The id of the person to act for, not an e-mail address.",
        ),
    ] = None,
    private_key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help=f"The integration's private key as a PEM file. Default: {PRIVATE_KEY}.",
        ),
    ] = None,
    redirect_uri: Annotated[
        str | None,
        typer.Option(metavar="URI", help="One of the integration's redirect URIs."),
    ] = None,
    where: Where = "production",
    auth_url: Host = None,
) -> None:
    """
    Print the consent page and check the grant.

    Args:
        integration_key: The integration's client id.
        user_id: The person to act for.
        private_key: A file with the private key.
        redirect_uri: Where DocuSign sends the person after consent.
        where: "production" or "demo".
        auth_url: Address of the authentication server.
    """
    with report_errors():
        environment = _environment_of(where)
        grant = grant_from_environment(
            integration_key=integration_key,
            user_id=user_id,
            private_key=None if private_key is None else str(private_key),
            redirect_uri=redirect_uri,
        )
        if grant is None:
            raise AuthenticationError(
                "No credentials: pass --integration-key, --user-id and --private-key, or "
                f"set {INTEGRATION_KEY}, {USER_ID} and {PRIVATE_KEY}."
            )
        page = consent_address(
            auth_url or f"https://{AUTH_HOSTS[environment]}",
            grant.integration_key,
            redirect_uri,
            grant.scopes,
        )
        print_lines(f"Give consent once, signed in as that person: {page}")
        if redirect_uri is None:
            print_lines(
                f"(replace {REDIRECT_PLACEHOLDER} with one of the integration's redirect URIs, or "
                "pass --redirect-uri)"
            )
        _show_who(grant, environment, auth_url)
        print_lines("The grant works.")


def whoami(where: Where = "production", auth_url: Host = None) -> None:
    """
    Show whose credentials the environment holds.

    Args:
        where: "production" or "demo".
        auth_url: Address of the authentication server.
    """
    with report_errors():
        _show_who(docusign_auth(), _environment_of(where), auth_url)


def _environment_of(where: str) -> Environment:
    environments: dict[str, Environment] = {"production": "production", "demo": "demo"}
    if where not in environments:
        raise ConfigurationError(f"--environment must be production or demo, not {where!r}.")
    return environments[where]


def _show_who(auth: AccessToken | JWTGrant, environment: Environment, auth_url: str | None) -> None:
    """Ask the server whose the credentials are, and print it."""
    found: list[UserInfo] = []

    async def ask() -> None:
        hosts: dict[str, Any] = {} if auth_url is None else {"auth_url": auth_url}
        # Nothing it sends counts against the quota of Rooms.
        async with AsyncRooms(
            auth=auth, environment=environment, quota_store="off", **hosts
        ) as rooms:
            found.append(await rooms.get_user_info())

    run_until_stopped(ask)
    _show(found[0], environment)


def _show(who: UserInfo, environment: str) -> None:
    print_lines(f"{who.name or '(no name)'} <{who.email or 'no e-mail'}>, user {who.sub}")
    accounts = who.accounts or []
    for account in accounts:
        default = ", default" if account.is_default in (True, "true") else ""
        name = account.account_name or "(no name)"
        print_lines(f"account {account.account_id}: {name} ({environment}{default})")
    if not accounts:
        print_lines(f"no account ({environment})")
