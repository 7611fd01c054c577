"""The models of Rooms: form providers."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model

__all__ = ["FormProviderAssociationSummary", "FormProviderAssociationsSummaryList", "FormProviders"]


@frozen(kw_only=True)
class FormProviderAssociationSummary(Model):
    """
    An association whose forms a provider has.

    Attributes:
        association_id: The association's id, a text.
        provider_id: The provider's id, such as nwmls.
        last_update_date: When the association was last changed (UTC).
        form_provider_association_guid: The association's id, a GUID.
        form_provider_association_name: The association's name.
    """

    association_id: str | None = None
    provider_id: str | None = None
    last_update_date: datetime | None = None
    form_provider_association_guid: str | None = None
    form_provider_association_name: str | None = None


@frozen(kw_only=True)
class FormProviderAssociationsSummaryList(Model):
    """
    One page of the associations of a provider of forms.

    Attributes:
        form_provider_associations: The associations.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    form_provider_associations: list[FormProviderAssociationSummary]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The index of the official description has these under the groups' names.
FormProviders = FormProviderAssociationsSummaryList
