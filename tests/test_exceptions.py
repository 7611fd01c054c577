"""The error classes: their bases, attributes, messages and pickling."""

import builtins
import copy
import multiprocessing
import pickle
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from opentoclose_async import exceptions
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    ConflictError,
    ConsentRequiredError,
    DataFormatError,
    NetworkError,
    NotFoundError,
    OpenToCloseAPIError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TimeoutError,
    ValidationError,
)

PARENTS: dict[type[Exception], tuple[type[Exception], ...]] = {
    OpenToCloseAPIError: (Exception,),
    ConfigurationError: (OpenToCloseAPIError,),
    AuthenticationError: (OpenToCloseAPIError,),
    ConsentRequiredError: (AuthenticationError,),
    PermissionDeniedError: (OpenToCloseAPIError,),
    ValidationError: (OpenToCloseAPIError,),
    NotFoundError: (OpenToCloseAPIError,),
    ConflictError: (OpenToCloseAPIError,),
    RateLimitError: (OpenToCloseAPIError,),
    ServerError: (OpenToCloseAPIError,),
    DataFormatError: (OpenToCloseAPIError,),
    NetworkError: (OpenToCloseAPIError,),
    TimeoutError: (NetworkError, builtins.TimeoutError),
}
CLASSES: list[type[OpenToCloseAPIError]] = [
    kind for kind in PARENTS if issubclass(kind, OpenToCloseAPIError)
]
EVERYWHERE: dict[str, Any] = {
    "status_code": 418,
    "response_data": {"message": "no", "rows": [1, None]},
    "method": "PUT",
    "endpoint": "/users/5",
    "request_data": {"phone": "+1 555"},
    "error_code": "TEAPOT",
    "reference_id": "r-1",
    "trace_token": "t-1",
    "start": 300,
    "outcome_unknown": True,
}
ONLY: dict[type[OpenToCloseAPIError], dict[str, Any]] = {
    ConsentRequiredError: {"consent_url": "https://account.docusign.com/oauth/auth?x"},
    ValidationError: {"field_errors": {"email": ["is missing"]}},
    RateLimitError: {"retry_after": 2.5, "resets_at": datetime(2026, 10, 1, 9, tzinfo=UTC)},
    DataFormatError: {
        "path": "userSummaries[3].userId",
        "expected_format": "list",
        "actual_format": "dict",
    },
    NotFoundError: {"resource_type": "user", "resource_id": 5},
    TimeoutError: {"timeout_duration": 30.0},
}


def full(kind: type[OpenToCloseAPIError]) -> OpenToCloseAPIError:
    error = kind("PUT /users/5 failed.", **EVERYWHERE, **ONLY.get(kind, {}))
    error.add_note("Sent 3 times.")
    return error


def raise_full(kind: type[OpenToCloseAPIError]) -> None:
    raise full(kind)


def pickled(protocol: int) -> Callable[[Any], Any]:
    return lambda error: pickle.loads(pickle.dumps(error, protocol))


def test_the_tree() -> None:
    assert {kind: kind.__bases__ for kind in PARENTS} == PARENTS
    assert sorted(kind.__name__ for kind in PARENTS) == exceptions.__all__


def test_the_docstring_draws_the_tree() -> None:
    drawn: dict[str, str] = {}
    branch: list[str] = ["OpenToCloseAPIError"]
    for indent, name in re.findall(r"^([│ ]*[├└]── )(\w+)", exceptions.__doc__ or "", re.MULTILINE):
        del branch[len(indent) // 4 - 1 :]  # the drawing itself is indented once
        drawn[name] = branch[-1]
        branch.append(name)
    assert drawn == {kind.__name__: kind.__bases__[0].__name__ for kind in CLASSES[1:]}


def test_every_error_has_all_attributes_with_empty_defaults() -> None:
    names = set(EVERYWHERE) - {"outcome_unknown"}
    for kind in CLASSES:
        error = kind("No response.")
        assert str(error) == error.message == "No response."
        assert error.args == ("No response.",)
        assert error.outcome_unknown is False
        assert {getattr(error, name) for name in names} == {None}


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize(
    "duplicate",
    [copy.copy, copy.deepcopy, *map(pickled, range(2, pickle.HIGHEST_PROTOCOL + 1))],
    ids=["copy", "deepcopy", *(f"pickle{each}" for each in range(2, pickle.HIGHEST_PROTOCOL + 1))],
)
def test_a_copied_or_pickled_error_keeps_everything(
    kind: type[OpenToCloseAPIError], duplicate: Callable[[Any], Any]
) -> None:
    error = duplicate(full(kind))
    assert type(error) is kind
    assert str(error) == "PUT /users/5 failed."
    assert error.args == ("PUT /users/5 failed.",)
    assert error.__notes__ == ["Sent 3 times."]
    for name, value in {**EVERYWHERE, **ONLY.get(kind, {})}.items():
        assert getattr(error, name) == value


def test_a_pickled_timeout_is_still_a_builtin_timeout() -> None:
    error = pickle.loads(pickle.dumps(full(TimeoutError)))
    assert isinstance(error, builtins.TimeoutError)
    assert isinstance(error, OSError)
    assert error.errno is None


def test_a_callers_subclass_pickles_too() -> None:
    error = pickle.loads(pickle.dumps(full(NarrowError)))
    assert type(error) is NarrowError
    assert error.start == 300


class NarrowError(RateLimitError):
    """A caller's subclass."""


def test_errors_cross_a_process_pool() -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        with pytest.raises(RateLimitError) as limit:
            pool.submit(raise_full, RateLimitError).result(timeout=30)
        with pytest.raises(builtins.TimeoutError) as late:
            pool.submit(raise_full, TimeoutError).result(timeout=30)
    assert limit.value.resets_at == ONLY[RateLimitError]["resets_at"]
    assert limit.value.start == 300
    assert limit.value.__notes__ == ["Sent 3 times."]
    assert type(late.value) is TimeoutError
    assert late.value.endpoint == "/users/5"


def test_a_timeout_is_caught_by_each_of_its_bases() -> None:
    for name in (TimeoutError, builtins.TimeoutError, NetworkError, OpenToCloseAPIError):
        with pytest.raises(name, match=r"^No response in time\.$"):
            raise TimeoutError("No response in time.")


def test_field_errors_are_empty_unless_given_and_never_shared() -> None:
    one, other = ValidationError("no"), ValidationError("no", field_errors=None)
    assert one.field_errors == other.field_errors == {}
    one.field_errors["id"] = ["is wrong"]
    assert other.field_errors == {}
    given = {"id": ["is wrong"]}
    error = ValidationError("no", field_errors=given)
    assert error.field_errors == given
    assert error.field_errors is not given


def test_an_unknown_keyword_is_refused() -> None:
    kind: Any = NotFoundError
    with pytest.raises(TypeError):
        kind("no", stauts_code=404)


def test_every_error_has_a_default_message() -> None:
    for kind in CLASSES:
        error = pickle.loads(pickle.dumps(kind()))
        assert str(error) == error.message == error.args[0] != ""
        assert error.message.endswith(".")
