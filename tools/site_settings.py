"""A hook of mkdocs: the repository's address is that in pyproject.toml, and options stay whole."""

import re
import tomllib
from pathlib import Path
from typing import Any

__all__ = ["on_config", "on_page_content"]

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def on_config(config: Any) -> Any:
    """Set the address that the site's header links to."""
    urls = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["urls"]
    config.repo_url = urls["Repository"]
    config.repo_name = "Repository"
    return config


def on_page_content(html: str, **_: Any) -> str:
    """Mark options of commands, which browsers would break after the hyphens."""
    return re.sub(r"<code>(--?[\w-]+)</code>", r'<code class="option">\1</code>', html)
