"""A FastAPI application that returns models and takes them as bodies."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson
import pytest
from fastapi import FastAPI
from fastapi.responses import Response
from pydantic import BaseModel, TypeAdapter

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Page, json_default
from opentoclose_async.otc.models import Team, User
from opentoclose_async.rooms import models as rooms_models
from opentoclose_async.sandbox import Sandbox
from opentoclose_async.types import Counters
from tests.clients import otc_client, rooms_client

pytestmark = pytest.mark.anyio
ODD_TEAM: dict[str, Any] = {"id": "odd", "team_members": "odd", "status": "New"}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"  # what FastAPI runs on


def application(otc: AsyncOpenToClose, rooms: AsyncRooms) -> FastAPI:
    app = FastAPI()

    @app.get("/users/{user_id}")
    async def user(user_id: int) -> User:
        return await otc.users.retrieve_user(user_id)

    @app.get("/plain/{user_id}")
    async def plain(user_id: int):  # type: ignore[no-untyped-def]  # as people write it
        return await otc.users.retrieve_user(user_id)

    @app.get("/users", response_model_exclude_none=True)
    async def users() -> list[User]:
        return await otc.users.list_users(limit=3)

    @app.get("/people", response_model=list[rooms_models.UserSummary])
    async def people() -> Any:
        return await rooms.users.list_users(max_items=2)

    @app.get("/rooms/page")
    async def page() -> rooms_models.RoomSummaryList:
        return await rooms.rooms.get_rooms(count=2)

    async def first_page() -> Page[User]:
        async for first in otc.users.iter_users(page_size=2).pages():
            return first
        raise AssertionError

    @app.get("/users/pages/first")
    async def annotated_page() -> Page[User] | None:
        return await first_page()

    @app.get("/users/pages/plain")
    async def plain_page():  # type: ignore[no-untyped-def]  # as people write it
        return await first_page()

    @app.get("/counters")
    async def counters() -> Counters:
        return otc.counters

    @app.get("/odd")
    async def odd() -> Team | None:
        return Team(**ODD_TEAM)

    @app.get("/everything/{user_id}")
    async def everything(user_id: int) -> Response:
        found = await otc.users.retrieve_user(user_id)
        return Response(orjson.dumps(found, default=json_default), media_type="application/json")

    @app.get("/field")
    async def field() -> rooms_models.Field:
        return rooms_models.Field(title="A", fields=[rooms_models.Field(title="B")])

    @app.post("/users")
    async def create(user: User) -> User:
        assert user.raw == {}
        return user

    @app.post("/invitations")
    async def invite(person: rooms_models.UserToInvite) -> dict[str, Any]:
        return person.to_dict(by_alias=True)

    return app


@pytest.fixture
async def service() -> AsyncIterator[httpx.AsyncClient]:
    sandbox = Sandbox(users=20)
    async with open_service(sandbox) as client:
        yield client


@asynccontextmanager
async def open_service(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with otc_client(sandbox) as otc, rooms_client(sandbox) as rooms:
        transport = httpx.ASGITransport(application(otc, rooms))
        async with httpx.AsyncClient(transport=transport, base_url="http://app.test") as client:
            yield client


async def get(service: httpx.AsyncClient, path: str) -> Any:
    response = await service.get(path)
    assert response.status_code == 200, response.text
    return response.json()


async def test_models_are_responses_with_and_without_annotation(
    service: httpx.AsyncClient,
) -> None:
    user = await get(service, "/users/5")
    assert list(user) == list(User().to_dict())
    assert user["id"] == 5
    assert user == await get(service, "/plain/5")
    everything = await get(service, "/everything/5")
    assert everything.items() > user.items()  # and what the model does not know


async def test_lists_pages_and_options_of_responses(service: httpx.AsyncClient) -> None:
    users = await get(service, "/users")
    assert [user["id"] for user in users] == [1, 2, 3]
    assert all(value is not None for user in users for value in user.values())
    people = await get(service, "/people")
    assert len(people) == 2
    assert "first_name" in people[0]
    page = await get(service, "/rooms/page")
    assert page["result_set_size"] == len(page["rooms"]) == 2
    assert page["rooms"][0]["created_date"].endswith("Z")
    field = await get(service, "/field")
    assert field["fields"][0]["title"] == "B"


async def test_pages_of_pagers_and_counters(service: httpx.AsyncClient) -> None:
    page = await get(service, "/users/pages/first")
    assert (page["start"], page["total"], len(page["items"])) == (0, None, 2)
    assert page["items"][0] == await get(service, "/users/1")
    assert page == await get(service, "/users/pages/plain")
    assert (await get(service, "/counters"))["retries"] == 0
    page = TypeAdapter(Page[Team]).validate_python({"items": [{"id": 5}], "start": 3})
    assert page == Page([Team(id=5)], 3)
    odd = TypeAdapter(Page[Team]).dump_python(Page([Team(**ODD_TEAM)], 0))
    assert odd["items"][0]["id"] == "odd"


async def test_odd_values_are_returned_as_they_came(service: httpx.AsyncClient) -> None:
    team = await get(service, "/odd")
    assert (team["id"], team["team_members"], team["status"]) == ("odd", "odd", "New")


async def test_models_are_bodies_by_either_name(service: httpx.AsyncClient) -> None:
    created = await service.post("/users", json={"name": "Ana", "unknown": 1})
    assert created.json() == {**User().to_dict(), "name": "Ana"}
    wrong = await service.post("/users", json={"id": "five"})
    assert wrong.status_code == 422
    assert wrong.json()["detail"][0]["loc"] == ["body", "id"]
    person = {"email": "a@b.test", "firstName": "A", "last_name": "B", "roleId": 1}
    person |= {"accessLevel": "Admin", "default_office_id": 2, "eSignPermissionProfileId": "3"}
    invited = await service.post("/invitations", json=person)
    assert invited.status_code == 200, invited.text
    assert invited.json()["firstName"] == "A"
    assert "redirectUrl" not in invited.json()
    missing = await service.post("/invitations", json={"email": "a@b.test"})
    assert ["body", "first_name"] in [each["loc"] for each in missing.json()["detail"]]


async def test_models_are_fields_of_pydantic_models() -> None:
    class Answer(BaseModel):
        user: User
        teams: list[Team] = []

    user = User(id=5, name="Ana", raw={"id": 5})
    answer = Answer(user=user, teams=[Team(**ODD_TEAM)])
    assert answer.user is user
    written = answer.model_dump_json()
    assert orjson.loads(written)["teams"][0]["id"] == "odd"
    assert Answer.model_validate_json('{"user": {"id": 5, "name": "Ana"}}').user == user
    assert Answer.model_validate({"user": user}).user.raw == {"id": 5}
    assert "User" in Answer.model_json_schema()["$defs"]


async def test_the_openapi_describes_the_fields(service: httpx.AsyncClient) -> None:
    schemas = (await get(service, "/openapi.json"))["components"]["schemas"]
    assert list(schemas["User"]["properties"]) == list(User().to_dict())
    assert schemas["User"]["description"].startswith("A user of the account")
    summary = schemas["UserSummary"]["properties"]
    assert summary["user_id"]["anyOf"] == [{"type": "integer"}, {"type": "null"}]
    assert summary["user_id"]["description"] == "The user's ID."
    rooms = schemas["RoomSummaryList"]["properties"]["rooms"]
    assert rooms["items"] == {"$ref": "#/components/schemas/RoomSummary"}
    page = schemas["Page_User_"]["properties"]
    assert page["items"]["items"] == {"$ref": "#/components/schemas/User"}
    assert {"first_name", "email"} <= set(schemas["UserToInvite"]["required"])
