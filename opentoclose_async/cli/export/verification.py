"""Count the rows of an exported file, independently of the exporter."""

from pathlib import Path

from opentoclose_async._protocol.responses.json_reader import read_json
from opentoclose_async.exceptions import DataFormatError

__all__ = ["verify_rows"]


def verify_rows(path: Path, id_field: str, expected: int) -> None:
    """
    Check that a JSON Lines file has the expected number of rows, each once.

    Args:
        path: The file.
        id_field: The field that identifies a row.
        expected: The expected number of rows.

    Raises:
        DataFormatError: If it has more, fewer or duplicate rows.
    """
    with path.open("rb") as lines:
        ids = [read_json(line).get(id_field) for line in lines]
    distinct = len(set(ids))
    if len(ids) != expected or distinct != expected:
        raise DataFormatError(
            f"{path} has {len(ids)} rows with {distinct} different ids; expected {expected} "
            "of both."
        )
