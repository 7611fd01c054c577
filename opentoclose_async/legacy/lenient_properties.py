"""Create properties as the ``open_to_close`` package does, omitting values that do not fit."""

import logging
from contextlib import aclosing
from typing import Any

from opentoclose_async._runtime.call import CheckedCall
from opentoclose_async._runtime.resource import Core
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.legacy.plain_records import PlainRecords, plain
from opentoclose_async.legacy.responses import rows_in
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
    Properties that accept the data of a new property as the original package does.

    Without a team member, a property gets the first member of the first team that has any. Fields
    and options that the account does not have are omitted. Both are logged as warnings.
    """

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._fields = plain(PropertyFields)(core)
        self._teams = plain(Teams)(core)
        self._known_unfitting: set[str] = set()

    async def _send(
        self, method: str, path: str, convert: Any, call: CheckedCall, **more: Any
    ) -> Any:
        if path == "/propertyFields":  # the only list without pages

            def read(data: Any) -> Any:
                return convert(rows_in(data))

            return await super()._send(method, path, read, call, **more)
        return await super()._send(method, path, convert, call, **more)

    async def _body(self, data: Any, member: int | None, preserve_text_values: bool) -> Any:
        if member is None:
            member = await self._first_member()
        known = await self._definitions.get()
        fitting, unfitting = split_fitting(data, known.catalogue)
        if not self._known_unfitting.issuperset(unfitting):
            # A field or option may have been added since the definitions were read.
            newer = await self._definitions.get(other_than=known)
            fitting, unfitting = split_fitting(data, newer.catalogue)
            self._known_unfitting |= set(unfitting)
        for name, problem in unfitting.items():
            logger.warning("create_property: %s %s. It is omitted.", name, problem)
        return await super()._body(fitting, member, preserve_text_values)

    async def _first_member(self) -> int:
        async with aclosing(self._teams.iter_teams().raw().pages()) as pages:
            async for page in pages:
                for team in page.items:
                    for member, _ in members_of(team):
                        logger.warning(
                            "create_property: no team_member_id was given, so the property gets "
                            "%s, the first member of team %s.",
                            member,
                            team.get("id"),
                        )
                        return member
        problem = "must be given: the account's teams have no member"
        raise ValidationError(
            f"team_member_id {problem}. Nothing was sent.",
            field_errors={"team_member_id": [problem]},
        )


def split_fitting(data: Any, catalogue: FieldCatalogue) -> tuple[dict[str, Any], dict[str, str]]:
    """
    Split data into values that fit the account's fields and problems with the rest.

    Args:
        data: A title, or values by the fields' keys or short names.
        catalogue: The account's fields.

    Returns:
        The values that fit, and the problems by the caller's names. A short name takes precedence
        over the key that it stands for.
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
    unfitting: dict[str, str] = {}
    for name, value in given.items():
        if name in doubled:
            unfitting[name] = f"is the same field as {doubled[name]}, which is used"
            continue
        problem = None if name in BESIDE_FIELDS else _problem(catalogue, name, value)
        if problem is None:
            fitting[name] = value
        else:
            unfitting[name] = problem
    return fitting, unfitting


def _problem(catalogue: FieldCatalogue, name: str, value: object) -> str | None:
    try:
        field = catalogue.field(name)
        if field.is_choice and field.key not in ALIASES.values():  # these must be valid
            catalogue.option(field, value, given_as=name)
    except ValidationError as error:
        ((problem,),) = error.field_errors.values()
        return str(problem)
    return None
