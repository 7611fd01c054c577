"""
Compare two exports of one list: which rows were added, removed or changed, and in which fields.

``diff("users-monday.jsonl", "users-tuesday.jsonl")`` reads both files twice and keeps neither in
memory. It blocks, as it works on files only. ``opentoclose diff`` prints the same.
"""

from opentoclose_async.diff.compare import diff
from opentoclose_async.diff.result import Diff, Difference

__all__ = ["Diff", "Difference", "diff"]
