"""
Record exports at a terminal as the picture that the README shows.

Run ``python -m tools.record_terminal`` after the command's output has changed. The commands run at
a pseudo-terminal, against a sandbox; the picture is what they wrote.
"""

import fcntl
import io
import os
import pty
import re
import shlex
import signal
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from opentoclose_async.sandbox import RunningSandbox, Sandbox, serve

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "export.svg"
COLUMNS = 96
ACCOUNTS = """
[[account]]
name = "north"
api = "otc"
base_url = "{otc}"
quota = "off"
api_key_env = "NORTH_OTC_KEY"

[[account]]
name = "south"
api = "rooms"
base_url = "{rooms}"
account_id_env = "DOCUSIGN_ACCOUNT_ID"
access_token_env = "DOCUSIGN_ACCESS_TOKEN"
"""
EXPORT = "opentoclose export users --accounts accounts.toml"
STEPS = [
    (EXPORT, rb"[4-9]\d{3}/12000"),  # Ctrl-C once that many rows are there
    (f"{EXPORT} --resume", None),
]
FORMAT = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.S)
"""Without fonts from elsewhere: the page fetches nothing, and browsers have a monospaced one."""
_PIECES = re.compile(r"(\n|\r|\x1b\[2K|\x1b\[\d*A|\x1b\[\?25[lh])")


def main() -> None:
    """Run the commands and write the picture."""
    console = Console(record=True, width=COLUMNS, force_terminal=True, file=io.StringIO())
    sandbox = Sandbox(users=12_000, latency=0.05)
    with serve(sandbox) as running, tempfile.TemporaryDirectory() as folder:
        accounts = ACCOUNTS.format(otc=running.otc_base_url, rooms=running.rooms_base_url)
        (Path(folder) / "accounts.toml").write_text(accounts, encoding="utf-8")
        for command, stop_at in STEPS:
            console.print(Text.assemble(("$ ", "bold green"), command))
            drawn = run(command, running, folder, stop_at)
            for line in screen(drawn.decode()):
                console.print(Text.from_ansi(line), soft_wrap=False)
    picture = console.export_svg(title="opentoclose", code_format=FORMAT)
    PICTURE.write_text(picture, encoding="utf-8")


def run(command: str, running: RunningSandbox, folder: str, stop_at: bytes | None) -> bytes:
    """
    Run a command at a pseudo-terminal and return what it wrote there.

    Args:
        command: The command, as typed.
        running: The sandbox whose credentials it gets.
        folder: The working directory.
        stop_at: Press Ctrl-C as soon as this pattern was written.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, COLUMNS, 0, 0))
    config = running.sandbox.config
    process = subprocess.Popen(
        shlex.split(command),
        cwd=folder,
        env={
            **os.environ,
            # As it is typed, so that the command to resume with is short.
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "OPENTOCLOSE_QUOTA_STORE": "off",
            "NORTH_OTC_KEY": config.otc_token,
            "DOCUSIGN_ACCOUNT_ID": config.account_id,
            "DOCUSIGN_ACCESS_TOKEN": config.rooms_token,
        },
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    drawn = b""
    while piece := read(ours):
        drawn += piece
        if stop_at is not None and re.search(stop_at, drawn):
            process.send_signal(signal.SIGINT)
            stop_at = None
    os.close(ours)
    if process.wait() not in (0, 128 + signal.SIGINT):
        sys.exit(drawn.decode())
    return drawn


def read(terminal: int) -> bytes:
    """Return what comes next from a terminal, or nothing once its programs have ended."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux reports the end
        return b""


def screen(drawn: str) -> list[str]:
    """Return the lines that stay on the screen, with their colours."""
    lines, row = [""], 0
    for piece in _PIECES.split(drawn):
        if piece == "\n":
            row += 1
            lines += [""] * (row == len(lines))
        elif piece == "\x1b[2K":
            lines[row] = ""
        elif piece.endswith("A") and piece.startswith("\x1b["):
            row -= int(piece[2:-1] or 1)
        elif piece != "\r" and not piece.startswith("\x1b[?25"):
            lines[row] += piece
    while lines and not lines[-1]:
        lines.pop()
    return lines


if __name__ == "__main__":
    main()
