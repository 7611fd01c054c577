"""
Functions that fill the slots of a model from a JSON object, generated once for each class.

cattrs' generated function calls a hook for each value and then the class, whose frozen ``__init__``
stores each value once more by name. Written out without a loop, checking each value in place and
storing it straight into its slot, the same takes half the time; it is most of what a typed page
costs more than a raw one. Nothing is skipped by it: models have neither validators nor converters.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

__all__ = ["FilledSlot", "filling_function"]


@frozen
class FilledSlot:
    """
    How one slot of a model is filled.

    Attributes:
        name: The attribute.
        wire_name: Its name in the JSON object.
        default: What it is if the object does not have it.
        classes: The classes of values that it accepts, if it holds a scalar.
        members: The known values of an open enum, by their texts; empty if it is none.
        hook: What converts its value, if it does not hold a scalar.
        hint: Its type, for the hook.
    """

    name: str
    wire_name: str
    default: Any
    classes: frozenset[type]
    members: Mapping[Any, Any]
    hook: Callable[[Any, Any], Any] | None
    hint: Any


def filling_function(
    kind: Any, slots: Sequence[FilledSlot], refuse: Callable[[Any], Exception]
) -> Callable[[Any, Any], Any]:
    """
    Generate the function for a class.

    Args:
        kind: A slotted model class with a slot ``raw`` for the object itself.
        slots: Its other slots.
        refuse: Make the error for a value that does not fit; the caller finds out where it was.
    """
    names: dict[str, Any] = {
        "kind": kind,
        "new": object.__new__,
        "refuse": refuse,
        "set_raw": kind.raw.__set__,
    }
    lines = [
        "def fill(value, _):",
        "    if value.__class__ is not dict:",
        "        raise refuse(value)",
        "    model = new(kind)",
        "    set_raw(model, value)",
        "    get = value.get",
    ]
    for number, slot in enumerate(slots):
        names[f"default{number}"] = slot.default
        names[f"set{number}"] = getattr(kind, slot.name).__set__
        lines.append(f"    item = get({slot.wire_name!r}, default{number})")
        stored = "item"
        if slot.hook is not None:
            names[f"hook{number}"], names[f"hint{number}"] = slot.hook, slot.hint
            stored = f"hook{number}(item, hint{number})"
        else:
            names[f"classes{number}"] = slot.classes
            lines.append(f"    if item.__class__ not in classes{number}:")
            lines.append("        raise refuse(item)")
            if slot.members:
                names[f"member{number}"] = slot.members.get
                stored = f"member{number}(item, item)"
        lines.append(f"    set{number}(model, {stored})")
    lines.append("    return model")
    source = "\n".join(lines)
    exec(compile(source, f"<filling {kind.__name__}>", "exec"), names)  # noqa: S102 - our own text
    function: Callable[[Any, Any], Any] = names["fill"]
    return function
