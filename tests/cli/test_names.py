"""What the command line names without importing it is what there is."""

from opentoclose_async._runtime.quota import opening
from opentoclose_async.cli.names import FORMAT_NAMES
from opentoclose_async.cli.people.command import PEOPLE_EPILOG
from opentoclose_async.cli.people.memberships import COLUMNS
from opentoclose_async.cli.quota.store_option import VARIABLE
from opentoclose_async.export.formats.registry import FORMATS


def test_the_formats() -> None:
    assert tuple(FORMATS) == FORMAT_NAMES


def test_the_columns_of_people() -> None:
    assert f"Columns: {', '.join(COLUMNS)}." in PEOPLE_EPILOG


def test_the_variable_of_the_quota_store() -> None:
    assert opening.VARIABLE == VARIABLE
