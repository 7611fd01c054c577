"""Warn once per list if the rows of its first page do not match the filters that were sent."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import define, field

from opentoclose_async._protocol.filters.filter_warning import FilterWarning
from opentoclose_async._protocol.filters.first_page import Finding, SentFilter, problems_of
from opentoclose_async._runtime.caller_line import CallerLine, caller_line
from opentoclose_async.exceptions import DataFormatError

__all__ = ["FilterCheck", "filter_check"]


@define(eq=False)
class FilterCheck:
    """
    The check of one list's filters.

    Attributes:
        method: The method that reads the list, for messages.
        filters: The filters that were sent and can be checked.
        known: The names of the filters that the API documents.
        strict: Whether a documented filter that the server ignores is an error.
        line: The line that asked for the list.
    """

    method: str
    filters: Sequence[SentFilter]
    known: Sequence[str]
    strict: bool
    line: CallerLine = field(factory=caller_line)
    _is_done: bool = field(default=False, init=False)

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """
        Check the rows of a page, if none was checked before.

        Raises:
            DataFormatError: If the check is strict and rows contradict a filter.
        """
        if self._is_done or not rows:
            return
        found = problems_of(self.filters, rows)
        for each in found:
            if self.strict and each.wrong:
                raise DataFormatError(
                    f"the server did not apply {each.name}: {each.wrong} of {each.rows} rows on "
                    "the first page have another value."
                )
        self._is_done = True
        for each in found:
            warnings.warn_explicit(
                self._message(each),
                FilterWarning,
                self.line.filename,
                self.line.number,
                self.line.module,
                self.line.registry,
            )

    def _message(self, finding: Finding) -> str:
        """Return a message without counts, so that Python shows it once for each line of code."""
        if finding.wrong:
            return (
                f"{self.method}: the server did not apply {finding.name}: rows on the first page "
                "have another value."
            )
        known = (
            f"Its documented filters are {', '.join(self.known)}."
            if self.known
            else "It has no documented filters."
        )
        return (
            f"{self.method}: {finding.name} is not a documented filter, and no row on the first "
            "page has a value for it: the server probably ignored it and returned all rows. "
            f"{known}"
        )


def filter_check(
    method: str, filters: Iterable[SentFilter], known: Sequence[str], *, strict: bool
) -> FilterCheck | None:
    """
    Return the check of a list that is being opened; None if there is nothing to check.

    Args:
        method: The method that reads the list.
        filters: The filters that are sent.
        known: The names of the filters that the API documents.
        strict: Whether a documented filter that the server ignores is an error.
    """
    checkable = [each for each in filters if each.rule is not None]
    return FilterCheck(method, checkable, known, strict) if checkable else None
