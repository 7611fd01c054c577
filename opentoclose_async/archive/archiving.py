"""Archive an account: resume an interrupted run, or bring the archive up to date."""

import os
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import anyio
import anyio.to_thread
from attrs import field, frozen

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._protocol.arguments import refuse
from opentoclose_async.archive.directory import Directory, read_manifest, read_state
from opentoclose_async.archive.index_data import write_index_of
from opentoclose_async.archive.manifest import Entry, Manifest
from opentoclose_async.archive.otc_account import OTC_LISTS, OpenToCloseAccount
from opentoclose_async.archive.report import ArchiveProgress, ArchiveReport, MissingItem
from opentoclose_async.archive.rooms_account import ROOMS_LISTS, RoomsAccount
from opentoclose_async.archive.run_state import (
    ALL_READ,
    PLACE,
    check_account,
    identity_of,
    kind_of,
    state_of,
)
from opentoclose_async.archive.selection import Selection, check_limits
from opentoclose_async.archive.tally import Tally
from opentoclose_async.archive.work import StoppedError, Work
from opentoclose_async.export.options import check_path, check_progress

__all__ = ["ArchiveOptions", "account_of", "archive", "options_of", "run_archive"]


class _Account(Protocol):
    """The archive of an account of one API."""

    async def survey(self) -> None:
        """Archive the account's lists, and see what there is to archive besides."""
        ...

    async def archive(self) -> None:
        """Archive everything else."""
        ...


@frozen
class ArchiveOptions:
    """
    The checked options of a run.

    Attributes:
        selection: What to archive.
        max_seconds: Begin nothing after this many seconds.
        max_requests: Begin nothing after this many requests.
        progress: Called after each step.
        wall_clock: Return the seconds since the epoch.
    """

    selection: Selection
    max_seconds: float | None = None
    max_requests: int | None = None
    progress: Callable[[ArchiveProgress], None] | None = None
    wall_clock: Callable[[], float] = field(default=time.time, repr=False)


async def archive(
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
    max_hours: float | None = None,
    max_requests: int | None = None,
    progress: Callable[[ArchiveProgress], None] | None = None,
) -> ArchiveReport:
    """
    Copy a whole account to a folder of plain files.

    Calling it again resumes a run that was interrupted, or brings the archive up to date: lists
    are read again, documents that are there are not. If the last run missed something, a run within
    an hour of it tries just that. Nothing in the folder is lost: rows, documents and records that
    disappear from the account, or change, stay.

    Args:
        client: The client of the account. With ``quota_store="file"``, its quota is shared with
            other processes on this host.
        directory: The folder; created if it does not exist. Only one run may write to it at a time.
        since: Only rooms or properties that were created, changed, submitted, rejected or closed at
            or after this moment; without a time zone it is UTC.
        until: Only those before this moment.
        documents: Download documents.
        only: The lists to archive, such as "users"; "rooms" or "properties" includes all they
            contain. All by default.
        rooms: For Rooms, the ids of the rooms to archive, and no lists unless ``only`` names them.
        properties: The same for Open To Close.
        follow_links: Download documents of Open To Close from other hosts than the API's, too. The
            credential is never sent to any of them.
        max_hours: Stop cleanly after this time; the next call resumes.
        max_requests: Stop cleanly after this many requests.
        progress: Called after each step.

    Returns:
        A report, with what is missing and why.

    Raises:
        ValidationError: If an argument is invalid, or the folder belongs to another account or is
            in use; nothing was sent.
        AuthenticationError: If the credential is refused; like any other error that ends the run,
            it leaves an archive that the next call resumes.
        NetworkError: If several requests in a row get no response.
        OSError: If the disk refuses.
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
        max_hours=max_hours,
        max_requests=max_requests,
        progress=progress,
    )
    return await run_archive(client, check_path(directory, "directory"), options)


def options_of(
    client: object,
    *,
    rooms: object = (),
    properties: object = (),
    max_hours: object = None,
    max_requests: object = None,
    progress: Any = None,
    **selected: Any,
) -> ArchiveOptions:
    """
    Check the arguments of ``archive``.

    Raises:
        ValidationError: If one is invalid.
    """
    if not isinstance(client, (AsyncRooms, AsyncOpenToClose)):
        raise refuse("client", type(client).__name__, "an AsyncRooms or AsyncOpenToClose")
    is_rooms = isinstance(client, AsyncRooms)
    foreign = properties if is_rooms else rooms
    if foreign not in ((), []):
        name = "properties" if is_rooms else "rooms"
        api = "Open To Close" if is_rooms else "DocuSign Rooms"
        raise refuse(name, foreign, f"left out: {name} are in {api}")
    check_progress(progress)
    max_seconds, requests = check_limits(max_hours, max_requests)
    selection = Selection.checked(
        places=rooms if is_rooms else properties,
        places_argument="rooms" if is_rooms else "properties",
        lists=ROOMS_LISTS if is_rooms else OTC_LISTS,
        **selected,
    )
    return ArchiveOptions(selection, max_seconds, requests, progress)


async def run_archive(
    client: AsyncRooms | AsyncOpenToClose, root: Path, options: ArchiveOptions
) -> ArchiveReport:
    """Archive an account with checked options; see ``archive``."""
    identity = await identity_of(client)
    directory = await anyio.to_thread.run_sync(Directory, root)
    try:
        return await _run(client, directory, identity, options)
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(directory.close)


async def _run(
    client: AsyncRooms | AsyncOpenToClose,
    directory: Directory,
    identity: dict[str, Any],
    options: ArchiveOptions,
) -> ArchiveReport:
    earlier = await anyio.to_thread.run_sync(read_state, directory.root)
    check_account(directory.root, earlier, identity)
    manifest = await anyio.to_thread.run_sync(read_manifest, directory.root)
    run, state = state_of(earlier, identity, options.selection, options.wall_clock())
    if earlier.get(ALL_READ) is True and run == earlier.get("run"):
        manifest.set_run(run)
    if run != earlier.get("run"):
        await anyio.to_thread.run_sync(directory.forget_lists)
    await anyio.to_thread.run_sync(directory.write_state, state)
    word = "rooms" if isinstance(client, AsyncRooms) else "properties"
    tally = Tally(word=word, quota=client.quota, kind=kind_of(earlier, run))

    def announce() -> None:
        if options.progress is not None:
            missing = manifest.missing_count
            options.progress(tally.progress(work.requests, work.seconds, missing))

    work = Work(
        client,
        directory,
        manifest,
        run,
        max_seconds=options.max_seconds,
        max_requests=options.max_requests,
        wall_clock=options.wall_clock,
        changed=announce,
    )
    retries = client.counters.retries
    account = account_of(client, work, options.selection, tally, announce)
    complete = False
    try:
        await account.survey()
        tally.plan = tally.make_plan()
        announce()
        await account.archive()
        complete = True
    except StoppedError:
        pass
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(
                partial(_finish, directory, manifest, state, word, options, complete=complete)
            )
    if work.fatal is not None:
        raise work.fatal
    missing, remarks = _left(manifest)
    return ArchiveReport(
        directory=directory.root,
        run=run,
        complete=complete,
        stopped=work.stopped,
        places=sum(1 for _ in manifest.of_kind(PLACE[word])),
        documents=sum(entry.path is not None for entry in manifest.of_kind("document")),
        downloaded=tally.documents,
        bytes=tally.bytes,
        requests=work.requests,
        retries=client.counters.retries - retries,
        missing=missing,
        remarks=remarks,
        seconds=work.seconds,
        word=word,
    )


def account_of(
    client: AsyncRooms | AsyncOpenToClose,
    work: Work,
    selection: Selection,
    tally: Tally,
    announce: Callable[[], None],
) -> _Account:
    """Return the archive of a client's account."""
    if isinstance(client, AsyncRooms):
        return RoomsAccount(client, work, selection, tally, announce)
    return OpenToCloseAccount(client, work, selection, tally, announce)


def _finish(
    directory: Directory,
    manifest: Manifest,
    state: dict[str, Any],
    word: str,
    options: ArchiveOptions,
    *,
    complete: bool,
) -> None:
    """Write the index, the manifest in order and the state."""
    missing = manifest.missing()
    write_index_of(directory, manifest, word, state["account"])
    if complete and not missing:
        # The manifest forgets the run before the state says that it is over. After a kill in
        # between, this tells the next call that nothing is left to read.
        directory.write_state({**state, ALL_READ: True})
        manifest.set_run(0)
    directory.write_manifest(manifest)
    if complete:
        now = datetime.fromtimestamp(options.wall_clock(), UTC).isoformat(timespec="seconds")
        state = {**state, "finished": now, "complete": not missing}
        state.pop(ALL_READ, None)
    directory.write_state(state)


def _left(manifest: Manifest) -> tuple[tuple[MissingItem, ...], tuple[MissingItem, ...]]:
    """Return what is missing, and what is odd."""
    missing = tuple(map(_item, manifest.missing()))
    remarks = tuple(
        _item(entry) for entry in manifest if entry.why is not None and not entry.is_missing
    )
    return missing, remarks


def _item(entry: Entry) -> MissingItem:
    return MissingItem(
        what=entry.what,
        id=entry.id,
        of=entry.of,
        name=entry.name or entry.path or "",
        why=entry.why or "",
        request=entry.request,
    )
