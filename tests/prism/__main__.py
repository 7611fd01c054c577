"""Call every operation of Rooms once against Prism: ``python -m tests.prism``."""

import sys
from traceback import extract_tb

import anyio

from opentoclose_async.exceptions import OpenToCloseAPIError
from tests.prism.calls import call, client_of, read
from tests.prism.mock_server import PrismError, serve
from tests.rooms.description import DESCRIPTION, operations

SECONDS_PER_OPERATION = 30


def main() -> str | None:
    """
    Print one line per operation, and how many passed.

    Returns:
        What failed, for ``sys.exit``; None if every operation passed.
    """
    try:
        with serve(DESCRIPTION) as url:
            failed = anyio.run(_call_all, url)
    except PrismError as error:
        return f"Prism did not start: {error}"
    return f"{failed} failed." if failed else None


async def _call_all(url: str) -> int:
    passed = lists = 0
    async with client_of(url) as rooms:
        for operation in operations():
            try:
                with anyio.fail_after(SECONDS_PER_OPERATION):
                    await call(rooms, operation)
                    if operation.is_paged:
                        await read(rooms, operation)
            except (OpenToCloseAPIError, AssertionError, TimeoutError) as error:
                reason = str(error) or extract_tb(error.__traceback__)[-1].line
                _print(f"FAILED  {operation.id}: {type(error).__name__}: {reason}")
            else:
                passed += 1
                lists += operation.is_paged
                _print(f"ok      {operation.id}  {operation.verb} {operation.path}")
    _print(f"{passed} of {len(operations())} operations are as described; {lists} are lists.")
    return len(operations()) - passed


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
