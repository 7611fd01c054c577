"""The models of Rooms: form groups."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = [
    "FormGroup",
    "FormGroupForCreate",
    "FormGroupForUpdate",
    "FormGroupForm",
    "FormGroupFormList",
    "FormGroupFormToAssign",
    "FormGroupSummary",
    "FormGroupSummaryList",
    "FormGroups",
    "GroupForm",
]


@frozen(kw_only=True)
class GroupForm(Model):
    """
    A form of a group, as the group itself shows it.

    Attributes:
        form_id: The form's id.
        name: Name.
        is_required: Whether the form is required.
        last_updated_date: When the form was last changed (UTC).
        viewing_user_has_access: Whether the user who asks can use the form.
    """

    form_id: str | None = None
    name: str | None = None
    is_required: bool | None = None
    last_updated_date: datetime | None = None
    viewing_user_has_access: bool | None = None


@frozen(kw_only=True)
class FormGroup(Model):
    """
    A group of forms, with its forms and the offices that can use it.

    Attributes:
        form_group_id: The group's id.
        name: Name.
        office_ids: The ids of the offices that can use the group.
        forms: The forms.
    """

    form_group_id: str | None = None
    name: str | None = None
    office_ids: list[int] | None = None
    forms: list[GroupForm] | None = None


@frozen(kw_only=True)
class FormGroupForCreate(RequestModel):
    """
    A new group of forms.

    Attributes:
        name: Name.
    """

    name: str


@frozen(kw_only=True)
class FormGroupForUpdate(RequestModel):
    """
    The new name of a group of forms.

    Attributes:
        name: Name.
    """

    name: str


@frozen(kw_only=True)
class FormGroupForm(Model):
    """
    A form of a group, as the list of the group's forms shows it.

    Attributes:
        form_id: The form's id.
        name: Name.
        is_required: Whether the form is required.
        last_updated_date: When the form was last changed (UTC).
    """

    form_id: str | None = None
    name: str | None = None
    is_required: bool | None = None
    last_updated_date: datetime | None = None


@frozen(kw_only=True)
class FormGroupFormList(Model):
    """
    One page of the forms of a group.

    Attributes:
        forms: The forms.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    forms: list[FormGroupForm]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


@frozen(kw_only=True)
class FormGroupFormToAssign(RequestModel):
    """
    The form that is put into a group.

    Attributes:
        form_id: The form's id.
        is_required: Whether the form is required.
    """

    form_id: str
    is_required: bool | None = UNSET


@frozen(kw_only=True)
class FormGroupSummary(Model):
    """
    A group of forms, as lists show one.

    Attributes:
        form_group_id: The group's id.
        name: Name.
        form_count: How many forms it has.
    """

    form_group_id: str | None = None
    name: str | None = None
    form_count: int | None = None


@frozen(kw_only=True)
class FormGroupSummaryList(Model):
    """
    One page of groups of forms.

    Attributes:
        form_groups: The groups of forms.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    form_groups: list[FormGroupSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The index of the official description has these under the groups' names.
FormGroups = FormGroupSummary
