"""Errors raised by clients: they cross processes and threads, and say what to do."""

import builtins
import copy
import multiprocessing
import pickle
import re
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from opentoclose_async import OpenToCloseAPIError
from opentoclose_async.exceptions import NotFoundError, TimeoutError
from opentoclose_async.export import ExportsFailed
from tests.runtime.transport.raised_errors import CASES, raise_error, raise_failed_exports

DEADLINE = 60.0
TIMES = {"resets_at", "retry_after", "message"}
"""The attributes of a quota error that depend on when it was raised."""
PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


def pickled(protocol: int) -> Callable[[Any], Any]:
    return lambda error: pickle.loads(pickle.dumps(error, protocol))


TRAVELS: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{f"pickle{each}": pickled(each) for each in PROTOCOLS},
}


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    """Provide one process for all tests, because starting it takes time."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.fixture(scope="module")
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def raised(name: str) -> OpenToCloseAPIError:
    with pytest.raises(CASES[name].kind) as caught:
        raise_error(name)
    return caught.value


def check_same(
    travelled: BaseException, error: BaseException, *, but: set[str] | None = None
) -> None:
    """Check that an error arrived unchanged, except for some attributes."""
    differs = but or set()
    assert type(travelled) is type(error)
    assert vars(travelled).keys() == vars(error).keys()
    for name in vars(error).keys() - differs:
        assert getattr(travelled, name) == getattr(error, name), name
    if not differs:
        assert str(travelled) == str(error)
        assert travelled.args == error.args
    assert str(travelled) in "".join(traceback.format_exception(travelled))


@pytest.mark.parametrize("travel", TRAVELS.values(), ids=TRAVELS)
def test_what_a_client_raises_survives_every_copy(travel: Callable[[Any], Any]) -> None:
    for name in CASES:
        error = raised(name)
        error.add_note("seen by the caller")
        travelled = travel(error)
        check_same(travelled, error)
        assert travelled.__notes__ == ["seen by the caller"]


def test_an_error_keeps_its_cause_where_it_was_raised() -> None:
    caused = {name for name in CASES if raised(name).__cause__ is not None}
    assert {"no connection", "broken connection", "no answer", "no JSON"} <= caused


@pytest.mark.parametrize("name", CASES)
def test_what_a_client_raises_in_another_process_is_what_it_raises_here(
    name: str, processes: Executor
) -> None:
    error = raised(name)
    with pytest.raises(CASES[name].kind) as caught:
        processes.submit(raise_error, name).result(timeout=DEADLINE)
    check_same(caught.value, error, but=TIMES if hasattr(error, "resets_at") else None)
    assert getattr(caught.value, "resets_at", None).__class__ is (
        getattr(error, "resets_at", None).__class__
    )
    assert "raise_error" in str(caught.value.__cause__)  # the traceback over there


@pytest.mark.parametrize("name", CASES)
def test_what_a_client_raises_in_a_thread_is_what_it_raises_here(
    name: str, threads: Executor
) -> None:
    error = raised(name)
    with pytest.raises(CASES[name].kind) as caught:
        threads.submit(raise_error, name).result(timeout=DEADLINE)
    check_same(caught.value, error, but=TIMES if hasattr(error, "resets_at") else None)


def test_a_timeout_from_another_process_is_the_builtin_one_too(processes: Executor) -> None:
    with pytest.raises(builtins.TimeoutError) as caught:
        processes.submit(raise_error, "no answer").result(timeout=DEADLINE)
    assert type(caught.value) is TimeoutError
    assert caught.value.endpoint == "/users/5"


def check_exports(error: ExportsFailed) -> None:
    (report,) = error.reports.values()
    ((path, failure),) = error.failures.items()
    assert (report.rows, report.path.name, path.name) == (1, "users.jsonl", "teams.jsonl")
    assert error.exceptions == (failure,)
    assert isinstance(failure, NotFoundError)
    assert failure.status_code == 404
    assert failure.__notes__ == [f"while exporting to {path}"]
    assert str(error) == "1 of 2 exports failed (1 sub-exception)"


@pytest.mark.parametrize("travel", TRAVELS.values(), ids=TRAVELS)
def test_failed_exports_survive_every_copy(travel: Callable[[Any], Any]) -> None:
    with pytest.raises(ExportsFailed) as caught:
        raise_failed_exports()
    check_exports(caught.value)
    travelled = travel(caught.value)
    check_exports(travelled)
    assert travelled.reports == caught.value.reports


def test_failed_exports_come_back_from_other_processes_and_threads(
    processes: Executor, threads: Executor
) -> None:
    for pool in (processes, threads):
        with pytest.raises(ExportsFailed) as caught:
            pool.submit(raise_failed_exports).result(timeout=DEADLINE)
        check_exports(caught.value)


@pytest.mark.parametrize("name", CASES)
def test_an_error_says_what_was_asked_what_came_back_and_what_to_do(name: str) -> None:
    case, text = CASES[name], str(raised(name))
    said = {part: bool(re.search(part, text)) for part in (case.asked, case.came, case.to_do)}
    assert all(said.values()), f"{said} in {text!r}"


@pytest.mark.parametrize("name", [name for name in CASES if " /" in CASES[name].asked])
def test_an_error_of_a_request_has_its_method_and_path(name: str) -> None:
    error = raised(name)
    assert f"{error.method} {error.endpoint}" == CASES[name].asked


@pytest.mark.parametrize("name", ["wrong value", "wrong value, verified", "wrong row", "no list"])
def test_an_error_of_a_list_has_the_position_to_resume_from(name: str) -> None:
    assert raised(name).start == 0
