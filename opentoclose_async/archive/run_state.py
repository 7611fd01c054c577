"""What an archive says about itself: whose it is, and whether its last run is over."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.archive.report import FIRST, RESUME, RETRY, UPDATE, RunKind
from opentoclose_async.archive.selection import Selection, moment_of
from opentoclose_async.exceptions import ValidationError

__all__ = ["ALL_READ", "PLACE", "check_account", "identity_of", "kind_of", "state_of"]

FORMAT = 1
RETRY_SECONDS = 3_600.0
"""A run after one that missed something only tries what is missing, unless that is this old."""
ALL_READ = "all_read"
"""What the archive says between the end of reading and the end of the run."""
PLACE = {"rooms": "room", "properties": "property"}


async def identity_of(client: AsyncRooms | AsyncOpenToClose) -> dict[str, Any]:
    """Return what tells an account apart from others; no secret."""
    of_rooms = isinstance(client, AsyncRooms)
    description = await client.users.iter_users().description.completed()
    # An account of Open To Close is known by a digest of its key only.
    account = description.path.split("/")[3] if of_rooms else description.account
    return {
        "format": FORMAT,
        "api": "rooms" if of_rooms else "otc",
        "server": description.server,
        "account": account,
    }


def check_account(root: Path, earlier: dict[str, Any], identity: dict[str, Any]) -> None:
    """
    Check that a folder has no archive yet, or the account's.

    Raises:
        ValidationError: If it is the archive of another account.
    """
    if all(earlier.get(name, value) == value for name, value in identity.items()):
        return
    renewed = ""
    if earlier.get("api") == identity["api"] == "otc":
        renewed = ", or, if only the API key is a new one, remove account from archive.json"
    raise ValidationError(
        f"{root} is the archive of another account ({earlier.get('api')}, {earlier.get('server')}, "
        f"{earlier.get('account')}). Choose another folder{renewed}. Nothing was archived.",
        field_errors={"directory": ["is the archive of another account"]},
    )


def kind_of(earlier: dict[str, Any], run: int) -> RunKind:
    """Return what a run is to the archive that an earlier one left."""
    if not earlier.get("run"):
        return FIRST
    if run != earlier["run"]:
        return UPDATE
    return RETRY if isinstance(earlier.get("finished"), str) else RESUME


def state_of(
    earlier: dict[str, Any], identity: dict[str, Any], selection: Selection, now: float
) -> tuple[int, dict[str, Any]]:
    """
    Decide whether a run continues the last one.

    Args:
        earlier: What the archive says about itself; empty if it is new.
        identity: The account.
        selection: What to archive.
        now: Seconds since the epoch.

    Returns:
        The number of the run, and what the archive says about itself from its start on.
    """
    number = earlier.get("run", 0)
    selected = selection.as_json()
    resumes = earlier.get("selection") == selected and not earlier.get("complete")
    finished = moment_of(earlier.get("finished"))
    if resumes and finished is not None:
        resumes = 0 <= now - finished.timestamp() < RETRY_SECONDS
    if resumes:
        return number, {**earlier, **identity, "finished": None}
    started = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
    state = {
        **identity,
        "run": number + 1,
        "started": started,
        "finished": None,
        "complete": False,
        "selection": selected,
    }
    return number + 1, state
