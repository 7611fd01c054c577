"""Creating properties as the ``open_to_close`` package does: what does not fit is left out."""

import logging
from contextlib import aclosing
from typing import Any

from opentoclose_async._runtime.resource import Core
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.legacy.answers import rows_in
from opentoclose_async.legacy.plain_records import PlainRecords, plain
from opentoclose_async.otc.field_catalogue import ALIASES, BESIDE_FIELDS, FieldCatalogue
from opentoclose_async.otc.models import Property
from opentoclose_async.otc.operations.look_ups import PropertyFields
from opentoclose_async.otc.operations.teams import Teams
from opentoclose_async.otc.properties import Properties
from opentoclose_async.otc.property_bodies import members_of

__all__ = ["LenientProperties"]

logger = logging.getLogger("opentoclose_async")


class LenientProperties(PlainRecords[Property], Properties):
    """
    Properties that take a new one's data as the original package does.

    Without a team member, the first one of the first team that has any is taken; fields and options
    that the account does not have are left out. A warning says so each time.
    """

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._fields = plain(PropertyFields)(core)
        self._teams = plain(Teams)(core)
        self._known_to_be_strange: set[str] = set()

    async def _send(self, method: str, path: str, convert: Any, options: Any, **more: Any) -> Any:
        if path == "/propertyFields":  # the one list that is not read by pages

            def read(answer: Any) -> Any:
                return convert(rows_in(answer))

            return await super()._send(method, path, read, options, **more)
        return await super()._send(method, path, convert, options, **more)

    async def _body(self, data: Any, member: int | None, preserve_text_values: bool) -> Any:
        if member is None:
            member = await self._first_member()
        known = await self._definitions.get()
        fitting, strange = sort_out(data, known.catalogue)
        if not self._known_to_be_strange.issuperset(strange):
            # A field or option may have been added since the definitions were read.
            newer = await self._definitions.get(other_than=known)
            fitting, strange = sort_out(data, newer.catalogue)
            self._known_to_be_strange |= set(strange)
        for name, problem in strange.items():
            logger.warning("create_property: %s %s. It is left out.", name, problem)
        return await super()._body(fitting, member, preserve_text_values)

    async def _first_member(self) -> int:
        async with aclosing(self._teams.iter_teams().raw().pages()) as pages:
            async for page in pages:
                for team in page.items:
                    for member, _ in members_of(team):
                        logger.warning(
                            "create_property: no team_member_id was given, so the property is "
                            "that of %s, the first member of team %s.",
                            member,
                            team.get("id"),
                        )
                        return member
        problem = "must be given: the account's teams have no member"
        raise ValidationError(
            f"team_member_id {problem}. Nothing was sent.",
            field_errors={"team_member_id": [problem]},
        )


def sort_out(data: Any, catalogue: FieldCatalogue) -> tuple[dict[str, Any], dict[str, str]]:
    """
    Part what fits the account's fields from what does not.

    Args:
        data: A title, or values by the fields' keys or short names.
        catalogue: The account's fields.

    Returns:
        What fits, and what is wrong with the rest by the caller's names. Of a short name and the
        key that it stands for, the short name counts.
    """
    if isinstance(data, str):
        return {"title": data.strip()}, {}
    given = {
        name: value
        for name, value in data.items()
        if value is not None and not (name in ALIASES and not value)
    }
    doubled = {ALIASES[name]: name for name in ALIASES if name in given}
    fitting: dict[str, Any] = {}
    strange: dict[str, str] = {}
    for name, value in given.items():
        if name in doubled:
            strange[name] = f"means the same field as {doubled[name]}, which is taken"
            continue
        problem = None if name in BESIDE_FIELDS else _problem(catalogue, name, value)
        if problem is None:
            fitting[name] = value
        else:
            strange[name] = problem
    return fitting, strange


def _problem(catalogue: FieldCatalogue, name: str, value: object) -> str | None:
    try:
        field = catalogue.field(name)
        if field.is_choice and field.key not in ALIASES.values():  # those must be right
            catalogue.option(field, value, given_as=name)
    except ValidationError as error:
        ((problem,),) = error.field_errors.values()
        return str(problem)
    return None
