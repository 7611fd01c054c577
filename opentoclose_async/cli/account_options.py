"""The options that commands for one account or several have in common, declared once."""

from typing import Any

import typer

__all__ = [
    "accounts_option",
    "api_option",
    "auth_url_option",
    "base_url_option",
    "quiet_option",
    "quota_option",
]


def api_option(panel: str | None = None) -> Any:
    """Declare ``--api``; the panel is the part of the command's help to show it in."""
    return typer.Option(
        help="Open To Close or DocuSign Rooms.", show_default=False, rich_help_panel=panel
    )


def accounts_option(text: str, panel: str | None = None) -> Any:
    """Declare ``--accounts``, with a help text of the command."""
    return typer.Option(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help=text,
        show_default=False,
        rich_help_panel=panel,
    )


def base_url_option(panel: str | None = None) -> Any:
    """Declare ``--base-url``."""
    return typer.Option(
        metavar="URL",
        help="Address of the API: including the version for otc, up to /restapi for rooms.",
        rich_help_panel=panel,
    )


def auth_url_option(panel: str | None = None) -> Any:
    """Declare ``--auth-url``."""
    return typer.Option(
        metavar="URL",
        help="Scheme and host of the DocuSign sign-in. Default: that of the environment.",
        rich_help_panel=panel,
    )


def quota_option(panel: str | None = None, whose: str = "The account's quota") -> Any:
    """Declare ``--quota``; the help begins with whose quota it is."""
    return typer.Option(
        metavar="SPEC",
        help=f"{whose}, such as 1/s or 500/30s,3000/1h; or documented; or off.",
        rich_help_panel=panel,
    )


def quiet_option(panel: str | None = None) -> Any:
    """Declare ``--quiet``."""
    return typer.Option("--quiet", help="Show no progress.", rich_help_panel=panel)
