"""Groups of methods as objects: used alone, sending requests, changed and copied."""

import copy
import gc
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from opentoclose_async import OpenToCloseAPI
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    DataFormatError,
    NotFoundError,
    ValidationError,
)
from opentoclose_async.legacy.base_client import (
    DEFAULT_BASE_URL,
    DEFAULT_TIMEOUT,
    MAX_RETRIES,
    BaseClient,
)
from opentoclose_async.legacy.resources import TeamsAPI, UsersAPI
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.legacy.conftest import ClientOf
from tests.legacy.options import set_options

Start = Callable[..., RunningSandbox]


@pytest.fixture
def server(start_server: Start, monkeypatch: pytest.MonkeyPatch) -> RunningSandbox:
    set_options(monkeypatch)
    return start_server(users=30)


@pytest.fixture
def client(server: RunningSandbox) -> OpenToCloseAPI:
    return OpenToCloseAPI(server.sandbox.config.otc_token, server.otc_base_url)


def echo(request: httpx.Request) -> httpx.Response:
    content = json.loads(request.content) if request.content else None
    query = {name: value for name, value in request.url.params.items() if name != "api_token"}
    return httpx.Response(200, json=[request.method, request.url.path, query, content])


@pytest.mark.parametrize("verb", ["post", "put", "patch"])
@pytest.mark.parametrize("body", [{"a": 1}, [1, 2], {}, None])
def test_a_group_sends_any_request(client_of: ClientOf, verb: str, body: Any) -> None:
    send = getattr(client_of(echo).tags, verb)
    assert send("/events/5", json_data=body) == [verb.upper(), "/v1/events/5", {}, body]
    assert send("/events/5", body) == [verb.upper(), "/v1/events/5", {}, body]


@pytest.mark.parametrize(
    ("endpoint", "path", "query"),
    [
        ("/events", "/v1/events", {}),
        ("events", "/v1/events", {}),
        ("//events/", "/v1/events/", {}),
        ("events?page=2&q=a%20b", "/v1/events", {"page": "2", "q": "a b"}),
        ("a b/ü", "/v1/a b/ü", {}),
        ("a%20b", "/v1/a b", {}),
        ("https://evil.test/x", "/v1/https://evil.test/x", {}),
    ],
)
def test_endpoints_are_read_as_in_the_original(
    client_of: ClientOf, endpoint: str, path: str, query: dict[str, str]
) -> None:
    tags = client_of(echo).tags
    assert tags.get(endpoint) == ["GET", path, query, None]
    more = {**query, "limit": "5"}
    assert tags.get(endpoint, {"limit": 5, "none": None}) == ["GET", path, more, None]
    assert tags.delete(endpoint) == ["DELETE", path, query, None]


def test_forms_and_files_are_refused(client_of: ClientOf) -> None:
    tags = client_of(echo).tags
    for refused in ({"data": {"a": "b"}}, {"files": {"file": b"x"}}):
        with pytest.raises(ValidationError, match="only JSON is sent"):
            tags.post("/events", **refused)


def test_direct_requests_raise_the_usual_errors(client: OpenToCloseAPI) -> None:
    assert client.users.get("/users/5")["id"] == 5
    with pytest.raises(NotFoundError):
        client.agents.get("/users/99999")


def test_the_settings_are_attributes(client: OpenToCloseAPI, server: RunningSandbox) -> None:
    for group in (client.users, client.properties, client.property_notes):
        assert isinstance(group, BaseClient)
        assert group.api_key == server.sandbox.config.otc_token
        assert group.base_url == server.otc_base_url
        assert (group.timeout, group.max_retries) == (DEFAULT_TIMEOUT, MAX_RETRIES)
    assert client.users is client.users
    assert server.sandbox.config.otc_token not in repr([client, client.users, vars(client.users)])


def test_a_group_used_alone_needs_its_key_at_once(
    server: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for kind in (UsersAPI, BaseClient):
        with pytest.raises(AuthenticationError, match="OPEN_TO_CLOSE_API_KEY"):
            kind()
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", "key")
    assert UsersAPI().base_url == DEFAULT_BASE_URL
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", server.sandbox.config.otc_token)
    assert len(UsersAPI(base_url=server.otc_base_url).list_users()) == 30


@pytest.mark.parametrize(
    "wrong",
    [{"timeout": 0}, {"timeout": "5"}, {"max_retries": -1}, {"retry_backoff_factor": 0.5}],
    ids=str,
)
def test_invalid_settings_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        UsersAPI("key", **wrong)


def test_the_base_class_can_be_subclassed(server: RunningSandbox) -> None:
    class Colleagues(BaseClient[Any]):
        def first(self) -> int:
            return len(self.get("/users", params={"limit": 3}))

    token = server.sandbox.config.otc_token
    assert Colleagues(api_key=token, base_url=server.otc_base_url).first() == 3


def test_retries_and_timeout_can_be_changed(client: OpenToCloseAPI, server: RunningSandbox) -> None:
    server.sandbox.faults = [Fault(kind="status", status=500)]
    client.users.max_retries = 1
    for call in (lambda: client.users.get("/users/5"), lambda: client.users.retrieve_user(5)):
        server.sandbox.reset_stats()
        with pytest.raises(Exception, match="500"):
            call()
        assert server.sandbox.stats.otc.requests == 1
    server.sandbox.faults = [Fault(kind="hang", seconds=5)]
    client.users.timeout = 0.05
    for late in (client.users.list_users, lambda: client.users.retrieve_user(5)):
        with pytest.raises(TimeoutError, match=r"0\.05 s"):
            late()


def test_a_key_or_an_address_can_be_changed_for_one_group(
    client: OpenToCloseAPI, server: RunningSandbox
) -> None:
    client.users.api_key = "wrong"
    with pytest.raises(AuthenticationError):
        client.users.list_users()
    client.users.api_key = server.sandbox.config.otc_token
    assert len(client.users.list_users()) == 30
    client.users.base_url = f"{server.otc_base_url}/none"
    with pytest.raises((NotFoundError, DataFormatError, AuthenticationError)):
        client.users.list_users()
    assert len(client.teams.list_teams()) > 0


@pytest.mark.parametrize(
    "travel", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))]
)
def test_clients_and_groups_can_be_copied_and_pickled(
    client: OpenToCloseAPI, travel: Callable[[Any], Any]
) -> None:
    assert len(travel(client).users.list_users()) == 30
    client.teams.timeout = 7.0
    teams = travel(client.teams)
    assert type(teams) is TeamsAPI
    assert teams.timeout == 7.0
    assert len(teams.list_teams()) > 0


def test_every_group_maps_the_fields(client: OpenToCloseAPI, server: RunningSandbox) -> None:
    keys = {field["key"] for field in server.sandbox.otc_rows("property_fields")}
    assert client.properties.refresh_field_mappings().keys() == keys
    assert client.agents.get_field_mappings().keys() == keys
    definitions = client.properties.get_raw_field_definitions()
    assert definitions == client.get_property_fields()


def test_a_group_works_after_its_client_is_out_of_scope(server: RunningSandbox) -> None:
    users = OpenToCloseAPI(server.sandbox.config.otc_token, server.otc_base_url).users
    gc.collect()
    assert len(users.list_users()) == 30
