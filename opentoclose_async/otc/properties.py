"""The Properties API of Open To Close."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Unpack

from attrs import frozen

from opentoclose_async._protocol.arguments import (
    body_object,
    encode_json,
    flag,
    refuse,
    text_keyed,
)
from opentoclose_async._protocol.conversion.row_kind import check_rows
from opentoclose_async._runtime.concurrency.single_flight import SingleFlight
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, Core
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.otc.field_catalogue import FieldCatalogue
from opentoclose_async.otc.models import Property
from opentoclose_async.otc.operations.look_ups import PropertyFields
from opentoclose_async.otc.operations.teams import Teams
from opentoclose_async.otc.property_bodies import (
    is_api_format,
    named_member,
    property_body,
    the_only_member,
)
from opentoclose_async.otc.records import LARGEST_PAGE, ListOptions, Records

__all__ = ["Properties"]

DEFAULT_PAGE = 20
"""Rows that the server gives where it is not asked for more; fewer are surely all there are."""


@frozen
class _Definitions:
    """The field definitions of the account, as the API gives them and as we read them."""

    rows: list[dict[str, Any]]
    catalogue: FieldCatalogue


class Properties(Records[Property]):
    """
    Create, read, change and delete properties.

    An account's fields are its own. Their definitions are read once for each client, when they are
    first needed, and once more when a field is asked for that they do not have.
    """

    _path = "/properties"
    _noun = "property"
    _id = "property_id"
    _data = "property_data"
    _model = Property
    _largest_page = 50

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._fields = PropertyFields(core)
        self._teams = Teams(core)
        self._definitions = SingleFlight(self._read_definitions)
        self._last_read: _Definitions | None = None

    async def list_properties(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> list[Property]:
        """
        Read all properties, every page of them; the server gives 50 at a time.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The properties with their fields, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_properties(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> Pager[Property]:
        """
        Read properties page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)

    async def create_property(
        self,
        property_data: str | Mapping[str, Any],
        team_member_id: int | None = None,
        preserve_text_values: bool = False,
        **options: Unpack[CallOptions],
    ) -> Property:
        """
        Create a property.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            property_data: A title; or fields by key, where ``title``, ``client_type`` and
                ``status`` stand for ``contract_title`` and so on, choices by their titles or ids;
                or the API's own body, with ``team_member_id`` and ``fields``. Client type and
                status are "Buyer" and "Listing- Active" if not given.
            team_member_id: Whose property it is; the only member of the teams if not given.
            preserve_text_values: Send choices by their titles, as the web pages show them, and not
                by their ids.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The property as created, with its id.

        Raises:
            ValidationError: For a field or choice that the account does not have, with the nearest
                ones; or if the teams have more than one member, with a list of them.
        """
        self._check_options("create", options)
        self._check_values(options)
        flag("preserve_text_values", preserve_text_values)
        _check_data(property_data)
        member = named_member(property_data, team_member_id)
        body: Any = property_data
        if not is_api_format(property_data):
            body = await self._body(property_data, member, preserve_text_values)
        content = body_object("property_data", body)
        # Without the slash it is another route, which answers 405 (seen live by a third party).
        return await self._send("POST", "/properties/", self._convert, options, content=content)

    async def retrieve_property(self, property_id: int, **options: Unpack[CallOptions]) -> Property:
        """
        Read one property with its fields.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._retrieve(options, property_id=property_id)

    async def update_property(
        self,
        property_id: int,
        property_data: Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> Property:
        """
        Change fields of a property.

        Unverified against the live API: third parties disagree about PUT, which this sends, and
        PATCH.

        Args:
            property_id: Which.
            property_data: What to change; sent as it is.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The property as changed.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._update(property_data, options, property_id=property_id)

    async def delete_property(
        self, property_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a property, perhaps for good.

        Unverified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is none of this id.
        """
        return await self._delete(options, property_id=property_id)

    async def get_property_fields(self) -> list[dict[str, Any]]:
        """Read the definitions of the account's fields, nested in groups and sections."""
        return (await self._definitions.get(other_than=self._last_read)).rows

    async def get_field_mappings(self, force_refresh: bool = False) -> dict[str, dict[str, Any]]:
        """
        Give the account's fields by key: id, type, title, key, and the options of choices.

        Args:
            force_refresh: Read the definitions anew.
        """
        stale = self._last_read if flag("force_refresh", force_refresh) else None
        return (await self._definitions.get(other_than=stale)).catalogue.mappings()

    async def list_available_fields(self) -> list[dict[str, Any]]:
        """
        Give the account's fields, the required ones first.

        Returns:
            For each: name, id, type, title, required, and the options of choices.
        """
        return (await self._definitions.get()).catalogue.available()

    async def validate_property_data(
        self, property_data: Mapping[str, Any]
    ) -> tuple[bool, list[str]]:
        """
        Find what is wrong with the data for a property, without sending it.

        Returns:
            Whether it is good, and what is wrong.
        """
        text_keyed("property_data", property_data)
        problems = (await self._definitions.get()).catalogue.problems(property_data)
        return not problems, problems

    async def _body(
        self,
        data: str | Mapping[str, Any],
        member: int | None,
        preserve_text_values: bool,
    ) -> dict[str, Any]:
        if member is None:
            member = the_only_member(await self._teams.iter_teams().raw().collect())
        known = await self._definitions.get()
        try:
            return property_body(
                data, known.catalogue, member, preserve_text_values=preserve_text_values
            )
        except ValidationError:
            # A field or option may have been added since the definitions were read.
            newer = await self._definitions.get(other_than=known)
            return property_body(
                data, newer.catalogue, member, preserve_text_values=preserve_text_values
            )

    async def _read_definitions(self) -> _Definitions:
        # As far as is known it comes whole; by pages, a second request would make sure of that.
        query = {"limit": LARGEST_PAGE}
        read = await self._send("GET", "/propertyFields", _read_definitions, {}, query=query)
        if len(read.rows) >= DEFAULT_PAGE:
            rows = await self._fields.iter_property_fields().raw().collect()
            read = _read_definitions(rows)
        self._last_read = read
        return read


def _read_definitions(answer: Any) -> _Definitions:
    rows = [] if answer is None else answer  # 204 for an empty list
    catalogue = FieldCatalogue.read(rows)
    check_rows(rows)
    return _Definitions(rows, catalogue)


def _check_data(data: object) -> None:
    """Refuse what cannot be the data for a property, whatever the account's fields are."""
    if isinstance(data, str) and data.strip():
        encode_json("property_data", data)
    elif not isinstance(data, Mapping) or not data:
        raise refuse("property_data", data, "a title, or a mapping with at least one field")
    else:
        plain = {k: str(v) if isinstance(v, Decimal) else v for k, v in data.items()}
        body_object("property_data", plain)
