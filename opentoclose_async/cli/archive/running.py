"""Run archives at the same time."""

from collections.abc import Sequence
from contextlib import AsyncExitStack

import anyio

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.archive import ArchiveProgress, archive, plan_archive
from opentoclose_async.cli.archive.choices import ArchiveChoices, PlannedArchive
from opentoclose_async.cli.archive.display import ArchiveDisplay
from opentoclose_async.cli.progress.trouble import open_watched_client
from opentoclose_async.exceptions import AuthenticationError

__all__ = ["run_archives"]


async def run_archives(
    planned: Sequence[PlannedArchive], choices: ArchiveChoices, display: ArchiveDisplay
) -> None:
    """
    Run archives, or only plan them, each with its own client and quota.

    A failure of one does not stop the others.

    Args:
        planned: The archives; their ``report``, ``plan`` or ``error`` is set.
        choices: What the command line says.
        display: Where to show their progress.

    Raises:
        OpenToCloseAPIError: If one of them cannot start; nothing was sent.
    """
    async with AsyncExitStack() as clients:
        opened = []
        for each in planned:
            client = open_watched_client(
                each.api,
                each.settings,
                where=each.where,
                quota=each.quota,
                quota_store=choices.quota_store,
            )
            await clients.enter_async_context(client)
            opened.append((each, client))
        async with anyio.create_task_group() as group:
            for each, client in opened:
                group.start_soon(_run, each, client, choices, display)


async def _run(
    each: PlannedArchive,
    client: AsyncOpenToClose | AsyncRooms,
    choices: ArchiveChoices,
    display: ArchiveDisplay,
) -> None:
    state = display.add(each.name, each.word, client)

    def advance(progress: ArchiveProgress) -> None:
        each.progress = progress
        state.advance(progress)

    try:
        if choices.plan_only:
            each.plan = await plan_archive(client, each.directory, **choices.selection)
            state.finish(completed=True)
            return
        each.report = await archive(
            client,
            each.directory,
            **choices.selection,
            max_hours=choices.max_hours,
            max_requests=choices.max_requests,
            progress=advance,
        )
    except Exception as error:  # noqa: BLE001 - reported with the others at the end
        if isinstance(error, AuthenticationError) and each.variables:
            error.add_note(f"This account's credentials come from {' and '.join(each.variables)}.")
        each.error = error
        state.finish(failed=True)
    else:
        state.finish(completed=each.report.complete)
