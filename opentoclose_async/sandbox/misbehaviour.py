"""Turn a fault into the answer that it leaves."""

import gzip
import uuid
from typing import Final

import attrs
from starlette.responses import PlainTextResponse, Response

from opentoclose_async.sandbox.calls import Api, Call, json_response, login_page
from opentoclose_async.sandbox.faults import Fault

_NO_ANSWER: Final = frozenset({"drop", "hang", "half_open", "endless_headers"})
_ANOTHER_ANSWER: Final = frozenset({"status", "html", "no_array_key", "gzip_bomb"})
_BOMB: Final = gzip.compress(b"[]" + b" " * 999_998, mtime=0) * 100


def respond(api: Api, call: Call, fault: Fault | None) -> Response | None:
    """
    Answer a request, well or as a fault has it.

    Args:
        api: Where the request goes.
        call: The request.
        fault: What goes wrong, if anything does.

    Returns:
        The answer, or None if there will be none.
    """
    if fault is not None and fault.kind in _NO_ANSWER | _ANOTHER_ANSWER:
        if fault.after:
            api.answer(call)
        return None if fault.kind in _NO_ANSWER else _another_answer(api, fault)
    if fault is not None and fault.kind == "repeat_page":
        call = attrs.evolve(call, repeats_page=True)
    elif fault is not None and fault.kind == "other_host":
        call = attrs.evolve(call, base_url=f"{fault.location}{api.prefix}")
    response = api.answer(call)
    if fault is not None and fault.kind == "truncated_json":
        response.body = bytes(response.body)[: len(response.body) // 2]
        response.headers["content-length"] = str(len(response.body))
    return response


def _another_answer(api: Api, fault: Fault) -> Response:
    if fault.kind == "status":
        return _status_response(api, fault)
    if fault.kind == "html":
        return login_page()
    if fault.kind == "gzip_bomb":
        headers = {"content-type": "application/json", "content-encoding": "gzip"}
        return Response(_BOMB, headers=headers)
    # What Rooms' web interface answered with status 200 (seen live by a third party).
    return json_response({"message": "Please try again.", "referenceId": str(uuid.uuid4())})


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
