"""Models of Rooms: form groups."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
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
class GroupForm(CamelCaseModel):
    """
    A form of a group, as in the group itself.

    Attributes:
        form_id: The form's ID.
        name: Name.
        is_required: Whether the form is required.
        last_updated_date: When the form was last changed (UTC).
        viewing_user_has_access: Whether the caller can use the form.
    """

    form_id: str | None = None
    name: str | None = None
    is_required: bool | None = None
    last_updated_date: datetime | None = None
    viewing_user_has_access: bool | None = None


@frozen(kw_only=True)
class FormGroup(CamelCaseModel):
    """
    A form group, with its forms and the offices that can use it.

    Attributes:
        form_group_id: The form group's ID.
        name: Name.
        office_ids: The IDs of the offices that can use the group.
        forms: The forms.
    """

    form_group_id: str | None = None
    name: str | None = None
    office_ids: list[int] | None = None
    forms: list[GroupForm] | None = None


@frozen(kw_only=True)
class FormGroupForCreate(RequestModel):
    """
    A new form group.

    Attributes:
        name: Name.
    """

    name: str


@frozen(kw_only=True)
class FormGroupForUpdate(RequestModel):
    """
    The new name of a form group.

    Attributes:
        name: Name.
    """

    name: str


@frozen(kw_only=True)
class FormGroupForm(CamelCaseModel):
    """
    A form of a group, as in the list of the group's forms.

    Attributes:
        form_id: The form's ID.
        name: Name.
        is_required: Whether the form is required.
        last_updated_date: When the form was last changed (UTC).
    """

    form_id: str | None = None
    name: str | None = None
    is_required: bool | None = None
    last_updated_date: datetime | None = None


@frozen(kw_only=True)
class FormGroupFormList(CamelCaseModel):
    """
    One page of the forms of a form group.

    Attributes:
        forms: The forms.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
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
    A form to add to a form group.

    Attributes:
        form_id: The form's ID.
        is_required: Whether the form is required.
    """

    form_id: str
    is_required: bool | None = UNSET


@frozen(kw_only=True)
class FormGroupSummary(CamelCaseModel):
    """
    A form group, as in lists.

    Attributes:
        form_group_id: The form group's ID.
        name: Name.
        form_count: The number of forms.
    """

    form_group_id: str | None = None
    name: str | None = None
    form_count: int | None = None


@frozen(kw_only=True)
class FormGroupSummaryList(CamelCaseModel):
    """
    One page of form groups.

    Attributes:
        form_groups: The form groups.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    form_groups: list[FormGroupSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The description repeats these under the names of groups, for its index.
FormGroups = FormGroupSummary
