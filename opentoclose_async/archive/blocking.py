"""``archive`` and ``plan_archive`` for blocking code; they take blocking clients."""

import os
from typing import Any

from opentoclose_async._blocking.borrowed_arguments import takes_arguments_of
from opentoclose_async._blocking.client import call_with_client
from opentoclose_async._protocol.arguments import refuse
from opentoclose_async.archive import archiving, planning
from opentoclose_async.archive.report import ArchivePlan, ArchiveReport
from opentoclose_async.otc.blocking import OpenToClose
from opentoclose_async.rooms.blocking import Rooms

__all__ = ["archive", "plan_archive"]


@takes_arguments_of(archiving.archive)
def archive(
    client: Rooms | OpenToClose, directory: str | os.PathLike[str], **options: Any
) -> ArchiveReport:
    """
    Copy a whole account to a folder of plain files.

    Arguments, result and errors are those of ``opentoclose_async.archive.archive``; ``progress`` is
    called in the client's thread. After Ctrl-C, the same call resumes.
    """
    _check(client)
    return call_with_client(client, lambda each: archiving.archive(each, directory, **options))


@takes_arguments_of(planning.plan_archive)
def plan_archive(
    client: Rooms | OpenToClose, directory: str | os.PathLike[str], **options: Any
) -> ArchivePlan:
    """
    Say what ``archive`` with the same arguments will take.

    Arguments, result and errors are those of ``opentoclose_async.archive.plan_archive``.
    """
    _check(client)
    return call_with_client(client, lambda each: planning.plan_archive(each, directory, **options))


def _check(client: object) -> None:
    if not isinstance(client, (Rooms, OpenToClose)):
        raise refuse("client", type(client).__name__, "a blocking Rooms or OpenToClose")
