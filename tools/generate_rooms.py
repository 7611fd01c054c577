"""
Write the methods and models of DocuSign Rooms, their blocking twins, and what type checkers check.

There are 89 operations and 167 definitions, each alike and each with names of its own. They are
written from the facts of the official description (`spec/rooms-v2.json`) and from our own words
for them in `rooms_*_words.py`:

    python tools/generate_rooms.py

`tests/rooms/test_generated.py` finds out if somebody changed one and not the other.
"""

from pathlib import Path

from extract_rooms_facts import SPEC
from formatting import formatted, write_all
from rooms_clients_source import files_of_clients
from rooms_description import Description
from rooms_groups_source import files_of_groups
from rooms_models_source import files_of_models
from rooms_type_checks import files_of_type_checks

__all__ = ["files", "formatted"]


def files() -> dict[Path, str]:
    """Return what to write, by path below the repository."""
    description = Description(SPEC)
    return {
        **files_of_models(description),
        **files_of_groups(description),
        **files_of_clients(description),
        **files_of_type_checks(description),
    }


if __name__ == "__main__":
    write_all(files())
