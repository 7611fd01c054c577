"""
Take frames out of errors.

Reporters of errors, Sentry for one, send the local variables of a traceback's frames along; what
had a secret among its own must not be among them.
"""

__all__ = ["forget_frames"]


def forget_frames(error: BaseException, before: BaseException | None) -> None:
    """
    Take the frames out of an error and all that led to it.

    Args:
        error: What was raised.
        before: What was being handled when the work began: the caller's, which is left alone.
    """
    todo: list[BaseException | None] = [error]
    seen = {id(before)}
    while todo:
        each = todo.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        each.__traceback__ = None
        todo += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            todo += each.exceptions
