"""Help of commands as plain text that fits the terminal."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from enum import Enum
from typing import Any

__all__ = ["first_sentence", "help_text"]

WIDEST = 100
NARROWEST = 24
NARROWEST_DESCRIPTION = 36
"""Characters; where there is less room next to the names, descriptions are below them."""
WIDEST_NAME = 26
"""Characters; a longer name has its description below."""

Rows = list[tuple[str, str]]


def help_text(command: Any, context: Any) -> str:
    """Return the help of a command or group."""
    width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
    arguments, panels = _parameters(command, context)
    usage = f"{context.command_path} [OPTIONS] {' '.join(name for name, _ in arguments)}".rstrip()
    subcommands = [(name, first_sentence(each.help)) for name, each in _subcommands(command)]
    if subcommands:
        usage = f"{context.command_path} [OPTIONS] COMMAND ..."
    lines = [*_wrapped(f"{_strong('Usage:')} {usage}", width, "  "), ""]
    for paragraph in _paragraphs(command.help):
        lines += [*_wrapped(paragraph, width), ""]
    sections = {"Commands": subcommands, "Arguments": arguments, **panels}
    for heading, rows in sections.items():
        if rows:
            lines += [_strong(f"{heading}:"), *_table(rows, width), ""]
    for paragraph in _paragraphs(command.epilog):
        lines += [*_wrapped(paragraph, width), ""]
    return "\n".join(lines)


def first_sentence(text: str | None) -> str:
    """Return the first sentence of a text, up to a colon and without its full stop."""
    return (text or "").partition(". ")[0].partition(": ")[0].removesuffix(".")


def _subcommands(command: Any) -> Iterator[tuple[str, Any]]:
    for name, each in getattr(command, "commands", {}).items():
        if not each.hidden:
            yield name, each


def _parameters(command: Any, context: Any) -> tuple[Rows, dict[str, Rows]]:
    """Return the arguments, and the options by panel; those without a panel come last."""
    arguments: Rows = []
    panels: dict[str, Rows] = {}
    for parameter in command.get_params(context):
        if getattr(parameter, "hidden", False):
            continue
        if parameter.param_type_name == "argument":
            arguments.append((parameter.metavar or parameter.name.upper(), parameter.help or ""))
        else:
            panel = getattr(parameter, "rich_help_panel", None) or "Options"
            panels.setdefault(panel, []).append((_name(parameter), _description(parameter)))
    others = panels.pop("Options", [])
    return arguments, {**panels, "Options": others}


def _name(option: Any) -> str:
    """Return an option's names and placeholder, such as ``-o, --output PATH``."""
    names = sorted(option.opts, key=len)
    text = ", ".join(names) if len(names[0]) == 2 else f"    {', '.join(names)}"
    if option.is_flag:
        return text
    return f"{text} {option.metavar or option.name.upper()}"


def _description(option: Any) -> str:
    parts = [option.help or ""]
    default = option.default
    if option.show_default and not option.is_flag and default not in (None, ""):
        parts.append(f"Default: {default.value if isinstance(default, Enum) else default}.")
    if option.envvar and option.show_envvar:
        parts.append(f"Environment: {option.envvar}.")
    if option.required:
        parts.append("Required.")
    return " ".join(filter(None, parts))


def _table(rows: Rows, width: int) -> Iterator[str]:
    column = min(max(len(name) for name, _ in rows), WIDEST_NAME) + 4
    if width - column < NARROWEST_DESCRIPTION:
        for name, description in rows:
            yield f"  {name.strip()}"
            yield from _indented(description, width, 6)
        return
    for name, description in rows:
        first, *rest = [*_indented(description, width, column), ""]
        fits = len(name) + 4 <= column
        if fits:
            yield f"  {name:{column - 2}}{first.lstrip()}".rstrip()
        else:
            yield f"  {name}"
            yield first
        yield from rest[:-1]


def _indented(text: str, width: int, indent: int) -> list[str]:
    return _wrapped(text, width - indent, prefix=" " * indent)


def _wrapped(text: str, width: int, later: str = "", *, prefix: str = "") -> list[str]:
    lines = textwrap.wrap(
        text,
        max(width, 10),
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [prefix + line for line in lines]


def _paragraphs(text: str | None) -> list[str]:
    return [part for part in (text or "").split("\n\n") if part.strip()]


def _strong(text: str) -> str:
    """Return a text in bold; what is written elsewhere than to a terminal is stripped of that."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") in ("dumb", "unknown")
    return text if plain or sys.platform == "win32" else f"\x1b[1m{text}\x1b[0m"
