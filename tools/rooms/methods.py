"""Generate the async methods of operations, and the constants that declare what they send."""

import builtins

from tools.rooms.description import Description, Operation, referred, snake
from tools.rooms.docstrings import body_entry, entry, id_entries, method_docstring, paragraph
from tools.rooms.keywords import (
    CALL_OPTIONS,
    PAGE_OPTIONS,
    WINDOW,
    all_pages_type,
    one_page_type,
    options_type,
    query_names,
    query_type,
)
from tools.rooms.layout import OPTIONAL_BODIES, PAGED, list_name, module_of
from tools.rooms.models import SCALARS
from tools.rooms.words import WORDS

__all__ = ["declaration_source", "methods_source", "rows_of"]


def constant(operation: Operation) -> str:
    """Return the name of an operation's declaration."""
    name = list_name(operation) if operation.is_paged else operation.name
    return f"_{name.upper()}"


def declaration_source(description: Description, operation: Operation) -> str:
    """Return the constant that declares an operation."""
    if operation.is_paged:
        array, row = rows_of(description, operation)
        return f"""{constant(operation)} = ListOperation(
    name="{list_name(operation)}",
    path="{operation.short_path}",
    page={operation.answer},
    array="{array}",
    row={row},
    key="{PAGED[operation.id].key}",
    one_page={one_page_type(operation)},
    all_pages={all_pages_type(operation)},
)
"""
    extras = "" if operation.of_account else ", of_account=False"
    extras += f", body={operation.body}" if operation.body else ""
    extras += ", body_optional=True" if operation.id in OPTIONAL_BODIES else ""
    extras += f", keywords={options_type(operation)}" if operation.query else ""
    convert = f"as_model({operation.answer})" if operation.answer else "as_nothing"
    return (
        f'{constant(operation)} = RoomsOperation(name="{operation.name}", '
        f'verb="{operation.verb}", path="{operation.short_path}", convert={convert}{extras})\n'
    )


def rows_of(description: Description, operation: Operation) -> tuple[str, str]:
    """Return the array of a page, and the definition of its rows."""
    properties = description.definitions[operation.answer]["properties"]
    ((array, content),) = [
        (name, each) for name, each in properties.items() if each.get("type") == "array"
    ]
    return array, referred(content)


def methods_source(description: Description, operation: Operation) -> str:
    """Return the methods of an operation."""
    if operation.is_paged:
        return list_methods(description, operation)
    return upload_method(operation) if operation.uploads else call_method(operation)


def parameters_of(operation: Operation) -> str:
    """Return the IDs of a path as parameters."""
    return "".join(
        f"{snake(each['name'])}: {SCALARS[each['type']]}, " for each in operation.of_kind("path")
    )


def arguments_of(operation: Operation) -> str:
    """Return the IDs of a path as arguments of a call."""
    names = [snake(each["name"]) for each in operation.of_kind("path")]
    return "".join(f", {name}={name}" for name in names)


def options_entry(names: tuple[str, ...] = CALL_OPTIONS) -> str:
    """Return the entry for ``**options``, which names all keywords."""
    return entry("**options", ", ".join(names) + ".")


def query_parameters(operation: Operation) -> str:
    """Return an operation's query parameters as parameters that may be left out."""
    return "".join(
        f"{name}: {query_type(operation, each['name'], each.get('type', ''))} | None = None, "
        f"{shadows(name)}"
        for each in operation.query
        for name in [snake(each["name"])]
    )


def shadows(name: str) -> str:
    """Return the comment that lets a parameter have the name of a builtin."""
    return "# noqa: A002 - the API's name\n" if name in dir(builtins) else ""


def query_entries(operation: Operation) -> list[str]:
    """Return the entries for query parameters."""
    module = module_of(operation)
    return [
        entry(snake(each["name"]), WORDS.argument(module, operation.id, each["name"]))
        for each in operation.query
    ]


def query_mapping(operation: Operation, *others: str) -> str:
    """Return the query parameters that were passed, by name."""
    names = [*query_names(operation), *others]
    pairs = ", ".join(f'"{name}": {name}' for name in names)
    return f"{{{pairs}}}"


def call_method(operation: Operation) -> str:
    """Return the method of an operation that is neither a list nor an upload."""
    body, handed, entries = "", "", id_entries(operation)
    if operation.body:
        optional = operation.id in OPTIONAL_BODIES
        kind = f"{operation.body} | Mapping[str, Any]"
        body = f"body: {kind} | None = None, " if optional else f"body: {kind}, "
        handed = ", body"
        entries.append(body_entry(operation))
    if operation.query:
        body += f"*, {query_parameters(operation)}"
        handed += f", query={query_mapping(operation)}"
        entries += query_entries(operation)
    entries.append(options_entry())
    return f"""    async def {operation.name}(
        self, {parameters_of(operation)}{body}**options: Unpack[CallOptions],
    ) -> {operation.answer or None}:
{method_docstring(operation, entries)}
        return await self._call({constant(operation)}, options{handed}{arguments_of(operation)})
"""


def upload_method(operation: Operation) -> str:
    """Return the method of an operation that takes a file."""
    entries = [
        *id_entries(operation),
        entry("file", "The contents, a path, or a file open for reading bytes."),
        entry("name", "The file name to send. Default: the name of the file."),
        options_entry(),
    ]
    return f"""    async def {operation.name}(
        self, {parameters_of(operation)}file: FileContent, name: str | None = None,
        **options: Unpack[CallOptions],
    ) -> {operation.answer}:
{method_docstring(operation, entries)}
        return await self._upload(
            {constant(operation)}, options, file, name{arguments_of(operation)}
        )
"""


def list_methods(description: Description, operation: Operation) -> str:
    """Return the three methods of a list."""
    of = PAGED[operation.id]
    name = list_name(operation)
    _, row = rows_of(description, operation)
    ids, filters = id_entries(operation), query_entries(operation)
    window = [entry(name, text) for name, text in WINDOW.items()]
    page = method_docstring(operation, [*ids, *filters, *window, options_entry()])
    entries = "\n".join([*ids, *filters, options_entry(PAGE_OPTIONS)])
    parameters, handed = parameters_of(operation), arguments_of(operation)
    query = query_parameters(operation)
    given = query_mapping(operation)
    all_pages = f"self, {parameters}{'*, ' if query else ''}{query}**options: Unpack[PageOptions],"
    return f'''    async def {operation.name}(
        self, {parameters}*, {query}start_position: int | None = None, count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> {operation.answer}:
{page}
        return await self._get_page(
            {constant(operation)}, {query_mapping(operation, *WINDOW)}, options{handed}
        )

    def iter_{name}({all_pages}) -> Pager[{row}]:
        """
{paragraph(f"Iterate over {of.many}, requesting pages as needed.", 8)}

        Args:
{entries}
        """
        return self._iterate("iter", {constant(operation)}, {given}, options{handed})

    async def list_{name}({all_pages}) -> list[{row}]:
        """
{paragraph(f"List all {of.many}.", 8)}

        Args:
{entries}

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list", {constant(operation)}, {given}, options{handed}
        ).collect()
'''
