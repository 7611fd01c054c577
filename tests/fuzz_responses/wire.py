"""Responses as bytes on a connection, framed in all ways, right and wrong."""

from random import Random

from attrs import frozen

from tests.fuzz_responses.answers import Answer

__all__ = ["Sending", "draw_sending"]

LINES = (
    b"HTTP/1.1 %d OK", b"HTTP/1.0 %d OK", b"HTTP/1.1 %d", b"HTTP/1.1 %d ",
    b"HTTP/1.1 %d \xff\xfe\x01", b"HTTP/2 %d OK", b"HTTP/1.1  %d OK", b"http/1.1 %d ok",
    b"ICY %d OK", b"HTTP/1.1 +%d OK", b"HTTP/1.1 %d.5 OK", b"HTTP/1.1 99", b"", b"HTTP/1.1 0%d OK",
    b"\x16\x03\x01\x02", b"HTTP/9.9 %d OK", b"HTTP/1.1 -%d OK", b"HTTP/1.1\t%d\tOK", b"%d",
    b"HTTP/1.1 %d " + b"x" * 5000, b"\r\n\r\nHTTP/1.1 %d OK", b"SSH-2.0-OpenSSH_9.6",
)  # fmt: skip
ODD_HEADERS = (
    b"No-Colon", b" folded: x", b": empty", b"Sp ace: x", b"Sp : x", b"N\x00l: x", b"X: \x00",
    b"X: \x1b[31m", b"\xff: \xff", b"X:" + b"y" * 200_000, b"X: a\rb", b"Content-Length: 5",
    b"Content-Length: -1", b"Content-Length: x", b"Content-Length: +3", b"Content-Length: 5, 5",
    b"Content-Length: 99999999999999999999", b"Content-Length: \xd9\xa3",
    b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked",
    b"Transfer-Encoding: identity", b"Transfer-Encoding: x", b"Connection: upgrade",
    b"Upgrade: h2c", b"Trailer: X", b"Keep-Alive: timeout=-1", b"Content-Range: bytes */0",
    b"Content-MD5: x",
)  # fmt: skip
SIZES = (
    b"zz",
    b"-1",
    b"",
    b"ffffffffffffffffffff",
    b'5;ext="x',
    b"0x5",
    b" 5",
    b"5 ",
    b"1_0",
    b"\xff",
)
INTERIM = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"


@frozen
class Sending:
    """
    What a server sends for one request, and what it does afterwards.

    Attributes:
        parts: The bytes, in the pieces in which they are sent.
        stays: The connection stays open.
        resets: The connection is reset, not closed.
    """

    parts: tuple[bytes, ...]
    stays: bool
    resets: bool


def draw_sending(random: Random, answer: Answer, odd: float) -> Sending:
    """
    Draw a way to send a response.

    Args:
        random: The source of randomness.
        answer: The response.
        odd: How much of it is unusual, from 0 to 1.
    """

    def seldom(share: float) -> bool:
        return random.random() < odd * share

    line = (random.choice(LINES) if seldom(0.25) else LINES[0]).replace(
        b"%d", b"%d" % answer.status
    )
    headers = [name + b": " + value for name, value in answer.headers]
    if seldom(0.2):
        headers += random.choices(ODD_HEADERS, k=random.choice((1, 1, 2)))
    body = answer.body
    framed = random.random() < 0.9
    if framed and random.random() < 0.4:
        headers.append(b"Transfer-Encoding: chunked")
        body = _chunked(random, body, odd)
    elif framed:
        length = len(body)
        if seldom(0.1):
            length += random.choice((-1, 1, 5, -5, 100_000))
        headers.append(b"Content-Length: %d" % length)
    if random.random() < 0.5:
        headers.append(b"Connection: close")
    ending = b"\n" if seldom(0.05) else b"\r\n"
    sent = ending.join([line, *headers, b"", b""]) + body
    if seldom(0.1):
        sent = INTERIM * random.choice((1, 2, 10)) + sent
    if seldom(0.1):
        sent = sent[: random.randrange(len(sent) + 1)]
    if seldom(0.05):
        sent += random.choice((b"\r\n", b"x", b"HTTP/1.1 200 OK\r\n\r\n", random.randbytes(40)))
    cut = sorted(random.randrange(len(sent) + 1) for _ in range(random.choice((0, 0, 1, 3))))
    parts = [sent[start:end] for start, end in zip([0, *cut], [*cut, len(sent)], strict=True)]
    # A server that neither continues nor closes costs the client's whole timeout.
    return Sending(tuple(parts), stays=seldom(0.02), resets=seldom(0.05))


def _chunked(random: Random, body: bytes, odd: float) -> bytes:
    framed = b""
    size = random.choice((1, 7, 1000, 100_000))
    if len(body) > 2000:
        size = max(size, len(body) // 20)
    for at in range(0, len(body), size):
        part = body[at : at + size]
        said = random.choice(SIZES) if random.random() < odd * 0.03 else b"%x" % len(part)
        framed += said + b"\r\n" + part + b"\r\n"
    if random.random() < odd * 0.1:
        return framed  # without an end
    trailer = b"X-Trailer: \xff\r\n" if random.random() < odd * 0.2 else b""
    return framed + b"0\r\n" + trailer + b"\r\n"
