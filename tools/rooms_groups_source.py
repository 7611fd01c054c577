"""The classes of the methods of Rooms, as source text."""

import re
from pathlib import Path

from rooms_argument_words import GROUPS
from rooms_description import Description, Operation, referred, snake
from rooms_layout import (
    LITERALS,
    LOOK_UPS,
    OPTIONAL_BODIES,
    PACKAGE,
    PAGED,
    PART_DOCS,
    PARTS_OF_ROOMS,
    QUERY_TYPES,
    WRITTEN,
    class_name_of,
    homes_of,
    modules_of,
)
from rooms_models_source import SCALARS, code_of
from rooms_operation_words import OPERATIONS
from rooms_prose import (
    argument_words,
    body_words,
    docstring,
    entry,
    ids_of,
    paragraph,
    short_docstring,
    summary_of,
)

CALL_OPTIONS = "timeout, retry, extra_query, extra_headers"


def files_of_groups(description: Description) -> dict[Path, str]:
    """Write the modules of methods."""
    return {
        Path(PACKAGE) / "rooms" / "operations" / f"{module}.py": module_source(
            description, module, operations
        )
        for module, operations in modules_of(description).items()
    }


def module_source(description: Description, module: str, operations: list[Operation]) -> str:
    """Write a module of methods."""
    own = {name: values for name, values in LITERALS.items() if uses(operations, name)}
    body = "".join(
        f"\n{name} = Literal[{', '.join(map(repr, values))}]\n" for name, values in own.items()
    )
    body += "".join(keywords_of(each) for each in operations)
    body += "\n\n" + "".join(declaration(description, each) for each in operations)
    classes = classes_of(module, operations)
    for name, (doc, bases, its) in classes.items():
        methods = "\n".join(methods_of(description, each) for each in its)
        body += f"\n\nclass {name}({bases}):\n{doc}\n\n{methods}\n"
    public = [*own, *classes]
    public += [name for name in re.findall(r"^class (\w+)\(", body, re.M) if name not in classes]
    title = {**LOOK_UPS, **PART_DOCS}.get(module) or f"{module_title(module)} of a Rooms account."
    return f'''"""{title}"""
{WRITTEN}
{imports_of(description, body)}

__all__ = {sorted(public)!r}
{body}'''


def module_title(module: str) -> str:
    """Give what a module is about, as "Form groups"."""
    return "The " + module.replace("_", " ").replace("esign", "eSignature")


def uses(operations: list[Operation], name: str) -> bool:
    """Tell whether one of the operations has a parameter of this type."""
    return any(
        name in QUERY_TYPES.get(f"{each.id}.{query['name']}", "")
        for each in operations
        for query in each.query
    )


def classes_of(
    module: str, operations: list[Operation]
) -> dict[str, tuple[str, str, list[Operation]]]:
    """Give the classes of a module, each with its docstring, its bases and its operations."""
    if module in PARTS_OF_ROOMS:
        name = "".join(word.capitalize() for word in module.split("_"))
        doc = {"RoomUsers": "Who is in a room.", "RoomDocuments": "What is in a room."}[name]
        return {name: (short_docstring(doc), "RoomsResource", operations)}
    found: dict[str, tuple[str, str, list[Operation]]] = {}
    bases = "RoomUsers, RoomDocuments" if module == "rooms" else "RoomsResource"
    for each in operations:
        doc = short_docstring(GROUPS[each.tag])
        found.setdefault(class_name_of(each), (doc, bases, []))[2].append(each)
    return dict(sorted(found.items()))


def imports_of(description: Description, body: str) -> str:
    """Write the imports of a module of methods."""
    code = code_of(body)
    lines = set()
    homes = homes_of(description)
    names = set(re.findall(r"\w+", code))
    defined = set(re.findall(r"^class (\w+)\(", body, re.M))
    origins = {
        "collections.abc": ("Mapping", "Sequence"),
        "datetime": ("date", "datetime"),
        "typing": ("Any", "Literal", "TypedDict", "Unpack"),
        f"{PACKAGE}.rooms.lists": ("OnePageOptions", "PagedList"),
        f"{PACKAGE}.rooms.resource": ("Endpoint", "RoomsResource", "gives", "nothing"),
        f"{PACKAGE}.rooms.operations.room_documents": ("RoomDocuments",),
        f"{PACKAGE}.rooms.operations.room_users": ("RoomUsers",),
        f"{PACKAGE}._runtime.lists.pager": ("Pager",),
        f"{PACKAGE}._runtime.resource": ("CallOptions", "PageOptions"),
        f"{PACKAGE}._runtime.uploads": ("FileContent",),
    }
    for origin, each in origins.items():
        used = sorted(name for name in each if name in names and name not in defined)
        if used:
            lines.add(f"from {origin} import {', '.join(used)}")
    for model, home in homes.items():
        if model in names and model not in defined:
            lines.add(f"from {PACKAGE}.rooms.models.{home} import {model}")
    return "\n".join(sorted(lines))


def query_type(operation: Operation, name: str, kind: str) -> str:
    """Give the type of a query parameter's keyword."""
    return QUERY_TYPES.get(f"{operation.id}.{name}") or SCALARS.get(kind, "str")


def keywords_of(operation: Operation) -> str:
    """Write the TypedDicts of an operation's keywords, if it has any of its own."""
    if not operation.query:
        return ""
    docs = "\n".join(
        entry(snake(each["name"]), argument_words(operation, each["name"]), 8)
        for each in operation.query
    )
    fields = "\n".join(
        f"    {snake(each['name'])}: "
        f"{query_type(operation, each['name'], each.get('type', ''))} | None"
        for each in operation.query
    )
    if not operation.is_paged:
        return f'''

class {options_name(operation)}(CallOptions, total=False):
    """
    Keywords of ``{operation.name}``.

    Attributes:
{docs}
    """

{fields}
'''
    of = PAGED[operation.id]
    name = list_name(operation)
    return f'''

class {of.noun}Query(TypedDict, total=False):
    """
    Which {of.many}.

    Attributes:
{docs}
    """

{fields}


class {of.noun}Filters({of.noun}Query, PageOptions, total=False):
{short_docstring(f"Keywords of ``iter_{name}`` and ``list_{name}``: which, and how to read them.")}


class {of.noun}PageOptions({of.noun}Query, OnePageOptions, total=False):
{short_docstring(f"Keywords of ``{operation.name}``: which, and which page of them.")}
'''


def options_name(operation: Operation) -> str:
    """Give the TypedDict of the keywords of an operation that is not paged."""
    if not operation.query:
        return "CallOptions"
    return operation.id.partition("_")[2].removeprefix("Get") + "Options"


def list_name(operation: Operation) -> str:
    """Give what the names of the methods of a list end with."""
    return operation.name.removeprefix("get_")


def constant(operation: Operation) -> str:
    """Give the name of what declares an operation."""
    name = list_name(operation) if operation.is_paged else operation.name
    return f"_{name.upper()}"


def declaration(description: Description, operation: Operation) -> str:
    """Declare an operation."""
    if operation.is_paged:
        of = PAGED[operation.id]
        own = bool(operation.query)
        array, row = rows_of(description, operation)
        return f"""{constant(operation)} = PagedList(
    name="{list_name(operation)}",
    path="{operation.short_path}",
    page={operation.answer},
    array="{array}",
    row={row},
    key="{of.key}",
    one_page={f"{of.noun}PageOptions" if own else "OnePageOptions"},
    all_pages={f"{of.noun}Filters" if own else "PageOptions"},
)
"""
    extras = "" if operation.of_account else ", of_account=False"
    extras += f", body={operation.body}" if operation.body else ""
    extras += ", body_optional=True" if operation.id in OPTIONAL_BODIES else ""
    extras += f", keywords={options_name(operation)}" if operation.query else ""
    answer = f"gives({operation.answer})" if operation.answer else "nothing"
    return (
        f'{constant(operation)} = Endpoint(name="{operation.name}", verb="{operation.verb}", '
        f'path="{operation.short_path}", answer={answer}{extras})\n'
    )


def rows_of(description: Description, operation: Operation) -> tuple[str, str]:
    """Give the array of a page, and what its rows are."""
    properties = description.definitions[operation.answer]["properties"]
    ((array, content),) = [
        (name, each) for name, each in properties.items() if each.get("type") == "array"
    ]
    return array, referred(content)


def methods_of(description: Description, operation: Operation) -> str:
    """Write the methods of an operation."""
    if operation.is_paged:
        return paged_methods(description, operation)
    return upload_method(operation) if operation.uploads else plain_method(operation)


def parameters_of(operation: Operation) -> str:
    """Write the ids of a path as parameters."""
    return "".join(
        f"{snake(each['name'])}: {SCALARS[each['type']]}, " for each in operation.of_kind("path")
    )


def handed_on(operation: Operation) -> str:
    """Write the ids of a path as arguments."""
    names = [snake(each["name"]) for each in operation.of_kind("path")]
    return "".join(f", {name}={name}" for name in names)


def plain_method(operation: Operation) -> str:
    """Write the method of an operation that gives one thing."""
    body, handed, described = "", "", ids_of(operation)
    if operation.body:
        optional = operation.id in OPTIONAL_BODIES
        kind = f"{operation.body} | Mapping[str, Any]"
        body = f"body: {kind} | None = None, " if optional else f"body: {kind}, "
        handed = ", body"
        described.append(body_words(operation))
    options = options_name(operation)
    described.append(options_words(operation))
    doc = docstring(operation, summary_of(operation), described, OPERATIONS[operation.id].returns)
    return f"""    async def {operation.name}(
        self, {parameters_of(operation)}{body}**options: Unpack[{options}]
    ) -> {operation.answer or None}:
{doc}
        return await self._call({constant(operation)}, options{handed}{handed_on(operation)})
"""


def options_words(operation: Operation) -> str:
    """Describe the keywords of an operation."""
    own = f"The keywords of ``{options_name(operation)}``: " if operation.query else ""
    names = [snake(each["name"]) for each in operation.query]
    return entry("**options", own + ", ".join([*names, CALL_OPTIONS]) + ".", 12)


def upload_method(operation: Operation) -> str:
    """Write the method of an operation that takes a file."""
    described = [
        *ids_of(operation),
        entry("file", "Its bytes, a path, or a file open for reading bytes.", 12),
        entry("name", "The name to give it; the file's own by default.", 12),
        entry("**options", f"{CALL_OPTIONS}.", 12),
    ]
    doc = docstring(operation, summary_of(operation), described, OPERATIONS[operation.id].returns)
    return f"""    async def {operation.name}(
        self, {parameters_of(operation)}file: FileContent, name: str | None = None,
        **options: Unpack[CallOptions],
    ) -> {operation.answer}:
{doc}
        return await self._upload(
            {constant(operation)}, options, file, name{handed_on(operation)}
        )
"""


def paged_methods(description: Description, operation: Operation) -> str:
    """Write the three methods of a list."""
    of = PAGED[operation.id]
    own = bool(operation.query)
    name = list_name(operation)
    _, row = rows_of(description, operation)
    one_page = f"{of.noun}PageOptions" if own else "OnePageOptions"
    all_pages = f"{of.noun}Filters" if own else "PageOptions"
    filters = f"The filters of ``{of.noun}Query``, " if own else "The keywords of "
    page = f"{filters}``start_position`` and ``count``, and {CALL_OPTIONS}."
    if not own:
        page = f"``start_position`` and ``count``, and {CALL_OPTIONS}."
    every = f"{filters}and the keywords of ``PageOptions``."
    if not own:
        every = "The keywords of ``PageOptions``."
    ids = ids_of(operation)
    doc = docstring(
        operation,
        summary_of(operation),
        [*ids, entry("**options", page, 12)],
        OPERATIONS[operation.id].returns,
    )
    parameters, handed = parameters_of(operation), handed_on(operation)
    args = "\n".join([*ids, entry("**filters", every, 12)])
    return f'''    async def {operation.name}(
        self, {parameters}**options: Unpack[{one_page}]
    ) -> {operation.answer}:
{doc}
        return await self._get_page({constant(operation)}, options{handed})

    def iter_{name}(self, {parameters}**filters: Unpack[{all_pages}]) -> Pager[{row}]:
        """
{paragraph(f"Read {of.many} page by page, as they are iterated over.", 8)}

        Args:
{args}
        """
        return self._iterate("iter", {constant(operation)}, filters{handed})

    async def list_{name}(
        self, {parameters}**filters: Unpack[{all_pages}]
    ) -> list[{row}]:
        """
{paragraph(f"Read all {of.many}, every page of them.", 8)}

        Args:
{args}

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", {constant(operation)}, filters{handed}).collect()
'''
