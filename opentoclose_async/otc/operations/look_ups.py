"""The look-up lists of Open To Close."""
# Written by tools/otc; change resources.toml in it and run python -m tools.otc.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import PageOptions
from opentoclose_async.otc.models import (
    ContactRole,
    PropertyField,
    PropertyFieldGroup,
    PropertyFieldSection,
    PropertyTemplate,
    TimeZone,
)
from opentoclose_async.otc.records import Records

__all__ = [
    "BlockingContactRoles",
    "BlockingPropertyFieldGroups",
    "BlockingPropertyFieldSections",
    "BlockingPropertyFields",
    "BlockingPropertyTemplates",
    "BlockingTimeZones",
    "ContactRoles",
    "PropertyFieldGroups",
    "PropertyFieldSections",
    "PropertyFields",
    "PropertyTemplates",
    "TimeZones",
]


class ContactRoles(Records[ContactRole]):
    """Read contact roles."""

    _path = "/contactRoles/"
    _noun = "contact_role"
    _id = "contact_role_id"
    _data = "contact_role_data"
    _model = ContactRole

    async def list_contact_roles(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[ContactRole]:
        """
        Return all contact roles, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The contact roles, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options
        ).collect()

    def iter_contact_roles(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[ContactRole]:
        """
        Iterate over contact roles, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", params, {"limit": limit, "offset": offset}, options)


class BlockingContactRoles(BlockingResource[ContactRoles]):
    """``ContactRoles`` without ``await``."""

    list_contact_roles = calls(ContactRoles.list_contact_roles)
    iter_contact_roles = reads(ContactRoles.iter_contact_roles)


class PropertyFieldGroups(Records[PropertyFieldGroup]):
    """Read property field groups."""

    _path = "/propertyFieldGroups"
    _noun = "property_field_group"
    _id = "property_field_group_id"
    _data = "property_field_group_data"
    _model = PropertyFieldGroup

    async def list_property_field_groups(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[PropertyFieldGroup]:
        """
        Return all property field groups, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property field groups, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options
        ).collect()

    def iter_property_field_groups(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[PropertyFieldGroup]:
        """
        Iterate over property field groups, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", params, {"limit": limit, "offset": offset}, options)


class BlockingPropertyFieldGroups(BlockingResource[PropertyFieldGroups]):
    """``PropertyFieldGroups`` without ``await``."""

    list_property_field_groups = calls(PropertyFieldGroups.list_property_field_groups)
    iter_property_field_groups = reads(PropertyFieldGroups.iter_property_field_groups)


class PropertyFieldSections(Records[PropertyFieldSection]):
    """Read property field sections."""

    _path = "/propertyFieldSections"
    _noun = "property_field_section"
    _id = "property_field_section_id"
    _data = "property_field_section_data"
    _model = PropertyFieldSection

    async def list_property_field_sections(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[PropertyFieldSection]:
        """
        Return all property field sections, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property field sections, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options
        ).collect()

    def iter_property_field_sections(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[PropertyFieldSection]:
        """
        Iterate over property field sections, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", params, {"limit": limit, "offset": offset}, options)


class BlockingPropertyFieldSections(BlockingResource[PropertyFieldSections]):
    """``PropertyFieldSections`` without ``await``."""

    list_property_field_sections = calls(PropertyFieldSections.list_property_field_sections)
    iter_property_field_sections = reads(PropertyFieldSections.iter_property_field_sections)


class PropertyFields(Records[PropertyField]):
    """Read property field definitions."""

    _path = "/propertyFields"
    _noun = "property_field"
    _id = "property_field_id"
    _data = "property_field_data"
    _model = PropertyField

    async def list_property_fields(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[PropertyField]:
        """
        Return all property field definitions, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property field definitions, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options
        ).collect()

    def iter_property_fields(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[PropertyField]:
        """
        Iterate over property field definitions, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", params, {"limit": limit, "offset": offset}, options)


class BlockingPropertyFields(BlockingResource[PropertyFields]):
    """``PropertyFields`` without ``await``."""

    list_property_fields = calls(PropertyFields.list_property_fields)
    iter_property_fields = reads(PropertyFields.iter_property_fields)


class PropertyTemplates(Records[PropertyTemplate]):
    """Read property templates."""

    _path = "/propertyTemplates/"
    _noun = "property_template"
    _id = "property_template_id"
    _data = "property_template_data"
    _model = PropertyTemplate

    async def list_property_templates(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[PropertyTemplate]:
        """
        Return all property templates, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The property templates, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options
        ).collect()

    def iter_property_templates(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[PropertyTemplate]:
        """
        Iterate over property templates, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", params, {"limit": limit, "offset": offset}, options)


class BlockingPropertyTemplates(BlockingResource[PropertyTemplates]):
    """``PropertyTemplates`` without ``await``."""

    list_property_templates = calls(PropertyTemplates.list_property_templates)
    iter_property_templates = reads(PropertyTemplates.iter_property_templates)


class TimeZones(Records[TimeZone]):
    """Read time zones."""

    _path = "/timeZones/"
    _noun = "time_zone"
    _id = "time_zone_id"
    _data = "time_zone_data"
    _model = TimeZone

    async def list_time_zones(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> list[TimeZone]:
        """
        Return all time zones, reading every page.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The time zones, in the server's order.
        """
        return await self._iterate(
            "list", params, {"limit": limit, "offset": offset}, options
        ).collect()

    def iter_time_zones(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[PageOptions],
    ) -> Pager[TimeZone]:
        """
        Iterate over time zones, reading pages as they are needed.

        Args:
            params: Filters by the API's names, and ``limit`` and ``offset``.
            limit: Maximum number of rows to return, however many requests that takes.
            offset: Rows to skip.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", params, {"limit": limit, "offset": offset}, options)


class BlockingTimeZones(BlockingResource[TimeZones]):
    """``TimeZones`` without ``await``."""

    list_time_zones = calls(TimeZones.list_time_zones)
    iter_time_zones = reads(TimeZones.iter_time_zones)
