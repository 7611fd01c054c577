"""Models as dicts, as JSON and as dataclasses."""

import copy
import dataclasses
import json
import pickle
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from opentoclose_async import Page, Quota, json_default
from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.display.shown import Shown
from opentoclose_async.archive import ArchivePlan
from opentoclose_async.export import ExportReport
from opentoclose_async.otc.models import Property, Status, Team, User
from opentoclose_async.rooms.conversion import CONVERTER as ROOMS
from opentoclose_async.rooms.models import Region, Room, RoomSummary, RoomUserForUpdate

OTC = ModelConverter()
TEAM: dict[str, Any] = {
    "id": 3,
    "name": "North",
    "status": "Active",
    "team_members": [{"id": 7}, {"id": 8, "since": {"year": 2020}}],
    "motto": None,
}
ROOM = {
    "roomId": 5,
    "name": "12 Elm St",
    "createdDate": "2026-01-02T03:04:05.5",
    "newField": {"deep": [1, {"x": True}]},
}
REPORT = ExportReport(Path("a.csv"), 3, 1, 1, 0, 0, 0, 0.5, "ab" * 32)


def test_names_are_pythons_and_models_within_become_dicts() -> None:
    team = OTC.structure(TEAM, Team)
    found = team.to_dict()
    assert list(found)[:3] == ["id", "name", "description"]
    assert found["team_members"] == [{"id": 7}, {"id": 8, "since": {"year": 2020}}]
    assert found["territory"] is None
    assert found["status"] == "Active"
    assert type(found["status"]) is str


def test_names_are_the_apis_by_alias() -> None:
    room = ROOMS.structure(ROOM, RoomSummary)
    assert room.to_dict()["room_id"] == room.to_dict(by_alias=True)["roomId"] == 5
    assert "roomId" not in room.to_dict()
    assert "room_id" not in room.to_dict(by_alias=True)
    nested = ROOMS.structure({"fieldData": {"data": {}}, "roomId": 1}, Room)
    assert nested.to_dict(by_alias=True)["fieldData"] == {"data": {}}


@pytest.mark.parametrize("by_alias", [False, True])
def test_fields_that_the_model_does_not_know_follow(by_alias: bool) -> None:
    found = ROOMS.structure(ROOM, RoomSummary).to_dict(by_alias=by_alias)
    assert list(found)[-1] == "newField"
    assert found["newField"] == {"deep": [1, {"x": True}]}


def test_an_attribute_goes_before_an_unknown_field_of_its_name() -> None:
    room = ROOMS.structure({"roomId": 5, "room_id": "other"}, RoomSummary)
    assert room.to_dict()["room_id"] == 5
    assert room.to_dict(by_alias=True)["room_id"] == "other"


def test_dates_stay_dates_and_odd_values_stay_as_they_came() -> None:
    room = ROOMS.structure(ROOM, RoomSummary)
    assert room.to_dict()["created_date"] == datetime(2026, 1, 2, 3, 4, 5, 500_000, UTC)
    odd = OTC.structure({"id": "x", "team_members": "none", "status": "Gone"}, Team)
    assert odd.to_dict() == {
        **Team().to_dict(),
        "id": "x",
        "team_members": "none",
        "status": "Gone",
    }


def test_the_dict_is_the_callers_own() -> None:
    room = ROOMS.structure(copy.deepcopy(ROOM), RoomSummary)
    room.to_dict()["newField"]["deep"].clear()
    assert room.raw == ROOM


def test_what_was_not_set_in_a_request_is_left_out() -> None:
    assert RoomUserForUpdate(role_id=None).to_dict() == {"role_id": None}
    assert Region(name="North").to_dict(by_alias=True) == {"name": "North"}


@pytest.mark.parametrize("dumps", [json.dumps, orjson.dumps])
def test_encoders_write_models_pages_and_reports(dumps: Any) -> None:
    team, room = OTC.structure(TEAM, Team), ROOMS.structure(ROOM, RoomSummary)
    page = Page([team], 0, 9)
    bare = {"day": date(2026, 1, 2), "kind": Status.ACTIVE, "path": Path("a")}
    items = [
        {"key": "a", "type": "date", "value": "2026-01-02"},
        {"key": "b", "type": "decimal", "value": "3.10"},
    ]
    fields = Property(raw={"field_values": items})
    value = {"page": page, "room": room, "report": REPORT, **bare, "fields": fields.fields}
    written = json.loads(dumps(value, default=json_default))
    assert written["page"] == {"items": [team.to_dict()], "start": 0, "total": 9}
    assert written["room"]["created_date"] == "2026-01-02T03:04:05.500000+00:00"
    assert written["room"]["newField"] == ROOM["newField"]
    assert written["report"]["path"] == "a.csv"
    assert (written["day"], written["kind"], written["path"]) == ("2026-01-02", "Active", "a")
    assert written["fields"] == {"a": "2026-01-02", "b": "3.10"}


@pytest.mark.parametrize("dumps", [json.dumps, orjson.dumps])
def test_encoders_write_the_quota_of_a_plan(dumps: Any) -> None:
    plan = ArchivePlan(
        places=1, documents=2, requests={"rooms": 3}, seconds=1.0, quota=Quota.parse("1/s")
    )
    written = json.loads(dumps(plan, default=json_default))
    assert written["quota"] == {"windows": [{"count": 1, "seconds": 1.0}]}
    assert written["requests"] == {"rooms": 3}


def test_pages_and_reports_read_like_dataclasses_too() -> None:
    page = Page([Team(id=1)], 0, 9)
    assert dataclasses.asdict(page)["items"] == [dataclasses.asdict(Team(id=1))]
    assert dataclasses.replace(REPORT, rows=4).rows == 4
    assert not dataclasses.is_dataclass(Shown)


def test_what_is_unknown_stays_an_error() -> None:
    with pytest.raises(TypeError, match="object is not JSON serializable"):
        json.dumps(object(), default=json_default)


def test_models_read_like_dataclasses() -> None:
    team = OTC.structure(TEAM, Team)
    assert [field.name for field in dataclasses.fields(team)] == list(Team().to_dict())
    assert dataclasses.asdict(team) == {
        name: value for name, value in team.to_dict().items() if name != "motto"
    } | {"team_members": [{"id": 7}, {"id": 8}]}
    moved = dataclasses.replace(team, name="South")
    assert (moved.name, moved.id, team.name) == ("South", 3, "North")


def test_models_can_be_in_sets_whatever_they_hold() -> None:
    teams = [OTC.structure(copy.deepcopy(TEAM), Team) for _ in range(2)]
    assert len({*teams, Team(id=3), Team(id=4)}) == 3
    assert {User(status="Active"), User(status=Status.ACTIVE)} == {User(status="Active")}
    assert len({Region(name=None), Region(), Region(name=None)}) == 2


@pytest.mark.parametrize(
    "travel", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_models_still_travel(travel: Any) -> None:
    team = OTC.structure(TEAM, Team)
    again = travel(team)
    assert again == team
    assert again.raw == team.raw
    assert again.to_dict() == team.to_dict()
    assert type(again) is Team
    assert User() == User()
