"""``python -m tests.archive.index``: measure the page of a big account, and take pictures of it."""

import argparse
import base64
import resource
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from opentoclose_async.archive.index import write_index
from tests.archive.index.big_account import FILES, big_people, big_places
from tests.archive.index.browser import Browser, run_browser

QUERY = "elm offer jose"
COUNT = "document.getElementById('count').textContent"
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
KEYSTROKES = """
(async () => {
    const query = document.getElementById("query");
    const times = [];
    for (const text of ["elm offer jose", "garcia 2024 closed", "wire agent.77@example.com"]) {
        for (let end = 1; end <= text.length; end += 1) {
            await new Promise(requestAnimationFrame);
            const start = performance.now();
            query.value = text.slice(0, end);
            query.dispatchEvent(new Event("input"));
            document.body.offsetHeight;  // lays the page out
            times.push(performance.now() - start);
        }
    }
    return times;
})()
"""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.archive.index", description=__doc__)
    parser.add_argument("--rooms", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=3_000)
    parser.add_argument("--slower", type=int, default=1, help="slow the browser down, as a phone")
    parser.add_argument("--picture", type=Path, help="a .webp file for the documentation")
    parser.add_argument("--keep", type=Path, help="a folder for the page and more pictures")
    return parser.parse_args()


def _write(file: Path, rooms: int, people: int) -> str:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    with file.open("wb") as opened:
        write_index(
            opened,
            title="Archive of Example Realty",
            place_word="rooms",
            places=big_places(rooms, people),
            people=big_people(people),
            files=FILES,
            missing=0,
        )
    seconds = time.perf_counter() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    megabytes = file.stat().st_size / 1e6
    return f"written in {seconds:.2f} s: {megabytes:.1f} MB; memory grew by {grown:.0f} MiB"


def _measure(browser: Browser, url: str, slower: int) -> Iterator[str]:
    browser.reset()
    browser.call("Emulation.setCPUThrottlingRate", rate=slower)
    seconds = []
    for _ in range(5):
        browser.go("about:blank")
        start = time.perf_counter()
        browser.go(url)
        browser.run(PAINTED)
        seconds.append(time.perf_counter() - start)
    yield f"opened: {statistics.median(seconds):.2f} s until {browser.run(COUNT)} are painted"
    start = time.perf_counter()
    browser.type(QUERY)
    browser.run(PAINTED)
    yield f"pasted: {time.perf_counter() - start:.2f} s until {browser.run(COUNT)} are painted"
    times = browser.run(KEYSTROKES)
    median, most = statistics.median(times), max(times)
    yield f"typed: {median:.0f} ms a keystroke, at most {most:.0f} ms ({len(times)} keystrokes)"
    browser.call("Emulation.setCPUThrottlingRate", rate=1)


def _picture(browser: Browser, url: str, file: Path, *size: int, scheme: str = "light") -> None:
    browser.reset()
    browser.resize(*size)
    browser.emulate(scheme=scheme)
    browser.go(url)
    browser.run("document.activeElement.blur()")
    browser.run("document.documentElement.style.overflow = 'hidden'")  # no scroll bar
    image = browser.call("Page.captureScreenshot", format="webp", quality=80)
    file.write_bytes(base64.b64decode(image["data"]))


def main() -> None:
    """Run the command line."""
    arguments = _arguments()
    with TemporaryDirectory() as name:
        folder = arguments.keep or Path(name)
        page = folder / "index.html"
        folder.mkdir(parents=True, exist_ok=True)
        print(_write(page, arguments.rooms, arguments.people))  # noqa: T201
        url = page.resolve().as_uri()
        asked = f"{url}#q={QUERY.replace(' ', '+')}"
        with run_browser(Path(name)) as browser:
            for line in _measure(browser, url, arguments.slower):
                print(line)  # noqa: T201
            if arguments.picture:
                _picture(browser, asked, arguments.picture, 960, 640)
            for scheme in ("light", "dark") if arguments.keep else ():
                _picture(
                    browser, asked, folder / f"desktop-{scheme}.webp", 1280, 900, scheme=scheme
                )
                _picture(browser, asked, folder / f"phone-{scheme}.webp", 390, 844, scheme=scheme)


if __name__ == "__main__":
    main()
