"""The warning about filters that a server ignores."""

__all__ = ["FilterWarning"]


class FilterWarning(UserWarning):
    """
    A list has rows that a filter should have excluded: the server ignored or misread the filter.

    It is about the first page, and is shown once per list, at the line that asked for it. With
    ``strict_filters=True``, a client raises an error instead.
    """

    __module__ = "opentoclose_async"  # its public name, for messages and filters of warnings
