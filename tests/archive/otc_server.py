"""A model server of Open To Close with documents behind links, on any number of hosts."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

__all__ = ["KEY", "OtcServer", "listen"]

KEY = "secret-key-of-open-to-close-77=="
_PARTS = ("contacts", "notes", "tasks", "emails", "documents")


@dataclass
class OtcServer:
    """
    Answers requests about an account, and downloads of files.

    Attributes:
        lists: The rows of each list.
        parts: The rows of each property's lists, by id and name.
        files: Responses to downloads, by URL without a query.
        host: Host and port of the API.
        log: All requests.
    """

    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    parts: dict[tuple[int, str], list[dict[str, Any]]] = field(default_factory=dict)
    files: dict[str, Callable[[], httpx.Response]] = field(default_factory=dict)
    host: str = ""
    log: list[httpx.Request] = field(default_factory=list)

    def respond(self, request: httpx.Request) -> httpx.Response:
        """Return the response to a request to any of the two hosts."""
        self.log.append(request)
        url = str(request.url.copy_with(query=None))
        if url in self.files:
            return self.files[url]()
        if request.url.netloc.decode() != self.host or request.url.params.get("api_token") != KEY:
            return httpx.Response(403, json={"detail": "Forbidden"})
        match request.url.path.removeprefix("/v1/").strip("/").split("/"):
            case [name] if name in self.lists or name.isalpha():
                return self._page(self.lists.get(name, []), request)
            case ["properties", number]:
                found = [row for row in self.lists["properties"] if row["id"] == int(number)]
                return httpx.Response(200 if found else 404, json=found[0] if found else {})
            case ["properties", number, part] if part in _PARTS:
                return self._page(self.parts.get((int(number), part), []), request)
        return httpx.Response(404, json={"detail": "Not Found"})

    def _page(self, rows: list[dict[str, Any]], request: httpx.Request) -> httpx.Response:
        start = int(request.url.params.get("offset", 0))
        count = int(request.url.params.get("limit", 20))
        return httpx.Response(200, json=rows[start : start + count])


@contextmanager
def listen(server: OtcServer) -> Iterator[str]:
    """Let a model server listen on a free port; return host and port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = dict(self.headers.items())
            url = f"http://{self.headers['host']}{self.path}"
            response = server.respond(httpx.Request("GET", url, headers=headers))
            kept = {name: value for name, value in response.headers.items() if name == "location"}
            lines = [f"HTTP/1.1 {response.status_code} x", *(f"{n}: {v}" for n, v in kept.items())]
            lines += ["content-type: application/json", f"content-length: {len(response.content)}"]
            self.wfile.write("\r\n".join([*lines, "", ""]).encode() + response.content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name it has
            pass

    class Listener(ThreadingHTTPServer):
        daemon_threads = True

    listener = Listener(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"127.0.0.1:{listener.server_address[1]}"
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()
