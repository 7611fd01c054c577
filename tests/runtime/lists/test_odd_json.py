"""JSON that Python's json module accepts has the same value however it is read or exported."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import DataFormatError, ServerError
from opentoclose_async.export import export

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

BODIES = {
    "long numbers": b'[{"id": 18446744073709551616, "x": -9223372036854775809, "y": 1.50}]',
    "very long numbers": b'[{"id": 1, "x": ' + b"9" * 4300 + b"}]",
    "no numbers": b'[{"id": 1, "x": [NaN, Infinity, -Infinity, 1e999, -0.0]}]',
    "half a pair": b'[{"id": 1, "name": "\\ud800", "\\udfff": 1}]',
    "half a pair as it is": b'[{"id": 1, "name": "\xed\xa0\x80", "\xed\xbf\xbf": 1}]',
    "half a pair for an id": b'[{"id": "\xed\xa0\x80"}, {"id": "\\udc00"}]',
    "byte order mark": b'\xef\xbb\xbf[{"id": 1, "name": "\xc3\xa9"}]',
    "UTF-16": '[{"id": 1, "name": "é\U0001f600"}]'.encode("utf-16"),
    "twice": b'[{"id": 1, "name": "a", "id": 2, "name": "b"}]',
    "deep": b'[{"id": 1, "x": ' + b"[" * 800 + b"]" * 800 + b"}]",
    "no id and deep": b'[{"x": ' + b'{"a":' * 800 + b"1" + b"}" * 800 + b"}]",
}


class Once(httpx.AsyncBaseTransport):
    """Returns a body for the first request, and empty lists afterwards."""

    def __init__(self, body: bytes, headers: dict[str, str] | None = None) -> None:
        self._bodies = [body]
        self._headers = headers

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = self._bodies.pop() if self._bodies else b"[]"
        return httpx.Response(200, headers=self._headers, stream=httpx.ByteStream(body))


def otc(body: bytes, headers: dict[str, str] | None = None, **options: Any) -> AsyncOpenToClose:
    return AsyncOpenToClose(
        "key",
        base_url="http://sandbox.test/v1",
        transport=Once(body, headers),
        quota=None,
        retry=None,
        **options,
    )


async def _asked(client: Any) -> Any:
    return await client.request("GET", "/users")


async def _models(client: Any) -> Any:
    return [user.raw for user in await client.users.list_users()]


async def _raw(client: Any) -> Any:
    return await client.users.iter_users().raw().collect()


async def _verbatim(client: Any) -> Any:
    return await client.users.iter_users().verbatim().collect()


async def _verified(client: Any) -> Any:
    return [row async for page in client.users.iter_users().raw().verified() for row in page.items]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("read", [_asked, _models, _raw, _verbatim, _verified])
async def test_every_way_gives_the_value(body: bytes, read: Callable[[Any], Any]) -> None:
    async with otc(body) as client:
        assert repr(await read(client)) == repr(json.loads(body))


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("suffix", ["jsonl", "json"])
async def test_files_of_json_hold_the_value(body: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"users.{suffix}"
    async with otc(body) as client:
        await export(client.users.iter_users(), path)
    text = path.read_text("utf-8")
    rows = json.loads(text) if suffix == "json" else [*map(json.loads, text.splitlines())]
    expected = repr(json.loads(body))
    # One invalid word would make the whole array invalid.
    assert repr(rows) == (expected.replace("nan", "None") if suffix == "json" else expected)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_tables_lose_nothing_of_it(body: bytes, tmp_path: Path) -> None:
    async with otc(body) as client:
        await export(client.users.iter_users(), tmp_path / "users.parquet")
    async with otc(body) as client:
        await export(client.users.iter_users(), tmp_path / "users.csv")
    (tmp_path / "users.csv").read_text("utf-8")
    async with otc(body) as client:
        table = await client.users.iter_users().to_arrow()
    stored = pyarrow.parquet.read_table(tmp_path / "users.parquet")
    for rows in (table.to_pylist(), stored.to_pylist()):
        found = []
        for row in rows:
            extra = json.loads(row.pop("extra") or "{}")
            found.append({name: value for name, value in row.items() if value is not None} | extra)
        expected = json.loads(body)
        assert json.dumps(found, sort_keys=True) == json.dumps(expected, sort_keys=True)


@pytest.mark.parametrize(
    "body",
    [b"[" + b"9" * 4301 + b"]", b"[" * 100_000, b'[{"id":' * 50_000, b"[1,]", b'["\xff"]'],
    ids=["too long", "too deep", "too deep as well", "comma", "no UTF-8"],
)
@pytest.mark.parametrize("read", [_asked, _models, _raw, _verbatim, _verified])
async def test_json_that_python_rejects_is_an_error(
    body: bytes, read: Callable[[Any], Any]
) -> None:
    async with otc(body) as client:
        with pytest.raises(DataFormatError, match="not JSON"):
            await read(client)


@pytest.mark.parametrize("depth", [900, *range(940, 1000, 10), 1020, 5000])
@pytest.mark.parametrize("way", ["models", "raw", "verified", "arrow", "csv", "jsonl", "parquet"])
async def test_near_the_recursion_limit_there_is_a_value_or_our_error(
    depth: int, way: str, tmp_path: Path
) -> None:
    rows = [b'{"x": ' + b"[" * depth + b"%d" % number + b"]" * depth + b"}" for number in (1, 2)]
    async with otc(b"[" + b",".join(rows) + b"]") as client:
        users = client.users.iter_users()
        message = "not too deep"
        try:
            if way == "models":
                await users.collect()
            elif way == "raw":
                await users.raw().collect()
            elif way == "verified":
                await _verified(client)
            elif way == "arrow":
                await users.to_arrow()
            else:
                await export(users, tmp_path / f"users.{way}")
        except DataFormatError as error:
            message = str(error)
    assert "deep" in message


HEADERS = [
    {"Content-Type": kind}
    for kind in ("text/html", "text/html; charset=UTF-8", "; ;", "", "a/b, c/d", "text/plain")
] + [
    {"Content-Encoding": coding}
    for coding in ("utf-8", "none", "binary", "aws-chunked", "br", "gzip", "GZIP", "deflate", ",,")
]


@pytest.mark.parametrize("headers", HEADERS, ids=str)
@pytest.mark.parametrize("read", [_asked, _models, _raw, _verbatim, _verified])
async def test_headers_do_not_make_a_good_body_unreadable(
    headers: dict[str, str], read: Callable[[Any], Any]
) -> None:
    async with otc(b'[{"id": 5}]', headers) as client:
        assert await read(client) == [{"id": 5}]


async def test_a_failed_response_is_reported_by_status_however_it_is_compressed() -> None:
    class Down(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(
                503,
                headers={"Content-Encoding": "br", "Retry-After": "Mon, 01 Jan 9" + "9" * 30},
                stream=httpx.ByteStream(b"\x0b\x02\x80 x"),
            )

    async with AsyncRooms("a", access_token="t", transport=Down(), retry=None) as rooms:
        with pytest.raises(ServerError, match="answered 503 Service Unavailable") as caught:
            await rooms.offices.get_office(5)
        assert caught.value.response_data is None
