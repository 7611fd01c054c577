"""One browser for the tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.archive.index.browser import MAY_TEST, Browser, run_browser

collect_ignore = [] if MAY_TEST else ["test_in_a_browser.py"]


@pytest.fixture(scope="package")
def _running_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with run_browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture
def browser(_running_browser: Browser) -> Browser:
    """Return a browser that tests share, with an empty page."""
    _running_browser.reset()
    return _running_browser
