"""A shared ledger as bytes, for a store that keeps it in a file."""

import json
from array import array
from zlib import crc32

from attrs import astuple

from opentoclose_async._protocol.quota.ledger import InFlight
from opentoclose_async._protocol.quota.pace import Pace
from opentoclose_async._protocol.quota.sharing import Client, SharedLedger
from opentoclose_async._protocol.quota.windows import Window

__all__ = ["dump", "load"]

VERSION = 1


def dump(shared: SharedLedger) -> bytes:
    """Return a checksum, a line of JSON, and the times of requests as they are in memory."""
    ledger = shared.ledger
    header = {
        "version": VERSION,
        "item": [ledger.counted.itemsize, ledger.owners.itemsize],
        "count": len(ledger.counted),
        "permit": ledger.last_permit,
        "left": ledger.left,
        "left_until": ledger.left_until,
        "pace": astuple(ledger.pace),
        "in_flight": [
            (number, each.taken, each.until, each.owner)
            for number, each in ledger.in_flight.items()
        ],
        "client": shared.last_client,
        "clients": [
            (number, each.client, each.label, each.seen) for number, each in shared.clients.items()
        ],
        "waiting": shared.waiting,
    }
    line = json.dumps(header, separators=(",", ":")).encode()
    content = b"\n".join((line, ledger.counted.tobytes() + ledger.owners.tobytes()))
    return b"%08x" % crc32(content) + content


def load(data: bytes, windows: tuple[Window, ...], shift: float = 0.0) -> SharedLedger:
    """
    Return the ledger that was dumped.

    Args:
        data: The bytes.
        windows: The windows to keep, which may have changed.
        shift: Seconds to add to all times.

    Raises:
        ValueError: If the bytes are of another version, or damaged.
    """
    # Damage that can still be parsed might count requests in the far future, for ever.
    checksum, content = data[:8], data[8:]
    if checksum != b"%08x" % crc32(content):
        raise ValueError("damaged: the checksum differs")
    line, _, packed = content.partition(b"\n")
    try:
        header = json.loads(line)
        if header["version"] != VERSION:
            raise ValueError(f"version {header['version']}")
        shared = SharedLedger(windows)
        ledger = shared.ledger
        counted, owners = array("d"), array("l")
        if header["item"] != [counted.itemsize, owners.itemsize]:
            raise ValueError("another machine's numbers")
        middle = header["count"] * counted.itemsize
        counted.frombytes(packed[:middle])
        owners.frombytes(packed[middle:])
        if not header["count"] == len(counted) == len(owners):
            raise ValueError("incomplete")
        if shift:
            counted = array("d", [at + shift for at in counted])
        ledger.counted, ledger.owners = counted, owners
        ledger.last_permit = header["permit"]
        ledger.left = header["left"]
        ledger.left_until = header["left_until"] + shift
        limits = ledger.pace
        ledger.pace = Pace(*header["pace"])
        ledger.pace.slowest, ledger.pace.longest_pause = limits.slowest, limits.longest_pause
        ledger.pace.shift(shift)
        for number, taken, until, owner in header["in_flight"]:
            ledger.in_flight[number] = InFlight(taken + shift, until + shift, owner)
        shared.last_client = header["client"]
        for number, client, label, seen in header["clients"]:
            shared.clients[number] = Client(client, label, seen + shift)
        for client, (since, until) in header["waiting"].items():
            shared.waiting[client] = (since + shift, until + shift)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"damaged: {error}") from error
    return shared
