"""Models of Rooms: form libraries."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = [
    "FormLibraries",
    "FormLibrarySummary",
    "FormLibrarySummaryList",
    "FormSummary",
    "FormSummaryList",
]


@frozen(kw_only=True)
class FormLibrarySummary(CamelCaseModel):
    """
    A form library, as in lists.

    Attributes:
        forms_library_id: The form library's ID.
        name: Name.
        form_count: The number of forms.
    """

    forms_library_id: str | None = None
    name: str | None = None
    form_count: int | None = None


@frozen(kw_only=True)
class FormLibrarySummaryList(CamelCaseModel):
    """
    One page of form libraries.

    Attributes:
        forms_library_summaries: The form libraries.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    forms_library_summaries: list[FormLibrarySummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


@frozen(kw_only=True)
class FormSummary(CamelCaseModel):
    """
    A form of a library, as in lists.

    Attributes:
        library_form_id: The form's ID.
        name: Name.
        last_updated_date: When the form was last changed (UTC).
        viewing_user_has_access: Whether the caller can use the form.
    """

    library_form_id: str | None = None
    name: str | None = None
    last_updated_date: datetime | None = None
    viewing_user_has_access: bool | None = None


@frozen(kw_only=True)
class FormSummaryList(CamelCaseModel):
    """
    One page of the forms of a form library.

    Attributes:
        forms: The forms.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    forms: list[FormSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The description repeats these under the names of groups, for its index.
FormLibraries = FormLibrarySummary
