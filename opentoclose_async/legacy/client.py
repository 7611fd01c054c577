"""The client of the ``open_to_close`` package."""

import contextlib
from functools import partial
from operator import attrgetter

from opentoclose_async.blocking.client import BlockingClient
from opentoclose_async.blocking.twins import BlockingResource, calls
from opentoclose_async.legacy import resources
from opentoclose_async.legacy.twins import gives_dict, gives_dicts
from opentoclose_async.otc.client import AsyncOpenToClose
from opentoclose_async.otc.properties import Properties

__all__ = ["OpenToCloseAPI", "PropertiesAPI"]


class PropertiesAPI(BlockingResource[Properties]):
    """Create, read, change and delete properties."""

    list_properties = gives_dicts(Properties.list_properties, Properties.iter_properties)
    create_property = gives_dict(Properties.create_property)
    retrieve_property = gives_dict(Properties.retrieve_property)
    update_property = gives_dict(Properties.update_property)
    delete_property = gives_dict(Properties.delete_property)
    get_property_fields = calls(Properties.get_property_fields)
    get_field_mappings = calls(Properties.get_field_mappings)


class OpenToCloseAPI(BlockingClient[AsyncOpenToClose]):
    """
    Open To Close for code that was written for the ``open_to_close`` package.

    As there, a ``.env`` file is loaded into the environment, which it never overrides: the nearest
    one in the working directory or above it, and in this package's directory or above it.

    Args:
        api_key: The API key; OPEN_TO_CLOSE_API_KEY if not given.
        base_url: The address of the API's ``/v1`` root, if it is not the vendor's.

    Raises:
        AuthenticationError: If there is no API key.

    Attributes:
        agents: The agents of the account.
        contacts: Its contacts.
        properties: Its properties.
        property_contacts: The contacts of its properties.
        property_documents: Their documents.
        property_emails: Their e-mails.
        property_notes: The notes on them.
        property_tasks: Their tasks.
        tags: The tags of the account.
        teams: Its teams.
        users: Its users.
    """

    def __init__(self, api_key: str | None = None, base_url: str | None = None) -> None:
        _load_dotenv()
        super().__init__(partial(AsyncOpenToClose, api_key or None, base_url=base_url or None))
        caller = self._caller
        self.agents = resources.AgentsAPI(caller, attrgetter("agents"))
        self.contacts = resources.ContactsAPI(caller, attrgetter("contacts"))
        self.properties = PropertiesAPI(caller, attrgetter("properties"))
        self.property_contacts = resources.PropertyContactsAPI(
            caller, attrgetter("property_contacts")
        )
        self.property_documents = resources.PropertyDocumentsAPI(
            caller, attrgetter("property_documents")
        )
        self.property_emails = resources.PropertyEmailsAPI(caller, attrgetter("property_emails"))
        self.property_notes = resources.PropertyNotesAPI(caller, attrgetter("property_notes"))
        self.property_tasks = resources.PropertyTasksAPI(caller, attrgetter("property_tasks"))
        self.tags = resources.TagsAPI(caller, attrgetter("tags"))
        self.teams = resources.TeamsAPI(caller, attrgetter("teams"))
        self.users = resources.UsersAPI(caller, attrgetter("users"))

    get_property_fields = calls(AsyncOpenToClose.get_property_fields)
    list_available_fields = calls(AsyncOpenToClose.list_available_fields)
    validate_property_data = calls(AsyncOpenToClose.validate_property_data)


def _load_dotenv() -> None:
    from dotenv import find_dotenv, load_dotenv  # nobody else should wait for its import

    for path in (find_dotenv(usecwd=True), find_dotenv()):  # the second looks above this file
        if path:
            with contextlib.suppress(OSError):  # a file that may not be read is as good as none
                load_dotenv(path)
