"""Count what a run has done and has to do, for its plan and its progress."""

from attrs import Factory, define

from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async.archive.report import (
    FIRST,
    ArchivePlan,
    ArchiveProgress,
    RunKind,
    seconds_for,
)

__all__ = ["Tally"]


@define(kw_only=True)
class Tally:
    """
    The numbers of a run.

    Attributes:
        word: "rooms" or "properties".
        quota: The client's quota.
        places_total: Rooms or properties to go through; None until known.
        places: Those done.
        places_read: Those whose lists an interrupted run has read.
        requests_per_place: Requests for each, besides documents and what has not changed.
        records: Requests for rooms that are new or have changed.
        records_left: Those of them to go.
        list_requests: Requests that the lists of the account took.
        surveyed: Ids of places whose documents are known.
        wanted: Documents to download in them.
        documents: Documents downloaded.
        bytes: Their bytes.
        kind: What the run is to the archive.
        plan: The plan, once made.
    """

    word: str
    quota: Quota | None
    places_total: int | None = None
    places: int = 0
    places_read: int = 0
    requests_per_place: int = 3
    records: int = 0
    records_left: int = 0
    list_requests: int = 0
    surveyed: set[int] = Factory(set)
    wanted: int = 0
    documents: int = 0
    bytes: int = 0
    kind: RunKind = FIRST
    plan: ArchivePlan | None = None

    def survey(self, place: int, wanted: int) -> None:
        """Count the documents to download of a place, once."""
        if place not in self.surveyed:
            self.surveyed.add(place)
            self.wanted += wanted

    @property
    def documents_total(self) -> int | None:
        """Documents to download in the whole run: those known, and as many in other places."""
        if self.places_total is None or (not self.surveyed and self.places_total):
            return None
        share = self.wanted / len(self.surveyed) if self.surveyed else 0.0
        return self.wanted + round(share * max(0, self.places_total - len(self.surveyed)))

    @property
    def requests_left(self) -> int | None:
        """Requests to go, about."""
        documents = self.documents_total
        if documents is None or self.places_total is None:
            return None
        places = max(0, self.places_total - self.places)
        return (
            places * self.requests_per_place
            + self.records_left
            + max(0, documents - self.documents)
        )

    def make_plan(self) -> ArchivePlan:
        """Make the plan of the run, once the lists are read and some places surveyed."""
        places, documents = self.places_total or 0, self.documents_total or 0
        unread = max(0, places - self.places_read)
        kinds = {
            "lists": self.list_requests,
            self.word: self.records,
            f"lists of {self.word}": unread * self.requests_per_place,
            "documents": documents,
        }
        return ArchivePlan(
            places=places,
            documents=documents,
            requests=kinds,
            seconds=seconds_for(sum(kinds.values()), self.quota),
            word=self.word,
            quota=self.quota,
            kind=self.kind,
        )

    def progress(self, requests: int, seconds: float, missing: int) -> ArchiveProgress:
        """
        Say how far the run is.

        Args:
            requests: Requests sent so far.
            seconds: Seconds since the run began.
            missing: Things that could not be got.
        """
        left = self.requests_left
        seconds_left = None
        if left is not None:
            whole = requests + left
            # The quota of a full window is used up at once, so the pace so far may be too fast.
            by_quota = seconds_for(whole, self.quota)
            by_pace = seconds * whole / requests if requests else 0.0
            seconds_left = max(0.0, max(by_quota, by_pace) - seconds) if left else 0.0
        return ArchiveProgress(
            plan=self.plan,
            places=self.places,
            places_total=self.places_total,
            documents=self.documents,
            documents_total=self.documents_total,
            bytes=self.bytes,
            requests=requests,
            requests_left=left,
            missing=missing,
            seconds_left=seconds_left,
        )
