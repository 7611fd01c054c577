"""The page of the commands: what ``--help`` says of each, with examples and guides."""

import html
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from attrs import frozen
from typer.main import get_command

from opentoclose_async.cli.app import app

__all__ = ["PAGE", "page"]

PAGE = Path("docs/reference/commands.md")


@frozen
class Addition:
    """
    What the page has in addition to a command's help.

    Attributes:
        example: Commands, which the tests run.
        guides: Links to the guides, without the file extension.
    """

    example: str
    guides: dict[str, str]


ADDITIONS = {
    "export": Addition(
        "opentoclose export users --api otc --filter role=Agent --output agents.csv\n"
        "opentoclose export room-users --api rooms --together --output people.parquet",
        {"Export everything": "export-everything", "Formats and columns": "export-formats"},
    ),
    "archive": Addition(
        "opentoclose archive --api rooms --output archive --plan\n"
        "opentoclose archive --api rooms --output archive --since 2025-01-01",
        {"Archive an account": "archive"},
    ),
    "people": Addition("", {"Who is where": "people"}),
    "diff": Addition(
        "opentoclose diff monday.jsonl tuesday.jsonl --format csv",
        {"Compare two exports": "compare-exports"},
    ),
    "demo": Addition("opentoclose demo --users 5000", {}),
    "sandbox": Addition(
        "opentoclose sandbox --users 500 --quota off", {"The sandbox": "../sandbox"}
    ),
    "quota": Addition(
        "opentoclose quota --api rooms", {"Several workers, several hosts": "several-workers"}
    ),
    "login": Addition("", {"Sign in to DocuSign": "sign-in"}),
    "whoami": Addition("opentoclose whoami", {"Sign in to DocuSign": "sign-in"}),
}
"""By command."""

_START = """# Commands

The command `opentoclose` needs the extra `cli`. [In a shell](../guides/shell.md) explains short
options, completion, progress and exit statuses.

"""
_CODE = re.compile(
    r"(?<![\w`.-])(--?[a-z][a-z-]*(?: \w+=[\w,]+)?|\w+=\w[\w,]*|\w+(?:_\w+)+|\[\[\w+\]\]|{name})"
    r"(?![\w`])"
)
"""Options, filters, variables and columns."""


def page(written: str) -> str:
    """
    Return the page.

    Args:
        written: The line that says which generator has written it.
    """
    group: Any = get_command(app)
    context = group.context_class(group, info_name="opentoclose")
    summaries = [
        (f"[`{name}`](#{name})", _first_sentence(command.help))
        for name, command in group.commands.items()
    ]
    parts = [written + _START + _table("Command", summaries), _options(group, context)]
    for name, command in group.commands.items():
        inner = command.context_class(command, info_name=name, parent=context)
        parts += [f"## {name} {{#{name}}}", *_command(name, command, inner)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _command(name: str, command: Any, context: Any) -> Iterator[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    usage = " ".join(["opentoclose", name, "[OPTIONS]", *(each.metavar for each in arguments)])
    yield f"```text\n{usage}\n```"
    yield _text(command.help)
    addition = ADDITIONS[name]
    if addition.example:
        yield f"```sh\n{addition.example}\n```"
    yield _options(command, context)
    if command.epilog:
        yield _text(command.epilog)
    if addition.guides:
        links = [f"[{title}](../guides/{path}.md)" for title, path in addition.guides.items()]
        yield f"Guide: {', '.join(links)}.".replace("guides/../", "")


def _options(command: Any, context: Any) -> str:
    panels: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(context):
        if getattr(parameter, "hidden", False) or parameter.name == "help":
            continue
        is_argument = parameter.param_type_name == "argument"
        panel = "Arguments" if is_argument else parameter.rich_help_panel or "Options"
        panels.setdefault(panel, []).append((_name(parameter), _description(parameter)))
    return "\n\n".join(_table(panel, rows) for panel, rows in panels.items())


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return _whole(parameter.metavar)
    *short, long = sorted(parameter.opts, key=len)
    value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
    return ", ".join(map(_whole, [*short, long + value]))


def _whole(name: str) -> str:
    """Return a name as code that is not broken between lines."""
    return f'<code class="option">{html.escape(name)}</code>'


def _description(parameter: Any) -> str:
    parts = [_text(parameter.help)]
    default = getattr(parameter, "default", None)
    if (
        parameter.param_type_name == "option"
        and parameter.show_default
        and not parameter.is_flag
        and default not in (None, "")
    ):
        parts.append(f"Default: `{default.value if isinstance(default, Enum) else default}`.")
    if parameter.envvar and parameter.show_envvar:
        parts.append(f"Environment: `{parameter.envvar}`.")
    if parameter.required and parameter.param_type_name == "option":
        parts.append("Required.")
    return " ".join(parts)


def _table(heading: str, rows: list[tuple[str, str]]) -> str:
    lines = [
        f"| {heading} | |",
        "|---|---|",
        *(f"| {name} | {text} |" for name, text in rows),
    ]
    return "\n".join(lines)


def _first_sentence(text: str) -> str:
    return _text(text.partition(". ")[0].partition(": ")[0].removesuffix(".") + ".")


def _text(text: str) -> str:
    """Return a text as Markdown, with options, settings and variables as code."""
    for special in "\\`*<|":
        text = text.replace(special, f"\\{special}")
    return _CODE.sub(r"`\1`", text)
