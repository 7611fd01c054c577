"""
Compile a function that builds a model from a JSON object, one for each model class.

A frozen ``__init__`` stores every value again, and a loop over the fields would look up for each
how to read it. Straight-line code that checks each value in place and stores it directly in its
slot takes half the time, and this is most of what a typed page costs more than a raw one. Models
have neither validators nor converters, so nothing is skipped.
"""

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from attrs import frozen

from opentoclose_async._protocol.conversion.readers import Reader

__all__ = ["Slot", "compile_filler"]


@frozen
class Slot:
    """
    One slot of a model, and how to fill it.

    Attributes:
        name: The attribute.
        wire_name: Its name in the JSON object.
        default: Its value if the object lacks it.
        reader: Reads its value.
    """

    name: str
    wire_name: str
    default: Any
    reader: Reader


def compile_filler(kind: Any, slots: Sequence[Slot]) -> Callable[[dict[str, Any]], Any]:
    """
    Compile the function for a class.

    Args:
        kind: A slotted model class with a slot ``raw`` for the object itself.
        slots: Its other slots.
    """
    names: dict[str, Any] = {"kind": kind, "new": object.__new__, "set_raw": kind.raw.__set__}
    lines = [
        "def fill(value):",
        "    model = new(kind)",
        "    set_raw(model, value)",
        "    get = value.get",
    ]
    for number, slot in enumerate(slots):
        reader = slot.reader
        names[f"set{number}"] = getattr(kind, slot.name).__set__
        names[f"fallback{number}"] = reader.fallback
        if isinstance(slot.default, attrs.Factory):  # type: ignore[arg-type]  # typed as a function
            names[f"make_default{number}"] = slot.default.factory
            lines.append(f"    item = get({slot.wire_name!r}, make_default{number})")
            lines.append(f"    if item is make_default{number}:")
            lines.append(f"        item = make_default{number}()")
        else:
            names[f"default{number}"] = slot.default
            lines.append(f"    item = get({slot.wire_name!r}, default{number})")
        branch = "if"
        if reader.convertible is not None:
            names[f"convertible{number}"] = reader.convertible
            names[f"convert{number}"] = reader.convert
            lines.append(f"    if item.__class__ is convertible{number}:")
            lines.append(f"        item = convert{number}(item)")
            branch = "elif"
        if reader.accepted is not None:
            names[f"accepted{number}"] = reader.accepted
            lines.append(f"    {branch} item.__class__ not in accepted{number}:")
            lines.append(f"        item = fallback{number}(item)")
        lines.append(f"    set{number}(model, item)")
    lines.append("    return model")
    source = "\n".join(lines)
    exec(compile(source, f"<filling {kind.__name__}>", "exec"), names)  # noqa: S102 - our own text
    function: Callable[[dict[str, Any]], Any] = names["fill"]
    return function
