"""Generate the TypedDicts of the keywords that operations take."""

from tools.rooms.description import Operation, snake
from tools.rooms.docstrings import attribute_docstring, short_docstring
from tools.rooms.layout import LITERALS, PAGED, QUERY_TYPES, list_name, module_of
from tools.rooms.models import SCALARS
from tools.rooms.words import WORDS

__all__ = [
    "CALL_OPTIONS",
    "PAGE_OPTIONS",
    "WINDOW",
    "all_pages_type",
    "keywords_source",
    "literals_source",
    "one_page_type",
    "options_type",
    "query_names",
    "query_type",
]

CALL_OPTIONS = ("timeout", "total_timeout", "retry", "extra_query", "extra_headers")
PAGE_OPTIONS = (
    *("page_size", "max_items", "concurrency", "start", "confirm_end", "strict_filters"),
    *CALL_OPTIONS,
)
WINDOW = {
    "start_position": "Position of the first row, from 0.",
    "count": "Maximum number of rows to return, 1 to 100.",
}
"""What ``OnePageOptions`` adds to ``CallOptions``."""


def query_type(operation: Operation, name: str, kind: str) -> str:
    """Return the type of a query parameter's keyword."""
    return QUERY_TYPES.get(f"{operation.id}.{name}") or SCALARS.get(kind, "str")


def query_names(operation: Operation) -> list[str]:
    """Return the keywords of an operation's own query parameters."""
    return [snake(each["name"]) for each in operation.query]


def options_type(operation: Operation) -> str:
    """Return the TypedDict of an operation that is not paged."""
    if not operation.query:
        return "CallOptions"
    return operation.id.partition("_")[2].removeprefix("Get") + "Options"


def one_page_type(operation: Operation) -> str:
    """Return the TypedDict of the method that gets one page."""
    return f"{PAGED[operation.id].noun}PageOptions" if operation.query else "OnePageOptions"


def all_pages_type(operation: Operation) -> str:
    """Return the TypedDict of the methods that read all pages."""
    return f"{PAGED[operation.id].noun}Filters" if operation.query else "PageOptions"


def literals_source(operations: list[Operation]) -> dict[str, str]:
    """Return the Literals that the operations' query parameters need, by name."""
    hints = [
        query_type(each, query["name"], query.get("type", ""))
        for each in operations
        for query in each.query
    ]
    return {
        name: f"\n{name} = Literal[{', '.join(map(repr, values))}]\n"
        for name, values in LITERALS.items()
        if any(name in hint.split(" | ") for hint in hints)
    }


def keywords_source(operation: Operation) -> str:
    """Return the TypedDicts of an operation's keywords; empty if it has none of its own."""
    if not operation.query:
        return ""
    fields = "\n".join(
        f"    {snake(each['name'])}: "
        f"{query_type(operation, each['name'], each.get('type', ''))} | None\n"
        + attribute_docstring(WORDS.argument(module_of(operation), operation.id, each["name"]))
        for each in operation.query
    )
    if not operation.is_paged:
        return f"""

class {options_type(operation)}(CallOptions, total=False):
{short_docstring(f"Keywords of ``{operation.name}``.")}

{fields}
"""
    of = PAGED[operation.id]
    name = list_name(operation)
    return f"""

class {of.noun}Query(TypedDict, total=False):
{short_docstring(f"Filters for {of.many}.")}

{fields}


class {of.noun}Filters({of.noun}Query, PageOptions, total=False):
{short_docstring(f"Keywords of ``iter_{name}`` and ``list_{name}``.")}


class {of.noun}PageOptions({of.noun}Query, OnePageOptions, total=False):
{short_docstring(f"Keywords of ``{operation.name}``.")}
"""
