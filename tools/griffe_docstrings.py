"""Make of docstrings, which are written for readers of the source, what reads well on the site."""

from typing import Any

import griffe

__all__ = ["Docstrings"]

ATTRS = ("frozen", "define")


class Docstrings(griffe.Extension):
    """
    Give classes the section ``Attributes`` that they have not written, and show drawings as such.

    The arguments of an attrs class are its attributes, which griffe knows types of. Models that
    nobody has documented field by field are listed by name and type, and enums by value.
    """

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Complete the docstring of a class."""
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
        """Take out the sign for a literal block, whose indentation says it in Markdown."""
        if mod.docstring is not None:
            mod.docstring.value = mod.docstring.value.replace("\n::\n", "\n")


def _is_bare_field(name: str, attribute: griffe.Attribute) -> bool:
    is_field = not (name.startswith("_") or attribute.inherited or "property" in attribute.labels)
    return is_field and attribute.docstring is None
