"""Seconds for a list of 100 pages over TLS, where opening connections counts."""

from math import ceil
from statistics import median
from typing import Literal

from attrs import frozen

from benchmarks.certificate import can_certify, certificate
from benchmarks.client_process import PAGE_SIZE, Job, missing_package, run_whole
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server, slow_network

__all__ = ["measure"]

CONNECTIONS = 32
HANDSHAKES = 2
"""Round trips before the first request: one for TCP, one for TLS 1.3."""
BOUND = "bound: handshakes, then pages / connections"


@frozen
class Contender:
    """A reader, with its label in the table, and which API it reads from."""

    label: str
    reader: str
    api: Literal["rooms", "otc"] = "rooms"


OTC = "opentoclose-async, Open To Close"
ROOMS = "opentoclose-async, Rooms"
ALLOWED = {OTC: 2.2, ROOMS: 1.4}
"""
How many times the bound they may take. It was 2.7 and 1.6 while connections were opened only after
the first page.
"""
CONTENDERS = (
    Contender(OTC, "sdk", "otc"),
    Contender(ROOMS, "sdk"),
    Contender("httpx2.AsyncClient, 32 workers", "httpx2_workers"),
    Contender("aiohttp, 32 workers", "aiohttp_workers"),
)


def measure(*, quick: bool) -> Outcome:
    """Read the list with each contender in turn, over a network with a latency."""
    pages, round_trip_ms, turns = (20, 10.0, 1) if quick else (100, 50.0, 9)
    title = f"Seconds for {pages} pages over TLS at {round_trip_ms:g} ms, {CONNECTIONS} connections"
    if not can_certify():
        return Outcome([Table(title, ["client"], [], "trustme is not installed.")])
    bound = (HANDSHAKES + ceil(pages / CONNECTIONS)) * round_trip_ms / 1000.0
    contenders = [each for each in CONTENDERS if not missing_package(each.reader)]
    taken: dict[str, list[float]] = {each.label: [] for each in contenders}
    rows = pages * PAGE_SIZE
    with (
        certificate() as files,
        running_server(rows=rows, certificate=files.server) as server,
        slow_network(server, round_trip_ms) as port,
    ):
        for _ in range(turns):
            for contender in contenders:
                job = Job(
                    contender.reader,
                    f"https://localhost:{port}",
                    rows,
                    connections=CONNECTIONS,
                    api=contender.api,
                    authority=str(files.authority),
                )
                taken[contender.label].append(run_whole(job).wall)
    walls = {BOUND: bound, **{label: median(values) for label, values in taken.items()}}
    table = Table(
        title,
        ["client", "seconds", "of bound"],
        [[label, wall, wall / bound] for label, wall in walls.items()],
        f"Median of {turns} turns, fresh processes, no connection open. The network delays the "
        "handshakes, too. The workers know the number of pages in advance; Open To Close announces "
        "no total.",
    )
    claims = [
        Claim(
            f"100 pages of {label.partition(', ')[2]} over TLS at 50 ms within {most:g}x of the "
            "bound",
            walls[label] / bound <= most,
            f"{walls[label]:.2f} s, {walls[label] / bound:.2f}x",
        )
        for label, most in ALLOWED.items()
    ]
    return Outcome([table], [] if quick else claims, walls)
