"""The response that a request gets under a fault."""

import struct
import uuid
import zlib
from functools import cache
from typing import Final

import attrs
from starlette.responses import PlainTextResponse, Response

from opentoclose_async.sandbox.faults.plan import Fault
from opentoclose_async.sandbox.http.pieces import PiecedResponse
from opentoclose_async.sandbox.http.routing import Api, Call, json_response, login_page

_NO_RESPONSE: Final = frozenset({"drop", "hang", "half_open", "endless_headers"})
_REPLACED_RESPONSE: Final = frozenset({"status", "html", "no_array_key", "gzip_bomb"})


def respond(api: Api, call: Call, fault: Fault | None) -> Response | None:
    """
    Respond to a request, with its fault applied.

    Args:
        api: The API the request is for.
        call: The request.
        fault: The fault to apply, if any.

    Returns:
        The response, or None if none is to be sent.
    """
    if fault is not None and fault.kind in _NO_RESPONSE | _REPLACED_RESPONSE:
        if fault.after:
            api.answer(call)
        return None if fault.kind in _NO_RESPONSE else _replaced_response(api, fault)
    if fault is not None and fault.kind == "repeat_page":
        call = attrs.evolve(call, repeats_page=True)
    elif fault is not None and fault.kind == "other_host":
        call = attrs.evolve(call, base_url=f"{fault.location}{api.prefix}")
    response = api.answer(call)
    if fault is not None and isinstance(response, PiecedResponse):
        response = response.joined()
    if fault is not None and fault.kind == "truncated_json":
        response.body = bytes(response.body)[: len(response.body) // 2]
        response.headers["content-length"] = str(len(response.body))
    return response


def _replaced_response(api: Api, fault: Fault) -> Response:
    if fault.kind == "status":
        return _status_response(api, fault)
    if fault.kind == "html":
        return login_page()
    if fault.kind == "gzip_bomb":
        headers = {"content-type": "application/json", "content-encoding": "gzip"}
        return Response(_bomb(), headers=headers)
    # Rooms' web interface sent this with status 200 (seen live by a third party).
    return json_response({"message": "Please try again.", "referenceId": str(uuid.uuid4())})


@cache
def _bomb() -> bytes:
    """Compress an empty list padded to 100 MB."""
    megabyte = b" " * 1_000_000
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    # The data between two full flushes can be repeated. Compressing all of it would block the
    # server for longer than some clients wait.
    begin = packer.compress(b"[") + packer.flush(zlib.Z_FULL_FLUSH)
    packed = packer.compress(megabyte) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(b"]") + packer.flush()
    checksum, size = 0, 0
    for part in (b"[", *[megabyte] * 100, b"]"):
        checksum, size = zlib.crc32(part, checksum), size + len(part)
    header = b"\x1f\x8b\x08" + bytes(6) + b"\xff"  # gzip (RFC 1952), without a name and a time
    return header + begin + packed * 100 + end + struct.pack("<II", checksum, size)


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
