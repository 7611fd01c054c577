"""English grammar for generated docstrings."""


def article(words: str) -> str:
    """Return a noun with its indefinite article."""
    vowel = words[0].lower() in "aeio" or words.startswith("un")  # a user
    return f"{'an' if vowel else 'a'} {words}"


def listed(words: list[str]) -> str:
    """Join words as "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
