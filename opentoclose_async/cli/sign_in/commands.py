"""``opentoclose login`` and ``opentoclose whoami``: check signing in to DocuSign."""

from pathlib import Path
from typing import Annotated

import typer

from opentoclose_async._accounts.variables import (
    ENVIRONMENT,
    INTEGRATION_KEY,
    PRIVATE_KEY,
    USER_ID,
)
from opentoclose_async.cli.completion import offer
from opentoclose_async.cli.errors import report_errors
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.values import existing_file
from opentoclose_async.exceptions import AuthenticationError

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
        help="Address of the authentication server, for a sandbox. Default: DOCUSIGN_AUTH_URL, or "
        "else the environment's.",
    ),
]
Where = Annotated[
    str,
    typer.Option(
        "--environment",
        envvar=ENVIRONMENT,
        autocompletion=offer("production", "demo"),
        metavar="ENVIRONMENT",
        help="The DocuSign environment of the integration: production or demo.",
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
            parser=existing_file("--private-key"),
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
    # Imported here because --help does without them.
    from opentoclose_async._accounts.grants import grant_from_environment
    from opentoclose_async._docusign.consent import (
        AUTH_HOSTS,
        REDIRECT_PLACEHOLDER,
        consent_address,
    )
    from opentoclose_async._runtime.client import address_from_environment
    from opentoclose_async.cli.sign_in.showing import AUTH_URL, environment_of, show_who

    with report_errors():
        auth_url = address_from_environment(auth_url, AUTH_URL)
        environment = environment_of(where)
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
        show_who(grant, environment, auth_url)
        print_lines("The grant works.")


def whoami(where: Where = "production", auth_url: Host = None) -> None:
    """
    Show whose credentials the environment holds.

    Args:
        where: "production" or "demo".
        auth_url: Address of the authentication server.
    """
    from opentoclose_async._accounts.grants import docusign_auth
    from opentoclose_async.cli.sign_in.showing import environment_of, show_who

    with report_errors():
        show_who(docusign_auth(), environment_of(where), auth_url)
