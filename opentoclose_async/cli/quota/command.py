"""``opentoclose quota``: what is used of an account's quota, and by whom."""

from functools import partial
from typing import Annotated

import typer

from opentoclose_async._accounts.names import Api
from opentoclose_async.cli.account_options import api_option
from opentoclose_async.cli.completion import offer
from opentoclose_async.cli.errors import report_errors
from opentoclose_async.cli.quota.store_option import (
    OPTION,
    VARIABLE,
    describe_quota_store,
    quota_store_option,
    read_quota_store,
)
from opentoclose_async.cli.signals import TERMINATED, Terminated, run_until_stopped
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["QUOTA_HELP", "show_quota"]

QUOTA_HELP = (
    "Show what is used of an account's quota, and by which processes, from the quota store. "
    "Nothing is sent to the API. The account is that of the credentials in the environment, as "
    "for export; DocuSign Rooms also needs DOCUSIGN_ACCOUNT_ID."
)
TITLES = {Api.OTC: "Open To Close", Api.ROOMS: "DocuSign Rooms"}


def show_quota(
    api: Annotated[Api, api_option()],
    watch: Annotated[
        bool, typer.Option("--watch", help="Show it again every second, until Ctrl-C.")
    ] = False,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Address of the API, if its clients use another than the vendor's."
        ),
    ] = None,
    quota: Annotated[
        str,
        typer.Option(
            metavar="SPEC",
            autocompletion=offer("documented"),
            help="The account's quota, such as 1/s or 500/30s,3000/1h.",
        ),
    ] = "documented",
    quota_store: Annotated[str | None, quota_store_option()] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write a JSON object on one line.")
    ] = False,
) -> None:
    """
    Show the state of an account's quota.

    Args:
        api: The API.
        watch: Whether to show it every second.
        base_url: Address of the API.
        quota: The account's quota.
        quota_store: The store.
        as_json: Whether to write JSON.
    """
    # Imported here because --help does without them.
    from opentoclose_async import AsyncRooms
    from opentoclose_async._accounts.lists import open_client
    from opentoclose_async._accounts.quota_text import read_quota
    from opentoclose_async.cli.base_urls import checked_urls
    from opentoclose_async.cli.quota.showing import select_status_display, show_status

    try:
        store = read_quota_store(quota_store)
        windows = read_quota(quota)
        settings = checked_urls(base_url=base_url)
        if windows is None:
            raise ConfigurationError("--quota off has no windows to show.")
    except ConfigurationError as error:
        raise typer.BadParameter(str(error)) from error
    with report_errors():
        if store == "off":
            raise ConfigurationError(
                f"There is no quota store to read: pass {OPTION}, or set {VARIABLE}, to file or "
                "the redis:// URL that the account's clients use."
            )
        client = open_client(api, settings, quota=windows, quota_store=store)
        about = TITLES[api]
        if isinstance(client, AsyncRooms):
            if client.account_id is None:
                raise ConfigurationError(
                    "The account is not known: set DOCUSIGN_ACCOUNT_ID. Nothing was sent."
                )
            about = f"{about}, account {client.account_id}"
        display = select_status_display(
            f"{about}, quota store {describe_quota_store(store)}", as_json=as_json
        )
        try:
            with display:
                run_until_stopped(partial(show_status, client, display, watch=watch))
        except Terminated as stop:
            raise typer.Exit(TERMINATED) from stop
        except KeyboardInterrupt:
            if not watch:
                raise
            # The usual way to stop it.
