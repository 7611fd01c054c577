"""What was probably meant by an unknown name, for errors."""

from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = [
    "LONGEST_NAME",
    "did_you_mean",
    "hint_at",
    "known_or_meant",
    "meaning",
    "nearest",
    "similar",
]

LONGEST_NAME = 60
"""Letters of a name that are compared."""

MOST_SHOWN = 15
"""Names that an error lists."""

SHORTEST_START = 3
"""Letters of a name that others may begin with."""


def similar(look: str, looks: Mapping[str, str], most: int = 3) -> list[str]:
    """
    Return the names whose looks are most similar to one, the most similar first.

    Args:
        look: What the unknown name looks like, such as its letters without case.
        looks: The known names by their looks.
        most: The maximum number of names.
    """
    # Only errors need it, so it is not imported at startup.
    from difflib import get_close_matches

    near = get_close_matches(look[:LONGEST_NAME], looks, most)
    return list(dict.fromkeys(looks[each] for each in near))


def nearest(name: object, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like another, or begins with it; None if none does."""
    if not isinstance(name, str):
        return None
    look = _look(name)
    looks: dict[str, str] = {}
    for each in known:
        looks.setdefault(_look(each), each)
    near = similar(look, looks, 1)
    if near or len(look) < SHORTEST_START:
        return near[0] if near else None
    return next((each for its, each in looks.items() if its.startswith(look)), None)


def did_you_mean(name: object, known: Iterable[str], shown: Callable[[str], str] = repr) -> str:
    """
    Return a question for the known name that is nearest to another; an empty text if none is.

    Args:
        name: The unknown name.
        known: The known names.
        shown: How to write the nearest: ``str`` for words of a command line or a file.
    """
    near = nearest(name, known)
    return "" if near is None else meaning(near, shown)


def hint_at(name: object, known: Iterable[str], shown: Callable[[str], str] = repr) -> str:
    """Return ``; did you mean ...?``, to end a sentence about an unknown name; or nothing."""
    meant = did_you_mean(name, known, shown)
    return f"; {meant}" if meant else ""


def meaning(near: str, shown: Callable[[str], str] = repr) -> str:
    """Return the question whether a known name was meant."""
    return f"did you mean {shown(near)}?"


def known_or_meant(
    name: object, known: Sequence[str], what: str, shown: Callable[[str], str] = repr
) -> str:
    """
    Return the end of an error for an unknown name: the nearest, or the names that are known.

    Args:
        name: The unknown name.
        known: The known names.
        what: What they are names of, in the plural.
        shown: How to write the nearest.
    """
    return did_you_mean(name, known, shown) or _known(known, what)


def _known(known: Sequence[str], what: str) -> str:
    others = len(known) - MOST_SHOWN
    rest = f" and {others} more" if others > 0 else ""
    return f"known {what} are {', '.join(known[:MOST_SHOWN])}{rest}."


def _look(name: str) -> str:
    """Return what first_name, first-name and firstName have in common."""
    return name[: 2 * LONGEST_NAME].replace("_", "").replace("-", "").casefold()
