"""Completion as bash, zsh and fish do it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.processes import TIME_LIMIT, environment

BASH = shutil.which("bash")
SCRIPT = shutil.which("opentoclose", path=str(Path(sys.executable).parent))

pytestmark = pytest.mark.skipif(SCRIPT is None, reason="the script is not installed")


def in_bash(folder: Path, line: str) -> str:
    """Return what bash offers for the words of a line, which it separates at "=" too."""
    words = line.replace("=", " = ").split()
    script = f"""
    eval "$(opentoclose --show-completion)"
    COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}
    _opentoclose_completion opentoclose
    echo "${{COMPREPLY[*]}}"
    """
    return output_of("bash", script, folder).split("\n")[0]


def in_fish(folder: Path, line: str) -> str:
    """Return what fish offers at the end of a line."""
    script = f"opentoclose --show-completion | source; complete -C '{line}'"
    return output_of("fish", script, folder).split("\n")[0]


def in_zsh(folder: Path, line: str) -> str:
    """Return what a new zsh has drawn once the first tab has completed the line."""
    import pty
    import select

    script = output_of("zsh", "opentoclose --show-completion; true", folder)
    (folder / "_opentoclose").write_text(script)
    (folder / ".zshrc").write_text(
        "PS1='> '; unsetopt prompt_sp; fpath+=($ZDOTDIR); autoload -Uz compinit; compinit -u\n"
    )
    here, there = pty.openpty()
    drawn, typed = b"", False
    with subprocess.Popen(
        ["zsh", "-d", "-i"],
        cwd=folder,
        env={**in_path(folder), "ZDOTDIR": str(folder), "TERM": "dumb"},
        stdin=there,
        stdout=there,
        stderr=there,
        start_new_session=True,
    ) as process:
        os.close(there)
        try:
            # What is typed after the tab is drawn once completion is done.
            while b"#done" not in drawn and select.select([here], [], [], 20)[0]:
                drawn += os.read(here, 1 << 16)
                if not typed and b"> " in drawn:
                    os.write(here, f"{line}\t#done".encode())
                    typed = True
        finally:
            process.kill()
            os.close(here)
    return drawn.decode()


def output_of(shell: str, script: str, folder: Path) -> str:
    done = subprocess.run(
        [shell, "-c", script],
        cwd=folder,
        env=in_path(folder),
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def in_path(home: Path) -> dict[str, str]:
    folder = str(Path(sys.executable).parent)
    return environment({"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(home)})


SHELLS = {"bash": in_bash, "fish": in_fish, "zsh": in_zsh}


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("opentoclose export users --api rooms --filter status=A", "Active"),
        ("opentoclose export users --api rooms --filter=status=A", "Active"),
    ],
)
@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes(tmp_path: Path, shell: str, line: str, completed: str) -> None:
    if sys.platform == "win32" or shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    offer: Callable[[Path, str], str] = SHELLS[shell]
    assert completed in offer(tmp_path, line)
