"""The members of a JSON object, each in the very words that the server sent."""

import json
from collections.abc import Callable
from typing import Any

from opentoclose_async._protocol.answers.verbatim import past_space

__all__ = ["member_texts"]

# What a number is does not matter here; one of thousands of digits would be refused.
_decode: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=str
).raw_decode


def member_texts(text: str) -> dict[str, str]:
    """
    Give the text of each member's value, by name; of a name that is there twice, the last one's.

    Args:
        text: A JSON object from brace to brace, which has been read before.
    """
    texts: dict[str, str] = {}
    at = past_space(text, 1)
    while text[at] != "}":
        name, at = _decode(text, at)
        at = past_space(text, past_space(text, at) + 1)  # past the colon
        _, end = _decode(text, at)
        texts[name] = text[at:end]
        at = past_space(text, end)
        if text[at] == ",":
            at = past_space(text, at + 1)
    return texts
