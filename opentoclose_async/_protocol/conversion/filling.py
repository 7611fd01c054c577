"""
Functions that make a model of a JSON object, one generated for each model class.

A frozen ``__init__`` stores each value anew, and a loop over the fields would look up for each what
has to be done. Written out without a loop, checking each value in place and storing it straight
into its slot, the same takes half the time; it is most of what a typed page costs more than a raw
one. Nothing is skipped by it: models have neither validators nor converters.
"""

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from attrs import frozen

from opentoclose_async._protocol.conversion.readers import Reader

__all__ = ["FilledSlot", "filling_function"]


@frozen
class FilledSlot:
    """
    How one slot of a model is filled.

    Attributes:
        name: The attribute.
        wire_name: Its name in the JSON object.
        default: What it is if the object does not have it.
        reader: What makes its value.
    """

    name: str
    wire_name: str
    default: Any
    reader: Reader


def filling_function(kind: Any, slots: Sequence[FilledSlot]) -> Callable[[dict[str, Any]], Any]:
    """
    Generate the function for a class.

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
        names[f"odd{number}"] = reader.odd
        if isinstance(slot.default, attrs.Factory):  # type: ignore[arg-type]  # typed as a function
            names[f"make_default{number}"] = slot.default.factory
            lines.append(f"    item = get({slot.wire_name!r}, make_default{number})")
            lines.append(f"    if item is make_default{number}:")
            lines.append(f"        item = make_default{number}()")
        else:
            names[f"default{number}"] = slot.default
            lines.append(f"    item = get({slot.wire_name!r}, default{number})")
        branch = "if"
        if reader.made is not None:
            names[f"made{number}"], names[f"make{number}"] = reader.made, reader.make
            lines.append(f"    if item.__class__ is made{number}:")
            lines.append(f"        item = make{number}(item)")
            branch = "elif"
        if reader.plain is not None:
            names[f"plain{number}"] = reader.plain
            lines.append(f"    {branch} item.__class__ not in plain{number}:")
            lines.append(f"        item = odd{number}(item)")
        lines.append(f"    set{number}(model, item)")
    lines.append("    return model")
    source = "\n".join(lines)
    exec(compile(source, f"<filling {kind.__name__}>", "exec"), names)  # noqa: S102 - our own text
    function: Callable[[dict[str, Any]], Any] = names["fill"]
    return function
