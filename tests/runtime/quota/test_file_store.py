"""Sharing a quota through a file: processes, crashes, forks, restarts, and files in every state."""
# ruff: noqa: ASYNC240 - the files of these tests are small

import os
import sqlite3
import stat
import sys
import threading
from pathlib import Path

import anyio
import pytest

from opentoclose_async._protocol.quota.sharing import EndedRequest, QuotaReply, QuotaRequest
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._runtime.quota.file_store import FileQuotaStore
from opentoclose_async._runtime.quota.store import QuotaStore, QuotaStoreError
from tests.runtime.quota.takers import keep_the_quota_though_two_are_killed

pytestmark = pytest.mark.anyio

WINDOWS = (Window(10, 100.0),)
ROOT = Path(__file__).parents[3]

posix = pytest.mark.skipif(os.name != "posix", reason="has no such modes, forks or signals")


class Clocks:
    """The two clocks of a host."""

    def __init__(self) -> None:
        self.monotonic = 1000.0
        self.wall = 1_700_000_000.0

    def store(self, path: Path) -> FileQuotaStore:
        return FileQuotaStore(path, _clock=lambda: self.monotonic, _wall_clock=lambda: self.wall)

    def pass_by(self, seconds: float) -> None:
        self.monotonic += seconds
        self.wall += seconds

    def restart(self, down: float) -> None:
        self.monotonic = 5.0
        self.wall += down


async def take(store: FileQuotaStore, key: str = "a", client: str = "c") -> QuotaReply:
    reply = await store.exchange(key, WINDOWS, QuotaRequest(client, "host:1", 1))
    ended = tuple(EndedRequest(permit, 0.0) for permit in reply.permits)
    await store.exchange(key, WINDOWS, QuotaRequest(client, "host:1", ended=ended))
    return reply


async def use_up(store: FileQuotaStore, key: str = "a") -> None:
    while (await take(store, key)).permits:
        pass


async def used(store: FileQuotaStore, key: str = "a") -> int:
    return (await store.status(key, WINDOWS)).windows[0].used


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "quota.sqlite3"


def test_it_is_a_store(path: Path) -> None:
    assert isinstance(FileQuotaStore(path), QuotaStore)


async def test_stores_of_the_same_file_share_a_quota(path: Path) -> None:
    one, other = FileQuotaStore(path), FileQuotaStore(str(path))
    for _ in range(5):
        assert (await take(one, client="one")).permits
        assert (await take(other, client="other")).permits
    refused = await take(one, client="one")
    assert (refused.permits, await used(other)) == ((), 10)
    assert 0 < refused.wait <= 100.0
    await one.aclose()
    await other.aclose()


async def test_accounts_do_not_share(path: Path) -> None:
    store = FileQuotaStore(path)
    await use_up(store, "a")
    assert (await take(store, "b")).permits
    assert (await used(store, "a"), await used(store, "b")) == (10, 1)
    await store.aclose()


async def test_a_closed_store_opens_its_file_again(path: Path) -> None:
    store = FileQuotaStore(path)
    await take(store)
    await store.aclose()
    await store.aclose()
    assert await used(store) == 1
    await store.aclose()


async def test_status_does_not_create_the_file(path: Path) -> None:
    store = FileQuotaStore(path)
    assert await used(store) == 0
    assert not path.parent.exists()


async def test_by_default_it_is_in_the_users_state_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    store = FileQuotaStore()
    await take(store)
    await store.aclose()
    assert len(list(tmp_path.rglob("quota.sqlite3"))) == 1


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
async def test_only_the_owner_can_read_it_whatever_the_umask(path: Path, umask: int) -> None:
    store = FileQuotaStore(path.parent / "more" / path.name)
    before = os.umask(umask)
    try:
        await take(store)
        files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.rglob("*")}
    finally:
        os.umask(before)
    files["state"] = stat.S_IMODE(path.parent.stat().st_mode)
    await store.aclose()
    names = {f"{path.name}{ending}": 0o600 for ending in ("", "-wal", "-shm")}
    assert files == {**names, "more": 0o700, "state": 0o700}


async def test_a_restart_of_the_host_forgets_only_what_has_passed(path: Path) -> None:
    clocks = Clocks()
    store = clocks.store(path)
    await use_up(store)
    await store.aclose()
    clocks.restart(down=60.0)
    store = clocks.store(path)
    assert await used(store) == 10
    refused = await take(store)
    assert not refused.permits
    assert refused.wait == pytest.approx(40.0)
    clocks.pass_by(40.0)
    assert (await take(store)).permits
    await store.aclose()


async def test_a_wall_clock_set_back_does_not_free_anything(path: Path) -> None:
    clocks = Clocks()
    store = clocks.store(path)
    await use_up(store)
    clocks.restart(down=-3600.0)
    assert (await take(store)).wait == pytest.approx(100.0)
    await store.aclose()


async def test_a_container_whose_clock_has_an_offset_counts_the_same(path: Path) -> None:
    here, there = Clocks(), Clocks()
    there.monotonic += 50_000.0
    one, other = here.store(path), there.store(path)
    await use_up(one)
    for clocks, store in ((there, other), (here, one), (there, other)):
        assert (await take(store)).wait == pytest.approx(100.0)
        assert clocks.wall == here.wall
    await one.aclose()
    await other.aclose()


async def test_accounts_are_kept_for_a_day(path: Path) -> None:
    clocks = Clocks()
    store = clocks.store(path)
    await take(store, "old")
    clocks.pass_by(80_000)
    await take(store, "recent")
    clocks.pass_by(10_000)
    await take(store, "new")
    await store.aclose()
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT account FROM quota_1 ORDER BY account").fetchall()
    connection.close()
    assert rows == [("new",), ("recent",)]


async def test_a_long_window_is_kept_for_its_length(path: Path) -> None:
    clocks = Clocks()
    store = clocks.store(path)
    month = (Window(1, 30 * 86400.0),)
    assert (await store.exchange("a", month, QuotaRequest("c", wanted=1))).permits
    clocks.pass_by(20 * 86400.0)
    await take(store, "b")
    assert not (await store.exchange("a", month, QuotaRequest("c", wanted=1))).permits
    await store.aclose()


@pytest.mark.parametrize("damage", [b"no database at all " * 100, b"SQLite format 3\0" + b"x" * 99])
async def test_a_damaged_file_is_moved_aside(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    store = FileQuotaStore(path)
    await use_up(store)
    assert await used(store) == 10
    await store.aclose()
    assert path.with_name(f"{path.name}.damaged").read_bytes() == damage


async def test_a_file_that_is_damaged_while_in_use_is_replaced(path: Path) -> None:
    store, other = FileQuotaStore(path), FileQuotaStore(path)
    await use_up(store)
    await store.aclose()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * (path.stat().st_size - 4096))
    await take(other)
    await take(store)
    assert await used(store) == await used(other) == 2
    await store.aclose()
    await other.aclose()


async def test_a_removed_file_is_created_again_for_all(path: Path) -> None:
    one, other = FileQuotaStore(path), FileQuotaStore(path)
    await take(one)
    await take(other)
    for file in path.parent.iterdir():
        file.unlink()
    await take(one)
    await take(other)
    assert await used(one) == await used(other) == 2
    await one.aclose()
    await other.aclose()


async def test_a_row_of_another_version_starts_afresh(path: Path) -> None:
    store = FileQuotaStore(path)
    await use_up(store)
    await store.aclose()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE quota_1 SET ledger = ?", (b'{"version":99}\n',))
    connection.commit()
    connection.close()
    assert (await take(store)).permits
    await store.aclose()


async def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE customers (name TEXT)")
    connection.commit()
    connection.close()
    content = path.read_bytes()
    with pytest.raises(QuotaStoreError, match="another program"):
        await take(FileQuotaStore(path))
    assert path.read_bytes() == content


async def test_a_folder_is_refused(tmp_path: Path) -> None:
    for use in (take, used):
        with pytest.raises(QuotaStoreError, match=r"it is a folder\. .* choose another path"):
            await use(FileQuotaStore(tmp_path))


@posix
async def test_a_link_of_ones_own_is_followed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    path.parent.mkdir()
    path.symlink_to(tmp_path / "elsewhere" / "quota")
    one, other = FileQuotaStore(path), FileQuotaStore(tmp_path / "elsewhere" / "quota")
    await take(one)
    assert await used(other) == 1
    await one.aclose()
    await other.aclose()


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can give a link away"
)
async def test_a_link_of_another_user_is_refused(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(tmp_path / "quota")
    os.lchown(path, 12345, 12345)
    with pytest.raises(QuotaStoreError, match="symbolic link of user 12345"):
        await take(FileQuotaStore(path))
    assert not (tmp_path / "quota").exists()


@posix
async def test_a_pipe_is_refused(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(QuotaStoreError, match="not a regular file"):
        await take(FileQuotaStore(path))


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "quota.sqlite3"
    with pytest.raises(QuotaStoreError) as caught:
        await take(FileQuotaStore(path))
    assert str(path) in str(caught.value)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="every folder is writable for this user"
)
async def test_a_folder_that_cannot_be_written_is_reported(path: Path) -> None:
    path.parent.mkdir(mode=0o500)
    with pytest.raises(QuotaStoreError, match="may write"):
        await take(FileQuotaStore(path))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux only")
async def test_a_device_is_refused() -> None:
    with pytest.raises(QuotaStoreError, match="not a regular file"):
        await take(FileQuotaStore("/dev/full"))


async def test_a_lock_that_is_kept_ends_in_an_error_and_blocks_nobody_meanwhile(
    path: Path,
) -> None:
    store = FileQuotaStore(path)
    await take(store)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            await anyio.sleep(0.01)
            turns += 1

    async with anyio.create_task_group() as group:
        group.start_soon(count_turns)
        with pytest.raises(QuotaStoreError, match="another process has kept it locked for 1 s"):
            await take(store)
        group.cancel_scope.cancel()
    assert turns > 10
    assert await used(store) == 1  # reading is possible
    connection.close()
    assert (await take(store)).permits
    await store.aclose()


async def test_threads_with_event_loops_of_their_own_share_a_store(path: Path) -> None:
    store = FileQuotaStore(path)
    replies: list[QuotaReply] = []

    def run() -> None:
        async def five() -> None:
            for _ in range(5):
                replies.append(await take(store))  # noqa: PERF401 - it awaits

        anyio.run(five)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(reply.permits) for reply in replies) == await used(store) == 10
    await store.aclose()


@pytest.mark.parametrize("value", [b"bytes", 5, "", "a\0b"])
def test_what_is_no_path_is_refused(value: object) -> None:
    with pytest.raises(Exception, match="path"):
        FileQuotaStore(value)  # type: ignore[arg-type]


FORK = """
import os, sys, anyio
from opentoclose_async._protocol.quota.sharing import QuotaRequest
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._runtime.quota.file_store import FileQuotaStore

store = FileQuotaStore(sys.argv[1])

def take():
    request = QuotaRequest(str(os.getpid()), wanted=1)
    return len(anyio.run(store.exchange, "a", (Window(7, 100.0),), request).permits)

taken = take()
children = []
for _ in range(2):
    child = os.fork()
    if not child:
        sys.exit(10 + take() + take())  # with the interpreter's cleaning up
    taken += take()
    children.append(child)
for child in children:
    taken += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) - 10
while take():
    taken += 1
print(taken)
anyio.run(store.aclose)
"""


@posix
async def test_forked_processes_share_it(path: Path) -> None:
    done = await anyio.run_process([sys.executable, "-c", FORK, str(path)], cwd=ROOT)
    assert done.stdout.split() == [b"7"]


@posix
async def test_real_processes_keep_the_quota_and_two_are_killed(path: Path) -> None:
    """They create the file at once; 50 requests a second are allowed."""
    await keep_the_quota_though_two_are_killed(str(path), path.parent.with_name("notes"), 5.0)
