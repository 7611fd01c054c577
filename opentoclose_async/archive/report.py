"""What an archive takes, how far it is, and its result."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from attrs import frozen

from opentoclose_async._protocol.display.shown import Shown
from opentoclose_async._protocol.quota.windows import Quota, Window

__all__ = [
    "ArchivePlan",
    "ArchiveProgress",
    "ArchiveReport",
    "MissingItem",
    "RunKind",
    "seconds_for",
    "slowest",
]

RunKind = Literal["first", "update", "resume", "retry"]
"""What a run is to an archive."""
FIRST: Final = "first"
UPDATE: Final = "update"
RESUME: Final = "resume"
RETRY: Final = "retry"


@frozen(kw_only=True)
class ArchivePlan(Shown):
    """
    What a run will take, estimated from a sample where the API gives no number.

    Attributes:
        places: Rooms or properties to archive.
        documents: Documents to download, about.
        requests: Requests by kind, such as "rooms" or "documents"; about.
        seconds: How long they take within the quota; 0 if it holds nothing up.
        word: "rooms" or "properties".
        quota: The client's quota.
        kind: "first" for the first run of an archive; "update" if the run brings it up to date;
            "resume" if it continues one that was interrupted; "retry" if it only tries what the
            last one missed.
    """

    places: int
    documents: int
    requests: Mapping[str, int]
    seconds: float
    word: str = "rooms"
    quota: Quota | None = None
    kind: RunKind = FIRST

    @property
    def total(self) -> int:
        """All requests."""
        return sum(self.requests.values())

    def __str__(self) -> str:
        word = self.word
        if self.places == 1:
            word = "property" if word == "properties" else word.removesuffix("s")
        window = slowest(self.total, self.quota)
        time = "" if window is None else f", about {_duration(self.seconds)} at {_pace(window)}"
        documents = f"{self.documents:,} document{'' if self.documents == 1 else 's'}"
        requests = f"{self.total:,} request{'' if self.total == 1 else 's'}"
        return f"{self.places:,} {word}, {documents}: {requests}{time}"


@frozen(kw_only=True)
class ArchiveProgress(Shown):
    """
    How far a run is.

    Attributes:
        plan: What the run takes; None until the lists of the account are read.
        places: Rooms or properties done.
        places_total: All of them; None until known.
        documents: Documents downloaded in this run.
        documents_total: Documents to download in this run, about; None until known.
        bytes: Bytes of documents downloaded in this run.
        requests: Requests sent in this run.
        requests_left: Requests to go, about; None until known.
        missing: Things that could not be got so far.
        seconds_left: How long the rest takes, by the quota and the pace so far; None until known.
    """

    plan: ArchivePlan | None
    places: int
    places_total: int | None
    documents: int
    documents_total: int | None
    bytes: int
    requests: int
    requests_left: int | None
    missing: int
    seconds_left: float | None


@frozen(kw_only=True)
class MissingItem(Shown):
    """
    Something that the archive lacks.

    Attributes:
        what: What it is, such as "document".
        id: Its id; the name of a list.
        of: The id of the room or property it belongs to.
        name: Its name or path, if known.
        why: Why it is missing.
        request: The request that failed.
    """

    what: str
    id: int | str
    of: int | str | None
    name: str
    why: str
    request: str


@frozen(kw_only=True)
class ArchiveReport(Shown):
    """
    The result of a run.

    Attributes:
        directory: The archive's folder.
        run: The number of the run; one that was interrupted keeps its number.
        complete: Whether the run did all it had to; False if a limit stopped it.
        stopped: Which limit stopped it: "max_hours", "max_requests" or None.
        places: Rooms or properties in the archive.
        documents: Documents in the archive.
        downloaded: Documents downloaded by this call.
        bytes: Bytes of those.
        requests: Requests sent by this call, including retries.
        retries: Requests among them that repeated a failed one.
        missing: What the archive lacks, and why.
        remarks: What is odd but not missing, such as a document without bytes.
        seconds: How long it took.
        word: "rooms" or "properties".
    """

    directory: Path
    run: int
    complete: bool
    stopped: str | None
    places: int
    documents: int
    downloaded: int
    bytes: int
    requests: int
    retries: int
    missing: tuple[MissingItem, ...]
    remarks: tuple[MissingItem, ...]
    seconds: float
    word: str = "rooms"


def seconds_for(requests: int, quota: Quota | None) -> float:
    """Return how long requests take within a quota."""
    window = slowest(requests, quota)
    return 0.0 if window is None else requests / window.count * window.seconds


def slowest(requests: int, quota: Quota | None) -> Window | None:
    """Return the window of a quota that holds requests up the most; None if none does."""
    held_up = [window for window in quota.windows if requests > window.count] if quota else []
    return max(held_up, key=lambda window: window.seconds / window.count, default=None)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5_400:
        return f"{round(seconds / 60)} min"
    return f"{round(seconds / 3600)} h"


def _pace(window: Window) -> str:
    named = {1.0: "a second", 60.0: "a minute", 3600.0: "an hour", 86400.0: "a day"}
    unit = named.get(window.seconds, f"in {window.seconds:g} s")
    return f"{window.count:,} {unit}"
