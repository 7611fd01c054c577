"""The ``opentoclose`` command with its subcommands."""

from typing import Annotated

import typer

from opentoclose_async.cli.archive.command import ARCHIVE_EPILOG, ARCHIVE_HELP, archive_accounts
from opentoclose_async.cli.commands import Command, Group, RememberingCommand
from opentoclose_async.cli.demo.command import demo
from opentoclose_async.cli.diff.command import EPILOG as DIFF_EPILOG
from opentoclose_async.cli.diff.command import HELP as DIFF_HELP
from opentoclose_async.cli.diff.command import compare_exports
from opentoclose_async.cli.export.command import EPILOG, HELP, export_list
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.people.command import PEOPLE_EPILOG, PEOPLE_HELP, write_people
from opentoclose_async.cli.quota.command import QUOTA_HELP, show_quota
from opentoclose_async.cli.sandbox import serve_sandbox
from opentoclose_async.cli.sign_in.commands import LOGIN_HELP, WHOAMI_HELP, login, whoami

__all__ = ["app"]

app = typer.Typer(
    help="Export lists from Open To Close and DocuSign Rooms, completely and within the quota.",
    no_args_is_help=True,
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    # Tracebacks that show local variables would show credentials.
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        # Imported here because it takes a tenth of the time of --help.
        from importlib.metadata import PackageNotFoundError, version

        try:
            print_lines(f"opentoclose {version('opentoclose-async')}")
        except PackageNotFoundError:
            print_lines("opentoclose (unknown version: not installed)")
        raise typer.Exit


@app.callback()
def opentoclose(
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            callback=_show_version,
            is_eager=True,
            help="Show the version and exit.",
        ),
    ] = False,
) -> None:
    """Take the options that precede a subcommand."""


app.command("export", cls=RememberingCommand, help=HELP, epilog=EPILOG)(export_list)
app.command("archive", cls=Command, help=ARCHIVE_HELP, epilog=ARCHIVE_EPILOG)(archive_accounts)
app.command("people", cls=Command, help=PEOPLE_HELP, epilog=PEOPLE_EPILOG)(write_people)
app.command("diff", cls=Command, help=DIFF_HELP, epilog=DIFF_EPILOG)(compare_exports)
app.command(
    "demo",
    cls=Command,
    help="Start a sandbox of both APIs on this machine and export all users of both at the same "
    "time. No account needed.",
)(demo)
app.command(
    "sandbox",
    cls=RememberingCommand,
    help="Serve a sandbox of both APIs on this machine until Ctrl-C, and print how to connect: "
    "lines to paste into a shell, after which code, README and commands work against it.",
)(serve_sandbox)
app.command("quota", cls=Command, help=QUOTA_HELP)(show_quota)
app.command("login", cls=Command, help=LOGIN_HELP)(login)
app.command("whoami", cls=Command, help=WHOAMI_HELP)(whoami)
