"""
Completion in bash, which takes ``status=Active`` for three words.

The words are put together before typer reads them, and what stands before the ``=`` is left out of
what it offers, as bash replaces only the word after it.
"""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence

__all__ = ["complete_in_bash", "is_completing_in_bash", "joined"]

VARIABLE = "_OPENTOCLOSE_COMPLETE"


def is_completing_in_bash() -> bool:
    """Return whether bash asks for completions."""
    return os.environ.get(VARIABLE) == "complete_bash"


def complete_in_bash(run: Callable[[], object]) -> None:
    """
    Write the completions that bash asks for.

    Args:
        run: Runs the command line, which writes them to stdout and exits.
    """
    text = os.environ.get("COMP_WORDS", "")
    number = os.environ.get("COMP_CWORD", "")
    words, current = joined(
        text.split("\n" if "\n" in text else None), int(number) if number.isdecimal() else 0
    )
    os.environ |= {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(current)}
    incomplete = words[current] if current < len(words) else ""
    before = incomplete[: incomplete.rfind("=") + 1]
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            run()
    finally:
        offers = out.getvalue().splitlines()
        sys.stdout.write("".join(f"{offer.removeprefix(before)}\n" for offer in offers))
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
