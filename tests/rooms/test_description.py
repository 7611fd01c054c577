"""Every operation of the official description: its method, its request and its result."""

import inspect
import json
from email import message_from_bytes, policy
from typing import Any, get_type_hints
from urllib.parse import parse_qsl, quote

import anyio
import httpx
import pytest

from opentoclose_async import AsyncRooms
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.exceptions import DataFormatError, ValidationError
from tests.clients import groups_of
from tests.rooms.description import (
    Operation,
    array_of,
    definition,
    fields_of,
    operations,
    reference_in,
    root_url,
    snake_case,
)
from tests.rooms.samples import (
    MOMENTS,
    Samples,
    check_reading,
    ids_for,
    model_named,
    nothing_in,
    query_for,
    request_of,
)

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

ACCOUNT = "5a1fe7b0-0000-4000-8000-000000000001"
FILE = b"%PDF \x00\xff\r\n--"

each_operation = pytest.mark.parametrize("operation", operations(), ids=str)
each_with_content = pytest.mark.parametrize(
    "operation", [each for each in operations() if each.answer], ids=str
)
each_with_body = pytest.mark.parametrize(
    "operation", [each for each in operations() if each.body], ids=str
)
each_paged = pytest.mark.parametrize(
    "operation", [each for each in operations() if each.is_paged], ids=str
)
ignores_filters = pytest.mark.filterwarnings("ignore::opentoclose_async.FilterWarning")
"""For servers whose rows do not match the query."""


class Server:
    """Returns the given responses, then the last one repeatedly; records requests."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @property
    def sent(self) -> Any:
        """The JSON of the last request."""
        return json.loads(self.requests[-1].content)

    def client(self) -> AsyncRooms:
        """Return a client of this server that sends each request once."""
        return AsyncRooms(
            ACCOUNT,
            access_token="token",
            environment="demo",
            retry=None,
            quota=None,
            transport=httpx.MockTransport(self),
        )


class PagedServer(Server):
    """Returns the requested pages of a list."""

    def __init__(self, array: str, rows: list[dict[str, Any]]) -> None:
        super().__init__()
        self.array = array
        self.rows = rows

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        start, count = (int(request.url.params[key]) for key in ("startPosition", "count"))
        page = self.rows[start : start + count]
        return httpx.Response(200, json={self.array: page, "totalRowCount": len(self.rows)})


def answer_to(operation: Operation, value: Any = None) -> httpx.Response:
    """Return a successful response with a value, by default a sample."""
    status = min(operation.answers)
    if not operation.answer:
        return httpx.Response(status)
    return httpx.Response(status, json=Samples().of(operation.answer) if value is None else value)


def method_of(rooms: AsyncRooms, operation: Operation) -> Any:
    return getattr(getattr(rooms, operation.group), operation.method)


def arguments_for(operation: Operation, *, awkward: bool = False) -> list[Any]:
    """Return the positional arguments: the IDs, then the body or the file and its name."""
    content: list[Any] = [Samples().of(operation.body)] if operation.body else []
    if operation.uploads:
        content = [FILE, "offer, signed.pdf"]
    return [*ids_for(operation, awkward=awkward), *content]


def path_of(operation: Operation, ids: list[int | str]) -> bytes:
    """Return the escaped path of a call with these IDs."""
    path = operation.path.replace("{accountId}", ACCOUNT)
    for name, value in zip(operation.ids, ids, strict=True):
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    return httpx.URL(root_url()).raw_path + path.encode()


def test_every_operation_has_a_method_and_every_list_three() -> None:
    expected: dict[str, set[str]] = {}
    for operation in operations():
        methods = expected.setdefault(operation.group, set())
        assert operation.method not in methods, "no two operations share a method"
        methods.add(operation.method)
        if operation.is_paged:
            methods |= {f"{verb}_{operation.list_name}" for verb in ("list", "iter")}
    groups = groups_of(Server(httpx.Response(204)).client())
    found = {
        name: {
            method
            for method, value in inspect.getmembers(group, callable)
            if not method.startswith("_")
        }
        for name, group in groups.items()
    }
    assert found == expected
    assert sum(map(len, found.values())) == 89 + 2 * 16


@each_operation
def test_a_method_has_a_keyword_for_every_query_parameter_and_no_other(
    operation: Operation,
) -> None:
    method = method_of(Server(httpx.Response(204)).client(), operation)
    parameters = inspect.signature(method).parameters.values()
    keywords = {each.name for each in parameters if each.kind is each.KEYWORD_ONLY}
    own = keywords - set(get_type_hints(CallOptions))
    assert own == {snake_case(name) for name in operation.query}


@each_operation
@pytest.mark.parametrize("flags", [True, False])
@ignores_filters
async def test_a_method_sends_its_operation(operation: Operation, flags: bool) -> None:
    server = Server(answer_to(operation))
    query = query_for(operation, flags=flags)
    arguments = arguments_for(operation, awkward=True)
    with anyio.fail_after(10):
        async with server.client() as rooms:
            await method_of(rooms, operation)(
                *arguments, **{snake_case(name): value for name, (value, _) in query.items()}
            )
    (request,) = server.requests
    assert request.method == operation.verb
    path, _, asked = request.url.raw_path.partition(b"?")
    assert path == path_of(operation, arguments[: len(operation.ids)])
    assert f"{request.url.scheme}://{request.url.host}" == root_url().removesuffix("/restapi")
    assert sorted(parse_qsl(asked.decode(), strict_parsing=bool(asked))) == sorted(
        (name, text) for name, (_, text) in query.items()
    )
    assert request.headers["Accept"] == "application/json"
    if operation.body:
        assert request.headers["Content-Type"] == "application/json"
        assert json.loads(request.content) == arguments[-1]
    elif not operation.uploads:
        assert "Content-Type" not in request.headers
        assert request.content == b""


@pytest.mark.parametrize("operation", [each for each in operations() if each.uploads], ids=str)
async def test_a_file_is_sent_as_the_form_part_named_file(operation: Operation) -> None:
    server = Server(answer_to(operation))
    with anyio.fail_after(10):
        async with server.client() as rooms:
            await method_of(rooms, operation)(*arguments_for(operation))
    (request,) = server.requests
    kind = request.headers["Content-Type"]
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    form = message_from_bytes(head + request.content, policy=policy.HTTP)
    assert form.get_content_type() == "multipart/form-data"
    (part,) = form.iter_parts()
    disposition = part["Content-Disposition"]
    assert dict(disposition.params) == {"name": "file", "filename": "offer, signed.pdf"}
    assert FILE in request.content


@pytest.mark.parametrize("operation", [each for each in operations() if not each.answer], ids=str)
async def test_an_operation_without_content_returns_none(operation: Operation) -> None:
    server = Server(answer_to(operation))
    with anyio.fail_after(10):
        async with server.client() as rooms:
            assert await method_of(rooms, operation)(*arguments_for(operation)) is None
    assert len(server.requests) == 1


@each_with_content
@pytest.mark.parametrize("unknown_choices", [False, True])
async def test_every_declared_field_of_a_response_is_read(
    operation: Operation, unknown_choices: bool
) -> None:
    values = [
        Samples([text], unknown_choices=unknown_choices).of(operation.answer) for text in MOMENTS
    ]
    server = Server(
        *(
            httpx.Response(status, json=value)
            for status in sorted(operation.answers)
            for value in values
        )
    )
    with anyio.fail_after(10):
        async with server.client() as rooms:
            for value in values * len(operation.answers):
                result = await method_of(rooms, operation)(*arguments_for(operation))
                assert result.raw == value
                check_reading(result, result.raw, {"$ref": f"#/definitions/{operation.answer}"})


@each_with_content
async def test_a_response_may_lack_everything_but_the_array_of_a_list(
    operation: Operation,
) -> None:
    array = array_of(operation.answer)
    null = nothing_in(operation.answer, array)
    accepted = [{array: []} if array else {}, null, {**null, "addedLater": {"x": [1]}}]
    server = Server(*(answer_to(operation, value) for value in accepted))
    with anyio.fail_after(10):
        async with server.client() as rooms:
            for value in accepted:
                result = await method_of(rooms, operation)(*arguments_for(operation))
                assert type(result) is model_named(operation.answer)
                assert result.raw == value
                for field in fields_of(operation.answer):
                    assert getattr(result, snake_case(field)) == ([] if field == array else None)


@pytest.mark.parametrize(
    "operation",
    [each for each in operations() if each.answer and array_of(each.answer)],
    ids=str,
)
async def test_a_list_without_its_array_is_a_data_format_error(operation: Operation) -> None:
    array = array_of(operation.answer)
    full = Samples().of(operation.answer)
    without = {field: value for field, value in full.items() if field != array}
    refused = [{}, without, {**full, array: None}, {**full, array: {}}]
    server = Server(*(answer_to(operation, value) for value in refused))
    with anyio.fail_after(10):
        async with server.client() as rooms:
            for _ in refused:
                with pytest.raises(DataFormatError) as caught:
                    await method_of(rooms, operation)(*arguments_for(operation))
                assert caught.value.path == array
    assert len(server.requests) == len(refused)


@each_paged
@ignores_filters
async def test_list_and_iter_read_every_page(operation: Operation) -> None:
    array = array_of(operation.answer)
    row = reference_in(fields_of(operation.answer)[array]["items"])
    samples = Samples()
    rows = [samples.of(row) for _ in range(5)]

    server = PagedServer(array, rows)
    query = {
        name: each
        for name, each in query_for(operation).items()
        if name not in ("startPosition", "count")
    }
    filters = {snake_case(name): value for name, (value, _) in query.items()}
    with anyio.fail_after(10):
        async with server.client() as rooms:
            group = getattr(rooms, operation.group)
            ids = ids_for(operation)
            listed = await getattr(group, f"list_{operation.list_name}")(
                *ids, page_size=2, **filters
            )
            pager = getattr(group, f"iter_{operation.list_name}")(*ids, page_size=2, **filters)
            iterated = [each async for each in pager]
    for results in (listed, iterated):
        assert [each.raw for each in results] == rows
        for each in results:
            check_reading(each, each.raw, {"$ref": f"#/definitions/{row}"})
    assert len(server.requests) == 6
    for request in server.requests:
        asked = dict(request.url.params)
        assert asked.pop("startPosition") in ("0", "2", "4")
        assert asked.pop("count") == "2"
        assert asked == {name: text for name, (_, text) in query.items()}
        assert request.url.raw_path.partition(b"?")[0] == path_of(operation, ids)


@each_with_body
async def test_a_request_model_is_sent_with_the_names_of_the_api(operation: Operation) -> None:
    server = Server(answer_to(operation))
    value = Samples().of(operation.body)
    with anyio.fail_after(10):
        async with server.client() as rooms:
            await method_of(rooms, operation)(
                *ids_for(operation), request_of(operation.body, value)
            )
    assert server.sent == value


@each_with_body
async def test_unset_fields_are_left_out_and_none_is_null(operation: Operation) -> None:
    server = Server(answer_to(operation))
    full = Samples().of(operation.body)
    required = set(definition(operation.body).get("required", ()))
    with anyio.fail_after(10):
        async with server.client() as rooms:
            for field in full:
                part = {name: full[name] for name in full if name in {*required, field}}
                for value in (part, {**part, field: None}):
                    body = request_of(operation.body, value)
                    await method_of(rooms, operation)(*ids_for(operation), body)
                    assert server.sent == value


@pytest.mark.parametrize(
    "operation",
    [
        each
        for each in operations()
        if each.body
        and any(schema.get("format") == "date-time" for schema in fields_of(each.body).values())
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-03-01T01:05:07+02:00", "2026-02-28T23:05:07Z"),
        ("2026-03-01T01:05:07.25", "2026-03-01T01:05:07.250000Z"),
    ],
)
async def test_a_moment_in_a_body_is_sent_in_utc(
    operation: Operation, moment: str, text: str
) -> None:
    server = Server(answer_to(operation))
    given, expected = (Samples([each]).of(operation.body) for each in (moment, text))
    with anyio.fail_after(10):
        async with server.client() as rooms:
            body = request_of(operation.body, given)
            await method_of(rooms, operation)(*ids_for(operation), body)
    assert text in expected.values()
    assert server.sent == expected


@each_with_body
async def test_a_mapping_with_pythons_names_is_rejected(operation: Operation) -> None:
    server = Server(answer_to(operation))
    full = Samples().of(operation.body)
    async with server.client() as rooms:
        for field, value in full.items():
            if (name := snake_case(field)) != field:
                body = {**full, name: value}
                with pytest.raises(ValidationError, match=f"is called '{field}' by the API"):
                    await method_of(rooms, operation)(*ids_for(operation), body)
    assert server.requests == []
