"""The client of the ``open_to_close`` package."""

from typing import Any

from opentoclose_async._blocking.client import BlockingClient
from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.transport.addresses import base_address
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.legacy import engine, resources
from opentoclose_async.legacy.base_client import of_client
from opentoclose_async.legacy.engine import LateCaller, PlainOpenToClose, Settings
from opentoclose_async.legacy.properties import PropertiesAPI
from opentoclose_async.otc.client import AsyncOpenToClose

__all__ = ["OpenToCloseAPI"]

ALWAYS_REQUIRED = ("contract_client_type", "contract_status", "contract_title")


class OpenToCloseAPI(BlockingClient[PlainOpenToClose]):
    """
    Open To Close for code that was written for the ``open_to_close`` package.

    As there, a ``.env`` file is loaded into the environment, which it never overrides: the nearest
    one in the working directory or above it, and in this package's directory or above it. The key
    may come later: it is looked for when the first call is made.

    Args:
        api_key: The API key; OPEN_TO_CLOSE_API_KEY if not given.
        base_url: The address of the API's ``/v1`` root, if it is not the vendor's.

    Raises:
        AuthenticationError: If the API key is no plain text. A missing one is an error of the first
            call.
        ConfigurationError: If there is a key, and the address is none.

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

    @forgets_arguments
    def __init__(self, api_key: str | None = None, base_url: str | None = None) -> None:
        engine.load_dotenv()
        settings = self._settings = Settings(api_key, base_url)
        caller = LateCaller(settings)
        # What the class above does, but for making the async client, which wants a key.
        BlockingResource.__init__(self, caller, lambda client: client)
        if settings.given_key is not None:
            _ = caller.client  # says now if the key or the address is none
        self.agents = of_client(resources.AgentsAPI, settings, caller)
        self.contacts = of_client(resources.ContactsAPI, settings, caller)
        self.properties = of_client(PropertiesAPI, settings, caller)
        self.property_contacts = of_client(resources.PropertyContactsAPI, settings, caller)
        self.property_documents = of_client(resources.PropertyDocumentsAPI, settings, caller)
        self.property_emails = of_client(resources.PropertyEmailsAPI, settings, caller)
        self.property_notes = of_client(resources.PropertyNotesAPI, settings, caller)
        self.property_tasks = of_client(resources.PropertyTasksAPI, settings, caller)
        self.tags = of_client(resources.TagsAPI, settings, caller)
        self.teams = of_client(resources.TeamsAPI, settings, caller)
        self.users = of_client(resources.UsersAPI, settings, caller)

    get_property_fields = calls(AsyncOpenToClose.get_property_fields)
    validate_property_data = calls(AsyncOpenToClose.validate_property_data)

    def list_available_fields(self) -> list[dict[str, Any]]:
        """
        Give the account's property fields, those that every property must have first.

        Returns:
            For each: name, key (the same), id, type, title, required, and of choices the options in
            small letters.
        """
        described = [
            _described(key, mapping)
            for key, mapping in self.properties.get_field_mappings().items()
        ]
        return sorted(described, key=lambda each: (not each["required"], each["name"]))

    def __reduce__(self) -> tuple[Any, ...]:
        # Connections stay here; a copy has its own, as one in another process must.
        return type(self), (self._settings.given_key, self._settings.given_url)

    def __repr__(self) -> str:
        settings = vars(self).get("_settings")
        if settings is None:  # its constructor has failed
            return f"<{type(self).__name__} (half made)>"
        try:
            return f"<{type(self).__name__} {base_address('base_url', settings.base_url)}>"
        except ConfigurationError:  # not checked as long as there is no key
            return f"<{type(self).__name__} (no address)>"


def _described(key: str, mapping: dict[str, Any]) -> dict[str, Any]:
    """Describe a field as the original package does; its documents call the name ``key``, too."""
    one = {
        "name": key,
        "key": key,
        "id": mapping["id"],
        "type": mapping["type"],
        "title": mapping["title"],
        "required": key in ALWAYS_REQUIRED,
    }
    if "options" in mapping:
        # Of an option that is known by several spellings, those with hyphens are made up.
        spellings = mapping["options"]
        one["options"] = sorted(
            each for each in spellings if "-" not in each or each.startswith("listing")
        )
    return one
