"""A server that repeats secrets from a request, in a chosen place and encoding."""

import html
import json
import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote, unquote_plus

__all__ = ["ENCODINGS", "PLACES", "Echo", "serve_echo"]

Write = Callable[[str], str]
Answer = Callable[[str], bytes]


def _all_escaped(form: str) -> Write:
    return lambda text: "".join(form.format(ord(character)) for character in text)


ENCODINGS: dict[str, Write] = {
    "unchanged": str,
    "percent-encoded": lambda text: re.sub(
        r"%..", lambda found: found[0].lower(), quote(text, safe="")
    ),
    "JSON-escaped": _all_escaped("\\u{:04x}"),
    "HTML-escaped": lambda text: html.escape(text).replace("=", "&#61;").replace("/", "&#x2F;"),
}


def _answer(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close"]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def _json(status: str, body: str) -> bytes:
    return _answer(status, body.encode(), "Content-Type: application/json")


def _page(status: str, text: str) -> bytes:
    page = f"<html><body><h1>Error occurred</h1><pre>{text}</pre></body></html>"
    return _answer(status, page.encode(), "Content-Type: text/html")


def _message(status: str, key: str = "message") -> Answer:
    return lambda said: _json(status, f'{{"{key}": "no route for {said}", "errorCode": "X"}}')


PLACES: dict[str, Answer] = {
    "location": lambda said: _answer("301 Moved Permanently", b"", f"Location: /v1/users/?{said}"),
    "location 307": lambda said: _answer("307 Temporary Redirect", b"", f"Location: /{said}"),
    "text": lambda said: _answer("404 Not Found", f"Cannot GET {said}".encode()),
    "text, cut by us": lambda said: _answer("404 Not Found", (" " * 1990 + said).encode()),
    "text, in the 200th": lambda said: _answer("404 Not Found", ("x" * 195 + said).encode()),
    "text, cut in the 80th": lambda said: _answer("200 OK", ("x" * 75 + said).encode()),
    "UTF-16": lambda said: _answer("404 Not Found", f'{{"message": "{said}"}}'.encode("utf-16")),
    "page 404": lambda said: _page("404 Not Found", said),
    "page 200": lambda said: _page("200 OK", said),
    "message 400": _message("400 Bad Request"),
    "message 401": _message("401 Unauthorized"),
    "message 403": _message("403 Forbidden", "detail"),
    "message 409": _message("409 Conflict", "error"),
    "message 429": _message("429 Too Many Requests"),
    "message 500": _message("500 Internal Server Error"),
    "message 503": _message("503 Service Unavailable", "error_description"),
    "codes": lambda said: _json(
        "400 Bad Request",
        f'{{"error": "invalid_grant", "error_description": "{said}", "errorCode": "{said}",'
        f' "referenceId": "{said}", "reference_id": "{said}"}}',
    ),
    "code": lambda said: _json("400 Bad Request", f'{{"error": "{said}"}}'),
    "fields": lambda said: _json(
        "422 Unprocessable Entity",
        f'{{"message": "Bad", "errors": {{"{said}": ["{said}", {{"deep": ["{said}"]}}]}}}}',
    ),
    "list": lambda said: _json("400 Bad Request", f'["{said}"]'),
    "no JSON": lambda said: _json("200 OK", f'{{"a": "{said}"'),
    "wrong rows": lambda said: _json("200 OK", f'{{"userSummaries": ["{said}"], "x": "{said}"}}'),
    "wrong list": lambda said: _json("200 OK", f'["{said}", 5]'),
    "wrong kind": lambda said: _json("200 OK", f'"{said}"'),
    "wrong key": lambda said: _json("200 OK", f'{{"{said}": 5, "access_token": ["{said}"]}}'),
    "headers": lambda said: _answer(
        "404 Not Found",
        b"{}",
        *(f"{name}: {said}" for name in ("X-Debug", "Set-Cookie", "X-DocuSign-TraceToken")),
        *(f"{name}: {said}" for name in ("WWW-Authenticate", "Retry-After", "Link", "Via")),
    ),
    "headers 200": lambda said: _answer(
        "200 OK", b"[", f"X-DocuSign-TraceToken: {said}", f"Content-Type: {said}"
    ),
    "header's name": lambda said: _answer("404 Not Found", b"{}", f"X-{quote(said)}: there"),
    "encoding": lambda said: _answer("200 OK", b"[]", f"Content-Encoding: {said}"),
    "reason": lambda said: _answer(f"404 {said}", b"{}"),
    "no status line": lambda said: f"{said}\r\n\r\n".encode(),
    "no header": lambda said: f"HTTP/1.1 200 OK\r\n{said}\r\n\r\n".encode(),
    "no length": lambda said: f"HTTP/1.1 200 OK\r\nContent-Length: {said}\r\n\r\n".encode(),
    "no chunk": lambda said: (
        f"HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n{said}\r\n".encode()
    ),
    "cut off": lambda said: f"HTTP/1.1 404 No\r\nContent-Length: 9999\r\n\r\n{said}".encode(),
    "early hints": lambda said: (
        f"HTTP/1.1 103 Early Hints\r\nLink: <{said}>\r\n\r\n".encode() + _json("404 No", "{}")
    ),
    "one too many": lambda said: (
        _answer("404 Not Found", b"{}").replace(b"Connection: close\r\n", b"")
        + f"HTTP/1.1 {said}".encode()
    ),
}
"""Responses by the place where they repeat something."""


class Echo:
    """
    The behaviour of the server.

    Attributes:
        address: Scheme, host and port.
        secrets: The secrets to repeat if a request contains them.
        sent: The secrets that requests contained.
        place: Where to repeat them, a key of ``PLACES``.
        encoding: How to encode them, a key of ``ENCODINGS``.
        signs_in: Whether to issue tokens and repeat only other requests.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.secrets: set[str] = set()
        self.sent: set[str] = set()
        self.place = "text"
        self.encoding = "unchanged"
        self.signs_in = False

    def answer(self, target: str, headers: str, body: str) -> bytes:
        """Return the response to a request."""
        if self.signs_in and target == "/oauth/token":
            issued = sorted(self.secrets)[0]
            token = {"access_token": issued, "expires_in": 3600, "token_type": "Bearer"}
            return _json("200 OK", json.dumps(token))
        whole = "\n".join([target, headers, body])
        readable = whole + unquote_plus(whole)
        said = sorted(secret for secret in self.secrets if secret in readable)
        self.sent |= set(said)
        write = ENCODINGS[self.encoding]
        return PLACES[self.place]("&token=".join(write(secret) for secret in said))


@contextmanager
def serve_echo() -> Iterator[Echo]:
    """Serve on loopback."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode("latin-1")
            if not line:
                return
            headers, size = "", 0
            while (header := self.rfile.readline().decode("latin-1")).strip():
                headers += header
                if header.lower().startswith("content-length:"):
                    size = int(header.split(":")[1])
            body = self.rfile.read(size).decode("latin-1")
            self.wfile.write(echo.answer(line.split(" ")[1], headers, body))

    socketserver.ThreadingTCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        echo = Echo(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield echo
        finally:
            server.shutdown()
            thread.join()
