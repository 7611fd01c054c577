"""The members of a JSON object, each with the exact text that the server sent."""

import json
from collections.abc import Callable
from typing import Any

from opentoclose_async._protocol.responses.verbatim import past_space

__all__ = ["member_texts"]

# Numbers are not needed as numbers, and one with thousands of digits would be refused.
_decode: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=str
).raw_decode


def member_texts(text: str) -> dict[str, str]:
    """
    Return the text of each member's value by name. The last of duplicate names wins.

    Args:
        text: A valid JSON object, from brace to brace.
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
