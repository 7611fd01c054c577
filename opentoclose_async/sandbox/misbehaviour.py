"""Turn a fault into the answer that it leaves."""

import uuid

import attrs
from starlette.responses import PlainTextResponse, Response

from opentoclose_async.sandbox.calls import Api, Call, json_response, login_page
from opentoclose_async.sandbox.faults import Fault


def respond(api: Api, call: Call, fault: Fault | None) -> Response | None:
    """
    Answer a request, well or as a fault has it.

    Args:
        api: Where the request goes.
        call: The request.
        fault: What goes wrong, if anything does.

    Returns:
        The answer, or None if there will be none (drop, hang).
    """
    if fault is None or fault.kind in ("slow", "cut"):
        return api.answer(call)
    if fault.kind == "repeat_page":
        return api.answer(attrs.evolve(call, repeats_page=True))
    if fault.kind == "no_array_key":
        # What Rooms' web interface answered with status 200 (seen live by a third party).
        return json_response({"message": "Please try again.", "referenceId": str(uuid.uuid4())})
    if fault.after:
        api.answer(call)
    if fault.kind == "html":
        return login_page()
    return _status_response(api, fault) if fault.kind == "status" else None


def _status_response(api: Api, fault: Fault) -> Response:
    response: Response
    if fault.status in (204, 304):
        response = Response(status_code=fault.status)
    elif fault.body is None:
        response = api.error(fault.status)
    elif isinstance(fault.body, str):
        response = PlainTextResponse(fault.body, fault.status)
    else:
        response = json_response(fault.body, fault.status)
    for name, value in fault.headers.items():
        response.headers[name] = value
    return response
