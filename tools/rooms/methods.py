"""Generate the async methods of operations, and the constants that declare what they send."""

from tools.rooms.description import Description, Operation, referred, snake
from tools.rooms.docstrings import body_entry, entry, id_entries, method_docstring, paragraph
from tools.rooms.keywords import (
    CALL_OPTIONS,
    all_pages_type,
    one_page_type,
    options_type,
    query_names,
)
from tools.rooms.layout import OPTIONAL_BODIES, PAGED, list_name
from tools.rooms.models import SCALARS

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


def options_entry(*own: str) -> str:
    """Return the entry for ``**options``, which names all keywords."""
    return entry("**options", ", ".join([*own, *CALL_OPTIONS]) + ".")


def call_method(operation: Operation) -> str:
    """Return the method of an operation that is neither a list nor an upload."""
    body, handed, entries = "", "", id_entries(operation)
    if operation.body:
        optional = operation.id in OPTIONAL_BODIES
        kind = f"{operation.body} | Mapping[str, Any]"
        body = f"body: {kind} | None = None, " if optional else f"body: {kind}, "
        handed = ", body"
        entries.append(body_entry(operation))
    entries.append(options_entry(*query_names(operation)))
    return f"""    async def {operation.name}(
        self, {parameters_of(operation)}{body}**options: Unpack[{options_type(operation)}]
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
    own = query_names(operation)
    name = list_name(operation)
    _, row = rows_of(description, operation)
    all_pages = all_pages_type(operation)
    ids = id_entries(operation)
    page = method_docstring(operation, [*ids, options_entry(*own, "start_position", "count")])
    filters = f"{', '.join(own)}, and the" if own else "The"
    entries = "\n".join([*ids, entry("**filters", f"{filters} keywords of ``PageOptions``.")])
    parameters, handed = parameters_of(operation), arguments_of(operation)
    return f'''    async def {operation.name}(
        self, {parameters}**options: Unpack[{one_page_type(operation)}]
    ) -> {operation.answer}:
{page}
        return await self._get_page({constant(operation)}, options{handed})

    def iter_{name}(self, {parameters}**filters: Unpack[{all_pages}]) -> Pager[{row}]:
        """
{paragraph(f"Iterate over {of.many}, requesting pages as needed.", 8)}

        Args:
{entries}
        """
        return self._iterate("iter", {constant(operation)}, filters{handed})

    async def list_{name}(
        self, {parameters}**filters: Unpack[{all_pages}]
    ) -> list[{row}]:
        """
{paragraph(f"List all {of.many}.", 8)}

        Args:
{entries}

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate("list", {constant(operation)}, filters{handed}).collect()
'''
