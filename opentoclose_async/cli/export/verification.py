"""Count the rows of a file that was exported, independently of what exported it."""

from pathlib import Path

from opentoclose_async._protocol.answers.json_reader import read_json
from opentoclose_async.exceptions import DataFormatError

__all__ = ["verify_rows"]


def verify_rows(path: Path, id_field: str, expected: int) -> None:
    """
    Check that a JSON Lines file holds so many rows, each once.

    Args:
        path: The file.
        id_field: The field that tells rows apart.
        expected: Rows that there should be.

    Raises:
        DataFormatError: If it holds more, fewer or some of them twice.
    """
    with path.open("rb") as lines:
        ids = [read_json(line).get(id_field) for line in lines]
    distinct = len(set(ids))
    if len(ids) != expected or distinct != expected:
        raise DataFormatError(
            f"{path} holds {len(ids)} rows with {distinct} different ids; "
            f"there should be {expected} of both."
        )
