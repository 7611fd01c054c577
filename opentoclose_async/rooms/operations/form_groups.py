"""Operations on form groups."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
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
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model, as_nothing

__all__ = ["BlockingFormGroups", "FormGroups"]


_FORM_GROUPS = ListOperation(
    name="form_groups",
    path="/form_groups",
    page=FormGroupSummaryList,
    array="formGroups",
    row=FormGroupSummary,
    key="formGroupId",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)
_CREATE_FORM_GROUP = RoomsOperation(
    name="create_form_group",
    verb="POST",
    path="/form_groups",
    convert=as_model(FormGroup),
    body=FormGroupForCreate,
)
_GET_FORM_GROUP = RoomsOperation(
    name="get_form_group",
    verb="GET",
    path="/form_groups/{form_group_id}",
    convert=as_model(FormGroup),
)
_RENAME_FORM_GROUP = RoomsOperation(
    name="rename_form_group",
    verb="PUT",
    path="/form_groups/{form_group_id}",
    convert=as_model(FormGroup),
    body=FormGroupForUpdate,
)
_DELETE_FORM_GROUP = RoomsOperation(
    name="delete_form_group", verb="DELETE", path="/form_groups/{form_group_id}", convert=as_nothing
)
_FORM_GROUP_FORMS = ListOperation(
    name="form_group_forms",
    path="/form_groups/{form_group_id}/forms",
    page=FormGroupFormList,
    array="forms",
    row=FormGroupForm,
    key="formId",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)
_REMOVE_FORM_GROUP_FORM = RoomsOperation(
    name="remove_form_group_form",
    verb="POST",
    path="/form_groups/{form_group_id}/unassign_form/{form_id}",
    convert=as_nothing,
)
_ASSIGN_FORM_GROUP_FORM = RoomsOperation(
    name="assign_form_group_form",
    verb="POST",
    path="/form_groups/{form_group_id}/assign_form",
    convert=as_nothing,
    body=FormGroupFormToAssign,
)
_GRANT_OFFICE_ACCESS_TO_FORM_GROUP = RoomsOperation(
    name="grant_office_access_to_form_group",
    verb="POST",
    path="/form_groups/{form_group_id}/grant_office_access/{office_id}",
    convert=as_nothing,
)
_REVOKE_OFFICE_ACCESS_FROM_FORM_GROUP = RoomsOperation(
    name="revoke_office_access_from_form_group",
    verb="POST",
    path="/form_groups/{form_group_id}/revoke_office_access/{office_id}",
    convert=as_nothing,
)


class FormGroups(RoomsResource):
    """
    Create, get, rename and delete form groups, and manage their forms and offices. Groups
    show agents which forms a kind of transaction needs; without groups, agents choose
    from whole libraries.
    """

    async def get_form_groups(
        self,
        *,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> FormGroupSummaryList:
        """
        Get one page of form groups (operation FormGroups_GetFormGroups).

        Only groups that the caller has access to. Needs a role with ``can_manage_form_groups``.

        Args:
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of form groups.
        """
        return await self._get_page(
            _FORM_GROUPS, {"start_position": start_position, "count": count}, options
        )

    def iter_form_groups(
        self,
        **options: Unpack[PageOptions],
    ) -> Pager[FormGroupSummary]:
        """
        Iterate over form groups, requesting pages as needed.

        Args:
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", _FORM_GROUPS, {}, options)

    async def list_form_groups(
        self,
        **options: Unpack[PageOptions],
    ) -> list[FormGroupSummary]:
        """
        List all form groups.

        Args:
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate("list", _FORM_GROUPS, {}, options).collect()

    async def create_form_group(
        self,
        body: FormGroupForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> FormGroup:
        """
        Create a form group (operation FormGroups_CreateFormGroup).

        A new group is empty: add forms with ``assign_form_group_form``, and offices with
        ``grant_office_access_to_form_group``. Needs a role with ``can_manage_form_groups``.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            body: The name of the new form group, as a FormGroupForCreate or a mapping with the
                API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new form group, with its ID.
        """
        return await self._call(_CREATE_FORM_GROUP, options, body)

    async def get_form_group(
        self,
        form_group_id: str,
        **options: Unpack[CallOptions],
    ) -> FormGroup:
        """
        Get a form group (operation FormGroups_GetFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group's GUID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

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
        Rename a form group (operation FormGroups_RenameFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group's GUID.
            body: The new name, as a FormGroupForUpdate or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The form group with its new name.
        """
        return await self._call(_RENAME_FORM_GROUP, options, body, form_group_id=form_group_id)

    async def delete_form_group(
        self,
        form_group_id: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Delete a form group (operation FormGroups_DeleteFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group's GUID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_FORM_GROUP, options, form_group_id=form_group_id)

    async def get_form_group_forms(
        self,
        form_group_id: str,
        *,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> FormGroupFormList:
        """
        Get one page of the forms of a form group (operation FormGroupForms_GetFormGroupForms).

        Args:
            form_group_id: The form group's GUID.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of forms.
        """
        return await self._get_page(
            _FORM_GROUP_FORMS,
            {"start_position": start_position, "count": count},
            options,
            form_group_id=form_group_id,
        )

    def iter_form_group_forms(
        self,
        form_group_id: str,
        **options: Unpack[PageOptions],
    ) -> Pager[FormGroupForm]:
        """
        Iterate over forms of a form group, requesting pages as needed.

        Args:
            form_group_id: The form group's GUID.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", _FORM_GROUP_FORMS, {}, options, form_group_id=form_group_id)

    async def list_form_group_forms(
        self,
        form_group_id: str,
        **options: Unpack[PageOptions],
    ) -> list[FormGroupForm]:
        """
        List all forms of a form group.

        Args:
            form_group_id: The form group's GUID.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list", _FORM_GROUP_FORMS, {}, options, form_group_id=form_group_id
        ).collect()

    async def remove_form_group_form(
        self,
        form_group_id: str,
        form_id: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Remove a form from a form group (operation FormGroups_RemoveFormGroupForm).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group's GUID.
            form_id: The form's GUID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
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
        Add a form to a form group (operation FormGroups_AssignFormGroupForm).

        With ``is_required``, agents must use the form. Needs a role with
        ``can_manage_form_groups``.

        Args:
            form_group_id: The form group's GUID.
            body: The form, and whether it is required, as a FormGroupFormToAssign or a mapping with
                the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_ASSIGN_FORM_GROUP_FORM, options, body, form_group_id=form_group_id)

    async def grant_office_access_to_form_group(
        self,
        form_group_id: str,
        office_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Let an office use a form group (operation FormGroups_GrantOfficeAccessToFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group's GUID.
            office_id: The office's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(
            _GRANT_OFFICE_ACCESS_TO_FORM_GROUP,
            options,
            form_group_id=form_group_id,
            office_id=office_id,
        )

    async def revoke_office_access_from_form_group(
        self,
        form_group_id: str,
        office_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Stop an office from using a form group (operation
        FormGroups_RevokeOfficeAccessFromFormGroup).

        Needs a role with ``can_manage_form_groups``.

        Args:
            form_group_id: The form group's GUID.
            office_id: The office's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(
            _REVOKE_OFFICE_ACCESS_FROM_FORM_GROUP,
            options,
            form_group_id=form_group_id,
            office_id=office_id,
        )


class BlockingFormGroups(BlockingResource[FormGroups]):
    """``FormGroups`` without ``await``."""

    get_form_groups = calls(FormGroups.get_form_groups)
    iter_form_groups = reads(FormGroups.iter_form_groups)
    list_form_groups = calls(FormGroups.list_form_groups)
    create_form_group = calls(FormGroups.create_form_group)
    get_form_group = calls(FormGroups.get_form_group)
    rename_form_group = calls(FormGroups.rename_form_group)
    delete_form_group = calls(FormGroups.delete_form_group)
    get_form_group_forms = calls(FormGroups.get_form_group_forms)
    iter_form_group_forms = reads(FormGroups.iter_form_group_forms)
    list_form_group_forms = calls(FormGroups.list_form_group_forms)
    remove_form_group_form = calls(FormGroups.remove_form_group_form)
    assign_form_group_form = calls(FormGroups.assign_form_group_form)
    grant_office_access_to_form_group = calls(FormGroups.grant_office_access_to_form_group)
    revoke_office_access_from_form_group = calls(FormGroups.revoke_office_access_from_form_group)
