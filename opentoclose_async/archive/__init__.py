"""
Archive a whole account: plain files that are readable for decades without this package.

``await archive(client, "archive")`` copies lists, rooms or properties and the contents of their
documents to a folder. Calling it again resumes, or brings the folder up to date. ``opentoclose
archive`` is the same with a progress display, and ``archive.blocking`` the same without ``await``.
"""

from opentoclose_async.archive.archiving import archive
from opentoclose_async.archive.planning import plan_archive
from opentoclose_async.archive.report import (
    ArchivePlan,
    ArchiveProgress,
    ArchiveReport,
    MissingItem,
)

__all__ = [
    "ArchivePlan",
    "ArchiveProgress",
    "ArchiveReport",
    "MissingItem",
    "archive",
    "plan_archive",
]
