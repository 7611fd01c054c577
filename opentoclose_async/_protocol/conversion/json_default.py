"""Write models as JSON with any encoder that has an argument ``default``."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any

from opentoclose_async._protocol.conversion.dataclass_view import DataclassLike
from opentoclose_async._protocol.conversion.model import BaseModel

__all__ = ["json_default"]


def json_default(value: object) -> Any:
    """
    Convert what JSON encoders do not know: pass it to them as ``default``.

    ``json.dumps(users, default=json_default)`` and ``orjson.dumps(users, default=json_default)``
    write models as their ``to_dict()``, pages and reports as objects of their fields, dates and
    times in ISO format, and decimals as strings, which keep their digits.

    Args:
        value: What the encoder does not know.

    Raises:
        TypeError: If this function does not know it either, as encoders expect.
    """
    if isinstance(value, BaseModel):
        return value.to_dict()
    if isinstance(value, DataclassLike):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (Decimal, PurePath)):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON serializable")
