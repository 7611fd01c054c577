"""All that ``open_to_close`` 2.7 exports is found where it was, once the import is replaced."""

import importlib
import subprocess
import sys
from importlib.metadata import version

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


@pytest.mark.parametrize(("module", "name"), GROUPS.items())
def test_a_group_is_exported_and_in_its_module(module: str, name: str) -> None:
    kind = getattr(opentoclose_async, name)
    assert getattr(importlib.import_module(f"opentoclose_async.{module}"), name) is kind
    assert type(getattr(OpenToCloseAPI("key"), module)) is kind
    assert kind.__name__ == name


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_exported_and_in_its_module(name: str) -> None:
    assert getattr(opentoclose_async, name) is getattr(exceptions, name)


def test_the_other_modules_are_there() -> None:
    client = importlib.import_module("opentoclose_async.client")
    assert client.OpenToCloseAPI is OpenToCloseAPI
    base_client = importlib.import_module("opentoclose_async.base_client")
    assert issubclass(opentoclose_async.UsersAPI, base_client.BaseClient)
    assert [name for name in CONSTANTS if not hasattr(base_client, name)] == []


def test_a_star_import_gives_what_it_gave() -> None:
    names: dict[str, object] = {}
    exec("from opentoclose_async import *", names)
    assert {"OpenToCloseAPI", *GROUPS.values(), *ERRORS} <= names.keys()
    assert {"OpenToCloseAPI", *GROUPS.values(), *ERRORS} <= set(dir(opentoclose_async))


def test_the_version_is_there() -> None:
    assert opentoclose_async.__version__ == version("opentoclose-async")


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
def test_modules_are_attributes_without_being_imported_by_name(statement: str) -> None:
    program = f"import opentoclose_async as o\n{statement}"
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=60)


def test_what_is_not_there_is_still_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = opentoclose_async.nothing
