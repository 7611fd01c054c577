"""Everything that is generated for Open To Close."""

from pathlib import Path

from tools.otc.classes import files_of_classes
from tools.otc.drop_in import files_of_drop_in
from tools.otc.groups import files_of_groups
from tools.otc.sandbox import files_of_sandbox
from tools.otc.table import read_table
from tools.otc.type_checks import files_of_type_checks

__all__ = ["files", "type_checks"]


def files() -> dict[Path, str]:
    """Return the sources to commit, by path below the repository."""
    resources = read_table()
    return {
        **files_of_classes(resources),
        **files_of_groups(resources),
        **files_of_drop_in(resources),
        **files_of_sandbox(resources),
    }


def type_checks() -> dict[Path, str]:
    """Return the typing tests, which are written when the tests run, by path as ``files`` does."""
    return files_of_type_checks(read_table())
