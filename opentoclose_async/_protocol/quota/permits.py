"""A permit to send one request."""

from attrs import define

__all__ = ["Permit"]


@define(eq=False)
class Permit:
    """
    Permission to send one request.

    Attributes:
        number: Its number in the client's own ledger.
        sent: When it was handed out, in seconds of the client's clock.
        early: No normal round trip was known yet.
        shared: Its number in the store, if the client uses one.
        taken: When the store handed it out at the earliest, by the client's clock.
        waited: How long the request waited for it, in seconds.
    """

    number: int
    sent: float
    early: bool = False
    shared: int | None = None
    taken: float = 0.0
    waited: float = 0.0
