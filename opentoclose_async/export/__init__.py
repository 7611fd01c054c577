"""
Lists into files: the whole list, or no file.

``await export(rooms.users.iter_users(), "users.jsonl")`` writes what a pager reads. It prints
nothing; ``opentoclose export`` is the same with a progress display.
"""

from opentoclose_async.export.report import ExportReport, Progress
from opentoclose_async.export.runner import export

__all__ = ["ExportReport", "Progress", "export"]
