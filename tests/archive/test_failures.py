"""Failures of one thing do not stop others, are reported, and are all that the next run tries."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async.exceptions import AuthenticationError, NetworkError
from tests.archive import verdict
from tests.archive.conftest import LOOPS, Run
from tests.archive.rooms_account import Document
from tests.archive.rooms_server import TOKEN, Answer, Fault, Server
from tests.thoroughness import THOROUGH

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("anyio_backend", LOOPS)]


def _with(**values: Any) -> Callable[[Answer], Answer]:
    return lambda right: Answer(200, json.dumps({**json.loads(right.body), **values}).encode())


def _without(name: str) -> Callable[[Answer], Answer]:
    def spoil(right: Answer) -> Answer:
        value = json.loads(right.body)
        value.pop(name, None)
        return Answer(200, json.dumps(value).encode())

    return spoil


BROKEN: dict[str, Callable[[Answer], Answer]] = {
    "500": lambda _: Answer(500, b'{"errorCode":"ERROR"}'),
    "403": lambda _: Answer(403, b'{"errorCode":"FORBIDDEN","message":"no"}'),
    "404": lambda _: Answer(404, b""),
    "400": lambda _: Answer(400, b'"Bad Request"'),
    "html": lambda _: Answer(200, b"<html>sign in</html>"),
    "truncated": lambda right: Answer(200, right.body, sent=len(right.body) // 2),
    "cut json": lambda right: Answer(200, right.body[: len(right.body) // 2]),
    "null": lambda _: Answer(200, b"null"),
    "list": lambda _: Answer(200, b"[]"),
    "nothing": lambda _: Answer(200, b""),
}
BROKEN_CONTENTS: dict[str, Callable[[Answer], Answer]] = {
    "short contents": _with(base64Contents="QUJD"),
    "null contents": _with(base64Contents=None),
    "empty contents": _with(base64Contents=""),
    "no contents": _without("base64Contents"),
    "invalid base64": _with(base64Contents="!!!! not base64 ####"),
    "cut base64": _with(base64Contents="QUJDR"),
    "number": _with(base64Contents=5),
}


@pytest.mark.parametrize(
    "fault", [*(BROKEN if THOROUGH else ("403", "truncated")), *BROKEN_CONTENTS]
)
async def test_a_document_that_fails_is_missing_until_it_does_not(
    server: Server, directory: Path, run: Run, fault: str
) -> None:
    server.faults["document", 200] = Fault({**BROKEN, **BROKEN_CONTENTS}[fault])
    report = await run()
    assert [(item.what, item.id, item.of) for item in report.missing] == [("document", 200, 2)]
    assert report.complete
    assert report.missing[0].why
    assert "200" in report.missing[0].request
    assert TOKEN not in repr(report)
    verdict.judge(directory, missing=1)
    others = {n: each for n, each in server.account.documents().items() if n != 200}
    for number, document in others.items():
        assert verdict.written(directory, "document", number) == document.contents
    sizes = {"short contents": 3, "empty contents": 0}  # better than nothing, and reported
    saved = verdict.written(directory, "document", 200)
    assert sizes.get(fault) == (None if saved is None else len(saved))
    again = await run()
    assert again.missing == report.missing
    assert {each for each in server.log if each[0] in ("document", "room")} == {("document", 200)}
    server.faults.clear()
    final = await run()
    assert [each for each in server.log if each[0] in ("document", "room")] == [("document", 200)]
    assert final.missing == ()
    verdict.judge(directory, server.account)
    await run(directory.parent / "never failed")
    assert verdict.same(directory) == verdict.same(directory.parent / "never failed")


@pytest.mark.parametrize("fault", BROKEN if THOROUGH else ["500", "null"])
@pytest.mark.parametrize("kind", ["room", "room documents", "room users", "task lists"])
async def test_a_room_that_fails_does_not_stop_others(
    server: Server, directory: Path, run: Run, kind: str, fault: str
) -> None:
    server.faults[kind, 2] = Fault(BROKEN[fault])
    report = await run()
    assert report.missing, fault
    assert {item.of or item.id for item in report.missing} == {2}
    verdict.judge(directory, missing=len(report.missing))
    for number in (100, 101, 300, 301):
        assert verdict.written(directory, "document", number)
    server.faults.clear()
    report = await run()
    assert report.missing == ()
    rooms = {identity for asked, identity in server.log if asked in ("room", kind)}
    assert rooms == {2}, "only what is missing is tried"
    verdict.judge(directory, server.account)
    await run(directory.parent / "never failed")
    assert verdict.same(directory) == verdict.same(directory.parent / "never failed")


@pytest.mark.parametrize("kind", ["users", "form_groups", "forms", "form", "rooms", "account"])
async def test_a_list_that_fails_does_not_stop_others(
    server: Server, directory: Path, run: Run, kind: str
) -> None:
    server.faults[kind, None] = Fault(BROKEN["500"])
    report = await run()
    assert report.missing
    verdict.judge(directory, missing=len(report.missing))
    server.faults.clear()
    report = await run()
    assert report.missing == ()
    verdict.judge(directory, server.account)
    await run(directory.parent / "never failed")
    assert verdict.same(directory) == verdict.same(directory.parent / "never failed")


@pytest.mark.parametrize("times", [1, 2])
async def test_a_fault_that_a_retry_heals_is_not_missing(
    server: Server, directory: Path, run: Run, times: int
) -> None:
    server.faults["document", 200] = Fault(BROKEN["500"], times)
    server.faults["room", 3] = Fault(BROKEN["truncated"], times)
    report = await run()
    assert (report.missing, report.retries) == ((), 2 * times)
    verdict.judge(directory, server.account)


async def test_documents_without_bytes_or_listed_size_are_kept_and_told(
    server: Server, directory: Path, run: Run
) -> None:
    server.account.rooms[1].documents += [
        Document(7, "empty.pdf", b""),
        Document(8, "size unknown.pdf", b"eight", listed_size=None),
        Document(9, "says nothing.pdf", b"nine", listed_size=0),
    ]
    report = await run()
    told = {item.id for item in (*report.missing, *report.remarks)}
    assert 7 in told
    assert 8 not in {item.id for item in report.missing}
    verdict.judge(directory, missing=len(report.missing))
    assert verdict.written(directory, "document", 8) == b"eight"
    await run()
    assert server.kinds["document"] <= len(report.missing)


@pytest.mark.parametrize("number", [1, 5, 12, 20, 29] if THOROUGH else [1, 20])
async def test_a_refused_credential_or_a_dead_network_leaves_what_the_next_run_completes(
    server: Server, directory: Path, run: Run, number: int
) -> None:
    def fail(spoil: Callable[[Answer], Answer]) -> Callable[[int], None]:
        def at(request: int) -> None:
            if request >= number:
                server.faults = dict.fromkeys(
                    ((kind, None) for kind, _ in server.log), Fault(spoil)
                )

        return at

    await run(directory.parent / "never failed")
    fewest = len(server.log)
    sent = 0
    for spoil, error in (
        (lambda _: Answer(401, b'{"message":"expired"}'), AuthenticationError),
        (lambda _: Answer(0, b"", down=True), NetworkError),
    ):
        server.faults = {}
        server.at_request = fail(spoil)
        told = ""
        try:
            report = await run()
        except error as raised:
            told = repr(raised) + str(raised)
        else:
            assert report.missing if len(server.log) >= number else not report.missing
        assert TOKEN not in told
        sent += len(server.log)
    server.faults, server.at_request = {}, None
    report = await run()
    assert report.missing == ()
    verdict.judge(directory, server.account)
    assert verdict.same(directory) == verdict.same(directory.parent / "never failed")
    assert fewest <= sent + len(server.log)


@pytest.mark.parametrize("limit", [1, 2, 5, 9, 20] if THOROUGH else [4])
async def test_a_limit_of_requests_stops_cleanly_and_the_next_run_goes_on(
    server: Server, directory: Path, run: Run, limit: int
) -> None:
    await run(directory.parent / "uninterrupted")
    fewest = len(server.log)
    sent, runs = 0, 0
    while True:
        report = await run(max_requests=limit)
        sent, runs = sent + len(server.log), runs + 1
        assert len(server.log) == report.requests
        assert report.requests <= limit + 8
        if report.complete:
            break
        assert report.stopped == "max_requests"
        assert runs < 60, "it never ends"
    verdict.judge(directory, server.account)
    assert verdict.same(directory) == verdict.same(directory.parent / "uninterrupted")
    assert sent == fewest
