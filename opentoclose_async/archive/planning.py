"""Say what archiving an account will take, without writing to the archive."""

import os
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import anyio.to_thread

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async.archive.archiving import account_of, options_of
from opentoclose_async.archive.directory import (
    Directory,
    check_foreign,
    read_manifest,
    read_state,
)
from opentoclose_async.archive.manifest import Manifest
from opentoclose_async.archive.report import RETRY, ArchivePlan, seconds_for
from opentoclose_async.archive.run_state import (
    PLACE,
    check_account,
    identity_of,
    kind_of,
    state_of,
)
from opentoclose_async.archive.tally import Tally
from opentoclose_async.archive.work import StoppedError, Work
from opentoclose_async.export.options import check_path

__all__ = ["plan_archive"]

_KEPT = frozenset({"room", "property", "document", "form"})
"""What an archive need not ask for again."""


async def plan_archive(
    client: AsyncRooms | AsyncOpenToClose,
    directory: str | os.PathLike[str],
    *,
    since: datetime | date | str | None = None,
    until: datetime | date | str | None = None,
    documents: bool = True,
    only: Sequence[str] | None = None,
    rooms: Sequence[int] = (),
    properties: Sequence[int] = (),
    follow_links: bool = False,
) -> ArchivePlan:
    """
    Say what ``archive`` with the same arguments will take.

    This reads the lists of the account, and the lists of the documents of 20 rooms or properties.
    Nothing is written; what the archive has already is taken into account. Nothing is sent if the
    run would only try what the last one missed.

    Raises:
        ValidationError: If an argument is invalid, or the folder belongs to another account;
            nothing was sent.
        OpenToCloseAPIError: If the account cannot be read.
    """
    options = options_of(
        client,
        since=since,
        until=until,
        documents=documents,
        only=only,
        rooms=rooms,
        properties=properties,
        follow_links=follow_links,
    )
    root = check_path(directory, "directory")
    await anyio.to_thread.run_sync(check_foreign, root)
    earlier = await anyio.to_thread.run_sync(read_state, root)
    identity = await identity_of(client)
    check_account(root, earlier, identity)
    run, _ = state_of(earlier, identity, options.selection, options.wall_clock())
    kind = kind_of(earlier, run)
    entries = await anyio.to_thread.run_sync(read_manifest, root)
    word = "rooms" if isinstance(client, AsyncRooms) else "properties"
    if kind == RETRY:
        return _plan_of_retry(entries, word, client.quota)
    with tempfile.TemporaryDirectory(prefix="opentoclose-plan-") as folder:
        scratch = await anyio.to_thread.run_sync(Directory, Path(folder) / "plan")
        try:
            manifest = Manifest(entry for entry in entries if entry.what in _KEPT)
            tally = Tally(word=word, quota=client.quota, kind=kind)
            work = Work(
                client,
                scratch,
                manifest,
                run,
                max_seconds=None,
                max_requests=None,
                wall_clock=options.wall_clock,
                changed=lambda: None,
            )
            account = account_of(client, work, options.selection, tally, lambda: None)
            try:
                await account.survey()
            except StoppedError:
                if work.fatal is not None:
                    raise work.fatal from None
            # A run that resumes does not read again what it has read.
            tally.places_read = sum(
                entry.run == run and not entry.is_missing
                for entry in entries.of_kind(f"{PLACE[word]} documents")
            )
        finally:
            await anyio.to_thread.run_sync(scratch.close)
    return tally.make_plan()


def _plan_of_retry(entries: Manifest, word: str, quota: Quota | None) -> ArchivePlan:
    """Return the plan of a run that only tries what is missing: a request for each thing."""
    place = PLACE[word]
    kinds = {"lists": 0, word: 0, f"lists of {word}": 0, "documents": 0}
    for entry in entries.missing():
        if entry.what == place:
            kinds[word] += 1
        elif entry.what == "document":
            kinds["documents"] += 1
        elif entry.what.startswith(f"{place} "):
            kinds[f"lists of {word}"] += 1
        else:
            kinds["lists"] += 1
    return ArchivePlan(
        places=sum(1 for _ in entries.of_kind(place)),
        documents=kinds["documents"],
        requests=kinds,
        seconds=seconds_for(sum(kinds.values()), quota),
        word=word,
        quota=quota,
        kind=RETRY,
    )
