"""
Relay connections with a latency: ``python -m benchmarks.slow_network PORT ROUND_TRIP_MS``.

Everything arrives half a round trip late in each direction, and the first bytes of a connection one
round trip later, which is TCP's handshake. So the handshake of TLS takes as long as over a network.
It prints its port, and ends with the process that started it.
"""

import asyncio
import contextlib
import selectors
import sys

from benchmarks.load_server import parent_gone

__all__: list[str] = []

CHUNK = 1 << 18


class Relay:
    """
    Connections to a port, each with a latency.

    Args:
        port: Where to forward to, on the loopback interface.
        round_trip: Seconds of a round trip.
    """

    def __init__(self, port: int, round_trip: float) -> None:
        self._port = port
        self._round_trip = round_trip

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward a new connection until both sides have closed it."""
        try:
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(
            self._forward(reader, to_writer, self._round_trip), self._forward(to_reader, writer, 0)
        )

    async def _forward(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handshake: float
    ) -> None:
        loop = asyncio.get_running_loop()
        arrives = loop.time() + handshake
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK):
                arrives = max(arrives, loop.time() + handshake + self._round_trip / 2)
                handshake = 0
                loop.call_at(arrives, writer.write, data)
        loop.call_at(max(arrives, loop.time() + self._round_trip / 2), writer.close)


async def _serve(relay: Relay) -> None:
    server = await asyncio.start_server(relay.connect, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await parent_gone()


def main() -> None:
    """Relay until stopped, or until the parent process is gone."""
    relay = Relay(int(sys.argv[1]), float(sys.argv[2]) / 1000.0)
    # epoll waits in whole milliseconds; select waits in microseconds.
    loop = asyncio.SelectorEventLoop(selectors.SelectSelector())
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(_serve(relay))


if __name__ == "__main__":
    main()
