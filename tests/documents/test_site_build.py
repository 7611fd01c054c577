"""The documentation site builds without a warning, and fits screens; needs the extra ``docs``."""

import contextlib
import functools
import http.server
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.archive.index.browser import MAY_TEST, Browser, run_browser
from tests.documents.examples import ROOT

BUILD_SECONDS = 120.0
DESKTOP, PHONE = 1280, 390
"""Widths in CSS pixels."""
PAGES = [
    "",
    "guides/async-service/",
    "guides/shell/",
    "reference/commands/",
    "reference/rooms/users/",
    "troubleshooting/",
]
OVERFLOWING = """
[...document.querySelectorAll("article pre > code")]
    .filter(code => code.scrollWidth > code.clientWidth + 1)
    .map(code => code.textContent)
"""
TOO_WIDE = "document.documentElement.scrollWidth - window.innerWidth"


def test_the_site(tmp_path: Path) -> None:
    """One test, so that the site is built once, whatever the number of workers."""
    site = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=BUILD_SECONDS
    )
    assert done.returncode == 0, done.stderr
    check_that_it_loads_nothing_from_other_hosts(site)
    check_that_it_links_the_repository_and_has_the_changelog(site)
    check_that_colors_follow_the_system_unless_switched(site)
    check_that_methods_come_first_with_an_example_and_their_filters(site)
    check_that_the_reference_links_groups_and_shows_nothing_internal(site)
    if MAY_TEST:
        with run_browser(tmp_path) as browser, served(site) as address:
            for page in PAGES:
                check_that_it_fits_screens(browser, address + page)


def read(site: Path, name: str) -> str:
    return (site / name / "index.html").read_text("utf-8")


def check_that_it_loads_nothing_from_other_hosts(site: Path) -> None:
    page = read(site, "reference/rooms/users")
    assert re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="(https?:[^"]+)"', page) == []
    # With this, the theme requests numbers from the repository's host.
    assert 'data-md-component="source"' not in page


def check_that_it_links_the_repository_and_has_the_changelog(site: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f'href="{project["urls"]["Repository"]}"' in read(site, "")
    assert "Unreleased" in read(site, "changelog")


def check_that_colors_follow_the_system_unless_switched(site: Path) -> None:
    page = read(site, "")
    schemes = re.findall(r'data-md-color-media="\(prefers-color-scheme(?:: (\w+))?\)"', page)
    assert schemes == ["", "light", "dark"]


def check_that_methods_come_first_with_an_example_and_their_filters(site: Path) -> None:
    page = read(site, "reference/rooms/users")
    operations = "opentoclose_async.rooms.operations.users"
    names = (
        f"{operations}.Users.list_users",
        f"{operations}.Users.iter_users",
        f"{operations}.Users.get_users",
        "opentoclose_async.rooms.models.users.User",
        f"{operations}.UserFilters",
    )
    places = [page.index(f'id="{name}"') for name in names]
    assert places == sorted(places)
    section = re.sub(r"<[^>]+>", "", page[places[0] : places[1]])
    example = section.index('users = await rooms.users.list_users(status="Active")')
    assert example < section.index("Only users of the role with this ID.")


def check_that_the_reference_links_groups_and_shows_nothing_internal(site: Path) -> None:
    clients = read(site, "reference/clients")
    for group in ("otc.operations.agents.Agents", "rooms.operations.users.Users"):
        assert f'/#opentoclose_async.{group}"' in clients
    for page in ("clients", "lists", "settings"):
        bases = re.findall(r"Bases:.*?</p>", read(site, f"reference/{page}"), re.S)
        shown = {re.sub(r"<[^>]+>|Bases:", "", each).strip() for each in bases}
        assert shown <= {"CallOptions", "PageOptions", "TypedDict", "UserWarning"}, page
    # A description of two lines is one value.
    text = re.sub(r"<[^>]+>", "", read(site, "reference/lists"))
    assert "(rows before it) and total. A list without rows" in " ".join(text.split())


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Log nothing."""


def check_that_it_fits_screens(browser: Browser, address: str) -> None:
    browser.resize(DESKTOP, 900)
    browser.go(address)
    assert browser.run(OVERFLOWING) == [], address
    assert browser.run(TOO_WIDE) <= 0, address
    browser.resize(PHONE, 800)
    assert browser.run(TOO_WIDE) <= 0, address
