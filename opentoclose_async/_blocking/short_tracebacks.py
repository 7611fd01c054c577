"""Leave out of an error's traceback how its call got into the event loop and through the client."""

from types import TracebackType

from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["shortened"]

PACKAGE = __name__.partition(".")[0]


def shortened(error: OpenToCloseAPIError) -> OpenToCloseAPIError:
    """
    Return an error, whose traceback begins at other code that it came from, such as a hook.

    If there is none, only the frame that raised the error is left.
    """
    step = error.__traceback__
    while step is not None and step.tb_next is not None and _is_ours(step):
        step = step.tb_next
    return error.with_traceback(step)


def _is_ours(step: TracebackType) -> bool:
    return str(step.tb_frame.f_globals.get("__name__")).partition(".")[0] == PACKAGE
