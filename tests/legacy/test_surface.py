"""Everything that ``open_to_close`` 2.7 exports is found in the same place in this package."""

import importlib
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import opentoclose_async
from opentoclose_async import OpenToCloseAPI, exceptions

GROUPS = {
    "agents": "AgentsAPI",
    "contacts": "ContactsAPI",
    "properties": "PropertiesAPI",
    "property_contacts": "PropertyContactsAPI",
    "property_documents": "PropertyDocumentsAPI",
    "property_emails": "PropertyEmailsAPI",
    "property_notes": "PropertyNotesAPI",
    "property_tasks": "PropertyTasksAPI",
    "tags": "TagsAPI",
    "teams": "TeamsAPI",
    "users": "UsersAPI",
}
ERRORS = [
    "AuthenticationError",
    "ConfigurationError",
    "DataFormatError",
    "NetworkError",
    "NotFoundError",
    "OpenToCloseAPIError",
    "RateLimitError",
    "ServerError",
    "TimeoutError",
    "ValidationError",
]
CONSTANTS = ["DEFAULT_BASE_URL", "DEFAULT_TIMEOUT", "MAX_RETRIES", "RETRY_BACKOFF_FACTOR"]


def test_each_group_is_exported_and_in_its_module() -> None:
    for module, name in GROUPS.items():
        kind = getattr(opentoclose_async, name)
        assert getattr(importlib.import_module(f"opentoclose_async.{module}"), name) is kind
        assert type(getattr(OpenToCloseAPI("key"), module)) is kind
        assert kind.__name__ == name


def test_each_error_is_exported_and_in_its_module() -> None:
    for name in ERRORS:
        kind = getattr(exceptions, name)
        assert getattr(opentoclose_async, name) is kind
        assert issubclass(kind, exceptions.OpenToCloseAPIError)


def test_the_other_modules_exist() -> None:
    client = importlib.import_module("opentoclose_async.client")
    assert client.OpenToCloseAPI is OpenToCloseAPI
    base_client = importlib.import_module("opentoclose_async.base_client")
    assert issubclass(opentoclose_async.UsersAPI, base_client.BaseClient)
    assert [name for name in CONSTANTS if not hasattr(base_client, name)] == []


def test_a_star_import_has_the_same_names() -> None:
    names: dict[str, object] = {}
    exec("from opentoclose_async import *", names)
    assert {"OpenToCloseAPI", *GROUPS.values(), *ERRORS} <= names.keys()
    assert {"OpenToCloseAPI", *GROUPS.values(), *ERRORS} <= set(dir(opentoclose_async))


def test_the_version_is_that_of_the_package() -> None:
    assert opentoclose_async.__version__ == version("opentoclose-async")


def test_a_copy_of_the_package_has_a_version_too(tmp_path: Path) -> None:
    (tmp_path / "opentoclose_async").mkdir()
    shutil.copy(opentoclose_async.__file__, tmp_path / "opentoclose_async")
    program = "import opentoclose_async; print(opentoclose_async.__version__)"
    # -S: without what is installed.
    command = [sys.executable, "-S", "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


@pytest.mark.parametrize(
    "statement",
    [
        "o.exceptions.NotFoundError",
        "o.users.UsersAPI('key')",
        "o.base_client.BaseClient",
        "o.client.OpenToCloseAPI('key').users.get",
        "o.__version__",
        "o.TimeoutError('late').timeout_duration",
    ],
)
def test_modules_are_attributes_without_an_import(statement: str) -> None:
    program = f"import opentoclose_async as o\n{statement}"
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=60)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = opentoclose_async.nothing
