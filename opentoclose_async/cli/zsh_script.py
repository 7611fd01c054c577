"""
The script for completion in zsh.

zsh loads the file at the first tab and expects it to complete, too. The script of typer only
defines a function, so the first tab of each shell would do nothing.
"""

from typing import Any

__all__ = ["complete_at_first_tab"]

_AT_FIRST_TAB = """
if [ "$funcstack[1]" = "_%(prog_name)s" ]; then
  %(complete_func)s "$@"
fi
"""


def complete_at_first_tab() -> None:
    """Make typer install and show a script that completes at the first tab, too."""
    # typer has no public name for its scripts; without them, its own is installed.
    from typer import _completion_shared as shared

    scripts: dict[str, Any] = getattr(shared, "_completion_scripts", {})
    if "zsh" in scripts and "funcstack" not in scripts["zsh"]:
        scripts["zsh"] += _AT_FIRST_TAB
