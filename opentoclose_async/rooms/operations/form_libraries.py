"""The form libraries of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.form_libraries import (
    FormLibrarySummary,
    FormLibrarySummaryList,
    FormSummary,
    FormSummaryList,
)
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["FormLibraries"]


_FORM_LIBRARIES = PagedList(
    name="form_libraries",
    path="/form_libraries",
    page=FormLibrarySummaryList,
    array="formsLibrarySummaries",
    row=FormLibrarySummary,
    key="formsLibraryId",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)
_FORM_LIBRARY_FORMS = PagedList(
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
    """Read form libraries and the forms in them."""

    async def get_form_libraries(self, **options: Unpack[OnePageOptions]) -> FormLibrarySummaryList:
        """
        Read one page of form libraries (operation FormLibraries_GetFormLibraries).

        Any user may call it. Where the account's ``require_office_library_assignments`` is set,
        which DocuSign does on request, only libraries of the caller's offices come; else all do.

        Args:
            **options: ``start_position`` and ``count``, and timeout, retry, extra_query,
                extra_headers.

        Returns:
            One page of form libraries.
        """
        return await self._get_page(_FORM_LIBRARIES, options)

    def iter_form_libraries(self, **filters: Unpack[PageOptions]) -> Pager[FormLibrarySummary]:
        """
        Read form libraries page by page, as they are iterated over.

        Args:
            **filters: The keywords of ``PageOptions``.
        """
        return self._iterate("iter", _FORM_LIBRARIES, filters)

    async def list_form_libraries(self, **filters: Unpack[PageOptions]) -> list[FormLibrarySummary]:
        """
        Read all form libraries, every page of them.

        Args:
            **filters: The keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _FORM_LIBRARIES, filters).collect()

    async def get_form_library_forms(
        self, form_library_id: str, **options: Unpack[OnePageOptions]
    ) -> FormSummaryList:
        """
        Read one page of the forms of a form library (operation FormLibraries_GetFormLibraryForms).

        Only forms that the caller has access to. ``rooms.add_form_to_room`` takes their ids.

        Args:
            form_library_id: The form library, by its GUID.
            **options: ``start_position`` and ``count``, and timeout, retry, extra_query,
                extra_headers.

        Returns:
            One page of forms.
        """
        return await self._get_page(_FORM_LIBRARY_FORMS, options, form_library_id=form_library_id)

    def iter_form_library_forms(
        self, form_library_id: str, **filters: Unpack[PageOptions]
    ) -> Pager[FormSummary]:
        """
        Read forms of a form library page by page, as they are iterated over.

        Args:
            form_library_id: The form library, by its GUID.
            **filters: The keywords of ``PageOptions``.
        """
        return self._iterate("iter", _FORM_LIBRARY_FORMS, filters, form_library_id=form_library_id)

    async def list_form_library_forms(
        self, form_library_id: str, **filters: Unpack[PageOptions]
    ) -> list[FormSummary]:
        """
        Read all forms of a form library, every page of them.

        Args:
            form_library_id: The form library, by its GUID.
            **filters: The keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate(
            "list", _FORM_LIBRARY_FORMS, filters, form_library_id=form_library_id
        ).collect()
