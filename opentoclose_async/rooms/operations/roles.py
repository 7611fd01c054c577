"""The roles of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.roles import (
    Role,
    RoleForCreate,
    RoleForUpdate,
    RoleSummary,
    RoleSummaryList,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives, nothing

__all__ = ["RoleFilters", "RoleOptions", "RolePageOptions", "RoleQuery", "Roles"]


class RoleQuery(TypedDict, total=False):
    """
    Which roles.

    Attributes:
        only_assignable: Deprecated; true means ``filter_context``
            "AssignableRolesBasedOnCompanyPermissions". Default: false.
        filter_context: Which roles: "AllRoles" (the default);
            "AssignableRolesBasedOnAllPermissions", those without any permission that the caller
            lacks; "AssignableRolesBasedOnCompanyPermissions", the same but counting permissions
            about the company only.
        filter: Only roles whose names start so; no wildcard.
    """

    only_assignable: bool | None
    filter_context: str | None
    filter: str | None


class RoleFilters(RoleQuery, PageOptions, total=False):
    """Keywords of ``iter_roles`` and ``list_roles``: which, and how to read them."""


class RolePageOptions(RoleQuery, OnePageOptions, total=False):
    """Keywords of ``get_roles``: which, and which page of them."""


class RoleOptions(CallOptions, total=False):
    """
    Keywords of ``get_role``.

    Attributes:
        include_is_assigned: Say too, as ``is_assigned``, whether any user has the role. Default:
            false.
    """

    include_is_assigned: bool | None


_CREATE_ROLE = Endpoint(
    name="create_role", verb="POST", path="/roles", answer=gives(Role), body=RoleForCreate
)
_ROLES = PagedList(
    name="roles",
    path="/roles",
    page=RoleSummaryList,
    array="roles",
    row=RoleSummary,
    key="roleId",
    one_page=RolePageOptions,
    all_pages=RoleFilters,
)
_GET_ROLE = Endpoint(
    name="get_role", verb="GET", path="/roles/{role_id}", answer=gives(Role), keywords=RoleOptions
)
_UPDATE_ROLE = Endpoint(
    name="update_role", verb="PUT", path="/roles/{role_id}", answer=gives(Role), body=RoleForUpdate
)
_DELETE_ROLE = Endpoint(name="delete_role", verb="DELETE", path="/roles/{role_id}", answer=nothing)


class Roles(RoomsResource):
    """
    Create, read, change and delete the roles of the account. Internal roles are for
    people of the company, external ones for people from outside who are invited to a
    room; in a room, only the role in that room counts.
    """

    async def create_role(
        self, body: RoleForCreate | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Role:
        """
        Create a role (operation Roles_CreateRole).

        Needs a role with ``can_manage_account``.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            body: The new role. As a RoleForCreate, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The new role, with its id.
        """
        return await self._call(_CREATE_ROLE, options, body)

    async def get_roles(self, **options: Unpack[RolePageOptions]) -> RoleSummaryList:
        """
        Read one page of roles (operation Roles_GetRoles).

        Any signed-in user may call it. ``get_role`` gives a role's permissions.

        Args:
            **options: The filters of ``RoleQuery``, ``start_position`` and ``count``, and timeout,
                retry, extra_query, extra_headers.

        Returns:
            One page of roles.
        """
        return await self._get_page(_ROLES, options)

    def iter_roles(self, **filters: Unpack[RoleFilters]) -> Pager[RoleSummary]:
        """
        Read roles page by page, as they are iterated over.

        Args:
            **filters: The filters of ``RoleQuery``, and the keywords of ``PageOptions``.
        """
        return self._iterate("iter", _ROLES, filters)

    async def list_roles(self, **filters: Unpack[RoleFilters]) -> list[RoleSummary]:
        """
        Read all roles, every page of them.

        Args:
            **filters: The filters of ``RoleQuery``, and the keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _ROLES, filters).collect()

    async def get_role(self, role_id: int, **options: Unpack[RoleOptions]) -> Role:
        """
        Read a role with its permissions (operation Roles_GetRole).

        In Rooms version 6 its ``permissions`` and ``legacy_role_id`` are deprecated.

        Args:
            role_id: The role, by its id.
            **options: The keywords of ``RoleOptions``: include_is_assigned, timeout, retry,
                extra_query, extra_headers.

        Returns:
            The role.
        """
        return await self._call(_GET_ROLE, options, role_id=role_id)

    async def update_role(
        self, role_id: int, body: RoleForUpdate | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> Role:
        """
        Change a role (operation Roles_UpdateRole).

        Needs a role with ``can_manage_account``.

        Args:
            role_id: The role, by its id.
            body: What the role is to be. As a RoleForUpdate, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The role as it is now.
        """
        return await self._call(_UPDATE_ROLE, options, body, role_id=role_id)

    async def delete_role(self, role_id: int, **options: Unpack[CallOptions]) -> None:
        """
        Delete a role (operation Roles_DeleteRole).

        Needs a role with ``can_manage_account``. ``get_role`` with ``include_is_assigned`` tells
        whether anybody has it.

        Args:
            role_id: The role, by its id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_ROLE, options, role_id=role_id)
