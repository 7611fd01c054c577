"""Docstrings of the generated code: the words of ``words/``, wrapped."""

from textwrap import fill

from tools.english import article
from tools.rooms.description import Description, Operation, snake
from tools.rooms.layout import module_of
from tools.rooms.words import WORDS, OperationWords

__all__ = [
    "attribute_docstring",
    "body_entry",
    "entry",
    "group_summary",
    "id_entries",
    "method_docstring",
    "model_docstring",
    "operation_words",
    "paragraph",
    "short_docstring",
]

WIDTH = 100

SENT_ONCE = "Not retried when the outcome is unknown, as the API has no idempotency keys."
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
"""Operations that create something new each time that they are sent."""


def paragraph(text: str, indent: int, width: int = WIDTH, *, hanging: int = 0) -> str:
    """Wrap a paragraph; ``hanging`` indents all lines but the first further."""
    return fill(
        " ".join(text.split()),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def entry(name: str, text: str, indent: int = 12) -> str:
    """Wrap an entry of a section such as ``Args``."""
    return paragraph(f"{name}: {text}", indent, hanging=4)


def short_docstring(text: str, indent: int = 4) -> str:
    """Return a docstring of one paragraph, on one line if it fits."""
    text = " ".join(text.split())
    space = " " * indent
    if indent + len(text) + 6 <= WIDTH:
        return f'{space}"""{text}"""'
    # Narrower, so that a text that is only too long for one line with its quotes has two.
    return f'{space}"""\n{paragraph(text, indent, WIDTH - 10)}\n{space}"""'


def attribute_docstring(text: str, indent: int = 4) -> str:
    """Return the docstring below an attribute, on one line if it fits."""
    return paragraph(f'"""{text}"""', indent)


def group_summary(module: str, tag: str) -> str:
    """Return the first sentence about a group."""
    return WORDS.group(module, tag).partition(". ")[0].removesuffix(".") + "."


def model_docstring(description: Description, module: str, name: str) -> str:
    """Return the docstring of a model."""
    properties = description.definitions[name]["properties"]
    attributes = "\n".join(
        entry(snake(field), WORDS.field(module, name, field), 8) for field in properties
    )
    return f'''    """
{paragraph(WORDS.model(module, name), 4)}

    Attributes:
{attributes}
    """'''


def operation_words(operation: Operation) -> OperationWords:
    """Return the words for an operation."""
    return WORDS.operation(module_of(operation), operation.id)


def method_docstring(operation: Operation, arguments: list[str]) -> str:
    """Return the docstring of an operation's method."""
    words = operation_words(operation)
    summary = f"{words.summary.removesuffix('.')} (operation {operation.id})."
    parts = [paragraph(summary, 8)]
    if words.details:
        parts.append(paragraph(words.details, 8))
    if operation.id in CREATES:
        parts.append(paragraph(SENT_ONCE, 8))
    parts.append("\n".join(["        Args:", *arguments]))
    if words.returns:
        parts.append("        Returns:\n" + paragraph(words.returns, 12))
    body = "\n\n".join(parts)
    return f'        """\n{body}\n        """'


def id_entries(operation: Operation) -> list[str]:
    """Return the entries for the IDs of a path."""
    return [
        entry(snake(each["name"]), WORDS.argument(module_of(operation), operation.id, each["name"]))
        for each in operation.of_kind("path")
    ]


def body_entry(operation: Operation) -> str:
    """Return the entry for a body."""
    what = operation_words(operation).body
    model = article(operation.body)
    return entry("body", f"{what}, as {model} or a mapping with the API's names.")
