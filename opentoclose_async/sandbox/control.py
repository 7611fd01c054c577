"""The control endpoints under /_sandbox: read statistics and ids, set faults, reset."""

import ipaddress
from collections.abc import Callable
from typing import Final

import attrs
import orjson
from starlette.responses import Response

from opentoclose_async.sandbox.faults.plan import Fault, FaultPlan
from opentoclose_async.sandbox.http.routing import Call, Routes, json_response, parse_integer
from opentoclose_async.sandbox.special_documents import SpecialDocuments
from opentoclose_async.sandbox.stats import Stats

PREFIX: Final = "/_sandbox"


class Control:
    """
    Serve requests about the sandbox itself.

    They need no credential, so only clients on this machine are served.

    Args:
        stats: The statistics to report.
        plan: The faults to read and replace.
        reset: Resets the sandbox.
        documents: The ids of the special documents.
    """

    def __init__(
        self,
        stats: Stats,
        plan: FaultPlan,
        reset: Callable[[], None],
        documents: SpecialDocuments,
    ) -> None:
        self._stats = stats
        self._plan = plan
        self._reset = reset
        self._documents = documents
        self._routes = Routes(
            {
                "/stats": {"GET": self._get_stats},
                "/documents": {"GET": self._get_documents},
                "/reset": {"POST": self._post_reset},
                "/faults": {
                    "GET": self._get_faults,
                    "PUT": self._put_faults,
                    "DELETE": self._delete_faults,
                },
            }
        )

    def answer(self, call: Call, client: tuple[str, int] | None) -> Response:
        """
        Handle a request.

        Args:
            call: The request.
            client: The address it came from, if the server knows it.
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

    def _get_stats(self, call: Call) -> Response:
        log = parse_integer(call.query.get("log", "0"))
        if log is None or log < 0:
            return json_response({"detail": "log must be a number of requests."}, 400)
        return json_response(self._stats.as_json(log))

    def _get_documents(self, _: Call) -> Response:
        return json_response(attrs.asdict(self._documents))

    def _post_reset(self, _: Call) -> Response:
        self._reset()
        return json_response({"reset": True})

    def _get_faults(self, _: Call) -> Response:
        return json_response([attrs.asdict(fault) for fault in self._plan.faults])

    def _put_faults(self, call: Call) -> Response:
        try:
            faults = orjson.loads(call.body)
            if not isinstance(faults, list):
                raise ValueError("the body must be a JSON list of faults")
            self._plan.faults = [Fault.from_json(fault) for fault in faults]
        except ValueError as error:
            return json_response({"detail": str(error)}, 400)
        return self._get_faults(call)

    def _delete_faults(self, call: Call) -> Response:
        self._plan.faults = []
        return self._get_faults(call)


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        # Not an IP address: a test client calling the application in process.
        return True
