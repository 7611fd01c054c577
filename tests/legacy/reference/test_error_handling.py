"""The blocks that handle errors."""

import re
from typing import Any

import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.legacy.reference.blocks import UNKNOWN_ID, Names, Run, printed, row


@pytest.mark.parametrize(("document", "number"), [("users", 7), ("teams", 6)])
def test_the_managers_catch_the_error_for_an_unknown_id(
    run: Run, capsys: pytest.CaptureFixture[str], document: str, number: int
) -> None:
    noun = document.removesuffix("s")
    manager = run(document, number)[f"{noun}_manager"]
    assert getattr(manager, f"get_{noun}_summary")(UNKNOWN_ID) is None
    message = capsys.readouterr().out
    assert message.startswith(f"Error getting {noun} summary: ")
    assert f"/{document}/{UNKNOWN_ID}" in message


@pytest.fixture(params=[("users", 8), ("teams", 7)], ids=["users", "teams"])
def robust(request: pytest.FixtureRequest, run: Run) -> tuple[str, Names]:
    """The document, and the names defined by its block that handles each kind of error."""
    document, number = request.param
    return document, run(document, number)


def operate(robust: tuple[str, Names], row_id: Any) -> Any:
    document, names = robust
    return names[f"robust_{document.removesuffix('s')}_operations"](row_id)


def test_robust_operations_activate_a_row(
    robust: tuple[str, Names], server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    document, _ = robust
    server.sandbox.update("otc", document, 5, {"status": "Inactive"})
    updated = operate(robust, 5)
    assert updated == row(server, document, 5)
    assert updated["status"] == "Active"
    assert printed(capsys) == ""


def test_robust_operations_report_an_unknown_id(
    robust: tuple[str, Names], capsys: pytest.CaptureFixture[str]
) -> None:
    assert operate(robust, UNKNOWN_ID) is None
    noun = robust[0].removesuffix("s").title()
    assert printed(capsys) == f"{noun} {UNKNOWN_ID} does not exist\n"


def test_robust_operations_report_an_invalid_id(
    robust: tuple[str, Names], server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    assert operate(robust, "five") is None
    assert re.fullmatch(r"Invalid data provided: .*_id.*\n", printed(capsys))
    assert server.sandbox.stats.otc.requests == 0


def test_robust_operations_report_refused_data(
    robust: tuple[str, Names], server: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    server.sandbox.faults = [Fault(kind="status", status=400, method="PUT")]
    assert operate(robust, 5) is None
    assert re.fullmatch(r"Invalid data provided: .+\n", printed(capsys))


def test_robust_operations_report_a_wrong_key(
    robust: tuple[str, Names], capsys: pytest.CaptureFixture[str]
) -> None:
    with OpenToCloseAPI("wrong") as client:
        robust[1]["client"] = client
        assert operate(robust, 5) is None
    assert re.fullmatch(r"Authentication failed\b.+\n", printed(capsys))
