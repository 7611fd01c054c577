"""Exports of lists that change while they are read: no row lost or repeated."""

import tempfile
from collections import Counter
from math import ceil
from pathlib import Path
from typing import Any, Literal

import anyio
import orjson
from attrs import define

from benchmarks.client_process import PAGE_SIZE
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import RunningServer, running_server
from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.export import ExportReport, export

__all__ = ["measure"]

Api = Literal["rooms", "otc"]
MOVES = 20
CONNECTIONS = 8
LATENCY_MS = 20.0


@define
class Tally:
    """
    The result of some exports.

    Attributes:
        steadfast: Rows that stayed in the list throughout.
        lost: Rows among them that no file has.
        twice: Rows that a file has more than once.
        seams: Places that had to be bridged.
        requests: Requests made.
        stopped: Exports that ended with an error, because the list moved too far between pages.
    """

    steadfast: int = 0
    lost: int = 0
    twice: int = 0
    seams: int = 0
    requests: int = 0
    stopped: int = 0

    def add(self, steadfast: list[int], ids: list[int], report: ExportReport) -> None:
        """Compare a file with the rows that stayed in the list throughout."""
        self.steadfast += len(steadfast)
        self.lost += len(set(steadfast).difference(ids))
        self.twice += sum(count > 1 for count in Counter(ids).values())
        self.seams += report.seams
        self.requests += report.requests


def measure(*, quick: bool) -> Outcome:
    """Export many lists at the same time from a server that changes them after every response."""
    rows, exports = (500, 2) if quick else (6_000, 12)
    needed = exports * ceil(rows / PAGE_SIZE)
    table_rows: list[list[str | int | float | None]] = []
    verified = Tally()
    apis: tuple[Api, ...] = ("rooms", "otc")
    for api in apis:
        for verify in (True, False):
            tally = Tally()
            with running_server(rows=rows, latency_ms=LATENCY_MS, moving=MOVES) as server:
                anyio.run(_export_all, server, api, exports, verify, tally)
            if verify:
                verified.lost += tally.lost
                verified.twice += tally.twice
                verified.seams += tally.seams
                verified.stopped += tally.stopped
            table_rows.append(
                [
                    f"{api}, {'verified' if verify else 'not verified'}",
                    tally.steadfast,
                    tally.lost,
                    tally.twice,
                    tally.stopped,
                    tally.seams,
                    tally.requests,
                    tally.requests / needed,
                ]
            )
    table = Table(
        f"{exports} exports of {rows:,} rows at the same time, with rows moving meanwhile",
        [
            *("export", "rows throughout", "lost", "twice", "stopped", "seams", "requests"),
            "of needed",
        ],
        table_rows,
        f"After every response, up to {MOVES} rows are deleted and up to {MOVES} inserted, "
        f"anywhere in the list. Needed: {needed:,} pages of {PAGE_SIZE} for the initial rows. "
        "Stopped: ended with an error, as the list had moved by a whole page. "
        f"{CONNECTIONS} connections each, {LATENCY_MS:g} ms latency.",
    )
    claim = Claim(
        f"{exports} verified exports of {rows:,} rows that move: none lost, none twice",
        verified.lost == verified.twice == verified.stopped == 0,
        f"{verified.lost} lost, {verified.twice} twice, {verified.seams} seams",
    )
    return Outcome([table], [claim])


async def _export_all(
    server: RunningServer,
    api: Api,
    exports: int,
    verify: bool,
    tally: Tally,
) -> None:
    reports: dict[str, ExportReport] = {}

    async def export_one(account: str, path: Path) -> None:
        async with _open_client(server, api, account) as client:
            pager: Any = client.users.iter_users(page_size=PAGE_SIZE)
            try:
                reports[account] = await export(pager, path, verify=verify)
            except DataFormatError:
                tally.stopped += 1

    with tempfile.TemporaryDirectory() as folder:
        paths = {f"account-{number}": Path(folder) / f"{number}.jsonl" for number in range(exports)}
        async with anyio.create_task_group() as group:
            for account, path in paths.items():
                group.start_soon(export_one, account, path)
        for account, report in reports.items():
            ids = _ids_in(paths[account], api)
            tally.add(server.steadfast(account), ids, report)


def _open_client(server: RunningServer, api: Api, account: str) -> AsyncRooms | AsyncOpenToClose:
    options: dict[str, Any] = {"quota": None, "max_connections": CONNECTIONS}
    if api == "rooms":
        base_url = f"{server.base_url}/restapi"
        return AsyncRooms(account, access_token="loopback", base_url=base_url, **options)
    return AsyncOpenToClose(account, base_url=f"{server.base_url}/v1", **options)


def _ids_in(path: Path, api: Api) -> list[int]:
    name = "userId" if api == "rooms" else "id"
    return [orjson.loads(line)[name] for line in path.read_bytes().splitlines()]
