"""How far an export got, in a file beside it that is always whole."""

import json
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.sink import sync_folder
from opentoclose_async.protocol.columns import Column
from opentoclose_async.runtime.pages import ListDescription

__all__ = ["Checkpoint", "checkpoint_path", "fingerprint_of"]

VERSION = 1


@frozen
class Checkpoint:
    """
    Where to go on.

    Attributes:
        fingerprint: What is exported, and how, by name.
        position: Where the next row is thought to stand in the list.
        rows: Rows in the file so far.
        pages: Pages that they came in.
        size: Bytes of the file that hold them.
        seams: Seams stitched so far.
        last_keys: The keys of the last rows.
        complete: All rows are in the file; only its name is missing.
    """

    fingerprint: dict[str, Any]
    position: int = 0
    rows: int = 0
    pages: int = 0
    size: int = 0
    seams: int = 0
    last_keys: list[Any] = field(factory=list)
    complete: bool = False

    def write(self, target: Path) -> None:
        """Put it beside the export of this name, safe on the disk."""
        path = checkpoint_path(target)
        new = Path(f"{path}.new")
        with new.open("w", encoding="utf-8") as file:
            json.dump({"version": VERSION, **asdict(self)}, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        sync_folder(path.parent)

    @classmethod
    def read(cls, target: Path) -> "Checkpoint | None":
        """
        Read the one that is beside the export of this name.

        Raises:
            ValidationError: If there is one that cannot be read.
        """
        path = checkpoint_path(target)
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content.pop("version") != VERSION:
                raise ValueError("it is of another version")
            return cls(**content)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValidationError(
                f"{path} cannot be read: {error}. Begin anew with overwrite.",
                field_errors={"path": ["has a checkpoint that cannot be read"]},
            ) from error


def checkpoint_path(target: Path) -> Path:
    """Give the name of the checkpoint beside an export."""
    return Path(f"{target}.checkpoint")


def fingerprint_of(
    description: ListDescription, columns: Sequence[Column], format_name: str, *, verify: bool
) -> dict[str, Any]:
    """Tell what is exported, and how; filters by their digest, for they may be personal."""
    filters = json.dumps(description.query, sort_keys=True, default=str)
    return {
        "server": description.server,
        "account": description.account,
        "list": description.path,
        "filters": sha256(filters.encode()).hexdigest()[:16],
        "page size": description.page_size,
        "start": description.start,
        "max_items": description.max_items,
        "format": format_name,
        "columns": [column.name for column in columns],
        "verify": verify,
    }
