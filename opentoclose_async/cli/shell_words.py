"""
Completion of words with ``=``, which each shell treats in its own way.

typer reads ``--api=ro`` as an option and a value, and offers only values. bash takes
``status=Active`` for three words, and replaces only the last one. fish compares offers with the
whole word. zsh does too, unless it is told to ignore what precedes the value.
"""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence

__all__ = ["complete", "joined", "shell_that_completes"]

VARIABLE = "_OPENTOCLOSE_COMPLETE"

_IGNORE_THE_OPTION = "compset -P 1 '*='; "


def shell_that_completes() -> str:
    """Return the shell that asks for completions, such as bash; empty if none does."""
    kind, _, shell = os.environ.get(VARIABLE, "").partition("_")
    return shell if kind == "complete" else ""


def complete(shell: str, run: Callable[[], object]) -> None:
    """
    Write the completions that a shell asks for.

    Args:
        shell: The shell.
        run: Runs the command line, which writes them to stdout and exits.
    """
    if shell == "bash":
        text = os.environ.get("COMP_WORDS", "")
        number = os.environ.get("COMP_CWORD", "")
        words, current = joined(
            text.split("\n" if "\n" in text else None), int(number) if number.isdecimal() else 0
        )
        os.environ |= {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(current)}
        word = words[current] if current < len(words) else ""
    else:
        word = os.environ.get("_TYPER_COMPLETE_ARGS", "").rpartition(" ")[2]
    option, equals, value = word.partition("=") if word.startswith("--") else ("", "", word)
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            run()
    finally:
        text = out.getvalue()
        if shell == "bash":
            before = value[: value.rfind("=") + 1]
            text = "".join(f"{offer.removeprefix(before)}\n" for offer in text.splitlines())
        elif equals and shell == "zsh":
            text = _IGNORE_THE_OPTION + text
        elif equals and shell == "fish":
            text = "".join(f"{option}={offer}\n" for offer in text.split("\n") if offer)
        sys.stdout.write(text)
        sys.stdout.flush()


def joined(words: Sequence[str], current: int) -> tuple[list[str], int]:
    """
    Put words together that bash separated at ``=``.

    Args:
        words: The words.
        current: The position of the one to complete.

    Returns:
        The words, and the position of the one to complete.
    """
    whole: list[str] = []
    places: list[int] = []
    for number, word in enumerate(words):
        follows = number > 0 and words[number - 1] == "=" and len(whole) > 1
        if whole and (word == "=" or follows):
            whole[-1] += word
        else:
            whole.append(word)
        places.append(len(whole) - 1)
    if current < len(places):
        return whole, places[current]
    # The shell leaves out an empty last word.
    return whole, len(whole) - (1 if whole and whole[-1].endswith("=") else 0)
