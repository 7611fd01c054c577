"""Help and versions: short options, and screens of any width."""

import pytest

from tests.cli.in_process import invoke_command

COMMANDS = ("export", "archive", "people", "diff", "demo", "sandbox", "quota", "login", "whoami")


def help_of(*arguments: str, width: int = 80) -> str:
    code, out, err = invoke_command(*arguments, COLUMNS=str(width))
    assert (code, err) == (0, "")
    return out


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)], ids=str)
def test_h_is_help(command: list[str]) -> None:
    assert help_of(*command, "-h") == help_of(*command, "--help")
    assert "\x1b" not in help_of(*command, "-h")  # it is not written to a terminal


def test_v_is_the_version() -> None:
    assert invoke_command("-V") == invoke_command("--version")
    assert invoke_command("-V")[1].startswith("opentoclose ")


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_help_fits_the_terminal(width: int) -> None:
    for command in ([], *([command] for command in COMMANDS)):
        lines = help_of(*command, "--help", width=width).splitlines()
        too_long = [line for line in lines if len(line) > width]
        assert not [line for line in too_long if len(line.split()) > 1], command


def test_options_that_most_commands_have_in_short() -> None:
    for command in ("export", "archive", "people", "demo"):
        text = help_of(command, "--help")
        assert "-o, --output " in text
        assert "-q, --quiet" in text
