"""Adapt docstrings, which are written for readers of the source, to the documentation site."""

import tomllib
from pathlib import Path
from typing import Any

import griffe

__all__ = ["Docstrings"]

ATTRS = ("frozen", "define")
LAZY_GROUP = "lazy_group"
"""The decorator of the groups of clients."""
KEYWORDS = ("TypedDict", "Options", "Query")
"""How the bases of classes of keywords end."""
EXAMPLES = Path(__file__).with_name("reference") / "examples.toml"


class Docstrings(griffe.Extension):
    """
    Adds examples, adds sections ``Attributes`` to docstrings without one, and removes ``::``.

    The arguments of an attrs class become its attributes, whose types griffe knows. Models without
    documented fields get a list of names and types, enums one of values.
    """

    def __init__(self) -> None:
        self._examples = tomllib.loads(EXAMPLES.read_text("utf-8"))

    def on_function(self, *, func: griffe.Function, **_: Any) -> None:
        """Add the example of a method after the first paragraph of its docstring."""
        example: Any = self._examples
        for name in func.path.split(".")[1:]:
            example = example.get(name) if isinstance(example, dict) else None
        if isinstance(example, str) and func.docstring is not None:
            first, *rest = func.docstring.value.split("\n\n", 1)
            code = f"```python\n{example.strip()}\n```"
            func.docstring.value = "\n\n".join([first, code, *rest])

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Add a section ``Attributes`` to the docstring of a class."""
        _show_groups(cls)
        if any(str(base).endswith(KEYWORDS) for base in cls.bases):
            _gather_attributes(cls)
        is_attrs = any(str(each.value).split("(")[0].endswith(ATTRS) for each in cls.decorators)
        is_enum = any(str(base) == "StrEnum" for base in cls.bases)
        if cls.docstring is None or not (is_attrs or is_enum):
            return
        text = cls.docstring.value
        if is_attrs and "\nArgs:\n" in text:
            cls.docstring.value = text.replace("\nArgs:\n", "\nAttributes:\n", 1)
        elif "\nAttributes:\n" not in text:
            fields = [
                f"    {name}: {attribute.value if is_enum else ''}".rstrip(" ")
                for name, attribute in cls.attributes.items()
                if _is_bare_field(name, attribute)
            ]
            if fields:
                cls.docstring.value = "\n".join([text, "", "Attributes:", *fields])

    def on_module(self, *, mod: griffe.Module, **_: Any) -> None:
        """Remove ``::`` before literal blocks, which Markdown recognizes by their indentation."""
        if mod.docstring is not None:
            mod.docstring.value = mod.docstring.value.replace("\n::\n", "\n")


def _show_groups(cls: griffe.Class) -> None:
    """Show the groups of a client as the cached properties that they are."""
    for name, function in list(cls.functions.items()):
        if any(str(each.value) == LAZY_GROUP for each in function.decorators):
            group = griffe.Attribute(
                name,
                lineno=function.lineno,
                endlineno=function.endlineno,
                annotation=function.returns,
                docstring=function.docstring,
            )
            group.labels = {"cached", "property"}
            cls.set_member(name, group)


def _gather_attributes(cls: griffe.Class) -> None:
    """Move the docstrings of a class's attributes to a section, so that subclasses omit them."""
    entries = []
    for name, attribute in cls.attributes.items():
        if attribute.docstring is not None and not attribute.inherited:
            entries.append(f"    {name}: {' '.join(attribute.docstring.value.split())}")
            attribute.docstring = None
    if cls.docstring is not None and entries:
        cls.docstring.value = "\n".join([cls.docstring.value, "", "Attributes:", *entries])


def _is_bare_field(name: str, attribute: griffe.Attribute) -> bool:
    is_field = not (name.startswith("_") or attribute.inherited or "property" in attribute.labels)
    return is_field and attribute.docstring is None
