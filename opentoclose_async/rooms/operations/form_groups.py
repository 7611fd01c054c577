"""The form groups of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.form_groups import (
    FormGroup,
    FormGroupForCreate,
    FormGroupForm,
    FormGroupFormList,
    FormGroupFormToAssign,
    FormGroupForUpdate,
    FormGroupSummary,
    FormGroupSummaryList,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives, nothing

__all__ = ["FormGroups"]


_FORM_GROUPS = PagedList(
    name="form_groups",
    path="/form_groups",
    page=FormGroupSummaryList,
    array="formGroups",
    row=FormGroupSummary,
    key="formGroupId",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)
_CREATE_FORM_GROUP = Endpoint(
    name="create_form_group",
    verb="POST",
    path="/form_groups",
    answer=gives(FormGroup),
    body=FormGroupForCreate,
)
_GET_FORM_GROUP = Endpoint(
    name="get_form_group", verb="GET", path="/form_groups/{form_group_id}", answer=gives(FormGroup)
)
_RENAME_FORM_GROUP = Endpoint(
    name="rename_form_group",
    verb="PUT",
    path="/form_groups/{form_group_id}",
    answer=gives(FormGroup),
    body=FormGroupForUpdate,
)
_DELETE_FORM_GROUP = Endpoint(
    name="delete_form_group", verb="DELETE", path="/form_groups/{form_group_id}", answer=nothing
)
_FORM_GROUP_FORMS = PagedList(
    name="form_group_forms",
    path="/form_groups/{form_group_id}/forms",
    page=FormGroupFormList,
    array="forms",
    row=FormGroupForm,
    key="formId",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)
_REMOVE_FORM_GROUP_FORM = Endpoint(
    name="remove_form_group_form",
    verb="POST",
    path="/form_groups/{form_group_id}/unassign_form/{form_id}",
    answer=nothing,
)
_ASSIGN_FORM_GROUP_FORM = Endpoint(
    name="assign_form_group_form",
    verb="POST",
    path="/form_groups/{form_group_id}/assign_form",
    answer=nothing,
    body=FormGroupFormToAssign,
)
_GRANT_OFFICE_ACCESS_TO_FORM_GROUP = Endpoint(
    name="grant_office_access_to_form_group",
    verb="POST",
    path="/form_groups/{form_group_id}/grant_office_access/{office_id}",
    answer=nothing,
)
_REVOKE_OFFICE_ACCESS_FROM_FORM_GROUP = Endpoint(
    name="revoke_office_access_from_form_group",
    verb="POST",
    path="/form_groups/{form_group_id}/revoke_office_access/{office_id}",
    answer=nothing,
)


class FormGroups(RoomsResource):
    """
    Create, read, rename and delete groups of forms, and say what is in them and for which
    offices. Groups show agents which forms a kind of transaction takes; without groups
    they choose from whole libraries.
    """

    async def get_form_groups(self, **options: Unpack[OnePageOptions]) -> FormGroupSummaryList:
        """
        Read one page of form groups (operation FormGroups_GetFormGroups).

        Only groups that the caller has access to. Needs a role with ``can_manage_form_groups``.

        Args:
            **options: ``start_position`` and ``count``, and timeout, retry, extra_query,
                extra_headers.

        Returns:
            One page of form groups.
        """
        return await self._get_page(_FORM_GROUPS, options)

    def iter_form_groups(self, **filters: Unpack[PageOptions]) -> Pager[FormGroupSummary]:
        """
        Read form groups page by page, as they are iterated over.

        Args:
            **filters: The keywords of ``PageOptions``.
        """
        return self._iterate("iter", _FORM_GROUPS, filters)

    async def list_form_groups(self, **filters: Unpack[PageOptions]) -> list[FormGroupSummary]:
        """
        Read all form groups, every page of them.

        Args:
            **filters: The keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _FORM_GROUPS, filters).collect()

    async def create_form_group(
        self, body: FormGroupForCreate | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> FormGroup:
        """
        Create a form group (operation FormGroups_CreateFormGroup).

        It starts with a name and nothing in it; ``assign_form_group_form`` and
        ``grant_office_access_to_form_group`` do the rest. Needs a role with
        ``can_manage_form_groups``.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            body: The new form group: its name. As a FormGroupForCreate, or a mapping by the API's
                names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The new form group, with its id.
        """
        return await self._call(_CREATE_FORM_GROUP, options, body)

    async def get_form_group(self, form_group_id: str, **options: Unpack[CallOptions]) -> FormGroup:
        """
        Read a form group (operation FormGroups_GetFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group, by its GUID.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The form group.
        """
        return await self._call(_GET_FORM_GROUP, options, form_group_id=form_group_id)

    async def rename_form_group(
        self,
        form_group_id: str,
        body: FormGroupForUpdate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> FormGroup:
        """
        Give a form group another name (operation FormGroups_RenameFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group, by its GUID.
            body: The new name. As a FormGroupForUpdate, or a mapping by the API's names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The form group under its new name.
        """
        return await self._call(_RENAME_FORM_GROUP, options, body, form_group_id=form_group_id)

    async def delete_form_group(self, form_group_id: str, **options: Unpack[CallOptions]) -> None:
        """
        Delete a form group (operation FormGroups_DeleteFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group, by its GUID.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_FORM_GROUP, options, form_group_id=form_group_id)

    async def get_form_group_forms(
        self, form_group_id: str, **options: Unpack[OnePageOptions]
    ) -> FormGroupFormList:
        """
        Read one page of the forms of a form group (operation FormGroupForms_GetFormGroupForms).

        Args:
            form_group_id: The form group, by its GUID.
            **options: ``start_position`` and ``count``, and timeout, retry, extra_query,
                extra_headers.

        Returns:
            One page of forms.
        """
        return await self._get_page(_FORM_GROUP_FORMS, options, form_group_id=form_group_id)

    def iter_form_group_forms(
        self, form_group_id: str, **filters: Unpack[PageOptions]
    ) -> Pager[FormGroupForm]:
        """
        Read forms of a form group page by page, as they are iterated over.

        Args:
            form_group_id: The form group, by its GUID.
            **filters: The keywords of ``PageOptions``.
        """
        return self._iterate("iter", _FORM_GROUP_FORMS, filters, form_group_id=form_group_id)

    async def list_form_group_forms(
        self, form_group_id: str, **filters: Unpack[PageOptions]
    ) -> list[FormGroupForm]:
        """
        Read all forms of a form group, every page of them.

        Args:
            form_group_id: The form group, by its GUID.
            **filters: The keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate(
            "list", _FORM_GROUP_FORMS, filters, form_group_id=form_group_id
        ).collect()

    async def remove_form_group_form(
        self, form_group_id: str, form_id: str, **options: Unpack[CallOptions]
    ) -> None:
        """
        Take a form out of a form group (operation FormGroups_RemoveFormGroupForm).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group, by its GUID.
            form_id: The form, by its GUID.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(
            _REMOVE_FORM_GROUP_FORM, options, form_group_id=form_group_id, form_id=form_id
        )

    async def assign_form_group_form(
        self,
        form_group_id: str,
        body: FormGroupFormToAssign | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Put a form into a form group (operation FormGroups_AssignFormGroupForm).

        ``is_required`` makes it one that agents have to use. Needs a role with
        ``can_manage_form_groups``.

        Args:
            form_group_id: The form group, by its GUID.
            body: The form, and whether it is required. As a FormGroupFormToAssign, or a mapping by
                the API's names.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_ASSIGN_FORM_GROUP_FORM, options, body, form_group_id=form_group_id)

    async def grant_office_access_to_form_group(
        self, form_group_id: str, office_id: int, **options: Unpack[CallOptions]
    ) -> None:
        """
        Let an office use a form group (operation FormGroups_GrantOfficeAccessToFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group, by its GUID.
            office_id: The office, by its id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(
            _GRANT_OFFICE_ACCESS_TO_FORM_GROUP,
            options,
            form_group_id=form_group_id,
            office_id=office_id,
        )

    async def revoke_office_access_from_form_group(
        self, form_group_id: str, office_id: int, **options: Unpack[CallOptions]
    ) -> None:
        """
        Stop an office from using a form group (operation
        FormGroups_RevokeOfficeAccessFromFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group, by its GUID.
            office_id: The office, by its id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(
            _REVOKE_OFFICE_ACCESS_FROM_FORM_GROUP,
            options,
            form_group_id=form_group_id,
            office_id=office_id,
        )
