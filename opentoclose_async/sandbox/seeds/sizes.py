"""The sizes of documents."""

from opentoclose_async.sandbox.contents.kinds import SMALLEST_SIZE, TEXT
from opentoclose_async.sandbox.seeds.draw import Draw


def draw_size(draw: Draw, content_type: str) -> int:
    """Draw the size of a document in bytes: a few kilobytes, enough for its type."""
    return (40 if content_type == TEXT else SMALLEST_SIZE) + draw.below(3_000)
