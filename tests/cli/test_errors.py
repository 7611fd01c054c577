"""Errors as one line and an exit code."""

import pytest
import typer

from opentoclose_async.cli.errors import report_errors
from opentoclose_async.exceptions import ServerError


def line_of(error: BaseException, capsys: pytest.CaptureFixture[str], code: int = 1) -> str:
    """Raise an error through the command and return what it wrote to stderr."""
    with pytest.raises(typer.Exit) as caught, report_errors():
        raise error
    assert caught.value.exit_code == code
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_an_error_with_notes(capsys: pytest.CaptureFixture[str]) -> None:
    error = ServerError("GET /users answered 503.")
    error.add_note("Sent 8 times.")
    assert line_of(error, capsys) == "error: GET /users answered 503. Sent 8 times.\n"


def test_text_from_a_server_cannot_control_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    error = ServerError("first\n  second\r\x1b[2Jthird")
    assert line_of(error, capsys) == "error: first\\n  second\\r\\x1b[2Jthird\n"


def test_an_operating_system_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert "disk is full" in line_of(OSError(28, "disk is full"), capsys)


def test_an_error_without_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert line_of(ConnectionResetError(), capsys) == "error: ConnectionResetError\n"


def test_several_errors(capsys: pytest.CaptureFixture[str]) -> None:
    group = ExceptionGroup(
        "", [ServerError("one"), ExceptionGroup("", [OSError("two"), ServerError("three")])]
    )
    assert line_of(group, capsys) == "error: one\nerror: two\nerror: three\n"


def test_ctrl_c(capsys: pytest.CaptureFixture[str]) -> None:
    assert line_of(KeyboardInterrupt(), capsys, 130) == "interrupted\n"


def test_unexpected_errors_keep_their_traceback() -> None:
    with pytest.raises(ZeroDivisionError), report_errors():
        raise ZeroDivisionError
    with pytest.raises(ExceptionGroup), report_errors():
        raise ExceptionGroup("", [ServerError("one"), ZeroDivisionError()])
