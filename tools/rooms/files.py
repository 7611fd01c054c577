"""Everything that is generated for DocuSign Rooms."""

from pathlib import Path

from tools.rooms.description import Description
from tools.rooms.facts import SPEC
from tools.rooms.groups import files_of_groups
from tools.rooms.models import files_of_models
from tools.rooms.operations import files_of_operations
from tools.rooms.type_checks import files_of_type_checks

__all__ = ["files", "type_checks"]


def files() -> dict[Path, str]:
    """Return the sources to commit, by path below the repository."""
    description = Description(SPEC)
    return {
        **files_of_models(description),
        **files_of_operations(description),
        **files_of_groups(description),
    }


def type_checks() -> dict[Path, str]:
    """Return the typing tests, which are written when the tests run, by path as ``files`` does."""
    return files_of_type_checks(Description(SPEC))
