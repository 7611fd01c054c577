"""The model server on a socket, for archives in other processes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.archive.rooms_server import Server

__all__ = ["serve"]


@contextmanager
def serve(server: Server) -> Iterator[str]:
    """Serve a model on a free port; return the base URL of its API."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            with server._lock:
                server.in_flight += 1
                server.most_in_flight = max(server.most_in_flight, server.in_flight)
            answer = server.answer(self.path, self.headers.get("authorization"))
            head = (
                f"HTTP/1.1 {answer.status} x\r\ncontent-type: application/json\r\n"
                f"content-length: {len(answer.body)}\r\n\r\n"
            )
            with server._lock:
                server.in_flight -= 1
            self.wfile.write(head.encode() + answer.body[: answer.sent])
            if answer.sent is not None:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name it has
            pass

    class Listener(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a killed client

    listener = Listener(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.server_address[1]}/restapi"
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()
