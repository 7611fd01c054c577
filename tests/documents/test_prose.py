"""Phrases that CONTRIBUTING.md advises against stay out of code and documents."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("benchmarks", "docs", "opentoclose_async", "tests", "tools")
ODD = re.compile(
    r'"""\s*Give(s)?\b|\b(go|goes|going|gone) on with\b|\b(has|have) leave\b|lets? requests in'
    r"|cannot be had|what came of|\banew\b|not acceptable|\blet go of\b|\bfor who\b|of one's own\b"
)


def odd_phrases(text: str) -> list[str]:
    return [found.group() for found in ODD.finditer(text)]


def test_no_odd_phrase_is_used() -> None:
    files = [
        *(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*"))),
        *sorted(path for path in ROOT.glob("*.md") if path.name != "CONTRIBUTING.md"),
    ]
    texts = [path for path in files if path.suffix in (".py", ".md", ".toml", ".pyi")]
    assert len(texts) > 500
    found = {
        str(path.relative_to(ROOT)): odd
        for path in texts
        if path != Path(__file__) and (odd := odd_phrases(path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "text", ['"""Give the rows."""', "go on with the rest", "who has leave", "a page cannot be had"]
)
def test_the_check_finds_them(text: str) -> None:
    assert len(odd_phrases(text)) == 1
