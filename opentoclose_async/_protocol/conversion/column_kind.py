"""The kinds of values that a column of a table can hold."""

from enum import StrEnum

__all__ = ["Kind"]


class Kind(StrEnum):
    """The type of a column's values."""

    WHOLE = "whole number"
    NUMBER = "number"
    SPELT_NUMBER = "number in a string"
    FLAG = "true or false"
    TEXT = "text"
    DATE = "date"
    LOCAL = "date and time without a time zone"
    MOMENT = "point in time"
    JSON = "JSON"
