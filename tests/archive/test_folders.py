"""Folders that are not what they should be are refused or repaired; nothing outside is written."""

import json
import sys
from pathlib import Path

import anyio
import pytest

from opentoclose_async.exceptions import ValidationError
from tests.archive import verdict
from tests.archive.conftest import LOOPS, Run
from tests.archive.rooms_server import Server
from tests.thoroughness import THOROUGH

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("anyio_backend", LOOPS)]


async def _refused(run: Run, server: Server, folder: Path) -> str:
    before = verdict.contents(folder)
    with pytest.raises(ValidationError) as caught:
        await run(folder)
    assert server.log == []
    assert verdict.contents(folder) == before
    return str(caught.value)


def _rooms(directory: Path) -> list[Path]:
    return sorted(directory.glob("rooms/*/*"))


async def _outcome(run: Run) -> str | None:
    """Return what a run says that is refused; None if it is not."""
    try:
        await run()
    except (ValidationError, OSError) as error:
        return str(error)
    return None


async def test_folders_of_others_are_refused(server: Server, directory: Path, run: Run) -> None:
    foreign = directory.parent / "foreign"
    foreign.mkdir(parents=True)
    (foreign / "thesis.txt").write_text("mine")
    assert str(foreign) in await _refused(run, server, foreign)
    await run()
    server.account.guid = "11111111-2222-3333-4444-555555555555"
    assert "account" in await _refused(run, server, directory)


async def test_a_folder_in_use_is_refused(server: Server, directory: Path, run: Run) -> None:
    refusals: list[BaseException] = []

    async def second() -> None:
        try:
            await run()
        except ValidationError as error:
            refusals.append(error)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(second)
        tasks.start_soon(second)
    assert len(refusals) == 1
    verdict.judge(directory, server.account)


@pytest.mark.parametrize(
    "path",
    [
        "../../x",
        "/tmp/x",
        "rooms/../../../x",
        "..",
        "C:/x",
        "a\\..\\..\\x",
        "archive.json",
        "",
        5,
        "\0",
        ".",
    ],
)
async def test_a_manifest_that_was_tampered_with_is_repaired(
    server: Server, directory: Path, run: Run, path: object
) -> None:
    await run()
    whole = verdict.same(directory)
    target = directory.parent.parent / "x"
    target.write_text("not the archive's")
    manifest = directory / "manifest.jsonl"
    lines = [json.loads(line) for line in manifest.read_text().splitlines()]
    for line in lines:
        if (
            line["id"] == 100
            or line["what"] == "users"
            or (line["what"], line["id"]) == ("room", 1)
        ):
            line["path"] = path
    manifest.write_text("".join(json.dumps(line) + "\n" for line in lines))
    server.account.rooms[1].changed = "2031-01-01T00:00:00Z"
    await run()
    await run()
    assert target.read_text() == "not the archive's"
    assert {each.name for each in directory.parent.iterdir()} == {"archive"}
    # The record that changed is kept, but what it was is not known any more.
    verdict.judge(directory, server.account, unlisted=1)
    assert set(verdict.contents(directory)) >= set(whole)


@pytest.mark.parametrize("cut", [1, 2, 150, 1000, 3000, 10**9] if THOROUGH else [150, 10**9])
@pytest.mark.parametrize("garbage", [b"\xff\xfe{]\x00\n", b'{"what":"docu'])
async def test_a_torn_manifest_is_repaired(
    server: Server, directory: Path, run: Run, cut: int, garbage: bytes
) -> None:
    await run()
    before = verdict.same(directory)
    manifest = directory / "manifest.jsonl"
    data = manifest.read_bytes()
    manifest.write_bytes(data[: max(0, len(data) - cut)] + garbage)
    await run()
    await run()
    verdict.judge(directory, server.account)
    assert set(before) == set(verdict.contents(directory)), "files without an entry are adopted"


async def test_lost_and_damaged_files_are_fetched_again(
    server: Server, directory: Path, run: Run
) -> None:
    await run()
    whole = verdict.same(directory)
    files = [directory / path for path in sorted(verdict.contents(directory))]
    files = [
        path for path in files if path.name not in ("archive.json", "index.html", "manifest.jsonl")
    ]
    for path in files[::2]:
        path.unlink()
    await run()
    verdict.judge(directory, server.account)
    assert verdict.same(directory) == whole
    document = next(path for path in files if path.parent.name == "documents")
    document.write_bytes(b"cut")
    await run()
    verdict.judge(directory, server.account)
    assert verdict.same(directory) == whole


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize(
    "place", ["rooms", "lists", "rooms/2019", "documents", ".unfinished", "forms"]
)
async def test_links_that_point_outside_are_not_followed(
    server: Server, directory: Path, run: Run, place: str
) -> None:
    outside = directory.parent.parent / "elsewhere"
    outside.mkdir()
    (outside / "lock").write_text("theirs")
    if place == "documents":
        await run(documents=False)
        link = _rooms(directory)[0] / "documents"
    else:
        await run(only=["offices"])
        link = directory / place
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_dir():
        link.rename(directory.parent / "moved")
    link.symlink_to(outside, target_is_directory=True)
    said = await _outcome(run)
    assert said is None or str(directory) in said
    assert {each.name: each.read_text() for each in outside.iterdir()} == {"lock": "theirs"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("name", ["manifest.jsonl", "archive.json", "index.html", "account.json"])
async def test_files_that_are_links_are_not_written_through(
    server: Server, directory: Path, run: Run, name: str
) -> None:
    await run()
    outside = directory.parent.parent / "theirs"
    outside.write_bytes((directory / name).read_bytes())
    before = outside.read_bytes()
    (directory / name).unlink()
    (directory / name).symlink_to(outside)
    server.account.lists["users"].append({"userId": 77, "email": "u77@example.com"})
    said = await _outcome(run)
    assert said is None or name in said
    assert outside.read_bytes() == before
