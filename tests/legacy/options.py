"""Options for the clients behind the drop-in, which has no arguments for them."""

from functools import partial
from typing import Any

import pytest

from opentoclose_async.legacy import engine

__all__ = ["set_options"]


def set_options(monkeypatch: pytest.MonkeyPatch, **options: Any) -> None:
    """
    Create the drop-in's clients with options of ``AsyncOpenToClose``.

    Its classes have no arguments for them. The quota, which allows one request a second, is off.
    """
    make = partial(engine.PlainOpenToClose, **{"quota": None, **options})
    monkeypatch.setattr(engine, "PlainOpenToClose", make)
