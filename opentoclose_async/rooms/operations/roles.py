"""Operations on roles."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.roles import (
    Role,
    RoleForCreate,
    RoleForUpdate,
    RoleSummary,
    RoleSummaryList,
)
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model, as_nothing

__all__ = ["BlockingRoles", "RoleFilters", "RoleOptions", "RolePageOptions", "RoleQuery", "Roles"]


class RoleQuery(TypedDict, total=False):
    """Filters for roles."""

    only_assignable: bool | None
    """Deprecated; true means ``filter_context="AssignableRolesBasedOnCompanyPermissions"``.
    Default: false."""
    filter_context: str | None
    """Which roles: "AllRoles" (the default), "AssignableRolesBasedOnAllPermissions" (those without
    any permission that the caller lacks), or "AssignableRolesBasedOnCompanyPermissions" (the same,
    but only for permissions about the company)."""
    filter: str | None
    """Only roles whose names start with this text."""


class RoleFilters(RoleQuery, PageOptions, total=False):
    """Keywords of ``iter_roles`` and ``list_roles``."""


class RolePageOptions(RoleQuery, OnePageOptions, total=False):
    """Keywords of ``get_roles``."""


class RoleOptions(CallOptions, total=False):
    """Keywords of ``get_role``."""

    include_is_assigned: bool | None
    """Whether to include ``is_assigned``, which is whether any user has the role. Default:
    false."""


_CREATE_ROLE = RoomsOperation(
    name="create_role", verb="POST", path="/roles", convert=as_model(Role), body=RoleForCreate
)
_ROLES = ListOperation(
    name="roles",
    path="/roles",
    page=RoleSummaryList,
    array="roles",
    row=RoleSummary,
    key="roleId",
    one_page=RolePageOptions,
    all_pages=RoleFilters,
)
_GET_ROLE = RoomsOperation(
    name="get_role",
    verb="GET",
    path="/roles/{role_id}",
    convert=as_model(Role),
    keywords=RoleOptions,
)
_UPDATE_ROLE = RoomsOperation(
    name="update_role",
    verb="PUT",
    path="/roles/{role_id}",
    convert=as_model(Role),
    body=RoleForUpdate,
)
_DELETE_ROLE = RoomsOperation(
    name="delete_role", verb="DELETE", path="/roles/{role_id}", convert=as_nothing
)


class Roles(RoomsResource):
    """
    Create, get, change and delete roles. Internal roles are for people of the company,
    external ones for others who are invited to a room; in a room, only the role in that
    room counts.
    """

    async def create_role(
        self,
        body: RoleForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> Role:
        """
        Create a role (operation Roles_CreateRole).

        Needs a role with ``can_manage_account``.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            body: The new role, as a RoleForCreate or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new role, with its ID.
        """
        return await self._call(_CREATE_ROLE, options, body)

    async def get_roles(
        self,
        *,
        only_assignable: bool | None = None,
        filter_context: str | None = None,
        filter: str | None = None,  # noqa: A002 - the API's name
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> RoleSummaryList:
        """
        Get one page of roles (operation Roles_GetRoles).

        Any signed-in user may call it. ``get_role`` returns a role's permissions.

        Args:
            only_assignable: Deprecated; true means
                ``filter_context="AssignableRolesBasedOnCompanyPermissions"``. Default: false.
            filter_context: Which roles: "AllRoles" (the default),
                "AssignableRolesBasedOnAllPermissions" (those without any permission that the caller
                lacks), or "AssignableRolesBasedOnCompanyPermissions" (the same, but only for
                permissions about the company).
            filter: Only roles whose names start with this text.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of roles.
        """
        return await self._get_page(
            _ROLES,
            {
                "only_assignable": only_assignable,
                "filter_context": filter_context,
                "filter": filter,
                "start_position": start_position,
                "count": count,
            },
            options,
        )

    def iter_roles(
        self,
        *,
        only_assignable: bool | None = None,
        filter_context: str | None = None,
        filter: str | None = None,  # noqa: A002 - the API's name
        **options: Unpack[PageOptions],
    ) -> Pager[RoleSummary]:
        """
        Iterate over roles, requesting pages as needed.

        Args:
            only_assignable: Deprecated; true means
                ``filter_context="AssignableRolesBasedOnCompanyPermissions"``. Default: false.
            filter_context: Which roles: "AllRoles" (the default),
                "AssignableRolesBasedOnAllPermissions" (those without any permission that the caller
                lacks), or "AssignableRolesBasedOnCompanyPermissions" (the same, but only for
                permissions about the company).
            filter: Only roles whose names start with this text.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter",
            _ROLES,
            {
                "only_assignable": only_assignable,
                "filter_context": filter_context,
                "filter": filter,
            },
            options,
        )

    async def list_roles(
        self,
        *,
        only_assignable: bool | None = None,
        filter_context: str | None = None,
        filter: str | None = None,  # noqa: A002 - the API's name
        **options: Unpack[PageOptions],
    ) -> list[RoleSummary]:
        """
        List all roles.

        Args:
            only_assignable: Deprecated; true means
                ``filter_context="AssignableRolesBasedOnCompanyPermissions"``. Default: false.
            filter_context: Which roles: "AllRoles" (the default),
                "AssignableRolesBasedOnAllPermissions" (those without any permission that the caller
                lacks), or "AssignableRolesBasedOnCompanyPermissions" (the same, but only for
                permissions about the company).
            filter: Only roles whose names start with this text.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list",
            _ROLES,
            {
                "only_assignable": only_assignable,
                "filter_context": filter_context,
                "filter": filter,
            },
            options,
        ).collect()

    async def get_role(
        self,
        role_id: int,
        *,
        include_is_assigned: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> Role:
        """
        Get a role with its permissions (operation Roles_GetRole).

        In Rooms version 6, its ``permissions`` and ``legacy_role_id`` are deprecated.

        Args:
            role_id: The role's ID.
            include_is_assigned: Whether to include ``is_assigned``, which is whether any user has
                the role. Default: false.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The role.
        """
        return await self._call(
            _GET_ROLE, options, query={"include_is_assigned": include_is_assigned}, role_id=role_id
        )

    async def update_role(
        self,
        role_id: int,
        body: RoleForUpdate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> Role:
        """
        Change a role (operation Roles_UpdateRole).

        Needs a role with ``can_manage_account``.

        Args:
            role_id: The role's ID.
            body: The new values of the role, as a RoleForUpdate or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The changed role.
        """
        return await self._call(_UPDATE_ROLE, options, body, role_id=role_id)

    async def delete_role(
        self,
        role_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Delete a role (operation Roles_DeleteRole).

        Needs a role with ``can_manage_account``. ``get_role`` with ``include_is_assigned`` returns
        whether any user has the role.

        Args:
            role_id: The role's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_ROLE, options, role_id=role_id)


class BlockingRoles(BlockingResource[Roles]):
    """``Roles`` without ``await``."""

    create_role = calls(Roles.create_role)
    get_roles = calls(Roles.get_roles)
    iter_roles = reads(Roles.iter_roles)
    list_roles = calls(Roles.list_roles)
    get_role = calls(Roles.get_role)
    update_role = calls(Roles.update_role)
    delete_role = calls(Roles.delete_role)
