"""Counts with their nouns."""

__all__ = ["counted"]

_IRREGULAR = {"retry": "retries", "property": "properties", "person": "people"}


def counted(number: int, noun: str, *, commas: bool = False) -> str:
    """
    Return a count with its noun, such as "1 retry" or "2 retries".

    Args:
        number: The count.
        noun: The noun, for one.
        commas: Whether to separate thousands.
    """
    text = f"{number:,}" if commas else str(number)
    return f"{text} {noun if number == 1 else _IRREGULAR.get(noun, f'{noun}s')}"
