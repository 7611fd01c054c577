"""Write models as JSON with any encoder that has an argument ``default``."""

from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from pathlib import PurePath
from typing import Any

import attrs

from opentoclose_async._protocol.conversion.model import BaseModel
from opentoclose_async._protocol.display.shown import Shown

__all__ = ["json_default"]


def json_default(value: object) -> Any:
    """
    Convert what JSON encoders do not know: pass it to them as ``default``.

    ``json.dumps(users, default=json_default)`` and ``orjson.dumps(users, default=json_default)``
    write models as their ``to_dict()``, pages and reports as objects of their fields, and dates and
    times in ISO format.

    Args:
        value: What the encoder does not know.

    Raises:
        TypeError: If this function does not know it either, as encoders expect.
    """
    if isinstance(value, BaseModel):
        return value.to_dict()
    if isinstance(value, Shown):
        kind: Any = type(value)
        names = [field.name for field in attrs.fields(kind) if not field.name.startswith("_")]
        return {name: getattr(value, name) for name in names}
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON serializable")
