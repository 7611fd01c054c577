"""Show a Pager in terminals and notebooks, without a request."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from opentoclose_async._protocol.display.html import field_table
from opentoclose_async._protocol.display.text import value_text

if TYPE_CHECKING:
    from opentoclose_async._runtime.lists.list_description import ListDescription

__all__ = ["pager_html", "pager_text"]


def pager_text(description: "ListDescription", rows: str, scrub: Callable[[str], str]) -> str:
    """
    Return the repr of a Pager.

    Args:
        description: What it reads.
        rows: What it yields, such as "User" or "dict".
        scrub: Remove secrets from a text.
    """
    name = f"{description.name}: " if description.name else ""
    filters = ", ".join(
        f"{filter_name}={value_text(scrub(value))}"
        for filter_name, value in description.query.items()
    )
    request = scrub(str(description.request))
    parts = [
        f"{name}{request}{' with ' if filters else ''}{filters}",
        f"{description.page_size} rows a page",
    ]
    if description.start:
        parts.append(f"from position {description.start}")
    if description.max_items is not None:
        parts.append(f"at most {description.max_items} rows")
    if rows == "dict":
        parts.append("as dicts")
    return f"<Pager of {', '.join(parts)}>"


def pager_html(
    description: "ListDescription",
    rows: str,
    scrub: Callable[[str], str],
    ways: Sequence[str],
) -> str:
    """
    Return a table for notebooks.

    Args:
        description: What the Pager reads.
        rows: What it yields, such as "User" or "dict".
        scrub: Remove secrets from a text.
        ways: What to write to read it.
    """
    request = scrub(str(description.request))
    fields: list[tuple[str, object]] = [("list", description.name or request)]
    fields.append(("request", request))
    fields += ((f"filter {name}", scrub(value)) for name, value in description.query.items())
    fields += [("rows", rows), ("page size", description.page_size)]
    if description.start:
        fields.append(("from position", description.start))
    if description.max_items is not None:
        fields.append(("at most", f"{description.max_items} rows"))
    return field_table("Pager", fields, f"Not read yet. To read it: {'; '.join(ways)}.")
