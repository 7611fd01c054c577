"""What is said about an operation of Rooms."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """
    What the docstring of an operation's method says.

    Attributes:
        summary: What it does, as an imperative sentence.
        details: What a caller must know besides; empty if there is nothing.
        returns: What comes back, as a phrase; empty if nothing does.
    """

    summary: str
    details: str = ""
    returns: str = ""
