"""A request in one piece, its route, and the answers that both APIs are made of."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs
import orjson
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import compile_path
from starlette.types import Receive, Scope

from opentoclose_async.sandbox.quota import Verdict

_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,19}")


@attrs.frozen(kw_only=True)
class Call:
    """
    A request whose body has been read.

    Args:
        method: GET, POST and so on.
        path: The path below the API's prefix.
        query: The query, decoded.
        authorization: The Authorization header, or "".
        content_type: The Content-Type header, or "".
        body: The body, undecoded.
        base_url: Scheme, host and prefix by which the client reached the API, without a slash.
        repeats_page: Whether a list is to answer the page before the one that is asked for.
    """

    method: str
    path: str
    query: QueryParams
    authorization: str
    content_type: str
    body: bytes
    base_url: str
    repeats_page: bool = False

    def json(self) -> Any:
        """
        Decode the body.

        Raises:
            ValueError: It is not JSON.
        """
        return orjson.loads(self.body)


async def read_call(scope: Scope, receive: Receive, prefix: str) -> Call | None:
    """
    Read a request to its end.

    Args:
        scope: The ASGI scope.
        receive: Its receive function.
        prefix: The API's part of the path.

    Returns:
        The request, or None when the client left before it was complete.
    """
    request = Request(scope, receive)
    try:
        body = await request.body()
    except ClientDisconnect:
        return None
    return Call(
        method=request.method,
        path=scope["path"].removeprefix(prefix),
        query=request.query_params,
        authorization=request.headers.get("authorization", ""),
        content_type=request.headers.get("content-type", ""),
        body=body,
        base_url=f"{request.url.scheme}://{request.url.netloc}{prefix}",
    )


Handler = Callable[..., Response]


class Routes:
    """
    What answers which method and path.

    A slash at a path's end makes no difference, unless there is a template with one.

    Args:
        routes: Path templates, such as "/users/{user_id}", and their handlers by method. A handler
            is called with the Call and, by keyword, with the texts of the template's parameters.
    """

    def __init__(self, routes: Mapping[str, Mapping[str, Handler]]) -> None:
        compiled = [
            (path.endswith("/"), compile_path(path)[0], handlers)
            for path, handlers in routes.items()
        ]
        # Those with a slash come first: the others take any path.
        self._routes = sorted(compiled, key=lambda route: not route[0])

    def find(self, path: str) -> tuple[Mapping[str, Handler], dict[str, str]]:
        """Find the handlers of a path by method, none if it is unknown, and its parameters."""
        bare = path.rstrip("/")
        for with_slash, pattern, handlers in self._routes:
            match = pattern.match(f"{bare}/" if with_slash and path != bare else bare)
            if match:
                return handlers, match.groupdict()
        return {}, {}


class Api(ABC):
    """What the server needs to know of an API; the two are its subclasses."""

    prefix: str
    """What its paths start with."""

    @abstractmethod
    def authorize(self, call: Call) -> Response | None:
        """Answer a request that lacks the right credentials; None lets it pass."""

    @abstractmethod
    def refuse(self, verdict: Verdict) -> Response:
        """Answer a request that is over the quota."""

    @abstractmethod
    def answer(self, call: Call) -> Response:
        """Do what a request asks for."""

    @abstractmethod
    def error(self, status: int) -> Response:
        """Answer with an error of that status as this API words it."""

    def finish(self, response: Response, verdict: Verdict) -> None:  # noqa: B027 - most APIs have nothing to add
        """Add the headers that all answers of this API have."""


def parse_integer(text: str) -> int | None:
    """Read a decimal integer; None if the text is not one, or not one of a sane length."""
    return int(text) if _INTEGER.fullmatch(text) else None


def json_response(
    value: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with a value as JSON."""
    return Response(orjson.dumps(value), status, headers, "application/json")


def json_text_response(text: str) -> Response:
    """Answer with a text that is JSON already."""
    return Response(text, media_type="application/json")


def login_page() -> Response:
    """
    Answer with a web page where JSON was expected.

    Open To Close does so for a bad token, with status 200 (seen live by third parties).
    """
    return HTMLResponse(
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>"
        '<form method="post" action="/login"><h1>Sign in to continue</h1></form></body></html>'
    )
