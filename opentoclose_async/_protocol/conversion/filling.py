"""
Compile a function that fills models from JSON objects, one for each model class.

An attribute of a frozen model can only be set by a call, and a call for each value would take as
long as all the rest. So a model starts as a draft: an instance of a class with the same slots that
is not frozen. Straight-line code checks each value in place and assigns it, and then the draft
becomes a model by getting its class. This takes half the time of setting the slots of a frozen
model. Models have neither validators nor converters, so nothing is skipped.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

import attrs
from attrs import frozen

from opentoclose_async._protocol.conversion.readers import Reader

__all__ = ["Fill", "Slot", "compile_filler", "draft_class"]

Fill = Callable[[Iterable[Any], Iterable[dict[str, Any]]], None]
"""Turns drafts into models, each from its JSON object."""

_JSON_CLASSES = (str, int, bool, float, dict, list)
"""The classes of JSON values but None, the most frequent ones first."""
_AS_LOCALS = ", ".join(f"{each.__name__}={each.__name__}" for each in _JSON_CLASSES)


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


def draft_class(kind: Any) -> Any:
    """
    Return a class whose instances can be assigned to, and can then be given a model's class.

    Args:
        kind: A slotted model class. Python checks that both have the same slots and bases.
    """
    namespace = {
        "__slots__": kind.__slots__,
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,  # unless both are object's, assigning is a call
    }
    return type(f"{kind.__name__}Draft", kind.__bases__, namespace)


def compile_filler(kind: Any, slots: Sequence[Slot]) -> Fill:
    """
    Compile the function for a class.

    Args:
        kind: A slotted model class with a slot ``raw`` for the object itself.
        slots: Its other slots.
    """
    names: dict[str, Any] = {"kind": kind}
    lines = [
        f"def fill(drafts, values, kind=kind, type=type, {_AS_LOCALS}):",
        "    for model, value in zip(drafts, values):",
        "        model.raw = value",
    ]
    for number, slot in enumerate(slots):
        lines += [f"        {line}" for line in _lines(slot, str(number), names)]
    lines.append("        model.__class__ = kind")
    source = "\n".join(lines)
    exec(compile(source, f"<filling {kind.__name__}>", "exec"), names)  # noqa: S102 - our own text
    function: Fill = names["fill"]
    return function


def _lines(slot: Slot, number: str, names: dict[str, Any]) -> list[str]:
    """Return the lines that fill one slot, and add the objects they use to the names."""
    reader = slot.reader
    lines = [f"item = value.get({slot.wire_name!r})"]
    if isinstance(slot.default, attrs.Factory):  # type: ignore[arg-type]  # typed as a function
        names[f"make{number}"] = slot.default.factory
        lines = [f"item = value.get({slot.wire_name!r}, make{number})"]
        lines += [f"if item is make{number}:", f"    item = make{number}()"]
    elif slot.default is not None:
        names[f"default{number}"] = slot.default
        lines = [f"item = value.get({slot.wire_name!r}, default{number})"]
    branch = "if"
    if reader.convertible is not None:
        names[f"convert{number}"] = reader.convert
        lines.append(f"if type(item) is {reader.convertible.__name__}:")
        lines += [f"    {line}" for line in _conversion(reader, number, names)]
        branch = "elif"
    if reader.accepted is not None:
        names[f"fallback{number}"] = reader.fallback
        lines.append(f"{branch} {_is_other('item', reader.accepted)}:")
        lines.append(f"    item = fallback{number}(item)")
    return [*lines, f"model.{slot.name} = item"]


def _conversion(reader: Reader, number: str, names: dict[str, Any]) -> list[str]:
    """Return the lines that convert a convertible value, without a call where that is possible."""
    if reader.choices is not None:
        names[f"choices{number}"] = reader.choices
        return [f"item = choices{number}.get(item, item)"]
    if reader.elements is not None:
        return [
            "for each in item:",
            f"    if {_is_other('each', reader.elements)}:",
            f"        item = convert{number}(item)",
            "        break",
            "else:",
            "    item = item.copy()",
        ]
    return [f"item = convert{number}(item)"]


def _is_other(name: str, classes: Set[type]) -> str:
    """Return an expression: whether a value is of none of these classes of JSON values."""
    # JSON values have exactly these classes, and Python compares them faster than it looks them up.
    tests = [f"{name} is not None"] if type(None) in classes else []
    tests += [f"type({name}) is not {each.__name__}" for each in _JSON_CLASSES if each in classes]
    return " and ".join(tests) or "True"
