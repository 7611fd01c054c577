"""Tell a misspelt name from an unknown one."""

import re
from functools import lru_cache

__all__ = ["near_miss"]

_WORD = re.compile("[A-Z]?[^A-Z_-]+|[A-Z]+")


@lru_cache(maxsize=256)
def near_miss(name: str, known: tuple[str, ...]) -> str | None:
    """
    Return the known name that another one is a misspelling of; None if there is none.

    A misspelling differs in case, underscores and dashes only, or by one typing error, which is a
    letter that is missing, added, wrong or exchanged with the next; by two in names of six letters
    or more. Shorter names that differ more, such as ``state`` and ``start``, are different words,
    and so is a name with a word more, such as ``status_id`` and ``status``.

    Args:
        name: The unknown name.
        known: The known names.
    """
    plain, words = _plain(name), _words(name)
    found: tuple[int, str] | None = None
    for each in known:
        if set(_words(each)) < set(words):
            continue
        other = _plain(each)
        shorter = min(len(plain), len(other))
        most = 0 if shorter < 3 else 1 if shorter < 6 else 2
        if abs(len(plain) - len(other)) > most:
            continue
        errors = _typing_errors(plain, other)
        if errors <= most and (found is None or errors < found[0]):
            found = errors, each
    return None if found is None else found[1]


def _plain(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "")


def _words(name: str) -> list[str]:
    """Return the words of a name, such as those of ``status_id`` and ``statusId``."""
    return [word.casefold() for word in _WORD.findall(name)]


def _typing_errors(one: str, other: str) -> int:
    """Return the optimal string alignment distance."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row_before = row, before
        row = [i]
        for j, its in enumerate(other, 1):
            errors = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and its == one[i - 2]:
                errors = min(errors, row_before[j - 2] + 1)
            row.append(errors)
        before = above
    return row[-1]
