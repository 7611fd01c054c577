"""
Export whole lists to files: a complete file, or none.

``await export(rooms.users.iter_users(), "users.jsonl")`` writes the rows of a pager, and can be
resumed after any interruption; ``export_many`` writes several files at once. Neither prints
anything. ``opentoclose export`` is the same with a progress display, and ``export.blocking`` the
same without ``await``.
"""

from opentoclose_async.export.many import ExportsFailed, export_many
from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.runner import export

__all__ = ["ExportReport", "ExportsFailed", "Progress", "export", "export_many"]
