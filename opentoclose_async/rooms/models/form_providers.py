"""Models of Rooms: form providers."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = ["FormProviderAssociationSummary", "FormProviderAssociationsSummaryList", "FormProviders"]


@frozen(kw_only=True)
class FormProviderAssociationSummary(CamelCaseModel):
    """
    An association whose forms a provider has.

    Attributes:
        association_id: The association's ID, a string.
        provider_id: The provider's ID, such as nwmls.
        last_update_date: When the association was last changed (UTC).
        form_provider_association_guid: The association's GUID.
        form_provider_association_name: The association's name.
    """

    association_id: str | None = None
    provider_id: str | None = None
    last_update_date: datetime | None = None
    form_provider_association_guid: str | None = None
    form_provider_association_name: str | None = None


@frozen(kw_only=True)
class FormProviderAssociationsSummaryList(CamelCaseModel):
    """
    One page of the associations of a form provider.

    Attributes:
        form_provider_associations: The associations.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    form_provider_associations: list[FormProviderAssociationSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The description repeats these under the names of groups, for its index.
FormProviders = FormProviderAssociationsSummaryList
