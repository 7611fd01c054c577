"""The models of Rooms: room templates."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model

__all__ = ["RoomTemplate", "RoomTemplates", "RoomTemplatesSummaryList"]


@frozen(kw_only=True)
class RoomTemplate(Model):
    """
    A template for new rooms. Templates are made in the web application.

    Attributes:
        room_template_id: The template's id.
        name: Name.
        task_template_count: How many templates of tasks it uses.
    """

    room_template_id: int | None = None
    name: str | None = None
    task_template_count: int | None = None


@frozen(kw_only=True)
class RoomTemplatesSummaryList(Model):
    """
    One page of room templates.

    Attributes:
        room_templates: The templates.
        result_set_size: Rows on this page.
        start_position: Position of the first row, from 0.
        end_position: Position of the last row.
        next_uri: Where the next page is; None on the last one, or if the server does not say.
        prior_uri: Where the page before is; None on the first one.
        total_row_count: Rows in the whole list, if the server says so.
    """

    room_templates: list[RoomTemplate]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The index of the official description has these under the groups' names.
RoomTemplates = RoomTemplate
