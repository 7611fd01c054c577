"""What an archive says before, while and after it runs, and its blocking counterpart."""

from pathlib import Path

import pytest

from opentoclose_async import AsyncRooms
from opentoclose_async.archive import ArchiveProgress, archive, blocking, plan_archive
from opentoclose_async.rooms.blocking import Rooms
from tests.archive import verdict
from tests.archive.conftest import LOOPS, Run
from tests.archive.rooms_account import small_account
from tests.archive.rooms_server import TOKEN, Server, Transport
from tests.archive.rooms_socket import serve


@pytest.mark.anyio
async def test_progress_is_honest_and_keeps_the_credential(
    server: Server, directory: Path, run: Run
) -> None:
    seen: list[ArchiveProgress] = []
    report = await run(progress=seen.append)
    last = seen[-1]
    assert (last.places, last.places_total, last.documents) == (3, 3, 6)
    assert (last.bytes, last.requests, last.missing) == (report.bytes, report.requests, 0)
    for attribute in ("places", "documents", "bytes", "requests"):
        values = [getattr(each, attribute) for each in seen]
        assert values == sorted(values)
    assert TOKEN not in repr(seen) + repr(report)


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", LOOPS)
async def test_a_plan_says_what_a_run_takes_and_writes_nothing(directory: Path) -> None:
    server = Server(small_account(rooms=30, documents=4))
    async with AsyncRooms(
        server.account.guid,
        access_token=TOKEN,
        base_url="http://model.test/restapi",
        transport=Transport(server),
        quota=None,
    ) as client:
        plan = await plan_archive(client, directory)
        assert verdict.contents(directory) == {}
        assert server.kinds["document"] == 0
        assert (plan.places, plan.documents) == (30, 120)
        server.log.clear()
        await archive(client, directory)
        assert abs(plan.total - len(server.log)) <= 0.05 * len(server.log), str(plan)
        before = verdict.contents(directory)
        plan = await plan_archive(client, directory)
        assert plan.documents == 0
        assert verdict.contents(directory) == before
        server.log.clear()
        await archive(client, directory)
        assert abs(plan.total - len(server.log)) <= 0.05 * len(server.log), str(plan)


def test_the_blocking_counterpart_makes_the_same_archive(tmp_path: Path) -> None:
    server = Server(small_account())
    with (
        serve(server) as url,
        Rooms(
            server.account.guid, access_token=TOKEN, base_url=url, quota=None, allow_insecure=True
        ) as client,
    ):
        plan = blocking.plan_archive(client, tmp_path / "outside" / "archive")
        report = blocking.archive(client, tmp_path / "outside" / "archive")
    assert (report.complete, report.documents, plan.documents) == (True, 6, 6)
    verdict.judge(tmp_path / "outside" / "archive", server.account)
