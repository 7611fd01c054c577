"""The client of the ``open_to_close`` package."""

from typing import Any

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.transport.addresses import base_address
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.legacy import engine
from opentoclose_async.legacy.engine import LateCaller, Settings
from opentoclose_async.legacy.resources import ClientResources
from opentoclose_async.otc.client import AsyncOpenToClose

__all__ = ["OpenToCloseAPI"]

ALWAYS_REQUIRED = ("contract_client_type", "contract_status", "contract_title")


class OpenToCloseAPI(ClientResources):
    """
    Open To Close for code that was written for the ``open_to_close`` package.

    As in that package, ``.env`` files are loaded into the environment without overriding it: the
    nearest one in or above the working directory, and in or above this package's directory. The key
    may be set later: it is looked up at the first call.

    Args:
        api_key: The API key; OPEN_TO_CLOSE_API_KEY by default.
        base_url: The address of the API's ``/v1`` root; the vendor's by default.

    Raises:
        AuthenticationError: If the API key is not plain text. A missing key raises it at the first
            call instead.
        ConfigurationError: If there is a key and the address is invalid.

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
        # The base class would create the async client now, which needs a key.
        BlockingResource.__init__(self, caller, lambda client: client)
        if settings.given_key is not None:
            _ = caller.client  # raises now if the key or the address is invalid
        self._make_resources(settings, caller)

    get_property_fields = calls(AsyncOpenToClose.get_property_fields)
    validate_property_data = calls(AsyncOpenToClose.validate_property_data)

    def list_available_fields(self) -> list[dict[str, Any]]:
        """
        Return the account's property fields, starting with those that every property requires.

        Returns:
            For each field: name, key (the same), id, type, title, required and, for choices, the
            options in lower case.
        """
        described = [
            _described(key, mapping)
            for key, mapping in self.properties.get_field_mappings().items()
        ]
        return sorted(described, key=lambda each: (not each["required"], each["name"]))

    def __reduce__(self) -> tuple[Any, ...]:
        # A copy opens its own connections, as it has to in another process.
        return type(self), (self._settings.given_key, self._settings.given_url)

    def __repr__(self) -> str:
        settings = vars(self).get("_settings")
        if settings is None:  # the constructor failed
            return f"<{type(self).__name__} (not constructed)>"
        try:
            return f"<{type(self).__name__} {base_address('base_url', settings.base_url)}>"
        except ConfigurationError:  # not checked until there is a key
            return f"<{type(self).__name__} (no address)>"

    def _repr_html_(self) -> None:
        """Let notebooks show its repr."""


def _described(key: str, mapping: dict[str, Any]) -> dict[str, Any]:
    """Describe a field as the original package does, whose docs also call the name ``key``."""
    one = {
        "name": key,
        "key": key,
        "id": mapping["id"],
        "type": mapping["type"],
        "title": mapping["title"],
        "required": key in ALWAYS_REQUIRED,
    }
    if "options" in mapping:
        # Of the spellings of one option, those with hyphens are derived.
        spellings = mapping["options"]
        one["options"] = sorted(
            each for each in spellings if "-" not in each or each.startswith("listing")
        )
    return one
