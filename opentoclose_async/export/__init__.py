"""
Lists into files: the whole list, or no file.

``await export(rooms.users.iter_users(), "users.jsonl")`` writes what a pager reads, and can be gone
on with after whatever stops it; ``export_many`` writes several at once. They print nothing;
``opentoclose export`` is the same with a progress display, and ``export.blocking`` the same without
``await``.
"""

from opentoclose_async.export.many import ExportsFailed, export_many
from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.runner import export

__all__ = ["ExportReport", "ExportsFailed", "Progress", "export", "export_many"]
