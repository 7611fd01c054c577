"""Write warnings about filters as lines on stderr."""

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any

from opentoclose_async import FilterWarning
from opentoclose_async.cli.output import print_text

__all__ = ["filter_warnings_on_stderr"]


@contextlib.contextmanager
def filter_warnings_on_stderr() -> Iterator[None]:
    """Write each warning about filters once: exports of parents open a list for each parent."""
    written: set[str] = set()
    with warnings.catch_warnings():
        warnings.simplefilter("always", FilterWarning)
        show_others = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
            _, _, text = str(message).partition(": ")  # without the method
            if not issubclass(category, FilterWarning):
                show_others(message, category, *place, **more)
            elif text not in written:
                written.add(text)
                print_text(f"warning: {text}", err=True)

        warnings.showwarning = show
        yield
