"""Commands that install an extra, for messages about packages that are missing."""

import json
import shlex
from pathlib import Path
from typing import Any

__all__ = ["command_for", "install_command"]

DISTRIBUTION = "opentoclose-async"


def install_command(extra: str) -> str:
    """
    Return the command that installs an extra of this package from where the package came from.

    A name alone would be looked up on PyPI, also if this package was installed from a clone.
    """
    # Imported here because it is slow, and only failures need it.
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        origin = distribution(DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:  # imported from a clone that was not installed
        clone = Path(__file__).parents[1]
        return command_for(extra, json.dumps({"url": clone.as_uri(), "dir_info": {}}))
    return command_for(extra, origin)


def command_for(extra: str, origin: str | None) -> str:
    """
    Return the command that installs an extra of a package of that origin.

    Args:
        extra: The extra's name.
        origin: The package's ``direct_url.json``, which installers write if they were given a path
            or URL instead of a name (PyPA specification "Recording the Direct URL Origin").
    """
    described: dict[str, Any] = json.loads(origin) if origin else {}
    url = str(described.get("url", ""))
    options = ""
    if not url:
        requirement = f"{DISTRIBUTION}[{extra}]"
    elif "dir_info" in described:
        folder = _path_of(url)
        if not (folder / "pyproject.toml").is_file():  # removed since, as in a container
            return f"python -m pip install '.[{extra}]', in a clone of {DISTRIBUTION}"
        options = "--editable " if described["dir_info"].get("editable") else ""
        requirement = f"{folder}[{extra}]"
    else:
        version_control = described.get("vcs_info", {})
        if version_control:
            revision = version_control.get("requested_revision")
            url = f"{version_control.get('vcs')}+{url}{f'@{revision}' if revision else ''}"
        requirement = f"{DISTRIBUTION}[{extra}] @ {url}"
    return f"python -m pip install {options}{shlex.quote(requirement)}"


def _path_of(url: str) -> Path:
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return Path(url2pathname(urlsplit(url).path))
