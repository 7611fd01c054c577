"""
A real browser without a window, driven over its debugging protocol.

The protocol goes through two pipes (``--remote-debugging-pipe``): JSON messages, each with a zero
byte after it. That needs no port and no library.
"""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import define, field

__all__ = ["MAY_TEST", "Browser", "run_browser"]

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
)
MAY_TEST = sys.platform == "linux" and (any(map(shutil.which, NAMES)) or bool(os.environ.get("CI")))
"""Whether to collect tests that need a browser. On Linux in CI they fail without one."""
SECONDS_TO_REPLY = 30.0
LAUNCHER = """
import fcntl, os, sys
commands, replies = (fcntl.fcntl(int(each), fcntl.F_DUPFD_CLOEXEC, 5) for each in sys.argv[1:3])
os.dup2(commands, 3)
os.dup2(replies, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Becomes the browser, which reads commands from file descriptor 3 and writes replies to 4."""
OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",  # which needs privileges that containers lack; the pages are our own
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--mute-audio",
    "--proxy-server=127.0.0.1:9",  # nothing reaches a network
)


@define
class Browser:
    """
    A running browser with one tab.

    Attributes:
        commands: File descriptor to write commands to.
        replies: File descriptor to read replies and events from.
    """

    commands: int
    replies: int
    _session: str | None = None
    _last_id: int = 0
    _received: bytearray = field(factory=bytearray, repr=False)
    _events: list[dict[str, Any]] = field(factory=list, repr=False)

    def open_tab(self) -> None:
        """Open the tab that all other methods use."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def reset(self) -> None:
        """Undo what a test has set, and forget what has happened."""
        self.resize(1280, 900)
        self.emulate()
        self.permit_scripts()
        self.go("about:blank")
        self._events.clear()

    def call(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its result."""
        self._last_id += 1
        message: dict[str, Any] = {"id": self._last_id, "method": method, "params": parameters}
        if self._session is not None and not method.startswith("Browser."):
            message["sessionId"] = self._session
        left = json.dumps(message).encode() + b"\0"
        while left:
            left = left[os.write(self.commands, left) :]
        while (reply := self._receive()).get("id") != self._last_id:
            self._events.append(reply)
        if "error" in reply:
            raise RuntimeError(f"{method}: {reply['error']}")
        return reply["result"]

    def go(self, url: str) -> None:
        """Load an address and wait until all of it is there."""
        self._take("Page.loadEventFired")
        failure = self.call("Page.navigate", url=url).get("errorText")
        if failure:
            raise RuntimeError(f"{url}: {failure}")
        self.wait_until_loaded()

    def wait_until_loaded(self) -> None:
        """Wait for the end of a navigation that has begun."""
        while not self._take("Page.loadEventFired"):
            self._events.append(self._receive())

    def run(self, script: str) -> Any:
        """Evaluate an expression and return its value, as JSON."""
        result = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"]))
        return result["result"].get("value")

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press and release a key, such as "ArrowDown" or "/"."""
        text = {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def resize(self, width: int, height: int) -> None:
        """Set the size of the window in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def emulate(self, *, media: str = "", scheme: str = "light") -> None:
        """Pretend to print (``media="print"``), or that the user prefers a dark scheme."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    def permit_scripts(self, permitted: bool = True) -> None:
        """Let pages run scripts, or not."""
        self.call("Emulation.setScriptExecutionDisabled", value=not permitted)

    def complaints(self) -> list[str]:
        """Return what the console reported, such as violated policies, and errors of scripts."""
        events = self._take("Log.entryAdded") + self._take("Runtime.exceptionThrown")
        return [json.dumps(each) for each in events]

    def requests(self) -> set[str]:
        """Return the addresses that were requested."""
        return {each["request"]["url"] for each in self._take("Network.requestWillBeSent")}

    def _take(self, event: str) -> list[Any]:
        taken = [each["params"] for each in self._events if each["method"] == event]
        self._events = [each for each in self._events if each["method"] != event]
        return taken

    def _receive(self) -> dict[str, Any]:
        deadline = time.monotonic() + SECONDS_TO_REPLY
        while b"\0" not in self._received:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.replies], [], [], left)[0]:
                raise TimeoutError("The browser does not reply.")
            part = os.read(self.replies, 1 << 20)
            if not part:
                raise RuntimeError("The browser has ended.")
            self._received += part
        text, _, self._received = self._received.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message


@contextmanager
def run_browser(folder: Path) -> Iterator[Browser]:
    """Start a browser with its profile and log in an empty folder, and stop it afterwards."""
    binary = next(filter(None, map(shutil.which, NAMES)), None)
    if binary is None:
        raise FileNotFoundError(f"Install one of {', '.join(NAMES)}, and add it to the PATH.")
    commands_in, commands = os.pipe()
    replies, replies_out = os.pipe()
    ends = (commands_in, replies_out)
    command = [
        *(sys.executable, "-I", "-S", "-c", LAUNCHER, *map(str, ends)),
        *(binary, *OPTIONS, f"--user-data-dir={folder / 'profile'}"),
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, pass_fds=ends, stdout=log, stderr=log)
    for end in ends:
        os.close(end)
    browser = Browser(commands, replies)
    try:
        browser.open_tab()
        yield browser
        browser.call("Browser.close")
        process.wait(timeout=10)
    finally:
        os.close(commands)
        os.close(replies)
        process.kill()
        process.wait()
