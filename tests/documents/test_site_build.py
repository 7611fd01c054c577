"""The documentation site builds without a warning; needs the extra ``docs``."""

import re
import subprocess
import sys
from pathlib import Path

from tests.documents.examples import ROOT

BUILD_SECONDS = 120.0


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=BUILD_SECONDS
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "reference" / "rooms" / "users" / "index.html").read_text("utf-8")
    assert 'id="opentoclose_async.rooms.operations.users.Users.get_users"' in page
    fetched = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="(https?:[^"]+)"', page)
    assert fetched == [], "the site must load nothing from other hosts"
