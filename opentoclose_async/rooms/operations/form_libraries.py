"""Operations on form libraries."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.form_libraries import (
    FormLibrarySummary,
    FormLibrarySummaryList,
    FormSummary,
    FormSummaryList,
)
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["BlockingFormLibraries", "FormLibraries"]


_FORM_LIBRARIES = ListOperation(
    name="form_libraries",
    path="/form_libraries",
    page=FormLibrarySummaryList,
    array="formsLibrarySummaries",
    row=FormLibrarySummary,
    key="formsLibraryId",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)
_FORM_LIBRARY_FORMS = ListOperation(
    name="form_library_forms",
    path="/form_libraries/{form_library_id}/forms",
    page=FormSummaryList,
    array="forms",
    row=FormSummary,
    key="libraryFormId",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)


class FormLibraries(RoomsResource):
    """Get form libraries and their forms."""

    async def get_form_libraries(
        self,
        *,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> FormLibrarySummaryList:
        """
        Get one page of form libraries (operation FormLibraries_GetFormLibraries).

        Any signed-in user may call it. If the account's ``require_office_library_assignments`` is
        set, which DocuSign does on request, only libraries of the caller's offices are returned.

        Args:
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of form libraries.
        """
        return await self._get_page(
            _FORM_LIBRARIES, {"start_position": start_position, "count": count}, options
        )

    def iter_form_libraries(
        self,
        **options: Unpack[PageOptions],
    ) -> Pager[FormLibrarySummary]:
        """
        Iterate over form libraries, requesting pages as needed.

        Args:
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", _FORM_LIBRARIES, {}, options)

    async def list_form_libraries(
        self,
        **options: Unpack[PageOptions],
    ) -> list[FormLibrarySummary]:
        """
        List all form libraries.

        Args:
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate("list", _FORM_LIBRARIES, {}, options).collect()

    async def get_form_library_forms(
        self,
        form_library_id: str,
        *,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> FormSummaryList:
        """
        Get one page of the forms of a form library (operation FormLibraries_GetFormLibraryForms).

        Only forms that the caller has access to. Pass their IDs to ``rooms.add_form_to_room``.

        Args:
            form_library_id: The form library's GUID.
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of forms.
        """
        return await self._get_page(
            _FORM_LIBRARY_FORMS,
            {"start_position": start_position, "count": count},
            options,
            form_library_id=form_library_id,
        )

    def iter_form_library_forms(
        self,
        form_library_id: str,
        **options: Unpack[PageOptions],
    ) -> Pager[FormSummary]:
        """
        Iterate over forms of a form library, requesting pages as needed.

        Args:
            form_library_id: The form library's GUID.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate(
            "iter", _FORM_LIBRARY_FORMS, {}, options, form_library_id=form_library_id
        )

    async def list_form_library_forms(
        self,
        form_library_id: str,
        **options: Unpack[PageOptions],
    ) -> list[FormSummary]:
        """
        List all forms of a form library.

        Args:
            form_library_id: The form library's GUID.
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate(
            "list", _FORM_LIBRARY_FORMS, {}, options, form_library_id=form_library_id
        ).collect()


class BlockingFormLibraries(BlockingResource[FormLibraries]):
    """``FormLibraries`` without ``await``."""

    get_form_libraries = calls(FormLibraries.get_form_libraries)
    iter_form_libraries = reads(FormLibraries.iter_form_libraries)
    list_form_libraries = calls(FormLibraries.list_form_libraries)
    get_form_library_forms = calls(FormLibraries.get_form_library_forms)
    iter_form_library_forms = reads(FormLibraries.iter_form_library_forms)
    list_form_library_forms = calls(FormLibraries.list_form_library_forms)
