"""The look-up lists of Open To Close."""
# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.otc.models import (
    ContactRole,
    PropertyField,
    PropertyFieldGroup,
    PropertyFieldSection,
    PropertyTemplate,
    TimeZone,
)
from opentoclose_async.otc.records import ListOptions, Records

__all__ = [
    "ContactRoles",
    "PropertyFieldGroups",
    "PropertyFieldSections",
    "PropertyFields",
    "PropertyTemplates",
    "TimeZones",
]


class ContactRoles(Records[ContactRole]):
    """Read the roles of contacts of the account."""

    _path = "/contactRoles/"
    _noun = "contact_role"
    _id = "contact_role_id"
    _data = "contact_role_data"
    _model = ContactRole

    async def list_contact_roles(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> list[ContactRole]:
        """
        Read all roles of contacts, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The roles of contacts, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_contact_roles(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> Pager[ContactRole]:
        """
        Read roles of contacts page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)


class PropertyFieldGroups(Records[PropertyFieldGroup]):
    """Read the groups of property fields of the account."""

    _path = "/propertyFieldGroups"
    _noun = "property_field_group"
    _id = "property_field_group_id"
    _data = "property_field_group_data"
    _model = PropertyFieldGroup

    async def list_property_field_groups(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> list[PropertyFieldGroup]:
        """
        Read all groups of property fields, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The groups of property fields, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_property_field_groups(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> Pager[PropertyFieldGroup]:
        """
        Read groups of property fields page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)


class PropertyFieldSections(Records[PropertyFieldSection]):
    """Read the sections of property fields of the account."""

    _path = "/propertyFieldSections"
    _noun = "property_field_section"
    _id = "property_field_section_id"
    _data = "property_field_section_data"
    _model = PropertyFieldSection

    async def list_property_field_sections(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> list[PropertyFieldSection]:
        """
        Read all sections of property fields, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The sections of property fields, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_property_field_sections(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> Pager[PropertyFieldSection]:
        """
        Read sections of property fields page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)


class PropertyFields(Records[PropertyField]):
    """Read the definitions of property fields of the account."""

    _path = "/propertyFields"
    _noun = "property_field"
    _id = "property_field_id"
    _data = "property_field_data"
    _model = PropertyField

    async def list_property_fields(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> list[PropertyField]:
        """
        Read all definitions of property fields, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The definitions of property fields, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_property_fields(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> Pager[PropertyField]:
        """
        Read definitions of property fields page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)


class PropertyTemplates(Records[PropertyTemplate]):
    """Read the templates for properties of the account."""

    _path = "/propertyTemplates/"
    _noun = "property_template"
    _id = "property_template_id"
    _data = "property_template_data"
    _model = PropertyTemplate

    async def list_property_templates(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> list[PropertyTemplate]:
        """
        Read all templates for properties, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The templates for properties, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_property_templates(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> Pager[PropertyTemplate]:
        """
        Read templates for properties page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)


class TimeZones(Records[TimeZone]):
    """Read the time zones of the account."""

    _path = "/timeZones/"
    _noun = "time_zone"
    _id = "time_zone_id"
    _data = "time_zone_data"
    _model = TimeZone

    async def list_time_zones(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> list[TimeZone]:
        """
        Read all time zones, every page of them.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.

        Returns:
            The time zones, in the server's order.
        """
        return await self._iterate(params, filters).collect()

    def iter_time_zones(
        self, params: Mapping[str, Any] | None = None, **filters: Unpack[ListOptions]
    ) -> Pager[TimeZone]:
        """
        Read time zones page by page, as they are iterated over.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            **filters: The same as keywords, and those of ``PageOptions``.
        """
        return self._iterate(params, filters)
