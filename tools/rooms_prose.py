"""Docstrings: the words for things, wrapped to fit."""

from textwrap import fill

from english import article
from rooms_argument_words import ARGUMENTS, BODIES
from rooms_description import Description, Operation, snake
from rooms_field_words import FIELDS
from rooms_model_words import MODELS
from rooms_operation_words import OPERATIONS
from rooms_permission_words import PERMISSIONS

WIDTH = 100


def paragraph(text: str, indent: int, width: int = WIDTH) -> str:
    """Wrap a paragraph of a docstring."""
    space = " " * indent
    return fill(
        " ".join(text.split()),
        width,
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    )


def entry(name: str, text: str, indent: int) -> str:
    """Wrap an entry of a docstring's list of arguments or attributes."""
    return fill(
        f"{name}: {' '.join(text.split())}",
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 4),
        break_long_words=False,
        break_on_hyphens=False,
    )


def short_docstring(text: str, indent: int = 4) -> str:
    """Write a docstring of one paragraph, in one line if it fits."""
    text = " ".join(text.split())
    space = " " * indent
    if indent + len(text) + 6 <= WIDTH:
        return f'{space}"""{text}"""'
    # Narrower than need be, so that what is too long for one line with its quotes has two.
    return f'{space}"""\n{paragraph(text, indent, WIDTH - 10)}\n{space}"""'


def field_words(definition: str, name: str) -> str:
    """Say what a field is."""
    words = {**FIELDS, **PERMISSIONS}
    return words.get(f"{definition}.{name}") or words[name]


def argument_words(operation: Operation, name: str) -> str:
    """Say what a path's id or a query parameter is."""
    return ARGUMENTS.get(f"{operation.id}.{name}") or ARGUMENTS[name]


def docstring_of_model(description: Description, name: str) -> str:
    """Write the docstring of a model, indented as its body."""
    properties = description.definitions[name]["properties"]
    attributes = "\n".join(entry(snake(field), field_words(name, field), 8) for field in properties)
    return f'''    """
{paragraph(MODELS[name], 4)}

    Attributes:
{attributes}
    """'''


def docstring(operation: Operation, summary: str, arguments: list[str], returns: str) -> str:
    """Write the docstring of a method, indented as its body."""
    words = OPERATIONS[operation.id]
    parts = [paragraph(summary, 8)]
    if words.details:
        parts.append(paragraph(words.details, 8))
    if operation.verb == "POST" and operation.id in CREATES:
        parts.append(paragraph(SENT_ONCE, 8))
    parts.append("\n".join(["        Args:", *arguments]))
    if returns:
        parts.append("        Returns:\n" + paragraph(returns, 12))
    body = "\n\n".join(parts)
    return f'        """\n{body}\n        """'


def summary_of(operation: Operation) -> str:
    """Say what an operation does, and what the official description calls it."""
    return f"{OPERATIONS[operation.id].summary.removesuffix('.')} (operation {operation.id})."


def ids_of(operation: Operation) -> list[str]:
    """Describe the ids of a path."""
    return [
        entry(snake(each["name"]), argument_words(operation, each["name"]), 12)
        for each in operation.of_kind("path")
    ]


def body_words(operation: Operation) -> str:
    """Describe the body of an operation."""
    model = f"{operation.body}, or a mapping by the API's names"
    return entry("body", f"{BODIES[operation.id]} As {article(model)}.", 12)


SENT_ONCE = "It is sent once only where the outcome is unknown: the API knows no idempotency key."
CREATES = {
    "Documents_CreateDocumentUser",
    "ExternalFormFillSessions_CreateExternalFormFillSession",
    "FormGroups_CreateFormGroup",
    "Offices_CreateOffice",
    "Regions_CreateRegion",
    "Roles_CreateRole",
    "RoomEnvelopes_CreateRoomEnvelope",
    "Rooms_AddDocumentToRoom",
    "Rooms_AddDocumentToRoomViaFileUpload",
    "Rooms_AddFormToRoom",
    "Rooms_CreateRoom",
    "Rooms_InviteUser",
    "TaskLists_CreateTaskList",
    "Users_InviteUser",
}
"""Operations of which each request makes one more."""
