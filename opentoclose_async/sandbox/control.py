"""The debug endpoints below /_sandbox: read the counts, set faults, start again."""

import ipaddress
from typing import TYPE_CHECKING, Final

import attrs
import orjson
from starlette.responses import Response

from opentoclose_async.sandbox.faults.plan import Fault
from opentoclose_async.sandbox.http.routing import Call, Routes, json_response, parse_integer

if TYPE_CHECKING:
    from opentoclose_async.sandbox.app import Sandbox

PREFIX: Final = "/_sandbox"


class Control:
    """
    Answers requests about the sandbox itself.

    They need no token, so only clients on this machine get an answer.

    Args:
        sandbox: What they are about.
    """

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._routes = Routes(
            {
                "/stats": {"GET": self._stats},
                "/reset": {"POST": self._reset},
                "/faults": {
                    "GET": self._get_faults,
                    "PUT": self._put_faults,
                    "DELETE": self._delete_faults,
                },
            }
        )

    def answer(self, call: Call, client: tuple[str, int] | None) -> Response:
        """
        Do what a request asks for.

        Args:
            call: The request.
            client: The address that it came from, where the server knows.
        """
        if client is not None and not _is_local(client[0]):
            return json_response({"detail": "Only for clients on this machine."}, 403)
        handlers, parameters = self._routes.find(call.path)
        if not handlers:
            return json_response({"detail": "Not Found"}, 404)
        handler = handlers.get(call.method)
        if handler is None:
            return json_response(
                {"detail": "Method not allowed."}, 405, {"allow": ", ".join(sorted(handlers))}
            )
        return handler(call, **parameters)

    def _stats(self, call: Call) -> Response:
        log = parse_integer(call.query.get("log", "0"))
        if log is None or log < 0:
            return json_response({"detail": "log must be a number of requests."}, 400)
        return json_response(self._sandbox.stats.as_json(log))

    def _reset(self, _: Call) -> Response:
        self._sandbox.reset()
        return json_response({"reset": True})

    def _get_faults(self, _: Call) -> Response:
        return json_response([attrs.asdict(fault) for fault in self._sandbox.faults])

    def _put_faults(self, call: Call) -> Response:
        try:
            faults = orjson.loads(call.body)
            if not isinstance(faults, list):
                raise ValueError("the body must be a JSON list of faults")
            self._sandbox.faults = [Fault.from_json(fault) for fault in faults]
        except ValueError as error:
            return json_response({"detail": str(error)}, 400)
        return self._get_faults(call)

    def _delete_faults(self, call: Call) -> Response:
        self._sandbox.faults = []
        return self._get_faults(call)


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        # Not an address: a test client that calls the application in process.
        return True
