"""Take the repository's address from pyproject.toml, a hook of mkdocs."""

import tomllib
from pathlib import Path
from typing import Any

__all__ = ["on_config"]

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def on_config(config: Any) -> Any:
    """Set the address that the site's header links to."""
    urls = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["urls"]
    config.repo_url = urls["Repository"]
    config.repo_name = "Repository"
    return config
