"""The options that commands for one account or several have in common, declared once."""

from typing import Any

import typer

from opentoclose_async._accounts.names import Api
from opentoclose_async.cli.completion import offer, offer_accounts_files
from opentoclose_async.cli.names import FORMAT_NAMES
from opentoclose_async.cli.values import existing_file, one_of, whole_number

__all__ = [
    "accounts_option",
    "api_option",
    "auth_url_option",
    "base_url_option",
    "format_option",
    "integer_option",
    "quiet_option",
    "quota_option",
]


def api_option(panel: str | None = None) -> Any:
    """Declare ``--api``; the panel is the part of the command's help to show it in."""
    return typer.Option(
        parser=one_of("--api", tuple(Api), Api),
        autocompletion=offer(*Api),
        metavar="API",
        help="otc (Open To Close) or rooms (DocuSign Rooms).",
        show_default=False,
        rich_help_panel=panel,
    )


def accounts_option(text: str, panel: str | None = None) -> Any:
    """Declare ``--accounts``, with a help text of the command."""
    return typer.Option(
        parser=existing_file("--accounts"),
        autocompletion=offer_accounts_files,
        metavar="FILE",
        help=text,
        show_default=False,
        rich_help_panel=panel,
    )


def base_url_option(panel: str | None = None) -> Any:
    """Declare ``--base-url``."""
    return typer.Option(
        metavar="URL",
        help="Address of the API: including the version for otc, up to /restapi for rooms. "
        "Default: OPEN_TO_CLOSE_BASE_URL or DOCUSIGN_BASE_URL, or else the vendor's.",
        rich_help_panel=panel,
    )


def auth_url_option(panel: str | None = None) -> Any:
    """Declare ``--auth-url``."""
    return typer.Option(
        metavar="URL",
        help="Scheme and host of the DocuSign sign-in. Default: DOCUSIGN_AUTH_URL, or else that "
        "of the environment.",
        rich_help_panel=panel,
    )


def format_option(panel: str | None = None) -> Any:
    """Declare ``--format``."""
    return typer.Option(
        "--format",
        parser=one_of("--format", FORMAT_NAMES, str),
        autocompletion=offer(*FORMAT_NAMES),
        metavar="FORMAT",
        help=f"One of: {', '.join(FORMAT_NAMES)}. Default: the suffix of the file.",
        rich_help_panel=panel,
    )


def integer_option(
    name: str,
    text: str,
    *,
    least: int = 0,
    most: int | None = None,
    metavar: str = "N",
    panel: str | None = None,
) -> Any:
    """
    Declare an option for a whole number.

    Args:
        name: The option.
        text: Its help.
        least: The least value.
        most: The greatest value; None for no limit.
        metavar: What stands for the value.
        panel: The part of the command's help to show it in.
    """
    return typer.Option(
        name,
        parser=whole_number(name, least, most),
        metavar=metavar,
        help=text,
        rich_help_panel=panel,
    )


def quota_option(panel: str | None = None, whose: str = "The account's quota") -> Any:
    """Declare ``--quota``; the help begins with whose quota it is."""
    return typer.Option(
        metavar="SPEC",
        autocompletion=offer("documented", "off"),
        help=f"{whose}, such as 1/s or 500/30s,3000/1h; or documented; or off.",
        rich_help_panel=panel,
    )


def quiet_option(panel: str | None = None) -> Any:
    """Declare ``--quiet``."""
    return typer.Option("--quiet", "-q", help="Show no progress.", rich_help_panel=panel)
