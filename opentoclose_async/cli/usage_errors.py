"""Usage errors in the command's own words."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import typer

from opentoclose_async._protocol.suggestions import hint_at
from opentoclose_async.cli.output import print_text

__all__ = ["INVALID_USAGE", "UsageError", "did_you_mean", "not_one_of", "write_usage_error"]

INVALID_USAGE = 2
"""Exit status after a usage error."""

UsageError: type[typer.BadParameter] = typer.BadParameter.__bases__[0]
"""The class of all usage errors, which typer does not export."""

_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.S)


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """Return ``; did you mean ...?`` for the nearest known name, or nothing."""
    return hint_at(text, known, str)


def not_one_of(where: str, text: str, known: Sequence[str]) -> str:
    """
    Return the error for a value that is not one of some names.

    Args:
        where: The option, such as ``--format``.
        text: The value.
        known: The names.
    """
    return f"{where} {text} is not one of {', '.join(known)}{did_you_mean(text, known) or '.'}"


def write_usage_error(error: Any) -> None:
    """Write a usage error of typer's or of a command on stderr, and where there is help."""
    print_text(f"error: {_text_of(error)}", err=True)
    if error.ctx is not None:
        print_text(f"{error.ctx.command_path} -h shows what there is.", err=True)


def _text_of(error: Any) -> str:
    command: Any = None if error.ctx is None else error.ctx.command
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            known = [name for each in command.params for name in each.opts if name[:1] == "-"]
            hint = did_you_mean(error.option_name, known)
            return f"there is no option {error.option_name}{hint or '.'}"
        case "MissingParameter":
            return f"{_named(parameter)} is missing{_explained(parameter)}."
        case "BadOptionUsage":
            takes = "takes no value" if "does not take" in error.message else "needs a value"
            return f"{error.option_name} {takes}."
        case "BadParameter" if parameter is not None:
            return f"{_named(parameter)}: {error.message}"
    extra = _EXTRA.match(error.message)
    if extra is not None:
        return f"there is no place for {extra[1]}: quote values that contain spaces."
    if error.message == "Missing command.":
        return "a command is missing."
    text: str = error.message
    return text


def _named(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    return str(max(parameter.opts, key=len))


def _explained(parameter: Any) -> str:
    text = (parameter.help or "").partition(". ")[0].removesuffix(".")
    return f": {text[:1].lower()}{text[1:]}" if text else ""
