"""Requests, routes, the interface of an API, and JSON responses."""

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
        body: The raw body.
        base_url: Scheme, host and prefix that the client used, without a trailing slash.
        repeats_page: Whether a list returns the page before the requested one.
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
            ValueError: The body is not JSON.
        """
        return orjson.loads(self.body)


async def read_call(scope: Scope, receive: Receive, prefix: str) -> Call | None:
    """
    Read a whole request.

    Args:
        scope: The ASGI scope.
        receive: Its receive function.
        prefix: The API's part of the path.

    Returns:
        The request, or None if the client disconnected before it was complete.
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
    The handlers of methods and paths.

    A trailing slash makes no difference, unless a template has one.

    Args:
        routes: Path templates, such as "/users/{user_id}", and their handlers by method. A handler
            is called with the Call, and with the template's parameters as keyword strings.
    """

    def __init__(self, routes: Mapping[str, Mapping[str, Handler]]) -> None:
        compiled = [
            (path.endswith("/"), compile_path(path)[0], path, handlers)
            for path, handlers in routes.items()
        ]
        # Templates with a slash come first: the others match both forms.
        self._routes = sorted(compiled, key=lambda route: not route[0])

    def find(self, path: str) -> tuple[Mapping[str, Handler], dict[str, str]]:
        """Return the handlers of a path by method (empty if unknown) and its parameters."""
        _, handlers, parameters = self._match(path)
        return handlers, parameters

    def template(self, path: str) -> str | None:
        """Return the template that a path matches; None if there is none."""
        return self._match(path)[0]

    def _match(self, path: str) -> tuple[str | None, Mapping[str, Handler], dict[str, str]]:
        bare = path.rstrip("/")
        for with_slash, pattern, template, handlers in self._routes:
            match = pattern.match(f"{bare}/" if with_slash and path != bare else bare)
            if match:
                return template, handlers, match.groupdict()
        return None, {}, {}


class Api(ABC):
    """The interface between the server and an API."""

    prefix: str
    """The prefix of its paths."""

    @property
    @abstractmethod
    def routes(self) -> Routes:
        """The routes below the prefix."""

    @abstractmethod
    def authorize(self, call: Call) -> Response | None:
        """Refuse a request without a valid credential; None admits it."""

    @abstractmethod
    def refuse(self, verdict: Verdict) -> Response:
        """Respond to a request over the quota."""

    @abstractmethod
    def answer(self, call: Call) -> Response:
        """Process a request."""

    @abstractmethod
    def error(self, status: int) -> Response:
        """Return an error response in the API's format."""

    def finish(self, response: Response, verdict: Verdict) -> None:  # noqa: B027 - most APIs have nothing to add
        """Add the headers that all responses of this API have."""


def parse_integer(text: str) -> int | None:
    """Parse a decimal integer of at most 19 digits; None if the text is not one."""
    return int(text) if _INTEGER.fullmatch(text) else None


def json_response(
    value: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a value as JSON."""
    return Response(orjson.dumps(value), status, headers, "application/json")


def json_text_response(text: str) -> Response:
    """Return text that is already JSON."""
    return Response(text, media_type="application/json")


def login_page() -> Response:
    """
    Return a web page where JSON was expected.

    Open To Close does so for an invalid token, with status 200 (seen live by third parties).
    """
    return HTMLResponse(
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>"
        '<form method="post" action="/login"><h1>Sign in to continue</h1></form></body></html>'
    )
