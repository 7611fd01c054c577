"""The properties of Open To Close."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Unpack

from attrs import frozen

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._protocol.arguments import (
    body_object,
    encode_json,
    flag,
    refuse,
    text_keyed,
)
from opentoclose_async._protocol.conversion.column_kind import Kind
from opentoclose_async._protocol.conversion.custom_fields import CustomFields
from opentoclose_async._protocol.conversion.row_kind import check_rows
from opentoclose_async._runtime.call import without_options
from opentoclose_async._runtime.concurrency.cached_value import CachedValue
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async._runtime.resource import Core
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
from opentoclose_async.otc.records import LARGEST_PAGE, Records

__all__ = ["BlockingProperties", "Properties"]

DEFAULT_PAGE = 20
"""Rows that the server returns by default. Fewer are certainly all there are."""

_KINDS = {
    "date": Kind.DATE,
    "number": Kind.SPELT_NUMBER,
    "decimal": Kind.SPELT_NUMBER,
}
"""What tables hold for the types of fields; for all others, text."""


@frozen
class _Definitions:
    """The account's field definitions: the API's rows, and the catalogue read from them."""

    rows: list[dict[str, Any]]
    catalogue: FieldCatalogue


class Properties(Records[Property]):
    """
    Create, read, update and delete properties.

    Every account defines its own fields. A client reads the definitions when it first needs them,
    and again when a field is used that they do not have.
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
        self._definitions = CachedValue(self._read_definitions)
        self._last_read: _Definitions | None = None
        self._custom_fields = CustomFields("field_values", self._read_kinds)

    async def list_properties(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[Property]:
        """
        Return all properties, reading every page of up to 50.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The properties with their fields, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options
        ).collect()

    def iter_properties(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[Property]:
        """
        Iterate over properties, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", params, {"limit": limit, "offset": offset}, options)

    async def create_property(
        self,
        property_data: str | Mapping[str, Any],
        team_member_id: int | None = None,
        preserve_text_values: bool = False,
        **options: Unpack[CallOptions],
    ) -> Property:
        """
        Create a property.

        The API has no idempotency keys, so the request is not retried if its outcome is unknown.

        Args:
            property_data: A title; or fields by key, with choices as titles or ids, and ``title``,
                ``client_type`` and ``status`` short for ``contract_title`` and so on; or the API's
                own body, with ``team_member_id`` and ``fields``. The client type defaults to
                "Buyer", the status to "Listing- Active".
            team_member_id: The team member that the property belongs to. Default: the only member
                of the teams.
            preserve_text_values: Send choices as titles, as the web pages show them, instead of
                ids.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new property, with its id.

        Raises:
            ValidationError: For a field or choice that the account does not have, with similar
                ones; or if the teams have more than one member, with a list of them.
        """
        call = self._checked("create_property", options)
        flag("preserve_text_values", preserve_text_values)
        _check_data(property_data)
        member = named_member(property_data, team_member_id)
        body: Any = property_data
        if not is_api_format(property_data):
            body = await self._body(property_data, member, preserve_text_values)
        content = body_object("property_data", body)
        # Without the slash it is another route, which responds with 405 (seen live by a third
        # party).
        return await self._send("POST", "/properties/", self._convert, call, content=content)

    async def retrieve_property(self, property_id: int, **options: Unpack[CallOptions]) -> Property:
        """
        Return a property by its id, with its fields.

        Raises:
            NotFoundError: If there is no such property.
        """
        return await self._retrieve(options, property_id=property_id)

    async def update_property(
        self,
        property_id: int,
        property_data: Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> Property:
        """
        Update fields of a property.

        Not verified against the live API: third parties disagree whether it takes PUT, which this
        sends, or PATCH.

        Args:
            property_id: Id of the property.
            property_data: Fields to change; sent unchanged.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property after the update.

        Raises:
            NotFoundError: If there is no such property.
        """
        return await self._update(property_data, options, property_id=property_id)

    async def delete_property(
        self, property_id: int, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """
        Delete a property, possibly for good.

        Not verified against the live API.

        Returns:
            The server's confirmation; empty if it sends none.

        Raises:
            NotFoundError: If there is no such property.
        """
        return await self._delete(options, property_id=property_id)

    async def get_property_fields(self) -> list[dict[str, Any]]:
        """Return the definitions of the account's fields, nested in groups and sections."""
        return (await self._definitions.get(other_than=self._last_read)).rows

    async def get_field_mappings(self, force_refresh: bool = False) -> dict[str, dict[str, Any]]:
        """
        Return the account's fields by key: id, type, title, key, and the options of choices.

        Args:
            force_refresh: Read the definitions again.
        """
        stale = self._last_read if flag("force_refresh", force_refresh) else None
        return (await self._definitions.get(other_than=stale)).catalogue.mappings()

    async def list_available_fields(self) -> list[dict[str, Any]]:
        """
        Return the account's fields, the required ones first.

        Returns:
            For each field: name, id, type, title, required and, for choices, options.
        """
        return (await self._definitions.get()).catalogue.available()

    async def validate_property_data(
        self, property_data: Mapping[str, Any]
    ) -> tuple[bool, list[str]]:
        """
        Check the data for a new property without sending it.

        Returns:
            Whether it is valid, and the problems found.
        """
        text_keyed("property_data", property_data)
        problems = (await self._definitions.get()).catalogue.problems(property_data)
        return not problems, problems

    async def _read_kinds(self) -> dict[str, Kind]:
        known = await self._definitions.get(other_than=self._last_read)
        fields = known.catalogue.fields.values()
        return {field.key: _KINDS.get(field.kind or "", Kind.TEXT) for field in fields}

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
        # As far as is known, one response has it all. Paging would cost a second request.
        query = {"limit": LARGEST_PAGE}
        call = without_options("get_property_fields")
        read = await self._send("GET", "/propertyFields", _read_definitions, call, query=query)
        if len(read.rows) >= DEFAULT_PAGE:
            rows = await self._fields.iter_property_fields().raw().collect()
            read = _read_definitions(rows)
        self._last_read = read
        return read


class BlockingProperties(BlockingResource[Properties]):
    """``Properties`` without ``await``."""

    list_properties = calls(Properties.list_properties)
    iter_properties = reads(Properties.iter_properties)
    create_property = calls(Properties.create_property)
    retrieve_property = calls(Properties.retrieve_property)
    update_property = calls(Properties.update_property)
    delete_property = calls(Properties.delete_property)
    get_property_fields = calls(Properties.get_property_fields)
    get_field_mappings = calls(Properties.get_field_mappings)
    list_available_fields = calls(Properties.list_available_fields)
    validate_property_data = calls(Properties.validate_property_data)


def _read_definitions(response: Any) -> _Definitions:
    rows = [] if response is None else response  # 204 for an empty list
    catalogue = FieldCatalogue.read(rows)
    check_rows(rows)
    return _Definitions(rows, catalogue)


def _check_data(data: object) -> None:
    """Refuse data that no account's fields could accept."""
    if isinstance(data, str) and data.strip():
        encode_json("property_data", data)
    elif not isinstance(data, Mapping) or not data:
        raise refuse("property_data", data, "a title, or a mapping with at least one field")
    else:
        plain = {k: str(v) if isinstance(v, Decimal) else v for k, v in data.items()}
        body_object("property_data", plain)
