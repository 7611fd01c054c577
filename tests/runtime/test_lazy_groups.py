"""Groups of methods that are created when they are first used."""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import Barrier, Thread

from opentoclose_async._runtime.lazy_groups import lazy_group

THREADS = 8


class Client:
    """Counts the groups that it creates."""

    created = 0

    @lazy_group
    def users(self) -> object:
        """The users."""
        self.created += 1
        return object()


def test_a_group_is_created_when_it_is_first_used_and_then_kept() -> None:
    client = Client()
    assert client.created == 0
    assert client.users is client.users
    assert client.created == 1
    assert Client().users is not client.users


def test_threads_that_use_a_group_first_at_the_same_time_get_the_same_one() -> None:
    client, all_ready = Client(), Barrier(THREADS)

    def first_use(_: int) -> object:
        all_ready.wait(10)
        return client.users

    with ThreadPoolExecutor(THREADS) as threads:
        groups = set(threads.map(first_use, range(THREADS)))
    assert groups == {client.users}
    assert client.created == 1


def test_the_class_has_the_property_and_its_docstring() -> None:
    prop = vars(Client)["users"]
    assert isinstance(prop, cached_property)
    assert prop.__doc__ == "The users."


class Interrupted:
    """Uses one group while it creates another, as a signal handler may."""

    @lazy_group
    def teams(self) -> object:
        """The teams."""
        return object()

    @lazy_group
    def users(self) -> object:
        """The users."""
        return (self.teams,)


def test_a_group_can_be_used_while_its_thread_creates_another() -> None:
    client = Interrupted()
    created: list[object] = []
    thread = Thread(target=lambda: created.append(client.users), daemon=True)
    thread.start()
    thread.join(10)
    assert created == [(client.teams,)]
