"""The models of Rooms: form libraries."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model

__all__ = [
    "FormLibraries",
    "FormLibrarySummary",
    "FormLibrarySummaryList",
    "FormSummary",
    "FormSummaryList",
]


@frozen(kw_only=True)
class FormLibrarySummary(Model):
    """
    A library of forms, as lists show one.

    Attributes:
        forms_library_id: The library's id.
        name: Name.
        form_count: How many forms it has.
    """

    forms_library_id: str | None = None
    name: str | None = None
    form_count: int | None = None


@frozen(kw_only=True)
class FormLibrarySummaryList(Model):
    """
    One page of libraries of forms.

    Attributes:
        forms_library_summaries: The libraries.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    forms_library_summaries: list[FormLibrarySummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


@frozen(kw_only=True)
class FormSummary(Model):
    """
    A form of a library, as lists show one.

    Attributes:
        library_form_id: The form's id.
        name: Name.
        last_updated_date: When the form was last changed (UTC).
        viewing_user_has_access: Whether the user who asks can use the form.
    """

    library_form_id: str | None = None
    name: str | None = None
    last_updated_date: datetime | None = None
    viewing_user_has_access: bool | None = None


@frozen(kw_only=True)
class FormSummaryList(Model):
    """
    One page of the forms of a library.

    Attributes:
        forms: The forms.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    forms: list[FormSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The index of the official description has these under the groups' names.
FormLibraries = FormLibrarySummary
