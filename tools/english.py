"""English as sentences about things need it."""


def article(words: str) -> str:
    """Give a noun with its article."""
    vowel = words[0].lower() in "aeio" or words.startswith("un")  # a user
    return f"{'an' if vowel else 'a'} {words}"
