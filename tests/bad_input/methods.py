"""Call a method with each value that one of its arguments must refuse."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from tests.bad_input.refusals import Bad, attempt, complaints
from tests.bad_input.surface import Argument, Method
from tests.bad_input.tables import good_arguments, rows_of

__all__ = ["bad_calls", "complaints_about"]


def bad_calls(method: Method) -> Iterator[tuple[Argument, Bad, dict[str, Any]]]:
    """Give for each row of each argument what to call the method with."""
    for argument in method.arguments:
        for bad in rows_of(method, argument) or ():
            yield argument, bad, {**good_arguments(method), argument.name: bad.value}


async def complaints_about(method: Method, client: object) -> list[str]:
    """Say how refusals of a method differ from what is promised."""
    found = []
    call = method.on(client)
    for argument, bad, arguments in bad_calls(method):
        error = await attempt(partial(call, **arguments))
        found += complaints(error, argument.name, bad)
    return found
